// The map by keyboard: a cursor walks over what is drawn in reading order, and says what it stands on.
"use strict";
(function (Dateline) {
  const LINE = 28; // pixels: symbols of about one height are read from left to right
  const NEAR = 24; // pixels: a symbol as near as that after a move is the same
  const READ = 50; // events whose places are read out
  const STEPS = { n: 1, p: -1, N: 1, P: -1 };

  // Points {x, y} by lines from top to bottom, each from left to right; only those within the size.
  function inReadingOrder(points, { x: width, y: height }) {
    const seen = points.filter(({ x, y }) => x >= 0 && y >= 0 && x <= width && y <= height).sort((a, b) => a.y - b.y);
    const lines = [];
    for (const point of seen) {
      if (lines.length && point.y - lines.at(-1)[0].y < LINE) lines.at(-1).push(point);
      else lines.push([point]);
    }
    return lines.flatMap((line) => line.sort((a, b) => a.x - b.x));
  }

  // The point nearest to a place, as its index; -1 where none is near.
  function nearest(points, { x, y }, reach) {
    let best = -1;
    points.forEach((point, index) => {
      const away = Math.hypot(point.x - x, point.y - y);
      if (away <= reach && (best < 0 || away < Math.hypot(points[best].x - x, points[best].y - y))) best = index;
    });
    return best;
  }

  function makeKeyboard({ map, scene, pointer, bridge, drawn }) {
    const container = map.getContainer();
    const ring = L.DomUtil.create("div", "dateline-cursor", container);
    const words = L.DomUtil.create("div", "dateline-hint", container);
    let place = null; // the ground under the cursor
    hide();

    const points = () => inReadingOrder([...drawn(), ...Dateline.window.facilities()], map.getSize());
    const foundAt = ({ x, y }) => pointer.at(map.containerPointToLayerPoint([x, y]));

    function hide() {
      place = null;
      ring.hidden = words.hidden = true;
    }

    // The window reads it out: it knows the places of the rows.
    const say = (text, rows = []) => bridge.tell("keyboard", JSON.stringify({ says: text, rows: rows.slice(0, READ) }));

    function step(by) {
      const all = points();
      if (!all.length) return hide(), say("Nothing is drawn in this part of the map");
      const now = place ? nearest(all, map.latLngToContainerPoint(place), NEAR) : -1;
      const next = now < 0 ? (by > 0 ? 0 : all.length - 1) : (now + by + all.length) % all.length;
      put(all[next]);
      const lines = foundAt(all[next])?.lines ?? [];
      words.textContent = lines.join("\n");
      draw();
      Dateline.window.readOut([place.lat, place.lng]);
      say(`${next + 1} of ${all.length}: ${lines.join(", ")}`, all[next].rows?.());
    }

    // A badge of a large area can stand anywhere, so that its spot on the ground is where it stands now.
    function put({ x, y }) {
      place = map.containerPointToLatLng([x, y]);
    }

    function draw() {
      const { x, y } = map.latLngToContainerPoint(place);
      const size = map.getSize();
      ring.hidden = x < 0 || y < 0 || x > size.x || y > size.y;
      words.hidden = ring.hidden || !words.textContent;
      ring.style.left = `${x}px`;
      ring.style.top = `${y}px`;
      const { left, top } = Dateline.hintPlace({ x, y }, { width: words.offsetWidth, height: words.offsetHeight }, size, scene.reserved.get("window")?.() ?? [], { x: 24, y: 22 });
      words.style.left = `${left}px`;
      words.style.top = `${top}px`;
    }

    function choose() {
      const all = points();
      const now = place ? nearest(all, map.latLngToContainerPoint(place), NEAR) : -1;
      if (now >= 0) foundAt(all[now])?.click?.();
    }

    function leave() {
      if (place) hide();
      else bridge.tell("keyboard", JSON.stringify({ leaves: true }));
    }

    // After a move the cursor is on the same symbol, or gone with it.
    function follow() {
      if (!place) return;
      const all = points();
      const now = nearest(all, map.latLngToContainerPoint(place), NEAR);
      if (now < 0) return hide();
      put(all[now]);
      draw();
    }

    container.addEventListener("keydown", (event) => {
      if (event.target !== container || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key in STEPS) step(STEPS[event.key]);
      else if (event.key === "Enter" || event.key === " ") choose();
      else if (event.key === "Escape") leave();
      else return;
      event.preventDefault();
    });
    container.addEventListener("blur", hide);
    map.on("mousedown", hide); // its words would lie over what the mouse does now
    map.on("zoomstart", () => (ring.hidden = words.hidden = true));
    map.on("move", () => place && !map._animatingZoom && draw());
    map.on("moveend", follow);

    return { focusMap: () => container.focus(), cursor: () => (place && !ring.hidden ? map.latLngToContainerPoint(place) : null) };
  }

  (Dateline.parts ??= []).push(makeKeyboard);
  Object.assign(Dateline, { inReadingOrder, nearest });
})((globalThis.Dateline ??= {}));
