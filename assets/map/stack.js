// The canvases of the map, one above the other, for the screen and for pictures alike.
"use strict";
(function (Dateline) {
  const BOTTOM = 200; // z-index of the lowest pane; Leaflet's own markers stand at 600

  // What stands on the map, by order: basemap 0, tiles 10, shaded regions 20, heat 30, mentions 40, events 50, drawings 60.
  class Stack {
    #map;
    #layers = [];

    constructor(map) {
      this.#map = map;
    }

    // draw(context, view, {theme, paper}) paints one canvas, `paper` being true for a picture; `need(view)`, where given, fetches what a picture
    // needs first. Returns the Leaflet layer, which has redraw(), view and toCanvas(point), with setVisible(shown) and setOpacity(0 to 1).
    add(name, order, draw, { need = null, theme }) {
      const pane = this.#map.createPane(`dateline-${name}`);
      pane.style.zIndex = BOTTOM + order;
      pane.style.pointerEvents = "none";
      const entry = { name, order, draw, need, visible: true, opacity: 1 };
      const layer = new (Dateline.canvasLayer((context, view) => draw(context, view, { theme: theme(), paper: false })))({ pane: `dateline-${name}` });
      layer.setVisible = (shown) => {
        if (shown === entry.visible) return;
        entry.visible = shown;
        if (shown) layer.addTo(this.#map);
        else layer.remove();
      };
      layer.setOpacity = (opacity) => {
        entry.opacity = opacity;
        pane.style.opacity = opacity;
      };
      // Another place in the order, when the user moves a layer.
      layer.setOrder = (place) => {
        entry.order = place;
        pane.style.zIndex = BOTTOM + place;
        this.#sort();
      };
      entry.layer = layer;
      this.#layers.push(entry);
      this.#sort();
      layer.addTo(this.#map);
      return layer;
    }

    #sort() {
      this.#layers.sort((a, b) => a.order - b.order);
    }

    redraw() {
      for (const { layer } of this.#layers) layer.redraw();
    }

    // All that is shown, on one canvas; every layer has fetched what it needs once this is done.
    async paint(context, view, theme) {
      const shown = this.#layers.filter(({ visible }) => visible);
      await Promise.all(shown.map(({ need }) => need?.(view)));
      for (const { draw, opacity } of shown) {
        context.save();
        context.globalAlpha = opacity;
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
