"use strict";
const { test } = require("node:test");
const assert = require("node:assert");
const Dateline = require("./load.js");

const pixels = ([latitude, longitude]) => ({ x: 10 * longitude, y: -10 * latitude });
const sketchOf = (tool, ...corners) => {
  const sketch = new Dateline.Sketch(tool);
  for (const corner of corners) sketch.add(corner, pixels);
  return sketch;
};

test("corners are set, and the last is taken back", () => {
  const sketch = sketchOf("polygon", [0, 0], [0, 5], [5, 5]);
  assert.equal(sketch.takeBack(), true);
  assert.deepEqual(sketch.outline(), [[0, 0], [0, 5]]);
  assert.equal(new Dateline.Sketch("polygon").takeBack(), false);
});

test("the second click of a double click is no corner", () => {
  const sketch = sketchOf("polygon", [0, 0], [0, 5]);
  assert.equal(sketch.add([0.1, 5.1], pixels), false);
  assert.equal(sketch.corners.length, 2);
});

test("a corner beyond the date line lies beside the one before, whichever copy of the world was clicked", () => {
  assert.deepEqual(sketchOf("polygon", [0, 175], [0, -175], [5, 545]).outline(), [[0, 175], [0, 185], [5, 185]]);
});

test("the line follows the pointer, the outline does not", () => {
  const sketch = sketchOf("measure", [0, 0], [0, 5]);
  sketch.move([5, 5]);
  assert.deepEqual(sketch.line(), [[0, 0], [0, 5], [5, 5]]);
  assert.deepEqual(sketch.outline(), [[0, 0], [0, 5]]);
});

test("a rectangle has four corners from two that lie across", () => {
  const sketch = sketchOf("rectangle", [0, 0]);
  assert.deepEqual(sketch.outline(), []);
  sketch.move([4, 6]);
  assert.deepEqual(sketch.outline(), [[0, 0], [0, 6], [4, 6], [4, 0]]);
});

test("a pixel is as many metres as the zoom and the latitude tell", () => {
  assert.ok(Math.abs(Dateline.metresAPixel(256, 0) - 156543) < 1);
  assert.ok(Math.abs(Dateline.metresAPixel(256 * 2 ** 10, 60) - 156543 / 1024 / 2) < 0.1);
});
