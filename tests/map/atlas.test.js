// The graticule and the small map in the corner: their figures, not their colours.
"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const D = require("./load.js");

const viewAt = (latitude, longitude, zoom, width = 1000, height = 700) => {
  const world = 256 * 2 ** zoom;
  return D.makeView(world, D.mercatorX(longitude) * world - width / 2, D.mercatorY(latitude) * world - height / 2, width, height);
};
const measure = (text) => text.length * 6;

test("meridians stand apart at every zoom and at round degrees or minutes", () => {
  for (let zoom = 2; zoom <= 19; zoom += 0.25) {
    const step = D.graticuleStep(viewAt(0, 0, zoom));
    assert.equal(10800 % step, 0);
    if (zoom >= 2.5 && zoom < 15) assert.ok((step / 21600) * 256 * 2 ** zoom >= 100 && (step / 21600) * 256 * 2 ** zoom < 360, `${zoom}: ${step}`);
  }
});

test("degrees tell the side of the equator and of Greenwich, in every copy of the world", () => {
  const words = [0, 90, -720, 10800, -10800, 10800 + 60, -10800 - 600].map((minutes) => D.inDegrees(minutes, "EW"));
  assert.deepEqual(words, ["0°", "1°30′ E", "12° W", "180°", "180°", "179° W", "170° E"]);
  assert.equal(D.inDegrees(-5, "NS"), "0°05′ S");
});

test("what stands at the edge lies on its line", () => {
  const view = viewAt(13.5, 2.1, 7);
  const told = D.degreesAtEdge(view, measure);
  const east = told.find(({ text }) => text === "2° E");
  assert.ok(Math.abs(D.longitudeOf((east.x + view.left) / view.world) - 2) < 1e-6);
  const north = told.find(({ text }) => text === "14° N");
  assert.ok(Math.abs(D.latitudeOf((north.y + view.top) / view.world) - 14) < 1e-6 && north.align === "right");
  for (const { box } of told) assert.ok(box.left >= 0 && box.right <= view.width && box.top >= 0 && box.bottom <= view.height);
});

test("a picture tells degrees also where the screen has its buttons, and none where something else stands", () => {
  const view = viewAt(13.5, 2.1, 7);
  const all = D.degreesOnPaper(view, measure);
  assert.ok(all.length > 0 && D.degreesAtEdge(view, measure).every(({ text }) => all.some((other) => other.text === text)));
  const [first, ...rest] = all;
  assert.deepEqual(D.degreesOnPaper({ ...view, clear: [first.box] }, measure).map(({ text }) => text), rest.map(({ text }) => text));
});

test("from afar there is no small map, and from near it shows ever less around the view", () => {
  assert.equal(D.locatorView(viewAt(0, 0, 2)), null);
  const spans = [4, 7, 10].map((zoom) => (156 / D.locatorView(viewAt(13, 2, zoom)).world) * 360);
  assert.deepEqual(spans.map(Math.round), [360, 90, 24]);
});

test("a map that is small itself has no small map", () => {
  assert.equal(D.locatorView(viewAt(13, 2, 7, 480, 310)), null);
  assert.notEqual(D.locatorView(viewAt(13, 2, 7, 900, 500)), null);
});

test("words stand beside their point, inside the map, and clear of what the window lays over it", () => {
  const size = { width: 120, height: 40 }, map = { x: 800, y: 600 };
  const box = ({ left, top }) => ({ left, top, right: left + size.width, bottom: top + size.height });
  assert.deepEqual(D.hintPlace({ x: 100, y: 100 }, size, map), { left: 114, top: 116 });
  const legend = { left: 10, top: 300, right: 180, bottom: 560 };
  for (let x = 0; x <= 800; x += 20) {
    for (let y = 0; y <= 600; y += 20) {
      const place = box(D.hintPlace({ x, y }, size, map, [legend]));
      assert.ok(place.left >= 6 && place.top >= 6 && place.right <= 794 && place.bottom <= 594);
      assert.equal(D.overlap(place, { left: x - 3, right: x + 3, top: y - 3, bottom: y + 3 }), false, `over its own point ${x} ${y}`);
      if (x > 183 || y < 297) assert.equal(D.overlap(place, legend), false, `under the legend ${x} ${y}`);
    }
  }
});

test("the box lies on the small map where the view lies on the large one, also some turns around the world", () => {
  for (const [latitude, longitude, zoom] of [[13, 2, 5], [64, 178, 6], [64, -182, 6], [-33, 362, 8], [50, 1082, 10]]) {
    const view = viewAt(latitude, longitude, zoom);
    const small = D.locatorView(view);
    const boxes = D.locatorBoxes(view, small);
    assert.ok(boxes.length >= 1);
    const { left, top, width, height } = boxes.find((box) => box.left + box.width / 2 >= 0 && box.left + box.width / 2 <= 156);
    const there = D.longitudeOf((left + width / 2 + small.left) / small.world);
    assert.ok(Math.abs(((there - longitude) % 360 + 540) % 360 - 180) < 1e-6);
    assert.ok(Math.abs(D.latitudeOf((top + height / 2 + small.top) / small.world) - latitude) < 1e-6);
  }
});

test("the small map changes its corner for much only, and does not waver", () => {
  assert.equal(D.bestCorner(0, 1, 0), 1); // no symbol is hidden where that can be
  assert.equal(D.bestCorner(0, 3, 1), 0);
  assert.equal(D.bestCorner(0, 8, 1), 1);
  assert.equal(D.bestCorner(1, 0, 0), 0);
  for (let low = 0; low < 30; low++) {
    for (let high = 0; high < 30; high++) assert.ok(!(D.bestCorner(0, low, high) === 1 && D.bestCorner(1, low, high) === 0), `${low} ${high}`);
  }
});
