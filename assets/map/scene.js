// What one view shows over the basemap, composed to symbols and labels and then drawn; hit testing asks the same symbols.
"use strict";
(function (Dateline) {
  const REACH = 4; // pixels beyond a symbol that still hit it
  const HALO = 9; // pixels beyond it that the halo of a selected one covers

  // scene: {events, mask, areas, areaLayer, selected (Set of rows), sized, facilities, names, cities, spots, vocabulary, theme, paper}
  function compose(scene, view, measure) {
    const { events, mask, vocabulary } = scene;
    const count = vocabulary.categories.length;
    const points = Dateline.cluster(events, mask, view, count, scene).map((cluster) => pointSymbol(cluster, scene, view));
    const boxes = points.map((symbol) => ({ ...symbol.box, oneSpot: symbol.oneSpot, names: symbol.oneSpot ? scene.spots?.get(Dateline.spotKey(events, symbol.row)) : undefined }));
    const taken = [...boxes, ...(view.reserved ?? [])];
    const areas = Dateline.occupied(events, mask, count).filter(({ area }) => scene.areas[area]);
    const marked = new Set(Array.from(scene.selected, (row) => events.area[row]));
    // The chosen one finds room first, then those with most events.
    const ranked = [...areas].sort((a, b) => marked.has(b.area) - marked.has(a.area) || b.count - a.count);
    const badges = ranked.map((entry) => badgeSymbol(entry, scene, view, taken, measure, marked.has(entry.area))).filter(Boolean);
    const facilities = Dateline.markCovered(Dateline.groupFacilities(scene.facilities, view), points);
    const shy = facilities.map(Dateline.shyBox);
    const named = scene.named?.(view) ?? []; // ground whose names are drawn already
    const labels = Dateline.placeLabels(view, { ...scene.names, claims: scene.claims?.() }, scene.cities, { points: boxes, taken: [...taken, ...named], shy }, measure);
    return { areas, marked, symbols: [...points, ...badges], labels, facilities };
  }

  // On paper a number on a marker's shoulder would look like that of a numbered event: several events are a ring with their number there.
  function pointSymbol(cluster, { events, vocabulary, sized, paper }, view) {
    const rows = cluster.rows;
    const single = cluster.categories.filter((count) => count).length === 1;
    const kind = cluster.oneSpot && single && !(paper && cluster.count > 1) ? "marker" : "cluster";
    const radius = kind === "marker" && !sized ? Dateline.MARKER / 2 : cluster.radius;
    const symbol = {
      kind, rows, radius, oneSpot: cluster.oneSpot, x: cluster.x, y: cluster.y, count: cluster.count, categories: cluster.categories,
      row: cluster.row,
      category: events.category[cluster.row],
      status: vocabulary.statuses[cluster.status],
      near: cluster.oneSpot ? Dateline.pixelsOf(cluster.near, cluster.y, view) : 0,
      selected: cluster.selected,
    };
    const reach = radius + (symbol.selected ? HALO : symbol.status === "ongoing" ? 4 : 2);
    symbol.box = { left: symbol.x - reach, right: symbol.x + reach, top: symbol.y - reach, bottom: symbol.y + reach };
    return symbol;
  }

  function badgeSymbol(entry, scene, view, taken, measure, selected) {
    const area = scene.areas[entry.area];
    const place = Dateline.placeBadge(view, scene.areaLayer, area, Dateline.badgeSizes(entry, area, view, measure, scene.paper), taken);
    if (!place) return null;
    const box = Dateline.boxAt(place, place);
    taken.push(box);
    return { kind: "badge", ...place, box, count: entry.count, categories: entry.categories, rows: entry.rows, selected };
  }

  function drawScene(context, view, scene, composed) {
    const palette = Dateline.PALETTES[scene.theme];
    const dark = scene.theme === "dark";
    const { categories } = scene.vocabulary;
    for (const entry of composed.areas) {
      Dateline.shade(context, view, scene.areaLayer, scene.areas[entry.area], palette, composed.marked.has(entry.area));
    }
    Dateline.drawFacilities(context, composed.facilities, scene.vocabulary.fort, palette, dark);
    for (const symbol of composed.symbols) if (symbol.near) Dateline.drawNear(context, symbol, categories, palette, dark);
    Dateline.drawLabels(context, composed.labels, palette);
    for (const symbol of drawingOrder(composed.symbols)) {
      if (symbol.kind === "badge") {
        Dateline.drawBadge(context, symbol, categories, palette, dark);
        continue;
      }
      if (symbol.selected) Dateline.drawHalo(context, symbol, palette);
      if (symbol.kind === "cluster") Dateline.drawCluster(context, symbol, categories, palette, dark);
      else Dateline.drawMarker(context, symbol, categories[symbol.category], palette, dark);
      if (symbol.kind === "marker" && symbol.count > 1) Dateline.drawCount(context, symbol, palette);
    }
  }

  // Selected ones last, so that they lie on top; before that badges, then small over large.
  const drawingOrder = (symbols) => [...symbols].sort((a, b) => a.selected - b.selected || (b.kind === "badge") - (a.kind === "badge") || b.count - a.count);

  // The topmost symbol at a point of the view, or null.
  function hit(symbols, x, y) {
    const under = drawingOrder(symbols).filter((symbol) => {
      const { left, right, top, bottom } = symbol.box;
      if (x < left - REACH || x > right + REACH || y < top - REACH || y > bottom + REACH) return false;
      return symbol.kind === "badge" || Math.hypot(x - symbol.x, y - symbol.y) <= symbol.radius + REACH;
    });
    return under.at(-1) ?? null;
  }

  Object.assign(Dateline, { compose, drawScene, hit });
})((globalThis.Dateline ??= {}));
