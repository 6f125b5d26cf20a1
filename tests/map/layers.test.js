"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const D = require("./load.js");

const VIEW = D.makeView(10000, 4000, 4000, 800, 600);
const eventsAt = (pixels) => D.eventsAt(pixels.map(([x, y]) => [(x + VIEW.left) / VIEW.world, (y + VIEW.top) / VIEW.world]));
const sum = (cells) => cells.reduce((total, value) => total + value, 0);

test("the density counts each shown event once, and smoothing loses none in the middle of the view", () => {
  const events = eventsAt([[400, 300], [400, 300], [200, 100]]);
  const grid = D.density(events, Uint8Array.of(1, 1, 0), VIEW, 1);
  assert.equal(sum(grid.cells), 2);
  D.smooth(grid);
  assert.ok(Math.abs(sum(grid.cells) - 2) < 1e-3);
});

test("the densest spot is where most events are", () => {
  const grid = D.density(eventsAt([[600, 200], [602, 201], [601, 199], [100, 500]]), new Uint8Array(4).fill(1), VIEW, 1);
  D.smooth(grid);
  const at = grid.cells.indexOf(Math.max(...grid.cells));
  assert.ok(Math.abs((at % grid.columns) - grid.margin - 100) <= 1);
  assert.ok(Math.abs(Math.floor(at / grid.columns) - grid.margin - 33) <= 1);
});

test("of places close together the one that most articles name is drawn", () => {
  const spot = (x, y) => [(x + VIEW.left) / VIEW.world, (y + VIEW.top) / VIEW.world];
  const [first, beside, far] = [spot(105, 105), spot(107, 106), spot(300, 300)];
  const mentions = { count: 3, x: [first[0], beside[0], far[0]], y: [first[1], beside[1], far[1]] };
  assert.deepEqual(D.mentionsIn(VIEW, mentions).map(({ row }) => row), [0, 2]);
});

test("a move leaves the same places drawn", () => {
  const mentions = { count: 200, x: Float64Array.from({ length: 200 }, (_, i) => 0.42 + ((i * 37) % 101) / 10000), y: Float64Array.from({ length: 200 }, (_, i) => 0.42 + ((i * 53) % 97) / 10000) };
  const drawn = (left) => D.mentionsIn(D.makeView(10000, left, 4000, 800, 600), mentions).map(({ row }) => row);
  for (const left of [4001, 4004, 4007]) assert.deepEqual(drawn(left), drawn(4000));
});

test("of areas one in the other the smaller is under the pointer, and none that is not shaded", () => {
  const ring = (west, north, east, south) => [west, north, east, north, east, south, west, south, west, north];
  const points = new Float32Array([...ring(0.1, 0.1, 0.9, 0.9), ...ring(0.4, 0.4, 0.6, 0.6)]);
  const rings = { parts: 2, starts: Uint32Array.of(0, 5, 10), boxes: Float32Array.of(0.1, 0.1, 0.9, 0.9, 0.4, 0.4, 0.6, 0.6), points };
  const areas = [{ first: 0, end: 1, box: [0.1, 0.1, 0.9, 0.9] }, { first: 1, end: 2, box: [0.4, 0.4, 0.6, 0.6] }];
  assert.equal(D.areaAt({ areas, rings, classes: [0, 0] }, 0.5, 0.5), 1);
  assert.equal(D.areaAt({ areas, rings, classes: [0, -1] }, 0.5, 0.5), 0);
  assert.equal(D.areaAt({ areas, rings, classes: [0, 0] }, 0.05, 0.5), -1);
});

test("the colours of heat are measured by what is seen, not by what lies beyond the edge", () => {
  const frame = { left: 100, top: 100, right: 700, bottom: 500 };
  const view = D.makeView(VIEW.world, VIEW.left, VIEW.top, VIEW.width, VIEW.height, frame);
  const grid = D.density(eventsAt([[400, 300], [50, 50], [50, 50], [50, 50]]), new Uint8Array(4).fill(1), view, 1);
  assert.equal(D.densestSeen(grid, view), 1);
});
