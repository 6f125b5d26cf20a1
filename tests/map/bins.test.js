"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const D = require("./load.js");

let seed = 11;
const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
const spaced = (value) => [...value.toString(2).padStart(16, "0")].join("0");
// As geodata/buffers.py orders them: by the interleaved upper bits of x and y.
const key = ([x, y]) => parseInt(spaced(Math.floor(x * 65536)), 2) + 2 * parseInt(spaced(Math.floor(y * 65536)), 2);
const spots = Array.from({ length: 5000 }, () => [random(), 0.2 + random() * 0.6]).sort((a, b) => key(a) - key(b));
const events = D.eventsAt(spots, spots.map((_, i) => i % 3));
const mask = Uint8Array.from(spots, (_, i) => (i % 5 ? 1 : 0));
const viewAt = (zoom) => D.makeView(256 * 2 ** zoom, 0, 0, 256 * 2 ** zoom, 256 * 2 ** zoom);

for (const zoom of [0, 2.5, 6, 7]) {
  test(`at zoom ${zoom} each shown event is in one cluster, and the counts by category are theirs`, () => {
    const clusters = D.cluster(events, mask, viewAt(zoom), 3);
    const rows = clusters.flatMap((cluster) => cluster.rows());
    const inner = rows.filter((row) => spots[row][0] < 1).sort((a, b) => a - b);
    assert.deepEqual([...new Set(inner)], spots.map((_, i) => i).filter((i) => mask[i]));
    for (const cluster of clusters.slice(0, 20)) {
      assert.equal(cluster.count, cluster.rows().length);
      const counted = [0, 0, 0];
      for (const row of cluster.rows()) counted[events.category[row]]++;
      assert.deepEqual([...cluster.categories], counted);
    }
  });
}

test("from afar as from near, the cluster that holds a selected event is marked", () => {
  for (const zoom of [2, 7]) {
    const clusters = D.cluster(events, mask, viewAt(zoom), 3, { selected: new Set([2501]) });
    const marked = clusters.filter(({ selected }) => selected);
    assert.ok(marked.length >= 1);
    assert.deepEqual(marked, clusters.filter((cluster) => cluster.rows().includes(2501)));
  }
});

test("an event known to an area only marks no cluster, at no zoom", () => {
  const some = D.eventsAt([[0, 0.1], [0.5, 0.5], [0.7, 0.6], [NaN, NaN]], [0, 0, 0, 0], [-1, -1, -1, 0]);
  for (const zoom of [0, 2, 7]) {
    const clusters = D.cluster(some, new Uint8Array(4).fill(1), viewAt(zoom), 3, { selected: new Set([3]) });
    assert.ok(clusters.length > 0);
    assert.ok(clusters.every(({ selected }) => !selected));
  }
});

test("boxes that touch are found over the edges of the squares, each once", () => {
  const crowd = new D.Crowd([{ left: 60, top: 60, right: 70, bottom: 70 }, { left: 200, top: 0, right: 210, bottom: 5 }]);
  assert.equal(crowd.touching({ left: 0, top: 0, right: 300, bottom: 61 }).size, 2);
  assert.equal(crowd.isFree({ left: 70, top: 60, right: 80, bottom: 70 }), true, "edges that meet do not touch");
});
