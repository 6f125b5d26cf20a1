// Events to clusters for one view: one pass over typed arrays into a pixel grid, then neighbouring cells are joined.
"use strict";
(function (Dateline) {
  const CELL = 32; // pixels
  const GAP = 2; // pixels of ground around a symbol
  const MARGIN = 40; // symbols centred just outside the view still reach into it

  const clusterRadius = (count) => Math.min(28, 11 + 4.2 * Math.log10(count));

  // events: {count, x, y, category} with x, y in 0..1 (NaN: no point); mask: one byte an event.
  // Returns clusters {x, y, count, categories, oneSpot, rows()} in pixels of the view, largest first.
  function cluster(events, mask, view, categoryCount) {
    const grid = fill(events, mask, view, categoryCount);
    return join(grid).map((cells) => summary(events, view, grid, cells));
  }

  function fill(events, mask, view, categoryCount) {
    const copies = Dateline.copies({ ...view, left: view.left - MARGIN, width: view.width + 2 * MARGIN });
    const firstColumn = Math.floor((view.left - MARGIN) / CELL);
    const firstRow = Math.floor((view.top - MARGIN) / CELL);
    const columns = Math.floor((view.left + view.width + MARGIN) / CELL) - firstColumn + 1;
    const rows = Math.floor((view.top + view.height + MARGIN) / CELL) - firstRow + 1;
    const size = columns * rows;
    const grid = {
      columns, size, copies, categoryCount,
      head: new Int32Array(size).fill(-1),
      next: new Int32Array(events.count * copies.length),
      count: new Uint32Array(size),
      sumX: new Float64Array(size),
      sumY: new Float64Array(size),
      categories: new Uint32Array(size * categoryCount),
    };
    for (let turn = 0; turn < copies.length; turn++) {
      const shift = copies[turn];
      for (let event = 0; event < events.count; event++) {
        if (!mask[event]) continue;
        const x = (events.x[event] + shift) * view.world;
        const y = events.y[event] * view.world;
        const column = Math.floor(x / CELL) - firstColumn;
        const row = Math.floor(y / CELL) - firstRow;
        if (!(column >= 0 && column < columns && row >= 0 && row < rows)) continue; // NaN ends here too
        const cell = row * columns + column;
        const entry = turn * events.count + event;
        grid.next[entry] = grid.head[cell];
        grid.head[cell] = entry;
        grid.count[cell]++;
        grid.sumX[cell] += x - view.left;
        grid.sumY[cell] += y - view.top;
        grid.categories[cell * categoryCount + events.category[event]]++;
      }
    }
    return grid;
  }

  // Lists of cells: fuller ones take those that their symbol would cover, until no two symbols overlap much.
  function join(grid) {
    let groups = [];
    for (let cell = 0; cell < grid.size; cell++) {
      const count = grid.count[cell];
      if (count) groups.push({ cells: [cell], count, x: grid.sumX[cell] / count, y: grid.sumY[cell] / count });
    }
    for (let before = Infinity; groups.length < before; ) {
      before = groups.length;
      groups = joinOnce(groups);
    }
    return groups.map(({ cells }) => cells);
  }

  function joinOnce(groups) {
    const joined = [];
    for (const group of groups.sort((a, b) => b.count - a.count || a.cells[0] - b.cells[0])) {
      const host = joined.find((other) => Math.hypot(other.x - group.x, other.y - group.y) < reach(other) + reach(group));
      if (host) absorb(host, group);
      else joined.push(group);
    }
    return joined;
  }

  const reach = ({ count }) => Dateline.clusterRadius(count) + GAP;

  function absorb(host, group) {
    const count = host.count + group.count;
    host.x = (host.x * host.count + group.x * group.count) / count;
    host.y = (host.y * host.count + group.y * group.count) / count;
    host.count = count;
    host.cells.push(...group.cells);
  }

  // A cluster stands at the event nearest to the middle of its events: always at a place that an article named.
  function summary(events, view, grid, cells) {
    const categories = new Uint32Array(grid.categoryCount);
    let count = 0, sumX = 0, sumY = 0;
    for (const cell of cells) {
      count += grid.count[cell];
      sumX += grid.sumX[cell];
      sumY += grid.sumY[cell];
      for (let c = 0; c < grid.categoryCount; c++) categories[c] += grid.categories[cell * grid.categoryCount + c];
    }
    const found = { x: sumX / count, y: sumY / count, count, categories, cells, grid };
    return { ...found, ...nearest(events, view, found), rows: () => Array.from(entries(found), (entry) => entry % events.count) };
  }

  function* entries({ cells, grid }) {
    for (const cell of cells) for (let entry = grid.head[cell]; entry >= 0; entry = grid.next[entry]) yield entry;
  }

  function nearest(events, view, found) {
    let best = Infinity, x = 0, y = 0, row = -1, firstX = NaN, firstY = NaN, oneSpot = true;
    for (const cell of found.cells) {
      for (let entry = found.grid.head[cell]; entry >= 0; entry = found.grid.next[entry]) {
        const event = entry % events.count;
        const shift = found.grid.copies[(entry - event) / events.count];
        const eventX = (events.x[event] + shift) * view.world - view.left;
        const eventY = events.y[event] * view.world - view.top;
        if (row < 0) (firstX = eventX), (firstY = eventY);
        oneSpot = oneSpot && eventX === firstX && eventY === firstY;
        const away = (eventX - found.x) ** 2 + (eventY - found.y) ** 2;
        if (away < best) (best = away), (x = eventX), (y = eventY), (row = event);
      }
    }
    return { x, y, row, oneSpot };
  }

  Object.assign(Dateline, { cluster, clusterRadius });
})((globalThis.Dateline ??= {}));
