"use strict";
const test = require("node:test");
const assert = require("node:assert/strict");
const D = require("./load.js");

const CATEGORIES = [{ title: "Attack" }, { title: "Protest" }];
const STATUSES = ["occurred", "planned"];
const NO_DAY = -(2 ** 31);

const events = { category: [0, 0, 1], status: [0, 1, 0], firstDay: [19600, 19570, NO_DAY], lastDay: [19600, 19570, NO_DAY] };

test("a mask is read bit by bit, the highest first", () => {
  assert.deepEqual([...D.decodeMask(Uint8Array.of(0b10100000, 0b01000000).buffer, 10)], [1, 0, 1, 0, 0, 0, 0, 0, 0, 1]);
});

test("one event is described by what it is and when", () => {
  assert.deepEqual(D.describe(events, [0], CATEGORIES, STATUSES), ["Attack", "31 Aug 2023"]);
});

test("what did not happen is said to be so", () => {
  assert.equal(D.describe(events, [1], CATEGORIES, STATUSES)[0], "Attack, planned");
});

test("several events are counted by kind, most first, with their period", () => {
  const lines = D.describe({ ...events, status: [0, 0, 0] }, [0, 1, 2], CATEGORIES, STATUSES);
  assert.deepEqual(lines, ["2 × Attack", "1 × Protest", "1 Aug 2023 to 31 Aug 2023"]);
});

test("an event without a date has no line for it", () => {
  assert.deepEqual(D.describe(events, [2], CATEGORIES, STATUSES), ["Protest"]);
});

test("no events are no events", () => assert.equal(D.NO_EVENTS.count, 0));
