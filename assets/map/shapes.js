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

  const SIMPLE_TO = 8; // zooms below which lines are drawn with fewer points
  const simpler = new WeakMap(); // by layer, then by zoom

  // The layer with only the points that are half a pixel apart, or more, at the next whole zoom: made once, so that a frame looks at few.
  function atZoom(layer, view) {
    const zoom = Math.ceil(Dateline.zoomOf(view) + 0.01);
    if (zoom >= SIMPLE_TO || !layer.parts) return layer;
    if (!simpler.has(layer)) simpler.set(layer, new Map());
    const levels = simpler.get(layer);
    if (!levels.has(zoom)) levels.set(zoom, simplified(layer, 0.5 / (256 * 2 ** zoom)));
    return levels.get(zoom);
  }

  function simplified(layer, least) {
    const { parts, starts, points } = layer;
    const kept = new Float32Array(points.length);
    const begins = new Uint32Array(parts + 1);
    let number = 0;
    for (let part = 0; part < parts; part++) {
      begins[part] = number;
      let x = Infinity, y = Infinity;
      for (let at = starts[part]; at < starts[part + 1]; at++) {
        const nextX = points[2 * at];
        const nextY = points[2 * at + 1];
        const isEnd = at === starts[part] || at === starts[part + 1] - 1;
        if (!isEnd && Math.abs(nextX - x) < least && Math.abs(nextY - y) < least) continue;
        kept[2 * number] = x = nextX;
        kept[2 * number + 1] = y = nextY;
        number++;
      }
    }
    begins[parts] = number;
    return { ...layer, starts: begins, points: kept.slice(0, 2 * number) };
  }

  // Add the parts from `first` to before `end` to the path, those in view only, points closer than half a pixel left out.
  function trace(context, whole, view, { first = 0, end = whole.parts, closed = false, finest = 0.5 } = {}) {
    const layer = atZoom(whole, view);
    const shown = Dateline.copies(view);
    for (const copy of [shown[0] - 1, ...shown, shown.at(-1) + 1]) { // parts across 180 degrees reach into the next copy
      const left = view.left - copy * view.world;
      for (let part = first; part < end; part++) {
        if (inView(layer.boxes, part, view, left, closed)) tracePart(context, layer, part, view, left, finest);
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

  // Rings end where they began. They are not closed by closePath(), which looks at all of the path so far: 160 ms for the world's land.
  function tracePart(context, layer, part, view, left, finest) {
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
  }

  const PATHS_TO = 5; // zooms below which a layer is one path that is kept
  const paths = new WeakMap(); // by simplified layer

  // Calls paint(path, scale) with the layer's lines on the context, ready to be stroked or filled; `scale` is how much larger than told lines and
  // dashes are drawn. From afar the path is made once a zoom and moved; from near it is made of what is in view, and `path` is null: the current one.
  function withPath(context, whole, view, closed, paint) {
    if (Dateline.zoomOf(view) >= PATHS_TO) {
      context.beginPath();
      trace(context, whole, view, { closed });
      paint(null, 1);
      return;
    }
    const layer = atZoom(whole, view);
    if (!paths.has(layer)) paths.set(layer, new Map());
    const kept = paths.get(layer);
    const world = 256 * 2 ** Math.ceil(Dateline.zoomOf(view) + 0.01);
    if (!kept.has(closed)) kept.set(closed, wholePath(layer, world, closed));
    const scale = view.world / world;
    for (const copy of Dateline.copies({ ...view, left: view.left - 0.02 * view.world, width: view.width + 0.04 * view.world })) {
      context.save();
      context.translate(copy * view.world - view.left, -view.top);
      context.scale(scale, scale);
      paint(kept.get(closed), scale);
      context.restore();
    }
  }

  function wholePath(layer, world, closed) {
    const path = new Path2D();
    const view = { world, left: 0, top: 0 };
    for (let part = 0; part < layer.parts; part++) {
      const [west, north, east, south] = layer.boxes.subarray(4 * part, 4 * part + 4);
      if (!closed || (east - west) * world > 0.8 || (south - north) * world > 0.8) tracePart(path, layer, part, view, 0, 0.5);
    }
    return path;
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

  Object.assign(Dateline, { decodeLayer, trace, withPath, contains, EMPTY_LAYER: EMPTY });
})((globalThis.Dateline ??= {}));
