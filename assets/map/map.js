// Joins the drawing to Leaflet and to the window: what Python calls, and what it is told over the bridge.
"use strict";
(function (Dateline) {
  const PART = 1 << 20; // characters of a picture sent at a time

  async function start(map, settings) {
    const scene = {
      events: Dateline.NO_EVENTS, mask: new Uint8Array(0), areas: [], areaLayer: Dateline.EMPTY_LAYER, selected: new Set(), sized: false, reserved: new Map(), facilities: [], followers: [],
      names: { countries: [], regions: [], waters: [] }, cities: Dateline.NO_CITIES, theme: settings.theme, vocabulary: settings,
    };
    const layers = {};
    let named = scene.names; // as the basemap has them
    const over = []; // what parts paint upon the basemap: paint(context, view, theme)
    const onPaper = []; // what parts paint upon a picture: what stands at the edge of the screen
    const wanted = new Map();
    let composed = { areas: [], symbols: [], labels: [], facilities: [] };
    const theme = () => scene.theme;
    const measure = Dateline.measurer(document.createElement("canvas").getContext("2d"));
    const stack = new Dateline.Stack(map);
    const pointer = new Dateline.Pointer();

    // Fetches the layers of the basemap that are missing; true when something new came.
    async function fetchLayers(names) {
      const missing = names.filter((name) => !layers[name]);
      for (const name of missing) {
        if (!wanted.has(name)) wanted.set(name, bytes(`basemap/${name}.bin`).then((buffer) => (layers[name] = Dateline.decodeLayer(buffer))));
      }
      await Promise.all(missing.map((name) => wanted.get(name)));
      return missing.length > 0;
    }
    const need = (view) => fetchLayers(Dateline.layersOf(view));

    const bridge = await connect();
    decorate(map, settings.theme);
    const drawGround = (context, view, { theme, paper }) => {
      if (!paper) need(view).then((fresh) => fresh && basemap.redraw());
      Dateline.drawBasemap(context, view, theme, layers);
      for (const paint of over) paint(context, view, theme);
    };
    const basemap = stack.add("basemap", 0, drawGround, { need, theme });
    let nothing = new Uint8Array(0); // a mask that no event passes, kept because what is made of a mask is kept by it
    const none = () => (nothing.length === scene.events.count ? nothing : (nothing = new Uint8Array(scene.events.count)));
    const drawEvents = (context, view, { theme, paper }) => {
      const mask = stack.isShown("events") ? scene.mask : none(); // names and facilities stay
      const shown = paper ? { ...scene, mask, theme, paper, selected: new Set() } : { ...scene, mask }; // a page has no selection
      if (paper) view.reserved = [...(scene.reserved.get("degrees")?.(view, true) ?? []), ...(view.clear ?? [])];
      else view.reserved = [...view.reserved, ...[...scene.reserved.values()].flatMap((boxes) => boxes(view)).map((box) => Dateline.moved(box, view.frame))];
      const drawn = Dateline.compose(shown, view, measure);
      if (!paper) composed = drawn;
      Dateline.drawScene(context, view, shown, drawn);
    };
    const overlay = stack.add("events", 50, drawEvents, { theme, lasting: true });
    pointer.add(50, (point) => underPointer(overlay.toCanvas(point), composed, scene, bridge));
    const covered = () => scene.reserved.get("window")?.() ?? []; // by what the window lays over the map
    listen(map, pointer, bridge, covered);
    const pins = Dateline.makePins(map, bridge);
    const visit = Dateline.makeVisit(map);
    const fitting = Dateline.makeFitting(map, covered);
    // Calls take effect in the order in which they came, though data are fetched; what several change is drawn once, when none waits any more.
    let queue = Promise.resolve();
    let [waiting, stale] = [0, false];
    let asked = 0; // a new address each time, which no cache answers
    const inOrder = (work) => {
      const turn = async () => {
        try {
          return await work();
        } finally {
          waiting--;
          if (stale && !waiting) drawNow();
        }
      };
      waiting++;
      queue = queue.then(turn, turn);
      return queue;
    };
    const drawSoon = () => (stale = true);
    const drawNow = () => {
      stale = false;
      overlay.redraw();
    };
    const showMask = async (version, fetched = bytes(`mask?${version}`)) => {
      scene.mask = Dateline.decodeMask(await fetched, scene.events.count);
      drawNow();
      for (const follow of scene.followers) follow(); // other layers that draw the same events
      bridge.shown(version);
    };
    const showEvents = async (version) => {
      const addresses = ["events", "rings", "mask"].map((name) => bytes(`${name}?${version}`));
      const [areas, events, rings, mask] = await Promise.all([json(`areas?${version}`), ...addresses]);
      const decoded = Dateline.decodeEvents(events);
      // No event is shown until its mask is here: that of other events would tell nothing of these.
      Object.assign(scene, { events: decoded, mask: new Uint8Array(decoded.count), areas, areaLayer: Dateline.decodeLayer(rings), selected: new Set() });
      await showMask(version, mask);
    };
    // Names and badges keep off the boxes of `clear`, which are [left, top, right, bottom] as parts of the picture; without `graticule` it is left out.
    // `ground`, [south, west, north, east], is shown in place of what is on screen.
    const picture = async (width, height, scale, theme, number, { clear = [], graticule = true, ground = null } = {}) => {
      const view = Dateline.fitted(ground ? Dateline.viewOf(ground) : screen(map), width / scale, height / scale);
      view.ratio = scale; // pixels of the picture a pixel of the view
      view.bare = !graticule;
      view.clear = clear.map(([left, top, right, bottom]) => ({ left: left * view.width, top: top * view.height, right: right * view.width, bottom: bottom * view.height }));
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext("2d");
      context.scale(scale, scale);
      await stack.paint(context, view, theme);
      for (const paint of onPaper) paint(context, view, theme);
      await send(bridge, number, await canvas.convertToBlob({ type: "image/png" }), Dateline.extent(view));
    };
    const drawn = () => onScreen(map, overlay, composed.symbols);
    Dateline.window = {
      showEvents: (version) => inOrder(() => showEvents(version)),
      showMask: (version) => inOrder(() => showMask(version)),
      picture: (...settings) => inOrder(() => picture(...settings)),
      fit: (box) => inOrder(() => fitting.fit(bounds(box))),
      refit: () => inOrder(() => fitting.again()),
      zoom: (steps) => inOrder(() => map.setZoom(map.getZoom() + steps)),
      showExtent: (box) => inOrder(() => map.fitBounds(bounds(box), { animate: false })),
      // All that was asked for is on the map, and its extent has been told.
      tellSettled: () => inOrder(() => bridge.tell("settled", "{}")),
      reveal: (box) => inOrder(() => fitting.reveal(bounds(box))),
      select: (rows) =>
        inOrder(() => {
          scene.selected = new Set(rows);
          drawSoon();
        }),
      // What the window lays over the map, in its pixels: nothing that must be read is drawn under it.
      reserve: ([left, top, right, bottom]) =>
        inOrder(() => {
          scene.reserved.set("window", () => [{ left, top, right, bottom }]);
          drawSoon();
          map.fire("reserved");
        }),
      sizeByDeaths: (sized) =>
        inOrder(() => {
          scene.sized = sized;
          drawSoon();
        }),
      showFacilities: () =>
        inOrder(async () => {
          scene.facilities = await json(`facilities?${asked++}`);
          drawSoon();
        }),
      showPins: (all, move) =>
        inOrder(() => {
          pins.show(all);
          if (move) visit.go(Dateline.groundOf(map, all));
          else if (!all.length) visit.end();
        }),
      stay: () => inOrder(() => visit.stay()),
      markPin: (index) => inOrder(() => pins.mark(index)),
      showFound: (pin) => inOrder(() => pins.showFound(pin)),
      flyTo: (latitude, longitude, zoom) => inOrder(() => map.flyTo([latitude, longitude], zoom, { duration: 0.6 })),
      pins: () => pins.positions(),
      // What places are called, in the language that the window has chosen.
      showNames: () =>
        inOrder(async () => {
          const now = `n${asked++}`;
          const [cities, words, areas] = await Promise.all([bytes(`cities?${now}`), json(`names?${now}`), json(`areas?${now}`)]);
          scene.cities = Dateline.decodeCities(cities);
          scene.names = { countries: Dateline.inWords(named.countries, words), regions: named.regions, waters: Dateline.inWords(named.waters, words) };
          if (areas.length === scene.areas.length) scene.areas = areas;
          drawSoon();
        }),
      // The names of the places that events have.
      showSpots: () =>
        inOrder(async () => {
          scene.spots = Dateline.decodeSpots(await bytes(`spots?${asked++}`));
          drawSoon();
        }),
      labels: () => composed.labels.map(({ text, kind }) => ({ text, kind })),
      setTheme(theme) {
        if (theme === scene.theme) return; // all would be drawn again for nothing
        scene.theme = theme;
        document.documentElement.dataset.theme = theme;
        stack.redraw();
        map.fire("themed");
      },
      // From the top down: {name, shown, opacity} of the layers that the user arranges.
      arrange: (layers) => inOrder(() => stack.arrange(layers)),
      symbols: () => drawn().map((symbol) => ({ ...symbol, rows: symbol.rows() })),
      facilities: () => facilitiesOnScreen(map, overlay, composed.facilities),
    };
    const site = {
      map, stack, pointer, bridge, scene, inOrder, drawn, theme, measure, fetched: { bytes, json }, ground: { layers, over, fetch: fetchLayers, redraw: () => basemap.redraw() },
      screen: () => screen(map), onPaper, redrawEvents: () => (waiting ? drawSoon() : drawNow()),
    };
    for (const part of Dateline.parts) Object.assign(Dateline.window, part(site));
    const [names, waters] = await Promise.all([json("basemap/labels.json"), json("map/waters.json")]);
    scene.names = named = { ...names, waters: Dateline.waterGround(waters) };
    await need(overlay.view);
    basemap.redraw();
    overlay.redraw();
    bridge.loaded();
  }

  const bytes = async (address) => (await checked(address)).arrayBuffer();
  const json = async (address) => (await checked(address)).json();

  async function checked(address) {
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address} answered ${response.status}`);
    return response;
  }

  const connect = () => new Promise((resolve) => new QWebChannel(qt.webChannelTransport, (channel) => resolve(channel.objects.bridge)));

  const bounds = ([south, west, north, east]) => L.latLngBounds([south, west], [north, east]);

  function screen(map) {
    const size = map.getSize();
    const corner = map.getPixelOrigin().add(map.containerPointToLayerPoint([0, 0]));
    return Dateline.makeView(256 * 2 ** map.getZoom(), corner.x, corner.y, size.x, size.y);
  }

  function decorate(map, theme) {
    document.documentElement.dataset.theme = theme;
    map.getContainer().setAttribute("aria-label", "Map of events");
    L.control.zoom({ position: "topleft", zoomInTitle: "Zoom in", zoomOutTitle: "Zoom out" }).addTo(map);
    L.control.scale({ imperial: false, maxWidth: 140, position: "bottomleft" }).addTo(map);
    // Leaflet's own prefix bears a national flag, which a map of political events should not.
    L.control.attribution({ prefix: "Leaflet" }).addAttribution("Natural Earth | GeoNames").addTo(map);
  }

  function listen(map, pointer, bridge, covered) {
    const hint = L.DomUtil.create("div", "dateline-hint", map.getContainer());
    hint.hidden = true;
    map.on("click", (event) => (pointer.at(event.layerPoint) ?? { click: () => bridge.select("") }).click?.());
    map.on("mousemove", (event) => showHint(map, hint, pointer.at(event.layerPoint)?.lines ?? [], event.containerPoint, covered()));
    map.on("mouseout movestart", () => showHint(map, hint, []));
    map.on("moveend", () => tell(map, bridge));
    tell(map, bridge);
  }

  function underPointer(point, composed, scene, bridge) {
    const symbol = Dateline.hit(composed.symbols, point.x, point.y);
    const facilities = symbol ? null : Dateline.hitFacility(composed.facilities, point.x, point.y);
    if (!symbol && !facilities) return null;
    const click = facilities ? () => bridge.openFacilities(facilities.members.map(({ id }) => id)) : () => bridge.select(base64(new Uint8Array(Uint32Array.from(symbol.rows()).buffer)));
    return { lines: hintLines({ symbol, facilities }, scene), click };
  }

  function tell(map, bridge) {
    const { south, west, north, east } = Dateline.extent(screen(map));
    bridge.move(south, west, north, east);
  }

  function hintLines({ symbol, facilities }, scene) {
    if (facilities) return Dateline.describeFacilities(facilities);
    if (!symbol) return [];
    const { categories, statuses } = scene.vocabulary;
    const lines = Dateline.describe(scene.events, symbol.rows(), categories, statuses);
    return symbol.name ? [`${symbol.name}, no finer place known`, ...lines] : lines;
  }

  function showHint(map, hint, lines, point, covered = []) {
    map.getContainer().classList.toggle("dateline-over", lines.length > 0);
    hint.hidden = !lines.length;
    if (hint.hidden) return;
    hint.textContent = lines.join("\n");
    const { left, top } = Dateline.hintPlace(point, { width: hint.offsetWidth, height: hint.offsetHeight }, map.getSize(), covered);
    hint.style.left = `${left}px`;
    hint.style.top = `${top}px`;
  }

  // The drawn symbols in pixels of the window; their events are looked for when rows() is called.
  function onScreen(map, overlay, symbols) {
    return symbols.map(({ kind, x, y, radius, near, count, selected, rows }) => {
      const point = map.layerPointToContainerPoint(L.point(x, y).add(overlay._corner));
      return { kind, x: point.x, y: point.y, radius, near, count, selected, rows };
    });
  }

  const facilitiesOnScreen = (map, overlay, groups) =>
    groups.map(({ x, y, certainty, members }) => {
      const point = map.layerPointToContainerPoint(L.point(x, y).add(overlay._corner));
      return { certainty, x: point.x, y: point.y, names: members.map(({ name }) => name), ids: members.map(({ id }) => id) };
    });

  async function send(bridge, number, blob, { south, west, north, east }) {
    const text = base64(new Uint8Array(await blob.arrayBuffer()));
    for (let at = 0; at < text.length; at += PART) bridge.receive(number, text.slice(at, at + PART));
    bridge.finish(number, south, west, north, east);
  }

  function base64(bytes) {
    let text = "";
    for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(text);
  }

  // What other files add to the map: functions of the site {map, stack, pointer, bridge, ...} that return calls for the window.
  Dateline.parts ??= [];
  Object.assign(Dateline, { start, decorate, listen, hintLines });
})((globalThis.Dateline ??= {}));
