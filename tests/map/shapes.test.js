"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const D = require("./load.js");

// A layer of closed rings, as packaging/basemap.py writes them.
function layerOf(rings) {
  const points = rings.flat();
  const starts = [0];
  for (const ring of rings) starts.push(starts.at(-1) + ring.length);
  const boxes = rings.flatMap((ring) => {
    const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
    return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  });
  const words = [new Uint32Array([rings.length, points.length, ...starts]), new Float32Array([...boxes, ...points.flat()])];
  const bytes = new Uint8Array(words[0].byteLength + words[1].byteLength);
  bytes.set(new Uint8Array(words[0].buffer));
  bytes.set(new Uint8Array(words[1].buffer), words[0].byteLength);
  return D.decodeLayer(bytes.buffer);
}

const square = (left, top, size) => [[left, top], [left + size, top], [left + size, top + size], [left, top + size], [left, top]];

function recorder() {
  const calls = [];
  return { calls, moveTo: (x, y) => calls.push(["M", x, y]), lineTo: (x, y) => calls.push(["L", x, y]), closePath: () => calls.push(["Z"]) };
}

test("a hole is not inside", () => {
  const layer = layerOf([square(0.25, 0.25, 0.5), square(0.375, 0.375, 0.25)]);
  assert.equal(D.contains(layer, 0, 2, 0.3, 0.5), true);
  assert.equal(D.contains(layer, 0, 2, 0.5, 0.5), false);
  assert.equal(D.contains(layer, 0, 2, 0.9, 0.5), false);
});

test("only parts in view are traced, at their place", () => {
  const layer = layerOf([square(0.25, 0.25, 0.125), square(0.75, 0.75, 0.125)]);
  const path = recorder();
  D.trace(path, layer, D.makeView(1024, 200, 200, 300, 300), { closed: true });
  assert.deepEqual(path.calls[0], ["M", 56, 56]);
  assert.equal(path.calls.filter(([kind]) => kind === "M").length, 1);
});

test("a ring across the antimeridian is traced at both ends of the world", () => {
  const layer = layerOf([square(0.9375, 0.25, 0.125)]);
  for (const left of [0, 960]) {
    const path = recorder();
    D.trace(path, layer, D.makeView(1024, left, 200, 60, 300), { closed: true });
    assert.ok(path.calls.length > 0, `nothing at ${left}`);
  }
});

test("a ring ends where it began, without closePath, which in Chromium takes longer with every ring of a path", () => {
  const rings = Array.from({ length: 3 }, (_, n) => square(0.1 + n / 4, 0.3, 0.1));
  const path = recorder();
  D.trace(path, layerOf(rings), D.makeView(1024, 0, 0, 1000, 1000), { closed: true });
  assert.equal(path.calls.filter(([kind]) => kind === "Z").length, 0);
  const ends = path.calls.flatMap(([kind, x, y], at) => (kind === "M" ? [[x, y], path.calls[at + 4].slice(1)] : []));
  assert.equal(ends.length, 6);
  for (let at = 0; at < 6; at += 2) assert.deepEqual(ends[at], ends[at + 1]);
});
