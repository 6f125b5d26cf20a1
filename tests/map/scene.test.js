"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const D = require("./load.js");

const marker = (name, x, y, extra = {}) => ({
  name, kind: "marker", x, y, radius: 12, count: 1, selected: false, box: { left: x - 14, right: x + 14, top: y - 14, bottom: y + 14 }, ...extra,
});

const VIEW = D.makeView(100000, 50000, 50000, 800, 600);
const measure = (text) => text.length * 6;
const NO_NAMES = { countries: [], regions: [] };

const citiesAt = (...cities) => citiesIn(VIEW, ...cities);

function citiesIn(view, ...cities) {
  return {
    count: cities.length,
    x: cities.map(([, x]) => (x + view.left) / view.world),
    y: cities.map(([, , y]) => (y + view.top) / view.world),
    population: cities.map(() => 100000),
    capital: cities.map(() => 0),
    names: cities.map(([name]) => name),
  };
}

test("a click hits the symbol under it and empty ground hits none", () => {
  const symbols = [marker("a", 100, 100), marker("b", 300, 300)];
  assert.equal(D.hit(symbols, 105, 95).name, "a");
  assert.equal(D.hit(symbols, 200, 200), null);
});

test("where symbols overlap the one drawn last is hit: the selected one", () => {
  const symbols = [marker("a", 100, 100, { selected: true }), marker("b", 104, 100)];
  assert.equal(D.hit(symbols, 102, 100).name, "a");
});

test("a badge is hit anywhere on it", () => {
  const badge = { ...marker("badge", 100, 100), kind: "badge", box: { left: 50, right: 150, top: 88, bottom: 112 } };
  assert.equal(D.hit([badge], 140, 90).name, "badge");
});

test("no label lies on a symbol or on another label", () => {
  const point = marker("a", 400, 300).box;
  const cities = citiesAt(["Here", 400, 300], ["Near", 425, 300], ["Close", 430, 318], ["Far", 700, 100]);
  const labels = D.placeLabels(VIEW, NO_NAMES, cities, { points: [point], taken: [point] }, measure);
  for (const label of labels) {
    for (const other of labels) if (other !== label) assert.equal(D.overlap(label.box, other.box), false, `${label.text} on ${other.text}`);
  }
  assert.ok(labels.some(({ text }) => text === "Here"), "the city under the symbol is named beside it");
  assert.ok(labels.find(({ text }) => text === "Here").x !== 405);
});

test("a city that a symbol of another place hides is not named beside that symbol", () => {
  const point = marker("a", 400, 300).box;
  const labels = D.placeLabels(VIEW, NO_NAMES, citiesAt(["Hidden", 409, 300]), { points: [point], taken: [point] }, measure);
  assert.deepEqual(labels, []);
});

test("from afar a symbol of one place never bears the name of a larger city near it, and one of several places none", () => {
  const at = (zoom) => D.makeView(256 * 2 ** zoom, 256 * 2 ** zoom / 2, 256 * 2 ** zoom / 2, 800, 600);
  const named = (zoom, kilometres, symbol) => {
    const point = { ...marker("a", 400, 300).box, ...symbol };
    const view = at(zoom);
    const city = citiesIn(view, ["Bannu", 400 + (kilometres / 40075) * view.world, 300]);
    return D.placeLabels(view, NO_NAMES, city, { points: [point], taken: [point] }, measure).map(({ text }) => text);
  };
  assert.deepEqual(named(2, 80, { oneSpot: true, names: ["Tank", ""] }), []);
  assert.deepEqual(named(6, 9, { oneSpot: true, names: ["Tank", ""] }), ["Tank"]);
  assert.deepEqual(named(6, 0, { oneSpot: true, names: ["Bannoo", ""] }), ["Bannu"], "as the map calls it");
  assert.deepEqual(named(2, 0, { oneSpot: false }), []);
  assert.deepEqual(named(7, 0, { oneSpot: false }), ["Bannu"]);
});

test("a city's name keeps off the symbol of another place", () => {
  const point = marker("a", 400, 300).box;
  const side = (x) => D.placeLabels(VIEW, NO_NAMES, citiesAt(["Town", x, 300]), { points: [point], taken: [point] }, measure).map(({ align }) => align);
  const reach = measure("Town", "city", 11, 0) + 8;
  assert.deepEqual(side(point.left - reach - 20), ["left"]);
  assert.deepEqual(side(point.left - reach - 4), ["right"]);
});

test("a city under its own symbol is named though something else lies over its dot too, clear of both", () => {
  const point = { ...marker("a", 400, 300).box, oneSpot: true, names: ["Niamey", ""] };
  const number = { left: 392, right: 420, top: 296, bottom: 320 };
  const [label] = D.placeLabels(VIEW, NO_NAMES, citiesAt(["Niamey", 400, 300]), { points: [point], taken: [point, number] }, measure);
  assert.equal(label.text, "Niamey");
  assert.ok([point, number].every((box) => !D.overlap(box, { ...label.box, left: label.x })));
});

