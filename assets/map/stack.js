// The canvases of the map, one above the other, for the screen and for pictures alike.
"use strict";
(function (Dateline) {
  const BOTTOM = 200; // z-index of the lowest pane; Leaflet's own markers stand at 600

  // What stands on the map, by order: basemap 0, tiles 9 and 10, events 50.
  class Stack {
    #map;
    #layers = [];

    constructor(map) {
      this.#map = map;
    }

    // draw(context, view, {theme, paper}) paints one canvas, `paper` being true for a picture; `need(view)`, where given, fetches what a picture
    // needs first. Returns the Leaflet layer, which has redraw(), view and toCanvas(point).
    add(name, order, draw, { need = null, theme }) {
      const pane = this.#map.createPane(`dateline-${name}`);
      pane.style.zIndex = BOTTOM + order;
      pane.style.pointerEvents = "none";
      const layer = new (Dateline.canvasLayer((context, view) => draw(context, view, { theme: theme(), paper: false })))({ pane: `dateline-${name}` });
      this.#layers.push({ order, draw, need, layer });
      this.#layers.sort((a, b) => a.order - b.order);
      layer.addTo(this.#map);
      return layer;
    }

    redraw() {
      for (const { layer } of this.#layers) layer.redraw();
    }

    // All layers on one canvas; every one has fetched what it needs once this is done.
    async paint(context, view, theme) {
      await Promise.all(this.#layers.map(({ need }) => need?.(view)));
      for (const { draw } of this.#layers) {
        context.save();
        draw(context, view, { theme, paper: true });
        context.restore();
      }
    }
  }

  // What lies under the pointer, asked from the topmost part down: each part answers {lines, click} or null.
  class Pointer {
    #parts = [];

    // under(point) takes a point of Leaflet's layers; `lines` are words for the hint, `click` is what a click does.
    add(order, under) {
      this.#parts.push({ order, under });
      this.#parts.sort((a, b) => b.order - a.order);
    }

    at(point) {
      for (const { under } of this.#parts) {
        const found = under(point);
        if (found) return found;
      }
      return null;
    }
  }

  Object.assign(Dateline, { Stack, Pointer });
})((globalThis.Dateline ??= {}));
