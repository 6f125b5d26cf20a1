// Binary layers of lines and rings (packaging/basemap.py tells the format): decoding, tracing to a canvas, point in ring.
"use strict";
(function (Dateline) {
  function decodeLayer(buffer) {
    const [parts, points] = new Uint32Array(buffer, 0, 2);
    const boxesAt = 8 + 4 * (parts + 1);
    return {
      parts,
      starts: new Uint32Array(buffer, 8, parts + 1),
      boxes: new Float32Array(buffer, boxesAt, 4 * parts),
      points: new Float32Array(buffer, boxesAt + 16 * parts, 2 * points),
    };
  }

  const EMPTY = { parts: 0, starts: new Uint32Array(1), boxes: new Float32Array(0), points: new Float32Array(0) };

  // Add the parts from `first` to before `end` to the path, those in view only, points closer than half a pixel left out.
  function trace(context, layer, view, { first = 0, end = layer.parts, closed = false, finest = 0.5 } = {}) {
    const shown = Dateline.copies(view);
    for (const copy of [shown[0] - 1, ...shown, shown.at(-1) + 1]) { // parts across 180 degrees reach into the next copy
      const left = view.left - copy * view.world;
      for (let part = first; part < end; part++) {
        if (inView(layer.boxes, part, view, left, closed)) tracePart(context, layer, part, view, left, finest, closed);
      }
    }
  }

  function inView(boxes, part, view, left, closed) {
    const at = 4 * part;
    const west = boxes[at] * view.world - left;
    const north = boxes[at + 1] * view.world - view.top;
    const east = boxes[at + 2] * view.world - left;
    const south = boxes[at + 3] * view.world - view.top;
    if (east < 0 || west > view.width || south < 0 || north > view.height) return false;
    return !closed || east - west > 0.4 || south - north > 0.4;
  }

  function tracePart(context, layer, part, view, left, finest, closed) {
    const { points, starts } = layer;
    const last = 2 * starts[part + 1] - 2;
    let x = points[2 * starts[part]] * view.world - left;
    let y = points[2 * starts[part] + 1] * view.world - view.top;
    context.moveTo(x, y);
    for (let at = 2 * starts[part] + 2; at <= last; at += 2) {
      const nextX = points[at] * view.world - left;
      const nextY = points[at + 1] * view.world - view.top;
      if (at < last && Math.abs(nextX - x) < finest && Math.abs(nextY - y) < finest) continue;
      context.lineTo(nextX, nextY);
      x = nextX;
      y = nextY;
    }
    if (closed) context.closePath();
  }

  // Whether a point (0..1) lies inside the rings from `first` to before `end`, by the even-odd rule.
  function contains(layer, first, end, x, y) {
    let inside = false;
    for (let part = first; part < end; part++) {
      const box = 4 * part;
      if (y < layer.boxes[box + 1] || y > layer.boxes[box + 3] || x > layer.boxes[box + 2]) continue;
      const last = 2 * layer.starts[part + 1] - 2;
      for (let at = 2 * layer.starts[part]; at < last; at += 2) {
        const y1 = layer.points[at + 1];
        const y2 = layer.points[at + 3];
        if (y1 > y === y2 > y) continue;
        const x1 = layer.points[at];
        if (x < x1 + ((layer.points[at + 2] - x1) * (y - y1)) / (y2 - y1)) inside = !inside;
      }
    }
    return inside;
  }

  Object.assign(Dateline, { decodeLayer, trace, contains, EMPTY_LAYER: EMPTY });
})((globalThis.Dateline ??= {}));