test("names stay inside what is seen of the canvas", () => {
  const framed = { ...VIEW, frame: { left: 100, top: 100, right: 700, bottom: 500 } };
  const labels = D.placeLabels(framed, NO_NAMES, citiesAt(["Outside", 50, 50], ["Edge", 695, 300]), { points: [], taken: [] }, measure);
  assert.deepEqual(labels.map(({ text, align }) => [text, align]), [["Edge", "right"]]);
});

test("events known to an area are gathered by area, hidden ones left out", () => {
  const events = { count: 4, area: [0, -1, 0, 1], category: [1, 0, 1, 0] };
  const found = D.occupied(events, Uint8Array.of(1, 1, 1, 0), 2);
  assert.deepEqual(found.map(({ area, count, rows }) => ({ area, count, rows: rows() })), [{ area: 0, count: 2, rows: [0, 2] }]);
  assert.deepEqual([...found[0].categories], [0, 2]);
});

test("a badge keeps clear of symbols and inside its area, or is led to it", () => {
  const ring = [[0.5, 0.5], [0.508, 0.5], [0.508, 0.506], [0.5, 0.506], [0.5, 0.5]];
  const layer = {
    parts: 1, starts: Uint32Array.of(0, 5), boxes: Float32Array.of(0.5, 0.5, 0.508, 0.506), points: Float32Array.from(ring.flat()),
  };
  const area = { first: 0, end: 1, label: [0.504, 0.503], box: [0.5, 0.5, 0.508, 0.506] };
  const size = { width: 40, height: 24 };
  const free = D.placeBadge(VIEW, layer, area, [size], []);
  assert.deepEqual([Math.round(free.x), Math.round(free.y)], [400, 300]);
  const taken = marker("a", 400, 300).box;
  const moved = D.placeBadge(VIEW, layer, area, [size], [taken]);
  assert.equal(D.overlap(D.boxAt(moved, size), taken), false);
});

test("a badge that would lie under a large symbol stands beside it, with a line to its area", () => {
  const layer = { parts: 1, starts: Uint32Array.of(0, 2), boxes: Float32Array.of(0.504, 0.503, 0.504, 0.503), points: Float32Array.of(0.504, 0.503, 0.504, 0.503) };
  const area = { first: 0, end: 1, label: [0.504, 0.503], box: [0.504, 0.503, 0.504, 0.503] };
  const cluster = { left: 350, right: 450, top: 250, bottom: 350 };
  const badge = D.placeBadge(VIEW, layer, area, [{ width: 90, height: 24 }, { width: 15, height: 15 }], [cluster]);
  assert.equal(D.overlap(D.boxAt(badge, badge), cluster), false);
  assert.deepEqual([badge.width, Math.round(badge.anchor.x), Math.round(badge.anchor.y)], [15, 400, 300]);
});

const SQUARE = [[0.5, 0.5], [0.508, 0.5], [0.508, 0.506], [0.5, 0.506], [0.5, 0.5]];
const LAYER = { parts: 1, starts: Uint32Array.of(0, 5), boxes: Float32Array.of(0.5, 0.5, 0.508, 0.506), points: Float32Array.from(SQUARE.flat()) };
const SMALL = { name: "Soum", first: 0, end: 1, label: [0.504, 0.503], box: [0.5038, 0.5, 0.5042, 0.506] };

test("on paper, where no pointer tells it, a small area is named; the screen only counts there", () => {
  const entry = { categories: [1], count: 1 };
  assert.deepEqual(D.badgeSizes(entry, SMALL, VIEW, measure, false).map(({ lead }) => lead > 0), [false, false]);
  assert.deepEqual(D.badgeSizes(entry, SMALL, VIEW, measure, true).map(({ lead }) => lead > 0), [true, false, false]);
  const vocabulary = { categories: [{}], statuses: ["occurred"] };
  const scene = (paper) => ({
    events: D.eventsAt([[NaN, NaN]], [0], [0]), mask: Uint8Array.of(1), areas: [SMALL], areaLayer: LAYER, selected: new Set(), facilities: [], names: NO_NAMES, cities: D.NO_CITIES, vocabulary, paper,
  });
  const leads = [false, true].map((paper) => D.compose(scene(paper), VIEW, measure).symbols[0].lead > 0);
  assert.deepEqual(leads, [false, true]);
});

