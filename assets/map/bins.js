// What is drawn as one from afar: events gathered into squares of a few pixels, once for a mask and a zoom; from near, the events themselves.
"use strict";
(function (Dateline) {
  const FAR = 6; // zooms up to this look at bins
  const FINENESS = 6; // a bin is a 64th of a tile wide, 4 pixels

  const known = new WeakMap(); // by mask, then by zoom: a move changes nothing

  // Columns to be clustered: {number, x, y, weight, deaths, radius, status, blocks}, and where they are bins also {kinds, mixed, start}.
  // A unit stands for `weight` events; those of a bin are the shown ones from its start to the next one's, its point is its first event's;
  // its deaths are their sum, its radius the largest and its status the first in the order of statuses.
  function unitsOf(events, mask, view, categoryCount) {
    const zoom = Math.max(0, Math.ceil(Dateline.zoomOf(view)));
    if (zoom > FAR) return { ...events, number: events.located, weight: mask };
    if (!known.has(mask)) known.set(mask, new Map());
    const levels = known.get(mask);
    if (!levels.has(zoom)) levels.set(zoom, gather(events, mask, 32 - zoom - FINENESS, categoryCount));
    return levels.get(zoom);
  }

  // Events are in the order of the ground (geodata/buffers.py), so those of one square stand together.
  function gather({ located, x, y, category, deaths, radius, status }, mask, shift, categoryCount) {
    let number = count(x, y, located, mask, shift);
    const made = {
      number,
      x: new Uint32Array(number), y: new Uint32Array(number), weight: new Uint32Array(number), start: new Uint32Array(number + 1),
      deaths: new Uint32Array(number), radius: new Float32Array(number), status: new Uint8Array(number).fill(255),
      mixed: new Uint8Array(number), kinds: new Uint32Array(number * categoryCount),
    };
    let bin = -1, column = -1, line = -1;
    for (let event = 0; event < located; event++) {
      if (mask[event] === 0) continue;
      if (x[event] >>> shift !== column || y[event] >>> shift !== line) {
        [column, line] = [x[event] >>> shift, y[event] >>> shift];
        bin++;
        made.x[bin] = x[event];
        made.y[bin] = y[event];
        made.start[bin] = event;
      } else if (x[event] !== made.x[bin] || y[event] !== made.y[bin]) made.mixed[bin] = 1;
      made.weight[bin]++;
      made.deaths[bin] += deaths[event];
      if (radius[event] > made.radius[bin]) made.radius[bin] = radius[event];
      if (status[event] < made.status[bin]) made.status[bin] = status[event];
      made.kinds[bin * categoryCount + category[event]]++;
    }
    made.start[number] = located;
    return { ...made, blocks: Dateline.boundsOf(made.x, made.y, number) };
  }

  function count(x, y, located, mask, shift) {
    let number = 0, column = -1, line = -1;
    for (let event = 0; event < located; event++) {
      if (mask[event] === 0 || (x[event] >>> shift === column && y[event] >>> shift === line)) continue;
      [column, line] = [x[event] >>> shift, y[event] >>> shift];
      number++;
    }
    return number;
  }

  // Runs of blocks that meet a box in pixels of the world, a copy of the world after the other: {start, end, shift}, `shift` in pixels of the world.
  function stretchesIn({ number, blocks }, { left, top, right, bottom }, world, copies) {
    const scale = world / Dateline.UNIT;
    const found = [];
    for (const copy of copies) {
      const shift = copy * world;
      for (let block = 0, start = 0; start < number; block++, start += Dateline.BLOCK) {
        if (blocks.east[block] * scale + shift < left || blocks.west[block] * scale + shift >= right) continue;
        if (blocks.south[block] * scale < top || blocks.north[block] * scale >= bottom) continue;
        found.push({ start, end: Math.min(number, start + Dateline.BLOCK), shift });
      }
    }
    return found;
  }

  // The unit that an event is part of.
  function unitOf({ start, number }, event) {
    if (!start) return event;
    let [low, high] = [0, number - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (start[middle] <= event) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  Object.assign(Dateline, { unitsOf, unitOf, stretchesIn });
})((globalThis.Dateline ??= {}));
