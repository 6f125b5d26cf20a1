// The pure part of the map's scripts, loaded as the page loads them.
"use strict";
const path = require("node:path");

for (const name of ["projection", "shapes", "clusters", "events", "areas", "facilities", "scene", "labels", "tiles", "keyboard"]) {
  require(path.join(__dirname, "..", "..", "assets", "map", `${name}.js`));
}
module.exports = globalThis.Dateline;