test("a badge is as wide as its counts, be they of three digits", () => {
  const widths = (categories) => D.badgeSizes({ categories, count: categories.reduce((sum, count) => sum + count, 0) }, { ...SMALL, name: "" }, VIEW, measure, true).map(({ width }) => width);
  assert.deepEqual(widths([7]), [42, 14]);
  assert.deepEqual(widths([141, 820]), [43, 26], "no room for the counts of both");
  const wide = { ...SMALL, name: "", box: [0.2, 0.5, 0.8, 0.506] };
  const [counts] = D.badgeSizes({ categories: [141, 820], count: 961 }, wide, VIEW, measure, true);
  assert.equal(counts.width, 10 + 2 * (23 + measure("141")));
});

test("where badges have no room, the areas with most events keep theirs", () => {
  const crowded = D.makeView(3000, 1480, 1490, 60, 60); // the areas are a few pixels
  const near = (shift) => ({ ...SMALL, name: "", label: [0.5 + shift, 0.503], box: [0.5, 0.5, 0.508, 0.506] });
  const scene = {
    events: D.eventsAt([[NaN, NaN], [NaN, NaN], [NaN, NaN]], [0, 0, 0], [0, 1, 1]), mask: Uint8Array.of(1, 1, 1), areas: [near(0.004), near(0.004)], areaLayer: { ...LAYER },
    selected: new Set(), facilities: [], names: NO_NAMES, cities: D.NO_CITIES, vocabulary: { categories: [{}], statuses: ["occurred"] },
  };
  const [first] = D.compose(scene, crowded, measure).symbols;
  assert.equal(first.count, 2);
});

test("a village that the list of cities lacks is named by its symbol, and what a town stands in for by both", () => {
  const named = (cities, names) => {
    const point = { ...marker("a", 400, 300).box, oneSpot: true, names };
    return D.placeLabels(VIEW, NO_NAMES, cities, { points: [point], taken: [point] }, measure).map(({ text }) => text);
  };
  assert.deepEqual(named(D.NO_CITIES, ["Gaskinde", ""]), ["Gaskinde"]);
  assert.deepEqual(named(D.NO_CITIES, ["Sebba", "Solhan"]), ["Solhan, near Sebba"]);
  assert.deepEqual(named(citiesAt(["Seba", 400, 300]), ["Sebba", "Solhan"]), ["Solhan, near Seba"]); // as the map calls the town in its language
  assert.deepEqual(named(D.NO_CITIES, undefined), []);
});

test("names of spots are found by the very numbers that events have", () => {
  const events = D.eventsAt([[0.1, 0.2], [0.3, 0.4]]);
  const words = new TextEncoder().encode("Sebba\tSolhan\nGaskinde\t");
  const buffer = new ArrayBuffer(20 + words.length);
  new Uint32Array(buffer, 0, 5).set([2, events.x[1], events.x[0], events.y[1], events.y[0]]);
  new Uint8Array(buffer, 20).set(words);
  const spots = D.decodeSpots(buffer);
  assert.deepEqual([spots.get(D.spotKey(events, 0)), spots.get(D.spotKey(events, 1))], [["Gaskinde", ""], ["Sebba", "Solhan"]]);
});

test("names keep clear of the halo of the symbol that is selected", () => {
  const scene = (selected) => ({
    events: D.eventsAt([[(VIEW.left + 400) / VIEW.world, (VIEW.top + 300) / VIEW.world]]), mask: Uint8Array.of(1), areas: [], areaLayer: D.EMPTY_LAYER, selected: new Set(selected),
    facilities: [], names: NO_NAMES, cities: citiesAt(["Sebba", 400, 300]), vocabulary: { categories: [{}], statuses: ["occurred"] },
  });
  const gap = (selected) => {
    const { symbols, labels } = D.compose(scene(selected), VIEW, measure);
    return labels[0].x - symbols[0].x - symbols[0].radius;
  };
  assert.ok(gap([]) > 0 && gap([]) < 8, `${gap([])}`);
  assert.ok(gap([0]) >= 8, `${gap([0])}`); // as far as the halo is drawn
});

test("on paper several events at one spot are a ring with their number, for a marker's shoulder would bear it as a numbered event does", () => {
  const vocabulary = { categories: [{}], statuses: ["occurred"] };
  const kinds = [false, true].map((paper) => {
    const events = D.eventsAt([[0.5, 0.5], [0.5, 0.5], [0.506, 0.5]], [0, 0, 0]);
    const scene = { events, mask: Uint8Array.of(1, 1, 1), areas: [], areaLayer: LAYER, selected: new Set(), facilities: [], names: NO_NAMES, cities: D.NO_CITIES, vocabulary, paper };
    return D.compose(scene, VIEW, measure).symbols.map(({ kind, count }) => [kind, count]);
  });
  assert.deepEqual(kinds, [[["marker", 2], ["marker", 1]], [["cluster", 2], ["marker", 1]]]);
});
