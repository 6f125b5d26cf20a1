// The legend: what is drawn and how many events it stands for; a category's row shows and hides it.
"use strict";
(function (Dateline) {
  const SIDE = 20;

  // Signs of how well the place is known, as the map draws them.
  function placeSign(kind, scene) {
    const palette = Dateline.PALETTES[scene.theme];
    const symbol = { x: 10, y: 10, radius: 3, near: 7, kind: "cluster", category: 0 };
    return Dateline.drawing(SIDE, (context) => {
      if (kind === "point") dot(context, palette, 4);
      if (kind === "near") {
        Dateline.drawNear(context, symbol, scene.vocabulary.categories, palette, false);
        dot(context, palette, 2.5);
      }
      if (kind === "area" || kind === "sea") patch(context, palette, kind);
    });
  }

  function dot(context, palette, radius) {
    context.beginPath();
    context.arc(10, 10, radius, 0, 2 * Math.PI);
    context.fillStyle = palette.ink;
    context.fill();
  }

  function patch(context, palette, kind) {
    context.beginPath();
    context.rect(2, 4, 16, 12);
    context.strokeStyle = palette.outline;
    context.stroke();
    if (kind === "area") {
      context.fillStyle = palette.outline;
      context.globalAlpha = 0.25;
      context.fill();
      return;
    }
    context.clip();
    context.beginPath();
    for (let at = -10; at < 20; at += 4) (context.moveTo(at, 16), context.lineTo(at + 12, 4));
    context.stroke();
  }

  // Counts of the events of a mask: by category, by kind of place, by status.
  function countsOf({ events, vocabulary }, mask) {
    const counts = { categories: new Map(), places: { point: 0, near: 0, area: 0, sea: 0, none: 0 }, statuses: new Map() };
    const near = vocabulary.precisions.indexOf("near"), sea = vocabulary.precisions.indexOf("sea"), none = vocabulary.precisions.indexOf("unknown");
    const add = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);
    for (let row = 0; row < events.count; row++) {
      if (!mask[row]) continue;
      add(counts.categories, events.category[row]);
      add(counts.statuses, events.status[row]);
      const precision = events.precision[row];
      if (precision === none || (row >= events.located && events.area[row] < 0)) counts.places.none++;
      else if (row < events.located) counts.places[precision === near ? "near" : "point"]++;
      else counts.places[precision === sea ? "sea" : "area"]++;
    }
    return counts;
  }

  const PLACES = { point: "Point: site or town", near: "Ring: near, within it", area: "Shaded: area only", sea: "Hatched: sea area" };

  function row(picture, words, count, tag = "div") {
    const made = Dateline.element(tag, "dl-row");
    made.append(picture ?? Dateline.drawing(SIDE, () => {}), Dateline.element("span", "", words), Dateline.element("b", "", count.toLocaleString("en")));
    return made;
  }

  const marker = (scene, category, status) =>
    Dateline.drawing(SIDE, (context) => Dateline.drawMarker(context, { x: 10, y: 10, radius: 7.5, status }, scene.vocabulary.categories[category], Dateline.PALETTES[scene.theme], false));

  // all: a mask of what the period lets through; off: the categories that are hidden; toggle(category), unplaced() answer clicks.
  function fillKey(body, scene, all, mask, { off, toggle, unplaced, words }) {
    const [whole, shown] = [countsOf(scene, all), countsOf(scene, mask)];
    body.replaceChildren(Dateline.element("h2", "", "Events"));
    scene.vocabulary.categories.forEach(({ title }, category) => {
      if (!whole.categories.has(category)) return;
      const made = row(marker(scene, category, "occurred"), title, whole.categories.get(category), "button");
      made.type = "button";
      made.setAttribute("aria-pressed", String(!off.has(category)));
      made.addEventListener("click", () => toggle(category));
      body.append(made);
    });
    if (!whole.categories.size) body.append(Dateline.element("div", "", "No event"));
    body.append(Dateline.element("h2", "", "Place"));
    for (const [kind, title] of Object.entries(PLACES)) if (shown.places[kind]) body.append(row(placeSign(kind, scene), title, shown.places[kind]));
    if (shown.places.none) {
      const made = row(null, "Not located", shown.places.none, "button");
      made.addEventListener("click", unplaced);
      body.append(made);
    }
    if (shown.statuses.size) body.append(Dateline.element("h2", "", "Status"));
    for (const [status, count] of [...shown.statuses].sort(([a], [b]) => a - b)) {
      body.append(row(marker(scene, 0, scene.vocabulary.statuses[status]), words[scene.vocabulary.statuses[status]], count));
    }
    return [...shown.categories.values()].reduce((sum, count) => sum + count, 0);
  }

  Object.assign(Dateline, { countsOf, fillKey });
})((globalThis.Dateline ??= {}));
