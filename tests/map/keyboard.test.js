"use strict";
const { test } = require("node:test");
const assert = require("node:assert");
const Dateline = require("./load.js");

const SIZE = { x: 800, y: 600 };
const names = (points) => points.map(({ name }) => name).join("");

test("points are read by lines, from left to right", () => {
  const points = [
    { name: "d", x: 10, y: 200 }, { name: "b", x: 300, y: 40 }, { name: "a", x: 20, y: 50 }, { name: "c", x: 700, y: 52 }, { name: "e", x: 500, y: 590 },
  ];
  assert.equal(names(Dateline.inReadingOrder(points, SIZE)), "abcde");
});

test("points beyond the edge are not read", () => {
  const points = [{ name: "a", x: -5, y: 10 }, { name: "b", x: 10, y: 601 }, { name: "c", x: 10, y: 10 }];
  assert.equal(names(Dateline.inReadingOrder(points, SIZE)), "c");
  assert.equal(names(Dateline.inReadingOrder([], SIZE)), "");
});

test("every point is read once, however many lie on a slope", () => {
  const slope = Array.from({ length: 100 }, (_, n) => ({ name: "x", x: 8 * (100 - n), y: 5 * n }));
  assert.equal(Dateline.inReadingOrder(slope, SIZE).length, 100);
});

test("the nearest point is found within reach only", () => {
  const points = [{ x: 0, y: 0 }, { x: 20, y: 0 }, { x: 300, y: 0 }];
  assert.equal(Dateline.nearest(points, { x: 14, y: 0 }, 24), 1);
  assert.equal(Dateline.nearest(points, { x: 150, y: 0 }, 24), -1);
});
