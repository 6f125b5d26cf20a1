"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const D = require("./load.js");

const near = (actual, expected, tolerance = 1e-9) => assert.ok(Math.abs(actual - expected) < tolerance, `${actual} is not ${expected}`);

test("degrees survive the way to the map and back", () => {
  for (const [latitude, longitude] of [[13.5127, 2.1128], [-41.3, 174.8], [84, -179.9], [0, 0]]) {
    near(D.latitudeOf(D.mercatorY(latitude)), latitude);
    near(D.longitudeOf(D.mercatorX(longitude)), longitude);
  }
});

test("latitudes beyond the square are drawn at its edge", () => {
  near(D.mercatorY(90), 0, 1e-6);
  near(D.mercatorY(-90), 1, 1e-6);
});

test("a view across the antimeridian shows two copies of the world", () => {
  assert.deepEqual(D.copies(D.makeView(1000, 900, 0, 300, 100)), [0, 1]);
  assert.deepEqual(D.copies(D.makeView(1000, -100, 0, 50, 100)), [-1]);
});

test("an extent across the antimeridian has its west east of its east", () => {
  const { west, east } = D.extent(D.makeView(3600, 3500, 1000, 200, 100));
  near(west, 170, 1e-6);
  near(east, -170, 1e-6);
});

test("a view wider than the world shows all of it", () => {
  const { west, east } = D.extent(D.makeView(256, -100, 0, 600, 256));
  assert.deepEqual([west, east], [-180, 180]);
});

test("a picture of another aspect shows at least the ground on screen, and the same middle", () => {
  const screen = D.makeView(4096, 1500, 1200, 800, 600);
  for (const [width, height] of [[1600, 600], [300, 900], [800, 600]]) {
    const drawn = D.fitted(screen, width, height);
    const [a, b] = [D.extent(screen), D.extent(drawn)];
    assert.ok(b.west <= a.west + 1e-9 && b.east >= a.east - 1e-9 && b.north >= a.north - 1e-9 && b.south <= a.south + 1e-9);
    near((b.west + b.east) / 2, (a.west + a.east) / 2);
  }
});

test("a picture of more than the world shows no ground twice, and tells its true ends", () => {
  for (const [middle, width, height] of [[0, 1600, 900], [0.4, 1600, 900], [0, 600, 600]]) {
    const world = 256;
    const drawn = D.fitted(D.makeView(world, (0.5 + middle) * world - 400, -20, 800, 500), width, height);
    assert.ok(drawn.width < drawn.world && drawn.top >= 0 && drawn.top + drawn.height <= drawn.world);
    const { west, east } = D.extent(drawn);
    near((east - west + 360) % 360, 359.64, 1e-6);
    near(D.longitudeOf((drawn.left + drawn.width / 2) / drawn.world), middle * 360, 1e-6);
  }
});

test("a picture of given ground shows all of it in its middle, also across the antimeridian", () => {
  for (const ground of [[10, -4, 17, 6], [-20, 175, -10, -175]]) {
    const { south, west, north, east } = D.extent(D.fitted(D.viewOf(ground), 800, 600));
    assert.ok(south <= ground[0] + 1e-9 && north >= ground[2] - 1e-9);
    const middle = (a, b) => (((a + b + (b < a ? 360 : 0)) / 2 + 180) % 360) - 180;
    near(middle(west, east), middle(ground[1], ground[3]));
  }
});
