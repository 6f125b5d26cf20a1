// Joins the drawing to a page that is one file: no window, no server, no network.
"use strict";
(function (Dateline) {
  const CLOSE = 7; // zoom that a chosen event is looked at from, at least
  const EDGE = 48; // pixels kept free around what is shown

  const find = (name) => document.querySelector(`.dl-${name}`);

  async function standalone(map, settings) {
    if (!globalThis.DecompressionStream) return broken("This page needs a newer browser: one of 2023 or later.");
    const pack = await Dateline.unpack(document.getElementById("dateline-pack").textContent);
    const about = pack.json("about"), told = pack.json("told");
    const scene = sceneOf(pack, settings, about);
    const chosen = { off: new Set(), from: null, to: null };
    const layers = Object.fromEntries(pack.names.filter((name) => name.startsWith("ground/")).map((name) => [name.slice("ground/".length), Dateline.decodeLayer(pack.bytes(name))]));
    const theme = () => scene.theme;
    const measure = Dateline.measurer(document.createElement("canvas").getContext("2d"));
    const stack = new Dateline.Stack(map), pointer = new Dateline.Pointer();
    let composed = { symbols: [] };

    Dateline.decorate(map, scene.theme);
    write(about);
    const key = makeKey(map.getContainer());
    stack.add("basemap", 0, (context, view) => Dateline.drawBasemap(context, view, scene.theme, layers), { theme });
    const overlay = stack.add("events", 50, (context, view) => {
      view.reserved = [...view.reserved, Dateline.moved(boxOf(key.card, map), view.frame)];
      composed = Dateline.compose(scene, view, measure);
      Dateline.drawScene(context, view, scene, composed);
    }, { theme });

    const panel = find("panel");
    let isList = false; // the panel lists all that is shown, not what was picked
    const show = (title, rows, all = false) => {
      isList = all;
      Dateline.fillPanel(panel, title, rows, { scene, told, close, pick });
      open(true);
    };
    const open = (isOpen) => {
      find("list").setAttribute("aria-expanded", String(isOpen && isList));
      if (panel.hidden === !isOpen) return;
      panel.hidden = !isOpen;
      map.invalidateSize({ pan: false });
    };
    const select = (rows) => ((scene.selected = new Set(rows)), overlay.redraw());
    const close = () => (open(false), select([]));
    const pick = (row) => (select([row]), look(map, scene, row), show(told[row].where, [row]));
    const shownRows = () => Array.from(scene.mask.keys()).filter((row) => scene.mask[row]);

    pointer.add(50, (point) => {
      const at = overlay.toCanvas(point);
      const symbol = Dateline.hit(composed.symbols, at.x, at.y);
      if (!symbol) return null;
      const click = () => {
        const rows = symbol.rows();
        select(rows);
        show(titleOf(rows, told, symbol), rows);
      };
      return { lines: Dateline.hintLines({ symbol }, scene), click };
    });
    Dateline.listen(map, pointer, { select: close, move: () => {} });

    const filter = () => {
      const days = { from: chosen.from, to: chosen.to };
      scene.mask = Dateline.maskOf(scene.events, { ...chosen });
      const number = Dateline.fillKey(key.body, scene, Dateline.maskOf(scene.events, days), scene.mask, {
        off: chosen.off, toggle, words: about.statuses,
        unplaced: () => show("Not located", shownRows().filter((row) => row >= scene.events.located && scene.events.area[row] < 0)),
      });
      key.head.textContent = `Legend · ${number.toLocaleString("en")} of ${scene.events.count.toLocaleString("en")} events`;
      find("days").disabled = chosen.from === null && chosen.to === null;
      scene.selected = new Set([...scene.selected].filter((row) => scene.mask[row]));
      overlay.redraw();
    };
    const toggle = (category) => {
      if (!chosen.off.delete(category)) chosen.off.add(category);
      filter();
    };
    listenToTools(about, chosen, filter, () => (panel.hidden || !isList ? show("All events shown", shownRows(), true) : close()));
    filter();
    map.invalidateSize({ pan: false }); // the bars around it have their words now
    fit(map, about.extent, key.card.offsetWidth);
    Dateline.page = { scene, map, told, symbols: () => composed.symbols, labels: () => composed.labels, chosen, filter };
    document.documentElement.dataset.ready = "yes";
  }

  function sceneOf(pack, settings, about) {
    const names = pack.json("names");
    const events = Dateline.decodeEvents(pack.bytes("events"));
    return {
      events, mask: new Uint8Array(events.count).fill(1), areas: pack.json("areas"), areaLayer: Dateline.decodeLayer(pack.bytes("rings")), selected: new Set(), sized: false,
      facilities: [], followers: [], theme: about.theme, vocabulary: settings,
      names: { ...names, waters: Dateline.waterGround(names.waters) },
      cities: Dateline.decodeCities(pack.bytes("cities")), spots: Dateline.decodeSpots(pack.bytes("spots")),
    };
  }

  function write(about) {
    const head = document.querySelector(".dl-bar h1");
    head.textContent = head.title = about.title;
    document.querySelector(".dl-bar p").textContent = about.subtitle;
    document.querySelector(".dl-foot p").textContent = about.foot;
    for (const banner of document.querySelectorAll(".dl-marking")) {
      banner.hidden = !about.marking;
      banner.textContent = about.marking;
      banner.style.color = about.colour;
    }
    tellSummary(about);
    document.querySelector(".dl-about dl").replaceChildren(...about.pairs.flatMap(([name, value]) => [Dateline.element("dt", "", name), Dateline.line("dd", value)]));
  }

  // A dialog whose words are read from their beginning, though its button, below them, has the focus.
  const openFromTop = (dialog) => (dialog.showModal(), (dialog.scrollTop = 0));

  // The summary in words and the charts, where the page has them.
  function tellSummary({ summary, charts }) {
    find("summary-button").hidden = !summary.length && !charts;
    const words = summary.map((paragraph) => Dateline.line("p", paragraph));
    if (charts) {
      const picture = Dateline.element("img");
      picture.src = `data:image/png;base64,${charts}`;
      picture.alt = "Events by category and deaths over time";
      words.push(picture);
    }
    find("words").replaceChildren(...words);
    find("summary-button").addEventListener("click", () => openFromTop(find("summary")));
  }

  function makeKey(container) {
    const card = L.DomUtil.create("section", "dl-legend", container);
    L.DomEvent.disableClickPropagation(card);
    L.DomEvent.disableScrollPropagation(card);
    const head = Dateline.element("button");
    const body = Dateline.element("div");
    head.type = "button";
    head.setAttribute("aria-expanded", "true");
    head.addEventListener("click", () => {
      body.hidden = !body.hidden;
      head.setAttribute("aria-expanded", String(!body.hidden));
    });
    card.append(head, body);
    return { card, head, body };
  }

  // Where a part of the page lies over the map, in the map's pixels.
  function boxOf(part, map) {
    const [own, whole] = [part.getBoundingClientRect(), map.getContainer().getBoundingClientRect()];
    return { left: own.left - whole.left, top: own.top - whole.top, right: own.right - whole.left, bottom: own.bottom - whole.top };
  }

  const titleOf = (rows, told, symbol) => {
    const place = symbol.name || told[rows[0]].place;
    const words = rows.length === 1 ? "1 event" : `${rows.length.toLocaleString("en")} events`;
    return symbol.oneSpot || symbol.kind === "badge" ? `${place}: ${words}` : words;
  };

  function listenToTools(about, chosen, filter, toggleList) {
    for (const [name, side] of [["from", "from"], ["to", "to"]]) {
      const input = find(name);
      if (about.days) [input.min, input.max] = about.days;
      input.disabled = !about.days;
      input.addEventListener("change", () => {
        chosen[side] = Dateline.toDay(input.value);
        filter();
      });
    }
    find("days").addEventListener("click", () => {
      chosen.from = chosen.to = null;
      find("from").value = find("to").value = "";
      filter();
    });
    find("list").addEventListener("click", toggleList);
    find("what-is-in").addEventListener("click", () => openFromTop(find("about")));
  }

  // Bring one event into view: its point, or the area it is known to; nothing moves where it has neither.
  function look(map, { events, areas }, row) {
    if (row < events.located) {
      const at = [Dateline.latitudeOf(events.y[row] / Dateline.UNIT), Dateline.longitudeOf(events.x[row] / Dateline.UNIT)];
      map.setView(at, Math.max(CLOSE, map.getZoom()), { animate: false });
    } else if (events.area[row] >= 0) {
      const [west, north, east, south] = areas[events.area[row]].box;
      map.fitBounds([[Dateline.latitudeOf(south), Dateline.longitudeOf(west)], [Dateline.latitudeOf(north), Dateline.longitudeOf(east)]], { animate: false });
    }
  }

  // All of it in view and clear of the legend, where the map is wide enough for both.
  function fit(map, extent, legend) {
    if (!extent) return;
    const [south, west, north, east] = extent;
    const beside = legend < map.getSize().x / 3 ? legend : 0;
    map.fitBounds([[south, west], [north, east]], { paddingTopLeft: [EDGE, EDGE], paddingBottomRight: [EDGE + beside, EDGE], maxZoom: 8, animate: false });
  }

  function broken(sentence) {
    document.body.append(Dateline.element("div", "dl-broken", sentence));
  }

  Object.assign(Dateline, { standalone });
})((globalThis.Dateline ??= {}));
