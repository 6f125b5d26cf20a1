"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const D = require("./load.js");

const VIEW = D.makeView(10000, 4000, 4000, 800, 600);

// Events at pixels of VIEW, by way of the columns as they come from Python.
const eventsAt = (pixels, categories) => D.eventsAt(pixels.map(([x, y]) => [(x + VIEW.left) / VIEW.world, (y + VIEW.top) / VIEW.world]), categories);

const all = (events) => new Uint8Array(events.count).fill(1);
const clustersOf = (events, mask = all(events)) => D.cluster(events, mask, VIEW, 3);
const rowsOf = (clusters) => clusters.flatMap((cluster) => cluster.rows()).sort((a, b) => a - b);

test("events at one spot are one symbol that knows them all", () => {
  const [cluster, ...others] = clustersOf(eventsAt([[100, 100], [100, 100], [100, 100]], [0, 2, 2]));
  assert.equal(others.length, 0);
  assert.equal(cluster.oneSpot, true);
  assert.deepEqual(cluster.rows().sort(), [0, 1, 2]);
  assert.deepEqual([...cluster.categories], [1, 0, 2]);
});

test("every event in view is in exactly one cluster", () => {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const events = eventsAt(Array.from({ length: 2000 }, () => [random() * 800, random() * 600]));
  const clusters = clustersOf(events);
  assert.deepEqual(rowsOf(clusters), Array.from({ length: 2000 }, (_, i) => i));
  assert.equal(clusters.reduce((sum, { count }) => sum + count, 0), 2000);
});

test("events on two sides of a cell's edge are one cluster when they are near", () => {
  assert.equal(clustersOf(eventsAt([[95, 100], [97, 100]])).length, 1);
});

test("events far apart are not joined", () => {
  assert.equal(clustersOf(eventsAt([[100, 100], [180, 100]])).length, 2);
});

test("a cluster stands at one of its events, never between them", () => {
  const spots = [[100, 100], [110, 100], [112, 104]];
  const [cluster] = clustersOf(eventsAt(spots));
  assert.ok(spots.some(([x, y]) => Math.hypot(cluster.x - x, cluster.y - y) < 1e-3));
});

test("hidden events, events without a point and events out of view are left out", () => {
  const events = eventsAt([[100, 100], [200, 200], [NaN, NaN], [5000, 100]]);
  assert.deepEqual(rowsOf(clustersOf(events, Uint8Array.of(0, 1, 1, 1))), [1]);
});

test("an event just beyond the antimeridian is drawn in the next copy of the world", () => {
  const events = D.eventsAt([[0.001, 0.5]]);
  const [cluster] = D.cluster(events, Uint8Array.of(1), D.makeView(10000, 9800, 4800, 400, 400), 1);
  assert.equal(Math.round(cluster.x), 210);
});

test("a million events are clustered in one pass that takes well under a second", () => {
  const count = 1_000_000;
  const events = D.eventsAt(Array.from({ length: count }, (_, i) => [0.4 + ((i * 7919) % 80000) / 1e6, 0.4 + ((i * 104729) % 60000) / 1e6]));
  const started = process.hrtime.bigint();
  D.cluster(events, all(events), VIEW, 1);
  assert.ok(Number(process.hrtime.bigint() - started) < 1e9);
});

test("a symbol tells the sum of its deaths, the widest doubt of its place and whether one of its events happened", () => {
  const events = { ...eventsAt([[100, 100], [100, 100], [100, 100]]), deaths: [3, 0, 9], radius: [0, 10, 25], status: [2, 1, 3] };
  const [all_] = D.cluster(events, all(events), VIEW, 1);
  assert.deepEqual([all_.deaths, all_.near, all_.status], [12, 25, 1]);
  const [some] = D.cluster(events, Uint8Array.of(1, 1, 0), VIEW, 1); // what is hidden tells nothing
  assert.deepEqual([some.deaths, some.near, some.status], [3, 10, 1]);
});

test("from afar the deaths, the doubt and the status of a bin are those of its events", () => {
  const events = { ...D.eventsAt([[0.5, 0.5], [0.5, 0.5], [0.9, 0.9]]), deaths: [3, 4, 50], radius: [0, 10, 0], status: [2, 1, 0] };
  const [here] = D.cluster(events, all(events), D.makeView(1024, 0, 0, 1024, 1024), 1).filter(({ count }) => count === 2);
  assert.deepEqual([here.deaths, here.near, here.status], [7, 10, 1]);
});

test("where deaths tell the size, the deadlier of two symbols is the larger, whatever their counts", () => {
  const events = { ...eventsAt([[100, 100], [400, 100], [400, 100]]), deaths: [40, 1, 0] };
  const [one, two] = [1, 2].map((count) => D.cluster(events, all(events), VIEW, 1, { sized: true }).find((each) => each.count === count));
  assert.ok(one.radius > two.radius);
  assert.ok(D.sizeOfDeaths(1e6) <= 30, "no symbol hides a province");
});
