// Events to clusters for one view: passes over typed arrays into a pixel grid, block by block, then neighbouring cells are joined.
"use strict";
(function (Dateline) {
  const CELL = 32; // pixels
  const GAP = 2; // pixels of ground around a symbol
  const MARGIN = 40; // symbols centred just outside the view still reach into it

  const clusterRadius = (count) => Math.min(28, 11 + 4.2 * Math.log10(count));
  const LARGEST = 30;
  const sizeOfDeaths = (deaths) => Math.min(LARGEST, 7 + 2.3 * Math.sqrt(deaths)); // the ground that a symbol covers grows with the deaths
  const SMALLEST_CLUSTER = 11; // its number must be readable

  // How large a symbol is drawn, in pixels from its middle; `sized` is true where deaths tell it.
  const radiusOf = ({ count, deaths }, sized) => (!sized ? clusterRadius(count) : count > 1 ? Math.max(SMALLEST_CLUSTER, sizeOfDeaths(deaths)) : sizeOfDeaths(deaths));

  // events as events.js decodes them; mask: one byte an event; selected: a Set of events; sized: whether deaths tell the size.
  // Returns clusters {x, y, row, count, deaths, radius, status, near, categories, oneSpot, selected, rows()} in pixels of the view, largest first; `row` stands
  // where they do; near: kilometres within which one of the events was, 0 where all are known to the point.
  function cluster(events, mask, view, categoryCount, { selected = new Set(), sized = false } = {}) {
    const units = Dateline.unitsOf(events, mask, view, categoryCount);
    const grid = fill(events, units, view, categoryCount);
    const found = join(grid, sized).map((group) => summary(grid, group));
    nearest(units, grid, found);
    mark(units, mask, grid, found, { located: events.located, selected });
    for (const each of found) each.rows = once(() => rowsOf(units, mask, grid, each.number));
    return found;
  }

  const once = (make) => {
    let made = null;
    return () => (made ??= make());
  };

  function fill(events, units, view, categoryCount) {
    const firstColumn = Math.floor((view.left - MARGIN) / CELL);
    const firstRow = Math.floor((view.top - MARGIN) / CELL);
    const columns = Math.floor((view.left + view.width + MARGIN) / CELL) - firstColumn + 1;
    const lines = Math.floor((view.top + view.height + MARGIN) / CELL) - firstRow + 1;
    const size = columns * lines;
    const grid = {
      view, columns, lines, size, categoryCount,
      scale: view.world / Dateline.UNIT,
      originX: firstColumn * CELL,
      originY: firstRow * CELL,
      copies: Dateline.copies({ ...view, left: view.left - MARGIN, width: view.width + 2 * MARGIN }),
      group: new Int32Array(size).fill(-1),
      count: new Uint32Array(size),
      deaths: new Float64Array(size),
      near: new Float32Array(size), // the widest, in kilometres
      status: new Uint8Array(size).fill(255), // the first in the order of statuses
      sumX: new Float64Array(size),
      sumY: new Float64Array(size),
      first: new Int32Array(size), // the cell's first unit, to tell whether all stand on one spot
      mixed: new Uint8Array(size),
      categories: new Uint32Array(size * categoryCount),
    };
    const box = { left: grid.originX, top: grid.originY, right: grid.originX + columns * CELL, bottom: grid.originY + lines * CELL };
    grid.stretches = Dateline.stretchesIn(units, box, view.world, grid.copies);
    const { count, deaths, near, status, sumX, sumY, first, mixed, categories } = grid;
    const { x, y, weight, kinds } = units;
    const cells = cellsOf(units, grid);
    let seen = 0;
    for (const { start, end, shift } of grid.stretches) {
      for (let unit = start; unit < end; unit++) {
        const cell = cells[seen++];
        if (cell < 0) continue;
        if (count[cell] === 0) first[cell] = unit;
        else if (mixed[cell] === 0 && (x[unit] !== x[first[cell]] || y[unit] !== y[first[cell]])) mixed[cell] = 1;
        count[cell] += weight[unit];
        deaths[cell] += units.deaths[unit];
        if (units.radius[unit] > near[cell]) near[cell] = units.radius[unit];
        if (units.status[unit] < status[cell]) status[cell] = units.status[unit];
        sumX[cell] += (x[unit] * grid.scale + shift) * weight[unit];
        sumY[cell] += y[unit] * grid.scale * weight[unit];
        if (!kinds) categories[cell * categoryCount + events.category[unit]]++;
        else {
          if (units.mixed[unit]) mixed[cell] = 1;
          for (let kind = 0; kind < categoryCount; kind++) categories[cell * categoryCount + kind] += kinds[unit * categoryCount + kind];
        }
      }
    }
    return grid;
  }

  let scratch = new Int32Array(0); // the cells of one pass; kept, so that a frame makes no garbage

  // The cell of each unit of the stretches, one after the other; -1 for those that are hidden or beside the grid.
  function cellsOf({ x, y, weight }, { stretches, originX, originY, columns, lines, scale }) {
    const number = stretches.reduce((sum, { start, end }) => sum + end - start, 0);
    if (scratch.length < number) scratch = new Int32Array(number);
    const cells = scratch;
    let seen = 0;
    for (const { start, end, shift } of stretches) {
      const [left, per] = [(originX - shift) / CELL, scale / CELL];
      const top = originY / CELL;
      for (let unit = start; unit < end; unit++) {
        const column = Math.floor(x[unit] * per - left);
        const line = Math.floor(y[unit] * per - top);
        const isIn = weight[unit] > 0 && column >= 0 && column < columns && line >= 0 && line < lines;
        cells[seen++] = isIn ? line * columns + column : -1;
      }
    }
    return cells;
  }

  // Groups {number, cells, count, deaths, radius, x, y} in pixels of the world: fuller cells take those that their symbol would cover, until no two overlap much.
  function join(grid, sized) {
    let groups = [];
    for (let cell = 0; cell < grid.size; cell++) {
      const count = grid.count[cell];
      if (count) groups.push(resized({ cells: [cell], count, deaths: grid.deaths[cell], x: grid.sumX[cell] / count, y: grid.sumY[cell] / count }, sized));
    }
    for (let before = Infinity; groups.length < before; ) {
      before = groups.length;
      groups = joinOnce(groups, sized);
    }
    groups.sort((a, b) => b.count - a.count || a.cells[0] - b.cells[0]);
    groups.forEach(({ cells }, number) => cells.forEach((cell) => (grid.group[cell] = number)));
    return groups.map((group, number) => ({ ...group, number }));
  }

  const REACH = 2 * (LARGEST + GAP); // no two symbols further apart than this touch

  function joinOnce(groups, sized) {
    const joined = [];
    const near = new Map(); // hosts by square of REACH
    const key = (column, line) => column * 65536 + line;
    for (const group of groups.sort((a, b) => b.count - a.count || a.cells[0] - b.cells[0])) {
      const [column, line] = [Math.floor(group.x / REACH), Math.floor(group.y / REACH)];
      const host = hostOf(group, near, column, line, key);
      if (host) {
        absorb(host, group, sized);
        continue;
      }
      joined.push(group);
      const here = key(column, line);
      if (near.has(here)) near.get(here).push(group);
      else near.set(here, [group]);
    }
    return joined;
  }

  function hostOf(group, near, column, line, key) {
    let found = null;
    for (let c = column - 1; c <= column + 1; c++) {
      for (let l = line - 1; l <= line + 1; l++) {
        for (const other of near.get(key(c, l)) ?? []) {
          if (Math.hypot(other.x - group.x, other.y - group.y) >= reach(other) + reach(group)) continue;
          if (!found || other.count > found.count || (other.count === found.count && other.cells[0] < found.cells[0])) found = other;
        }
      }
    }
    return found;
  }

  const reach = ({ radius }) => radius + GAP;

  function resized(group, sized) {
    group.radius = radiusOf(group, sized);
    return group;
  }

  function absorb(host, group, sized) {
    const count = host.count + group.count;
    host.x = (host.x * host.count + group.x * group.count) / count;
    host.y = (host.y * host.count + group.y * group.count) / count;
    host.count = count;
    host.deaths += group.deaths;
    host.cells.push(...group.cells);
    resized(host, sized);
  }

  function summary(grid, { number, cells, count, deaths, radius, x, y }) {
    const categories = new Uint32Array(grid.categoryCount);
    let [near, status] = [0, 255];
    for (const cell of cells) {
      for (let c = 0; c < grid.categoryCount; c++) categories[c] += grid.categories[cell * grid.categoryCount + c];
      near = Math.max(near, grid.near[cell]);
      status = Math.min(status, grid.status[cell]);
    }
    return { number, cells, count, deaths, radius, near, status, categories, meanX: x, meanY: y, x: 0, y: 0, row: -1 };
  }

  // A cluster stands at the event nearest to the middle of its events: always at a place that an article named.
  function nearest(units, grid, found) {
    const { view, group, first, mixed } = grid;
    const { x, y } = units;
    const best = new Float64Array(found.length).fill(Infinity);
    for (const each of found) {
      const [one] = each.cells;
      each.oneSpot = each.cells.every((cell) => !mixed[cell] && x[first[cell]] === x[first[one]] && y[first[cell]] === y[first[one]]);
    }
    const cells = scratch; // as fill has left them
    let seen = 0;
    for (const { start, end, shift } of grid.stretches) {
      for (let unit = start; unit < end; unit++) {
        const cell = cells[seen++];
        if (cell < 0) continue;
        const each = found[group[cell]];
        if (each.oneSpot && best[each.number] < Infinity) continue;
        const worldX = x[unit] * grid.scale + shift;
        const worldY = y[unit] * grid.scale;
        const away = (worldX - each.meanX) ** 2 + (worldY - each.meanY) ** 2;
        if (away >= best[each.number]) continue;
        best[each.number] = away;
        each.x = worldX - view.left;
        each.y = worldY - view.top;
        each.row = units.start ? units.start[unit] : unit;
      }
    }
  }

  function mark(units, mask, grid, found, { located, selected }) {
    for (const each of found) each.selected = false;
    if (!units.number) return;
    for (const event of selected) {
      if (!mask[event] || event >= located) continue; // the badge of its area tells of one without a point
      const unit = Dateline.unitOf(units, event);
      for (const copy of grid.copies) {
        const column = Math.floor((units.x[unit] * grid.scale + copy * grid.view.world - grid.originX) / CELL);
        const line = Math.floor((units.y[unit] * grid.scale - grid.originY) / CELL);
        if (column < 0 || column >= grid.columns || line < 0 || line >= grid.lines) continue;
        const number = grid.group[line * grid.columns + column];
        if (number >= 0) found[number].selected = true;
      }
    }
  }

  function rowsOf(units, mask, grid, number) {
    const cells = cellsOf(units, grid);
    const rows = new Set(); // a wide view shows an event twice
    let seen = 0;
    for (const { start, end } of grid.stretches) {
      for (let unit = start; unit < end; unit++) {
        const cell = cells[seen++];
        if (cell < 0 || grid.group[cell] !== number) continue;
        if (!units.start) rows.add(unit);
        else for (let event = units.start[unit]; event < units.start[unit + 1]; event++) if (mask[event]) rows.add(event);
      }
    }
    return [...rows];
  }

  Object.assign(Dateline, { cluster, clusterRadius, sizeOfDeaths });
})((globalThis.Dateline ??= {}));
