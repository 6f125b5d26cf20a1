"use strict";
const test = require("node:test");
const assert = require("node:assert");
const zlib = require("node:zlib");
const Dateline = require("./load.js");
require("../../assets/page/unpack.js");
require("../../assets/page/key.js");

const NO_DAY = -(2 ** 31);
const events = { count: 4, located: 2, category: [0, 1, 0, 1], status: [0, 0, 1, 0], firstDay: [10, 20, NO_DAY, 30], lastDay: [12, 20, NO_DAY, 60], area: [-1, -1, -1, 0], precision: [0, 1, 3, 2] };

test("what was packed is unpacked", async () => {
  const table = Buffer.from(JSON.stringify({ a: [0, 3], b: [3, 7] }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(table.length);
  const packed = zlib.deflateSync(Buffer.concat([length, table, Buffer.from("abc"), Buffer.from('{"x":1}')]));
  const pack = await Dateline.unpack(`\n${packed.toString("base64")}\n`);
  assert.deepEqual(pack.names, ["a", "b"]);
  assert.equal(Buffer.from(pack.bytes("a")).toString(), "abc");
  assert.deepEqual(pack.json("b"), { x: 1 });
});

test("a period lets those through that reach into it, and none without a date", () => {
  assert.deepEqual([...Dateline.maskOf(events, {})], [1, 1, 1, 1]);
  assert.deepEqual([...Dateline.maskOf(events, { from: 12, to: 20 })], [1, 1, 0, 0]);
  assert.deepEqual([...Dateline.maskOf(events, { from: 40 })], [0, 0, 0, 1]);
  assert.deepEqual([...Dateline.maskOf(events, { off: new Set([1]) })], [1, 0, 1, 0]);
});

test("only addresses of the web are links", () => {
  assert.equal(Dateline.safeLink("https://news.example/1"), "https://news.example/1");
  for (const bad of ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "news.example", "", null]) assert.equal(Dateline.safeLink(bad), null);
});

test("days go to a date's input and back", () => {
  assert.equal(Dateline.toText(Dateline.toDay("2023-08-31")), "2023-08-31");
  assert.equal(Dateline.toDay(""), null);
});

test("the legend counts points, rings, areas, seas and what has no place", () => {
  const vocabulary = { precisions: ["town", "near", "country", "unknown", "sea"] };
  const { places, categories } = Dateline.countsOf({ events, vocabulary }, new Uint8Array([1, 1, 1, 1]));
  assert.deepEqual(places, { point: 1, near: 1, area: 1, sea: 0, none: 1 });
  assert.deepEqual([...categories], [[0, 2], [1, 2]]);
});
