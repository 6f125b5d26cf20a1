// Boxes by the squares that they lie on, so that asking what touches one looks at its neighbours only.
"use strict";
(function (Dateline) {
  const SIDE = 64; // pixels of a square

  const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

  class Crowd {
    #squares = new Map();

    constructor(boxes = []) {
      for (const box of boxes) this.add(box);
    }

    add(box) {
      for (const key of this.#keys(box)) {
        const there = this.#squares.get(key);
        if (there) there.push(box);
        else this.#squares.set(key, [box]);
      }
    }

    // The boxes that share ground with `box`, each once.
    touching(box) {
      const found = new Set();
      for (const key of this.#keys(box)) for (const other of this.#squares.get(key) ?? []) if (overlap(other, box)) found.add(other);
      return found;
    }

    isFree(box) {
      for (const key of this.#keys(box)) for (const other of this.#squares.get(key) ?? []) if (overlap(other, box)) return false;
      return true;
    }

    *#keys({ left, top, right, bottom }) {
      for (let column = Math.floor(left / SIDE); column * SIDE < right; column++) {
        for (let line = Math.floor(top / SIDE); line * SIDE < bottom; line++) yield column * 65536 + line;
      }
    }
  }

  // Where words of a size stand beside a point: below and to the right of it where there is room, else on another side, clear of the boxes that are covered.
  function hintPlace(point, { width, height }, { x: right, y: bottom }, covered = [], away = { x: 14, y: 16 }) {
    const within = (at, size, end) => Math.max(6, Math.min(at, end - size - 6));
    const [after, before] = [{ x: point.x + away.x, y: point.y + away.y }, { x: point.x - away.x - width, y: point.y - away.y - height }];
    const places = [[after.x, after.y], [before.x, after.y], [after.x, before.y], [before.x, before.y]].map(([x, y]) => ({ left: within(x, width, right), top: within(y, height, bottom) }));
    const boxOf = ({ left, top }) => ({ left, top, right: left + width, bottom: top + height });
    const spot = { left: point.x - 3, right: point.x + 3, top: point.y - 3, bottom: point.y + 3 };
    return places.find((place) => ![spot, ...covered].some((box) => overlap(box, boxOf(place)))) ?? places[0];
  }

  Object.assign(Dateline, { overlap, hintPlace, Crowd });
})((globalThis.Dateline ??= {}));
