// The pure part of the map's scripts, loaded as the page loads them.
"use strict";
const path = require("node:path");

for (const name of ["projection", "shapes", "crowd", "symbols", "events", "bins", "clusters", "areas", "facilities", "scene", "names", "labels", "tiles", "heat", "shaded", "mentions", "keyboard", "spot", "graticule", "locator", "sketch"]) {
  require(path.join(__dirname, "..", "..", "assets", "map", `${name}.js`));
}

// Decoded columns of events at (x, y) of the world in 0..1, NaN for none; the same order, so those without a point stand last.
globalThis.Dateline.eventsAt = (spots, categories = spots.map(() => 0), areas = spots.map(() => -1)) => {
  const count = spots.length;
  const buffer = new ArrayBuffer(8 + 29 * count);
  new Uint32Array(buffer, 0, 2).set([count, spots.filter(([x]) => !Number.isNaN(x)).length]);
  const unit = ([x]) => Math.round(x * 2 ** 32) || 0;
  new Uint32Array(buffer, 8, count).set(spots.map(unit));
  new Uint32Array(buffer, 8 + 4 * count, count).set(spots.map(([, y]) => unit([y])));
  new Int32Array(buffer, 8 + 8 * count, count).set(areas);
  new Uint8Array(buffer, 8 + 26 * count, count).set(categories);
  return globalThis.Dateline.decodeEvents(buffer);
};
module.exports = globalThis.Dateline;
