// Events known to an area only: the area is shaded and carries a badge with counts; never a pin.
"use strict";
(function (Dateline) {
  const SAMPLES = 11; // candidate places for a badge, a side
  const BADGE_HEIGHT = 24;
  const ENTRY_WIDTH = 32;
  const SHOWN = 4; // categories on a badge; the rest is a number

  // Areas with shown events: {area, count, categories, rows}.
  function occupied(events, mask, categoryCount) {
    const found = new Map();
    for (let row = 0; row < events.count; row++) {
      const area = events.area[row];
      if (area < 0 || !mask[row]) continue;
      if (!found.has(area)) found.set(area, { area, count: 0, categories: new Uint32Array(categoryCount), rows: [] });
      const entry = found.get(area);
      entry.count++;
      entry.categories[events.category[row]]++;
      entry.rows.push(row);
    }
    return [...found.values()];
  }

  function shade(context, view, layer, area, palette, strong) {
    context.save();
    context.beginPath();
    Dateline.trace(context, layer, view, { first: area.first, end: area.end, closed: true });
    context.fillStyle = palette.tint;
    context.fill("evenodd");
    context.lineWidth = strong ? 2.4 : 1.2;
    context.strokeStyle = strong ? palette.accent : palette.hatch;
    context.stroke();
    context.clip("evenodd");
    hatch(context, view, palette.hatch);
    context.restore();
  }

  // Diagonals that stay with the ground when the map is moved.
  function hatch(context, view, colour) {
    const gap = 9;
    const reach = view.width + view.height;
    context.beginPath();
    for (let at = -((view.left + view.top) % gap); at < reach; at += gap) {
      context.moveTo(at, 0);
      context.lineTo(at - view.height, view.height);
    }
    context.strokeStyle = colour;
    context.lineWidth = 0.8;
    context.stroke();
  }

  function badgeSize(entry) {
    const kinds = entry.categories.reduce((sum, count) => sum + (count > 0), 0);
    return { width: Math.min(kinds, SHOWN) * ENTRY_WIDTH + (kinds > SHOWN ? 26 : 0) + 10, height: BADGE_HEIGHT };
  }

  // Where the badge of an area stands: at its label point, else nearby inside the area, in view and clear of `taken` boxes.
  function placeBadge(view, layer, area, size, taken) {
    for (const copy of nearestFirst(Dateline.copies(view), view, area)) {
      const onScreen = ([x, y]) => ({ x: (x + copy) * view.world - view.left, y: y * view.world - view.top });
      const start = onScreen(area.label);
      const inside = [start, ...samples(view, layer, area, copy, start)].filter((point) => fits(point, size, view));
      const free = inside.find((point) => !taken.some((box) => Dateline.overlap(box, boxAt(point, size))));
      if (free ?? inside[0]) return free ?? inside[0];
    }
    return null;
  }

  const nearestFirst = (copies, view, area) => {
    const away = (copy) => Math.abs((area.label[0] + copy) * view.world - view.left - view.width / 2);
    return [...copies].sort((a, b) => away(a) - away(b));
  };

  function samples(view, layer, area, copy, start) {
    const west = Math.max(0, (area.box[0] + copy) * view.world - view.left);
    const east = Math.min(view.width, (area.box[2] + copy) * view.world - view.left);
    const north = Math.max(0, area.box[1] * view.world - view.top);
    const south = Math.min(view.height, area.box[3] * view.world - view.top);
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

  const fits = ({ x, y }, { width, height }, view) =>
    x > width / 2 && x < view.width - width / 2 && y > height / 2 && y < view.height - height / 2;

  const boxAt = ({ x, y }, { width, height }) => ({ left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 });

  function drawBadge(context, symbol, symbols, palette, dark) {
    const { left, top, right, bottom } = symbol.box;
    context.save();
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
    let x = left + 6;
    const kinds = [...symbol.categories].map((count, category) => ({ count, category })).filter(({ count }) => count);
    kinds.sort((a, b) => b.count - a.count);
    for (const { count, category } of kinds.slice(0, SHOWN)) {
      Dateline.drawGlyph(context, symbols[category], x + 7, (top + bottom) / 2, 14, dark ? symbols[category].colour_dark : symbols[category].colour);
      context.fillStyle = palette.ink;
      context.fillText(Dateline.shortCount(count), x + 17, (top + bottom) / 2 + 0.5);
      x += ENTRY_WIDTH;
    }
    if (kinds.length > SHOWN) context.fillText(`+${kinds.length - SHOWN}`, x, (top + bottom) / 2 + 0.5);
    context.restore();
  }

  Object.assign(Dateline, { occupied, shade, badgeSize, placeBadge, boxAt, drawBadge });
})((globalThis.Dateline ??= {}));
