// The event columns as typed arrays, and what to say of some of them in a tooltip.
"use strict";
(function (Dateline) {
  const NO_DAY = -(2 ** 31);

  const UNIT = 2 ** 32; // the world's width in the units of x and y
  const BLOCK = 2048; // events that are looked at, or not, together

  // geodata/buffers.py tells the format; neighbours on the ground are neighbours in the columns, and those without a point come last.
  function decodeEvents(buffer) {
    const [count, located] = new Uint32Array(buffer, 0, 2);
    let at = 8;
    const take = (type) => {
      const column = new type(buffer, at, count);
      at += column.byteLength;
      return column;
    };
    const [x, y, area, firstDay, lastDay] = [take(Uint32Array), take(Uint32Array), take(Int32Array), take(Int32Array), take(Int32Array)];
    const radius = take(Float32Array); // kilometres
    const [deaths, category, status, precision] = [take(Uint16Array), take(Uint8Array), take(Uint8Array), take(Uint8Array)];
    return { count, located, x, y, area, firstDay, lastDay, radius, deaths, category, status, precision, blocks: boundsOf(x, y, located) };
  }

  // The box around each block.
  function boundsOf(x, y, located) {
    const number = Math.ceil(located / BLOCK);
    const make = () => new Float64Array(number);
    const blocks = { west: make().fill(UNIT), east: make(), north: make().fill(UNIT), south: make() };
    for (let event = 0; event < located; event++) {
      const block = Math.floor(event / BLOCK);
      if (x[event] < blocks.west[block]) blocks.west[block] = x[event];
      if (x[event] > blocks.east[block]) blocks.east[block] = x[event];
      if (y[event] < blocks.north[block]) blocks.north[block] = y[event];
      if (y[event] > blocks.south[block]) blocks.south[block] = y[event];
    }
    return blocks;
  }

  const NO_EVENTS = decodeEvents(new ArrayBuffer(8));

  // One byte an event, from the bits that numpy.packbits makes (the highest bit first).
  function decodeMask(buffer, count) {
    const bits = new Uint8Array(buffer);
    const mask = new Uint8Array(count);
    for (let i = 0; i < count; i++) mask[i] = (bits[i >> 3] >> (7 - (i & 7))) & 1;
    return mask;
  }

  const spotKey = ({ x, y }, event) => `${x[event]},${y[event]}`;

  // [name, what it stands in for] of the spots that events may have, by their key: uint32 count; uint32 x, y; in UTF-8, a line each, the name, a tab and what it stands in for.
  function decodeSpots(buffer) {
    const [count] = new Uint32Array(buffer, 0, 1);
    const [x, y] = [new Uint32Array(buffer, 4, count), new Uint32Array(buffer, 4 + 4 * count, count)];
    const names = new TextDecoder().decode(new Uint8Array(buffer, 4 + 8 * count)).split("\n");
    return new Map(Array.from(x, (_, index) => [spotKey({ x, y }, index), names[index].split("\t")]));
  }

  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]; // as the window writes them

  function dayText(day) {
    const date = new Date(day * 864e5);
    return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  }

  function period(events, rows) {
    let first = Infinity, last = -Infinity;
    for (const row of rows) {
      if (events.firstDay[row] === NO_DAY) continue;
      first = Math.min(first, events.firstDay[row]);
      last = Math.max(last, events.lastDay[row]);
    }
    if (first > last) return "";
    return first === last ? dayText(first) : `${dayText(first)} to ${dayText(last)}`;
  }

  // Lines of plain text: what and how often, then when.
  function describe(events, rows, categories, statuses) {
    const counts = new Map();
    for (const row of rows) {
      const status = statuses[events.status[row]];
      const known = categories[events.category[row]].title + (status === "occurred" || status === "ongoing" ? "" : `, ${status}`);
      counts.set(known, (counts.get(known) ?? 0) + 1);
    }
    const lines = [...counts].sort((a, b) => b[1] - a[1]).map(([title, count]) => (rows.length === 1 ? title : `${count} × ${title}`));
    const when = period(events, rows);
    return when ? [...lines, when] : lines;
  }

  Object.assign(Dateline, { UNIT, BLOCK, boundsOf, decodeEvents, decodeMask, decodeSpots, spotKey, describe, NO_EVENTS });
})((globalThis.Dateline ??= {}));
