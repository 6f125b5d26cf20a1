// What is being drawn by hand: corners as they are set, taken back and closed. Pure; tools.js joins it to mouse and keyboard.
"use strict";
(function (Dateline) {
  const SAME = 4; // pixels: a second click as near as that is the end of a double click

  // The longitude of the copy of a spot that lies nearest to the corner before: a map that jumps to another copy of the world changes nothing.
  const nearestCopy = (longitude, before) => (before === null ? longitude : longitude + 360 * Math.round((before - longitude) / 360));

  class Sketch {
    constructor(tool) {
      this.tool = tool; // polygon, rectangle or measure
      this.corners = []; // [latitude, longitude]
      this.free = null; // where the next corner would be
    }

    #near([latitude, longitude]) {
      return [latitude, nearestCopy(longitude, this.corners.at(-1)?.[1] ?? null)];
    }

    move(spot) {
      this.free = spot && this.#near(spot);
    }

    // pixels(spot) tells where a spot is on screen; false where the corner is the one before.
    add(spot, pixels) {
      const corner = this.#near(spot);
      const last = this.corners.at(-1);
      if (last) {
        const [one, other] = [pixels(last), pixels(corner)];
        if (Math.hypot(one.x - other.x, one.y - other.y) < SAME) return false;
      }
      this.corners.push(corner);
      return true;
    }

    takeBack() {
      return this.corners.pop() !== undefined;
    }

    // The corners of the area or path; a rectangle's four from two that lie across.
    outline() {
      if (this.tool !== "rectangle") return this.corners;
      const [one, other] = [...this.corners, this.free].filter(Boolean);
      if (!other) return [];
      return [one, [one[0], other[1]], other, [other[0], one[1]]];
    }

    // What is drawn now: the corners with the free one, as a line that closes where an area is drawn.
    line() {
      if (this.tool === "rectangle") return this.outline();
      return this.free ? [...this.corners, this.free] : this.corners;
    }
  }

  Object.assign(Dateline, { Sketch, nearestCopy });
})((globalThis.Dateline ??= {}));
