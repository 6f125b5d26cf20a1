"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const D = require("./load.js");

const VIEW = D.makeView(100000, 50000, 50000, 800, 600);
const base = (id, x, y, certainty = "known") => ({
  id, name: `Base ${id}`, held: "France", certainty, x: (x + VIEW.left) / VIEW.world, y: (y + VIEW.top) / VIEW.world,
});

test("facilities close together share a symbol at the place of the surest", () => {
  const groups = D.groupFacilities([base(1, 100, 100, "unverified"), base(2, 105, 100), base(3, 300, 300, "claimed")], VIEW);
  assert.deepEqual(groups.map(({ certainty, members }) => [certainty, members.map(({ id }) => id)]), [["known", [2, 1]], ["claimed", [3]]]);
  assert.equal(Math.round(groups[0].x), 105);
});

test("what is out of view has no symbol", () => {
  assert.deepEqual(D.groupFacilities([base(1, -50, 100), base(2, 100, 700)], VIEW), []);
});

test("a click hits the symbol under it and empty ground hits none", () => {
  const groups = D.groupFacilities([base(1, 100, 100), base(2, 300, 300)], VIEW);
  assert.equal(D.hitFacility(groups, 104, 96).members[0].id, 1);
  assert.equal(D.hitFacility(groups, 200, 200), null);
});

test("a tooltip names a few and counts the rest", () => {
  const members = [1, 2, 3, 4, 5, 6, 7].map((id) => base(id, 100, 100));
  assert.deepEqual(D.describeFacilities({ members: members.slice(0, 1) }), ["Base 1: France"]);
  assert.equal(D.describeFacilities({ members }).at(-1), "and 2 more");
});

test("a name keeps clear of facilities where there is room, and is not lost where there is none", () => {
  const city = { count: 1, x: [base(0, 400, 300).x], y: [base(0, 400, 300).y], population: [100000], capital: [0], names: ["Town"] };
  const place = (shy) => D.placeLabels(VIEW, { countries: [], regions: [] }, city, { points: [], taken: [], shy }, (text) => text.length * 6);
  const box = (left, right) => ({ left, right, top: 290, bottom: 310 });
  assert.equal(place([])[0].align, "left");
  assert.equal(place([box(403, 416)])[0].align, "right");
  assert.deepEqual(place([box(394, 408)])[0].x, 410, "where the facility stands on the town, the name begins behind it");
  assert.equal(place([{ left: 300, right: 500, top: 200, bottom: 400 }])[0].align, "left");
});
