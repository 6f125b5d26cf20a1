// How one event, several at one spot and a cluster look. Shape and colour tell the category, the outline the status.
"use strict";
(function (Dateline) {
  const FONT = '"Noto Sans", "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif';
  const MARKER = 24; // pixels across
  const NEAR_GAP = 7; // pixels from a symbol to its ring, where the ground that the ring stands for is smaller
  const FILLED = new Set(["occurred", "ongoing"]);
  const DASHES = { planned: [4, 2.5], threatened: [0.1, 3.2] };

  const paths = new Map();
  function path(data) {
    if (!paths.has(data)) paths.set(data, new Path2D(data));
    return paths.get(data);
  }

  const shortCount = (count) => (count < 1000 ? String(count) : count < 1e4 ? `${(count / 1000).toFixed(1)}k` : `${Math.round(count / 1000)}k`);

  function drawGlyph(context, category, x, y, size, colour) {
    context.save();
    context.translate(x - size / 2, y - size / 2);
    context.scale(size / 24, size / 24);
    context.fillStyle = colour;
    context.fill(path(category.glyph), "evenodd");
    context.restore();
  }

  // A marker of one category: filled when it happened, with a second outline while it goes on, hollow with its own outline otherwise.
  function drawMarker(context, symbol, category, palette, dark) {
    const colour = dark ? category.colour_dark : category.colour;
    const filled = FILLED.has(symbol.status);
    context.save();
    context.translate(symbol.x - symbol.radius, symbol.y - symbol.radius);
    context.scale((2 * symbol.radius) / 24, (2 * symbol.radius) / 24);
    context.lineJoin = context.lineCap = "round";
    const outline = path(category.shape.path);
    if (symbol.status === "ongoing") second(context, outline, colour, palette);
    context.strokeStyle = dark ? "rgba(0,0,0,0.75)" : "rgba(255,255,255,0.95)";
    context.lineWidth = filled ? 3.4 : 5;
    context.stroke(outline);
    context.fillStyle = filled ? colour : palette.card;
    context.fill(outline);
    context.setLineDash(DASHES[symbol.status] ?? []);
    context.strokeStyle = filled ? "rgba(20,20,20,0.55)" : colour;
    context.lineWidth = filled ? 0.9 : 2.2;
    context.stroke(outline);
    context.setLineDash([]);
    const [x, y, size] = category.shape.glyph;
    drawGlyph(context, category, x, y, size, filled ? "#FFFFFF" : colour);
    if (symbol.status === "denied") strike(context, palette);
    context.restore();
  }

  // The second outline of what goes on, a little outside the shape.
  function second(context, outline, colour, palette) {
    context.save();
    context.translate(12, 12);
    context.scale(1.34, 1.34);
    context.translate(-12, -12);
    for (const [shade, width] of [[palette.card, 3.6], [colour, 1.5]]) {
      context.strokeStyle = shade;
      context.lineWidth = width;
      context.stroke(outline);
    }
    context.restore();
  }

  // The ground within which an event known to be near a place was; from afar a ring close to the symbol says only that it is near.
  function drawNear(context, symbol, categories, palette, dark) {
    const { x, y, near, radius, kind } = symbol;
    const { colour, colour_dark } = categories[symbol.category];
    context.save();
    context.beginPath();
    context.arc(x, y, Math.max(near, radius + NEAR_GAP), 0, 2 * Math.PI);
    context.strokeStyle = context.fillStyle = kind === "cluster" ? palette.ink : dark ? colour_dark : colour;
    context.globalAlpha = 0.07;
    context.fill();
    context.globalAlpha = 0.9;
    context.setLineDash([3, 3]);
    context.lineWidth = 1.4;
    context.stroke();
    context.restore();
  }

  function strike(context, palette) {
    context.beginPath();
    context.moveTo(2, 22);
    context.lineTo(22, 2);
    for (const [colour, width] of [[palette.card, 5], [palette.ink, 2]]) {
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.stroke();
    }
  }

  // A white disc with its count and a ring divided by category.
  function drawCluster(context, symbol, categories, palette, dark) {
    const { x, y, radius } = symbol;
    context.save();
    context.beginPath();
    context.arc(x, y, radius + 1, 0, 2 * Math.PI);
    context.fillStyle = palette.card;
    context.fill();
    context.lineWidth = 1;
    context.strokeStyle = dark ? "rgba(0,0,0,0.6)" : "rgba(40,40,40,0.35)";
    context.stroke();
    let angle = -Math.PI / 2;
    symbol.categories.forEach((count, index) => {
      if (!count) return;
      const next = angle + (2 * Math.PI * count) / symbol.count;
      context.beginPath();
      context.arc(x, y, radius - 2, angle, next);
      context.strokeStyle = dark ? categories[index].colour_dark : categories[index].colour;
      context.lineWidth = 4.5;
      context.stroke();
      angle = next;
    });
    context.fillStyle = palette.ink;
    context.font = `600 ${symbol.count < 1000 ? 12 : 11}px ${FONT}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(shortCount(symbol.count), x, y + 0.5);
    context.restore();
  }

  // The number of events of one category at one spot, on the marker's shoulder.
  function drawCount(context, symbol, palette) {
    const text = shortCount(symbol.count);
    context.save();
    context.font = `700 10px ${FONT}`;
    const width = Math.max(14, context.measureText(text).width + 7);
    const left = symbol.x + symbol.radius * 0.42, top = symbol.y - symbol.radius * 0.75 - 9;
    context.beginPath();
    context.roundRect(left, top, width, 14, 7);
    context.fillStyle = palette.ink;
    context.fill();
    context.strokeStyle = palette.card;
    context.lineWidth = 1.2;
    context.stroke();
    context.fillStyle = palette.card;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(text, left + width / 2, top + 7.5);
    context.restore();
  }

  function drawHalo(context, { x, y, radius }, palette) {
    context.save();
    for (const [extra, width, colour] of [[4.5, 4.5, palette.glow], [7.4, 1.6, palette.accent]]) {
      context.beginPath();
      context.arc(x, y, radius + extra, 0, 2 * Math.PI);
      context.lineWidth = width;
      context.strokeStyle = colour;
      context.stroke();
    }
    context.restore();
  }

  Object.assign(Dateline, { FONT, MARKER, shortCount, drawGlyph, drawMarker, drawNear, drawCluster, drawCount, drawHalo });
})((globalThis.Dateline ??= {}));
