// What the page holds: one run of bytes, packed and written as base64, told by its table.
"use strict";
(function (Dateline) {
  // text: base64 of zlib's stream of: uint32 length of the table; the table, JSON {name: [start, length]} counted from its end; the parts.
  async function unpack(text) {
    const packed = Uint8Array.from(atob(text.trim()), (letter) => letter.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
    const whole = await new Response(stream).arrayBuffer();
    const start = 4 + new Uint32Array(whole, 0, 1)[0];
    const table = JSON.parse(new TextDecoder().decode(new Uint8Array(whole, 4, start - 4)));
    const bytes = (name) => whole.slice(start + table[name][0], start + table[name][0] + table[name][1]);
    return { names: Object.keys(table), bytes, json: (name) => JSON.parse(new TextDecoder().decode(bytes(name))) };
  }

  // Which events are shown: all of the categories that are on, and in the days from `from` to `to`, null where open; undated ones only when both are.
  function maskOf(events, { off = new Set(), from = null, to = null }) {
    const mask = new Uint8Array(events.count);
    for (let row = 0; row < events.count; row++) {
      if (off.has(events.category[row])) continue;
      const isDated = events.lastDay[row] > -(2 ** 31);
      if (from !== null && !(isDated && events.lastDay[row] >= from)) continue;
      if (to !== null && !(isDated && events.firstDay[row] <= to)) continue;
      mask[row] = 1;
    }
    return mask;
  }

  // Days since 1970 as a date's input has them, "2023-08-31", and back; null for none.
  const toDay = (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) / 864e5 : null);
  const toText = (day) => new Date(day * 864e5).toISOString().slice(0, 10);

  // An address that may be followed, else null.
  function safeLink(address) {
    try {
      const url = new URL(address);
      return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
    } catch {
      return null;
    }
  }

  Object.assign(Dateline, { unpack, maskOf, toDay, toText, safeLink });
})((globalThis.Dateline ??= {}));
