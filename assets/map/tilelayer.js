// The layers of tiles on the map: the user's own file, and a server that the user allowed. Pictures come from Python, never from the network.
"use strict";
(function (Dateline) {
  const LAYERS = [["file", 9], ["online", 10]]; // name and place in the order of the stack
  const KEPT = 400; // pictures held in memory
  const DEEPEST = 17; // as far as the map zooms in over tiles

  // Fetches pictures by name, each once, and forgets the longest unused. `came` is called when there is one more.
  class Pictures {
    #prefix;
    #came;
    #known = new Map(); // name -> {image, promise, abort}; an image of null: none there, or none now
    #paper = new Set(); // wanted by a picture, whatever the screen shows

    constructor(prefix, came) {
      this.#prefix = prefix;
      this.#came = came;
    }

    get(name) {
      return this.#known.get(name)?.image;
    }

    // The screen shows these tiles now: fetch what is missing, give up what nobody waits for.
    follow(tiles) {
      const names = new Set(tiles.map(Dateline.tileName));
      for (const [name, entry] of this.#known) {
        if (entry.abort && !names.has(name) && !this.#paper.has(name)) this.#known.delete(name), entry.abort.abort();
      }
      for (const name of [...names].reverse()) this.fetch(name); // Python takes the newest first, and that is the middle then
      this.#shrink(names);
    }

    fetch(name) {
      const known = this.#known.get(name);
      this.#known.delete(name);
      const entry = known ?? this.#begin(name);
      this.#known.set(name, entry); // the last ones are those used last
      return entry.promise;
    }

    // True when all of them are settled; those that could not be had are counted.
    async fetchAll(names) {
      names.forEach((name) => this.#paper.add(name));
      await Promise.all([...names].reverse().map((name) => this.fetch(name)));
      names.forEach((name) => this.#paper.delete(name));
      return names.filter((name) => this.#known.get(name)?.isLater).length;
    }

    retry() {
      for (const [name, entry] of this.#known) if (entry.isLater) this.#known.delete(name);
    }

    close() {
      for (const { abort, image } of this.#known.values()) abort?.abort(), image?.close();
      this.#known.clear();
    }

    #begin(name) {
      const entry = { image: null, isLater: false, abort: new AbortController() };
      entry.promise = load(`${this.#prefix}/${name}`, entry.abort.signal)
        .then(({ image, isLater }) => {
          Object.assign(entry, { image, isLater, abort: null });
          if (image) this.#came();
        })
        .catch((error) => {
          if (error.name !== "AbortError") throw error;
        });
      return entry;
    }

    #shrink(names) {
      for (const [name, { image, abort }] of this.#known) {
        if (this.#known.size <= Math.max(KEPT, 2 * names.size)) return;
        if (names.has(name) || abort || this.#paper.has(name)) continue;
        this.#known.delete(name);
        image?.close();
      }
    }
  }

  // One byte stands for a picture that cannot be had now, none for one that is not there; a broken one is as none.
  async function load(address, signal) {
    const blob = await (await fetch(address, { signal })).blob();
    if (blob.size < 2) return { image: null, isLater: blob.size === 1 };
    return { image: await createImageBitmap(blob).catch(() => null), isLater: false };
  }

  const ratioOf = (view) => view.ratio ?? (globalThis.devicePixelRatio || 1);

  function makeLayer(site, name, order) {
    let settings = null;
    let pictures = null;
    let due = 0;
    const redraw = () =>
      (due ||= requestAnimationFrame(() => {
        due = 0;
        layer.redraw();
        if (settings?.hasNames) site.redrawEvents(); // whose names give way to those of the tiles
      }));
    const draw = (context, view, { paper }) => {
      if (!settings) return;
      const tiles = Dateline.wantedTiles(view, ratioOf(view), settings);
      if (!paper) pictures.follow(tiles);
      Dateline.drawTiles(context, tiles, pictures);
    };
    const need = async (view) => {
      if (!settings) return;
      const names = [...new Set(Dateline.wantedTiles(view, ratioOf(view), settings).map(Dateline.tileName))];
      const missing = await pictures.fetchAll(names);
      if (missing) site.bridge.tell("tiles", JSON.stringify({ layer: name, missing, of: names.length }));
    };
    const layer = site.stack.add(`tiles-${name}`, order, draw, { need, theme: site.theme });

    function show(wanted) {
      pictures?.close();
      pictures = null;
      settings = wanted && { ...wanted, world: Dateline.worldBox(wanted.bounds) };
      if (settings) pictures = new Pictures(`tiles/${name}/${settings.version}`, redraw);
      layer.redraw();
    }

    // The boxes of the tiles that are drawn and bear names.
    const named = (view) => (settings?.hasNames ? Dateline.wantedTiles(view, ratioOf(view), settings).filter((tile) => Dateline.pictureOf(tile, pictures)) : []);

    return { show, named, retry: () => pictures && (pictures.retry(), layer.redraw()), settings: () => settings, layer };
  }

  // Credits, names and depth of the map follow what is shown.
  function makeTiles(site) {
    const layers = new Map(LAYERS.map(([name, order]) => [name, makeLayer(site, name, order)]));
    const shallow = site.map.getMaxZoom();
    let credits = [];
    const shown = () => [...layers.values()].map(({ settings }) => settings()).filter(Boolean);
    // Two maps' names over each other cannot be read: where tiles have names, the embedded ones give way.
    site.scene.named = (view) => [...layers.values()].flatMap(({ named }) => named(view));

    function adapt() {
      const all = shown();
      const control = site.map.attributionControl;
      credits.forEach((text) => control.removeAttribution(text));
      credits = all.map((settings) => escaped(settings.credits)).filter(Boolean);
      credits.forEach((text) => control.addAttribution(text));
      site.map.getContainer().classList.toggle("dateline-tiled", all.length > 0);
      site.map.setMaxZoom(Math.max(shallow, Math.min(DEEPEST, Math.max(...all.map(({ maxZoom }) => maxZoom + 1)))));
      site.stack.redraw();
    }

    return {
      showTiles: (name, settings) =>
        site.inOrder(() => {
          layers.get(name).show(settings);
          adapt();
        }),
      retryTiles: (name) => layers.get(name).retry(),
    };
  }

  // Leaflet sets credits as HTML.
  const escaped = (text) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

  (Dateline.parts ??= []).push(makeTiles);
  Object.assign(Dateline, { TilePictures: Pictures });
})((globalThis.Dateline ??= {}));
