"use strict";
const { test } = require("node:test");
const assert = require("node:assert");
const Dateline = require("./load.js");

const viewAt = (longitude, latitude, zoom, width = 800, height = 600) => {
  const world = 256 * 2 ** zoom;
  return Dateline.makeView(world, Dateline.mercatorX(longitude) * world - width / 2, Dateline.mercatorY(latitude) * world - height / 2, width, height);
};
const WORLD = Dateline.worldBox(null);
const settings = (more = {}) => ({ minZoom: 0, maxZoom: 19, sharpness: 1, world: WORLD, ...more });

test("the level suits the screen, and goes half way to the sharpest where there are more pixels", () => {
  const view = viewAt(2, 14, 6);
  assert.equal(Dateline.tileZoom(view, 1, settings()), 6);
  assert.equal(Dateline.tileZoom(viewAt(2, 14, 6.25), 1, settings()), 6);
  assert.equal(Dateline.tileZoom(viewAt(2, 14, 6.75), 1, settings()), 7);
  assert.equal(Dateline.tileZoom(view, 150 / 96, settings()), 6);
  assert.equal(Dateline.tileZoom(view, 300 / 96, settings()), 7);
  assert.equal(Dateline.tileZoom(view, 300 / 96, settings({ sharpness: 2 })), 6);
  assert.equal(Dateline.tileZoom(view, 1, settings({ sharpness: 2 })), 6);
});

test("beyond the levels that there are the last one is shown larger", () => {
  assert.equal(Dateline.tileZoom(viewAt(2, 14, 12), 1, settings({ maxZoom: 7 })), 7);
  assert.equal(Dateline.tileZoom(viewAt(2, 14, 2), 1, settings({ minZoom: 4 })), 4);
});

test("tiles cover the view without gap or overlap", () => {
  const view = viewAt(2, 14, 5.25);
  const tiles = Dateline.tilesIn(view, 5, WORLD);
  const area = tiles.reduce((sum, { left, right, top, bottom }) => {
    const width = Math.min(right, view.width) - Math.max(left, 0);
    return sum + width * (Math.min(bottom, view.height) - Math.max(top, 0));
  }, 0);
  assert.equal(area, view.width * view.height);
});

test("a tile lies where its ground lies", () => {
  const view = viewAt(2.1, 13.5, 6);
  const { x, y, left, right, top, bottom } = Dateline.tilesIn(view, 6, WORLD).find((t) => t.left <= 400 && t.right > 400 && t.top <= 300 && t.bottom > 300);
  assert.deepEqual([x, y], [32, 29]);
  assert.ok(Math.abs(left - (0.5 * view.world - view.left)) <= 1);
  assert.ok(right - left === 256 && bottom - top === 256);
});

test("across the antimeridian the columns begin anew", () => {
  const tiles = Dateline.tilesIn(viewAt(180, 0, 4), 4, WORLD);
  assert.deepEqual([...new Set(tiles.map(({ x }) => x))].sort((a, b) => a - b), [0, 1, 14, 15]);
  assert.ok(tiles.every(({ x, y }) => x >= 0 && x < 16 && y >= 0 && y < 16));
});

test("a view larger than the world asks for each tile under one name", () => {
  const names = Dateline.tilesIn(viewAt(0, 0, 1, 2000, 600), 1, WORLD).map(Dateline.tileName);
  assert.equal(new Set(names).size, 4);
});

test("beside the bounds there is nothing to ask for", () => {
  const bounded = { world: Dateline.worldBox([9, -6, 19, 8]) };
  assert.ok(Dateline.wantedTiles(viewAt(2, 14, 7), 1, settings(bounded)).length > 0);
  assert.equal(Dateline.wantedTiles(viewAt(60, 14, 7), 1, settings(bounded)).length, 0);
  assert.equal(Dateline.wantedTiles(viewAt(2, 60, 7), 1, settings(bounded)).length, 0);
  const all = Dateline.wantedTiles(viewAt(2, 14, 5, 3000, 3000), 1, settings(bounded));
  assert.ok(all.every(({ x, y }) => x >= 15 && x <= 16 && y >= 14 && y <= 15));
});

test("the middle comes first", () => {
  const [first] = Dateline.wantedTiles(viewAt(2.1, 13.5, 6), 1, settings());
  assert.equal(Dateline.tileName(first), "6/32/29");
});

test("never more than a few hundred: a coarser level is taken, and none far above the lowest", () => {
  const huge = viewAt(2, 14, 8, 9000, 7000);
  const tiles = Dateline.wantedTiles(huge, 4, settings());
  assert.ok(tiles.length > 50 && tiles.length <= 320);
  assert.equal(Dateline.wantedTiles(viewAt(2, 14, 2), 1, settings({ minZoom: 9 })).length, 0);
});

test("a coarser picture stands in where the right one is not there", () => {
  const drawn = [];
  const context = { drawImage: (image, ...box) => drawn.push([image.name, ...box]) };
  const tile = { z: 6, x: 33, y: 29, left: 10, top: 20, right: 266, bottom: 276 };
  Dateline.drawTiles(context, [tile], new Map([["4/8/7", { name: "coarse", width: 256, height: 256 }]]));
  assert.deepEqual(drawn, [["coarse", 64, 64, 64, 64, 10, 20, 256, 256]]);
  drawn.length = 0;
  Dateline.drawTiles(context, [tile], new Map([["6/33/29", { name: "own", width: 512, height: 512 }], ["4/8/7", {}]]));
  assert.deepEqual(drawn, [["own", 0, 0, 512, 512, 10, 20, 256, 256]]);
});
