// Where events are dense: counted in cells of the screen, smoothed, and coloured relative to the densest spot in view. Events known only to an area
// have no spot and are no part of it.
"use strict";
(function (Dateline) {
  const CELL = 6; // pixels
  const REACH = 4; // cells on either side that one pass of smoothing takes in
  const PASSES = 3; // of a box: close to a bell
  const SOFT = 0.14; // of the densest: below it colour fades out, so that no edge shows
  const FAINTEST = 0.012; // of the densest: where it begins, from nothing
  // From few to many, apart from the colours of the categories and of shaded regions; [red, green, blue, opacity].
  const RAMP = [[253, 214, 130, 0], [253, 205, 110, 0.4], [246, 153, 63, 0.56], [217, 72, 47, 0.68], [128, 15, 60, 0.78]];

  // A grid {columns, lines, cells} of events under the mask for a view, a margin around it so that no edge shows.
  function density(events, mask, view, categoryCount) {
    const margin = REACH * PASSES;
    const columns = Math.ceil(view.width / CELL) + 2 * margin;
    const lines = Math.ceil(view.height / CELL) + 2 * margin;
    const cells = new Float32Array(columns * lines);
    const units = Dateline.unitsOf(events, mask, view, categoryCount);
    const scale = view.world / Dateline.UNIT;
    const [left, top] = [view.left - margin * CELL, view.top - margin * CELL];
    const box = { left, top, right: left + columns * CELL, bottom: top + lines * CELL };
    const copies = Dateline.copies({ ...view, left, width: columns * CELL });
    for (const { start, end, shift } of Dateline.stretchesIn(units, box, view.world, copies)) {
      for (let unit = start; unit < end; unit++) {
        if (!units.weight[unit]) continue;
        const column = Math.floor((units.x[unit] * scale + shift - left) / CELL);
        const line = Math.floor((units.y[unit] * scale - top) / CELL);
        if (column >= 0 && column < columns && line >= 0 && line < lines) cells[line * columns + column] += units.weight[unit];
      }
    }
    return { columns, lines, cells, margin };
  }

  // The grid smoothed in place: running sums along lines, then along columns.
  function smooth({ columns, lines, cells }) {
    const line = new Float32Array(Math.max(columns, lines));
    for (let pass = 0; pass < PASSES; pass++) {
      for (let at = 0; at < lines; at++) spread(cells, at * columns, 1, columns, line);
      for (let at = 0; at < columns; at++) spread(cells, at, columns, lines, line);
    }
  }

  function spread(cells, start, step, count, line) {
    let sum = 0;
    for (let at = 0; at < Math.min(REACH, count); at++) sum += cells[start + at * step];
    for (let at = 0; at < count; at++) {
      if (at + REACH < count) sum += cells[start + (at + REACH) * step];
      if (at - REACH - 1 >= 0) sum -= cells[start + (at - REACH - 1) * step];
      line[at] = sum / (2 * REACH + 1);
    }
    for (let at = 0; at < count; at++) cells[start + at * step] = line[at];
  }

  // Colour and opacity of a share of the densest, as four bytes into `pixels`.
  function paint(pixels, at, share) {
    const place = Math.sqrt(share) * (RAMP.length - 1); // the root, so that few events are seen beside many
    const below = Math.min(RAMP.length - 2, Math.floor(place));
    const part = place - below;
    const fade = Math.min(1, share / SOFT);
    for (let channel = 0; channel < 4; channel++) {
      const value = RAMP[below][channel] * (1 - part) + RAMP[below + 1][channel] * part;
      pixels[at + channel] = channel === 3 ? 255 * value * fade : value;
    }
  }

  // The densest cell of what is seen: the canvas reaches beyond it, and the grid beyond the canvas.
  function densestSeen({ columns, lines, cells, margin }, { frame }) {
    const cell = (pixels) => Math.floor(pixels / CELL) + margin;
    let most = 0;
    for (let line = Math.max(0, cell(frame.top)); line <= Math.min(lines - 1, cell(frame.bottom)); line++) {
      for (let column = Math.max(0, cell(frame.left)); column <= Math.min(columns - 1, cell(frame.right)); column++) most = Math.max(most, cells[line * columns + column]);
    }
    return most;
  }

  function drawHeat(context, view, { events, mask, vocabulary }) {
    const grid = density(events, mask, view, vocabulary.categories.length);
    smooth(grid);
    const highest = densestSeen(grid, view);
    if (!highest) return;
    const picture = new ImageData(grid.columns, grid.lines);
    grid.cells.forEach((value, cell) => paint(picture.data, 4 * cell, Math.max(0, (Math.min(1, value / highest) - FAINTEST) / (1 - FAINTEST))));
    const small = new OffscreenCanvas(grid.columns, grid.lines);
    small.getContext("2d").putImageData(picture, 0, 0);
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = "high";
    context.drawImage(small, -grid.margin * CELL, -grid.margin * CELL, grid.columns * CELL, grid.lines * CELL);
  }

  function makeHeat({ stack, scene, theme }) {
    const layer = stack.add("heat", 30, (context, view) => drawHeat(context, view, scene), { theme, hidden: true });
    scene.followers.push(() => layer.redraw());
    return {};
  }

  Object.assign(Dateline, { density, smooth, densestSeen });
  (Dateline.parts ??= []).push(makeHeat);
})((globalThis.Dateline ??= {}));
