// Names over their ground: as large as it has room for, in two lines where one is too long, never one on another.
"use strict";
const test = require("node:test");
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const D = require("./load.js");

const VIEW = D.makeView(4096, 0, 0, 4096, 4096); // zoom 4
const measure = (text, kind, size, spacing) => text.length * (size * 0.6 + spacing);
const ground = (words, pixels, x = 0.5, y = 0.5) => [words, x, y, pixels / VIEW.world, pixels / VIEW.world];

test("a country with much ground is named in larger and wider letters than one with little", () => {
  const [large] = D.countryNames(VIEW, [ground("Niger", 500)], measure);
  const [small] = D.countryNames(VIEW, [ground("Niger", 60)], measure);
  assert.equal(large.text, "NIGER");
  assert.ok(large.size > small.size && large.spacing > small.spacing);
});

test("a name that is too long for one line stands in two even ones", () => {
  const [label] = D.countryNames(VIEW, [ground("United States of America", 125)], measure);
  assert.deepEqual(label.lines, ["UNITED STATES", "OF AMERICA"]);
  assert.ok(label.box.bottom - label.box.top > 2 * label.size);
});

test("a name wider than its ground can bear is left out", () => {
  assert.deepEqual(D.countryNames(VIEW, [ground("Liechtenstein", 30)], measure), []);
});

test("a name is not moved further than its ground reaches", () => {
  const names = { countries: [ground("Chad", 300, 0.5), ground("Togo", 40, 0.5)], regions: [], waters: [] };
  const labels = D.placeLabels(VIEW, names, D.NO_CITIES, { points: [], taken: [] }, measure);
  assert.deepEqual(labels.map(({ text }) => text), ["CHAD"]);
});

test("names in another language are found by ISO's number, else by the name itself, and joined letters are not spaced", () => {
  const names = [[...ground("Niger", 500), "562"], [...ground("Red Sea", 300), undefined], [...ground("Chad", 300), "148"]];
  const told = D.inWords(names, { 562: "النيجر", "Red Sea": "Mer Rouge" });
  assert.deepEqual(told.map(([name]) => name), ["النيجر", "Mer Rouge", "Chad"]);
  const [label] = D.countryNames(VIEW, told.slice(0, 1), measure);
  assert.equal(label.spacing, 0);
});

test("every sea of the table lies where its coordinates say and is named when there is room", () => {
  const waters = JSON.parse(fs.readFileSync(path.join(__dirname, "..", "..", "assets", "map", "waters.json"), "utf8"));
  const labels = D.waterNames(D.makeView(256 * 2 ** 9, 0, 0, 256 * 2 ** 9, 256 * 2 ** 9), D.waterGround(waters), measure);
  assert.equal(labels.length, waters.length);
  const red = labels.find(({ text }) => text === "Red Sea");
  assert.ok(Math.abs(D.longitudeOf(red.x / (256 * 2 ** 9)) - 38.4) < 0.01 && Math.abs(D.latitudeOf(red.y / (256 * 2 ** 9)) - 20.6) < 0.01);
});
