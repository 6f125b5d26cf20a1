// Events known to an area only: land is shaded, sea hatched, and a badge gives the counts; never a pin.
"use strict";
(function (Dateline) {
  const SAMPLES = 11; // candidate places for a badge, a side
  const BADGE_HEIGHT = 24;
  const SMALL_HEIGHT = 15;
  const CLOSE = [9, 15, 21]; // to the smallest, which needs no line
  const AWAY = [30, 42]; // pixels from the area to a badge beside it: further off, lines to many badges cross,
  const FAR = [54, 66, 78, 90, 102]; // so that only the smallest goes there, where it would lie under a symbol otherwise
  const ENTRY_WIDTH = 32;
  const SHADE = 0.14; // of the outline's colour, over land
  const SHOWN = 4; // categories on a badge; the rest is a number

  const known = new WeakMap(); // by mask: a view's move changes nothing

  // Areas with shown events: {area, count, categories, rows()}.
  function occupied(events, mask, categoryCount) {
    if (!known.has(mask)) known.set(mask, counted(events, mask, categoryCount));
    return known.get(mask);
  }

  function counted(events, mask, categoryCount) {
    const found = new Map();
    for (let row = 0; row < events.count; row++) {
      const area = events.area[row];
      if (area < 0 || !mask[row]) continue;
      if (!found.has(area)) found.set(area, { area, count: 0, categories: new Uint32Array(categoryCount), rows: () => rowsOf(events, mask, area) });
      const entry = found.get(area);
      entry.count++;
      entry.categories[events.category[row]]++;
    }
    return [...found.values()];
  }

  function rowsOf(events, mask, area) {
    const rows = [];
    for (let row = 0; row < events.count; row++) if (events.area[row] === area && mask[row]) rows.push(row);
    return rows;
  }

  function shade(context, view, layer, area, palette, strong) {
    context.save();
    context.beginPath();
    Dateline.trace(context, layer, view, { first: area.first, end: area.end, closed: true });
    if (!area.sea) {
      context.fillStyle = palette.outline;
      context.globalAlpha = surrounds(area, view) ? SHADE / 2 : SHADE;
      context.fill("evenodd");
      context.globalAlpha = 1;
    }
    context.lineWidth = strong ? 2.4 : 0.9;
    context.strokeStyle = strong ? palette.accent : area.vague ? palette.hatch : palette.outline;
    context.setLineDash(area.vague ? [2, 5] : []);
    context.stroke();
    context.setLineDash([]);
    if (area.sea) {
      context.clip("evenodd");
      hatch(context, view, palette.hatch, surrounds(area, view) ? 0.5 : 1);
    }
    context.restore();
  }

  // Whether the area is larger than the view, so that it would lie over all of the map.
  const surrounds = ({ box: [west, north, east, south] }, view) =>
    (east - west) * view.world > view.width && (south - north) * view.world > view.height;

  // Diagonals that stay with the ground when the map is moved.
  function hatch(context, view, colour, strength) {
    const gap = 10;
    const reach = view.width + view.height;
    context.beginPath();
    for (let at = -((view.left + view.top) % gap); at < reach; at += gap) {
      context.moveTo(at, 0);
      context.lineTo(at - view.height, view.height);
    }
    context.strokeStyle = colour;
    context.lineWidth = 0.8;
    context.globalAlpha = strength;
    context.stroke();
    context.globalAlpha = 1;
  }

  // A category's glyph and its count, `wide` pixels, with room to the next.
  const entryWidth = (wide) => Math.max(ENTRY_WIDTH, 23 + wide);

  const mostFirst = (categories) =>
    [...categories].map((count, category) => ({ count, category })).filter(({ count }) => count).sort((a, b) => b.count - a.count);

  // The sizes that a badge may have, the best first: with the area's name and the counts by category, with the counts, with one count of all, and that one small.
  // On the screen the name needs room over the area, for the pointer tells it too; on paper nothing else does.
  function badgeSizes(entry, area, view, measure, paper) {
    const wide = (count, size = 12) => measure(Dateline.shortCount(count), "count", size, 0);
    const told = mostFirst(entry.categories);
    const kinds = told.length;
    const width = told.slice(0, SHOWN).reduce((sum, { count }) => sum + entryWidth(wide(count)), 0) + (kinds > SHOWN ? 26 : 0) + 10;
    const lead = area.name ? measure(area.name, "badge", 11, 0) + 8 : 0;
    const ground = (area.box[2] - area.box[0]) * view.world;
    const size = (width, form, lead = 0) => ({ width, height: BADGE_HEIGHT, form, lead, name: area.name });
    const sizes = [];
    if (lead && (paper || ground > (width + lead) * 1.2)) sizes.push(size(width + lead, "counts", lead));
    if (kinds === 1 || ground >= width * 1.5) sizes.push(size(width, "counts"));
    if (kinds > 1) sizes.push(size(Math.max(34, 25 + wide(entry.count)), "total"));
    return [...sizes, { ...size(8 + wide(entry.count, 10), "small"), height: SMALL_HEIGHT }];
  }

  // The best of the sizes that finds a place clear of `taken` boxes: {x, y, ...size}, with `anchor` where a line leads to the area beside it. Where there is
  // room for none all around, the smallest stands where the area is. Null when none of the area is in view.
  function placeBadge(view, layer, area, sizes, taken) {
    for (const copy of nearestFirst(Dateline.copies(view), view, area)) {
      const start = { x: (area.label[0] + copy) * view.world - view.left, y: area.label[1] * view.world - view.top };
      const inFrame = (point, size) => Dateline.inFrame(boxAt(point, size), view);
      const isFree = (point, size) => inFrame(point, size) && !taken.some((box) => Dateline.overlap(box, boxAt(point, size)));
      const inside = [start, ...samples(view, layer, area, copy, start)];
      const least = sizes.at(-1);
      const anchor = inside.find((point) => inFrame(point, least));
      if (!anchor) continue;
      for (const size of sizes) {
        const free = inside.find((point) => isFree(point, size));
        if (free) return { ...free, ...size };
        const close = size === least && around(anchor, CLOSE).find((point) => isFree(point, size));
        if (close) return { ...close, ...size };
        const beside = !size.lead && around(anchor, size === least ? [...AWAY, ...FAR] : AWAY).find((point) => isFree(point, size));
        if (beside) return { ...beside, anchor, ...size };
      }
      return { ...anchor, ...least };
    }
    return null;
  }

  const around = ({ x, y }, distances) =>
    distances.flatMap((away) =>
      Array.from({ length: 12 }, (_, turn) => ({ x: x + away * Math.cos((turn * Math.PI) / 6), y: y - away * Math.sin((turn * Math.PI) / 6) })),
    );

  const nearestFirst = (copies, view, area) => {
    const away = (copy) => Math.abs((area.label[0] + copy) * view.world - view.left - view.width / 2);
    return [...copies].sort((a, b) => away(a) - away(b));
  };

  function samples(view, layer, area, copy, start) {
    const { frame } = view;
    const west = Math.max(frame.left, (area.box[0] + copy) * view.world - view.left);
    const east = Math.min(frame.right, (area.box[2] + copy) * view.world - view.left);
    const north = Math.max(frame.top, area.box[1] * view.world - view.top);
    const south = Math.min(frame.bottom, area.box[3] * view.world - view.top);
    const points = [];
    for (let i = 1; i < SAMPLES && west < east && north < south; i++) {
      for (let j = 1; j < SAMPLES; j++) {
        const point = { x: west + ((east - west) * i) / SAMPLES, y: north + ((south - north) * j) / SAMPLES };
        const x = (point.x + view.left) / view.world - copy;
        if (Dateline.contains(layer, area.first, area.end, x, (point.y + view.top) / view.world)) points.push(point);
      }
    }
    const away = (point) => Math.hypot(point.x - start.x, point.y - start.y);
    return points.sort((a, b) => away(a) - away(b));
  }

  const boxAt = ({ x, y }, { width, height }) => ({ left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 });

  function drawBadge(context, symbol, symbols, palette, dark) {
    const { left, top, right, bottom } = symbol.box;
    context.save();
    if (symbol.anchor) leader(context, symbol, palette);
    context.shadowColor = "rgba(0,0,0,0.25)";
    context.shadowBlur = 3;
    context.fillStyle = palette.card;
    context.beginPath();
    context.roundRect(left, top, right - left, bottom - top, 4);
    context.fill();
    context.shadowColor = "transparent";
    context.lineWidth = symbol.selected ? 2.5 : 1;
    context.strokeStyle = symbol.selected ? palette.accent : palette.border;
    context.stroke();
    context.font = `600 12px ${Dateline.FONT}`;
    context.textBaseline = "middle";
    context.textAlign = "left";
    if (symbol.form === "small") number(context, symbol, palette);
    else if (symbol.form === "total") total(context, symbol, palette);
    else counts(context, symbol, symbols, palette, dark);
    context.restore();
  }

  function leader(context, { x, y, anchor }, palette) {
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(anchor.x, anchor.y);
    context.arc(anchor.x, anchor.y, 1.5, 0, 2 * Math.PI);
    context.strokeStyle = palette.ink;
    context.lineWidth = 1;
    context.stroke();
  }

  function number(context, { x, y, count }, palette) {
    context.font = `600 10px ${Dateline.FONT}`;
    context.textAlign = "center";
    context.fillStyle = palette.ink;
    context.fillText(Dateline.shortCount(count), x, y + 0.5);
  }

  // A hatched square stands for "somewhere in the area".
  function total(context, { box: { left, top }, count }, palette) {
    context.strokeStyle = palette.border;
    context.beginPath();
    context.rect(left + 5.5, top + 7.5, 9, 9);
    for (const at of [0, 4.5]) context.moveTo(left + 14.5 - at, top + 16.5), context.lineTo(left + 14.5, top + 16.5 - at);
    context.moveTo(left + 5.5, top + 16.5), context.lineTo(left + 14.5, top + 7.5);
    context.moveTo(left + 5.5, top + 12), context.lineTo(left + 10, top + 7.5);
    context.lineWidth = 1;
    context.stroke();
    context.fillStyle = palette.ink;
    context.fillText(Dateline.shortCount(count), left + 19, top + 12.5);
  }

  function counts(context, symbol, symbols, palette, dark) {
    const { left, top, bottom } = symbol.box;
    if (symbol.lead) {
      context.font = `400 11px ${Dateline.FONT}`;
      context.fillStyle = palette.country;
      context.fillText(symbol.name, left + 7, (top + bottom) / 2 + 0.5);
      context.font = `600 12px ${Dateline.FONT}`;
    }
    let x = left + 6 + symbol.lead;
    const kinds = mostFirst(symbol.categories);
    for (const { count, category } of kinds.slice(0, SHOWN)) {
      Dateline.drawGlyph(context, symbols[category], x + 7, (top + bottom) / 2, 14, dark ? symbols[category].colour_dark : symbols[category].colour);
      context.fillStyle = palette.ink;
      context.fillText(Dateline.shortCount(count), x + 17, (top + bottom) / 2 + 0.5);
      x += entryWidth(context.measureText(Dateline.shortCount(count)).width);
    }
    if (kinds.length > SHOWN) context.fillText(`+${kinds.length - SHOWN}`, x, (top + bottom) / 2 + 0.5);
  }

  Object.assign(Dateline, { occupied, shade, badgeSizes, placeBadge, boxAt, drawBadge });
})((globalThis.Dateline ??= {}));
