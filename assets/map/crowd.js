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

  Object.assign(Dateline, { overlap, Crowd });
})((globalThis.Dateline ??= {}));
