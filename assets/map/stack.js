// The canvases of the map, one above the other, for the screen and for pictures alike.
"use strict";
(function (Dateline) {
  const BOTTOM = 200; // z-index of the lowest pane; Leaflet's own markers stand at 600

  // What stands on the map, by order: basemap 0, tiles 9 and 10, graticule 12, what the user arranges 20 to 50.
  class Stack {
    #map;
    #layers = [];

    constructor(map) {
      this.#map = map;
    }

    // draw(context, view, {theme, paper}) paints one canvas, `paper` being true for a picture; `need(view)`, where given, fetches what a picture
    // needs first. Returns the Leaflet layer, which has redraw(), view and toCanvas(point); a hidden one is not drawn.
    // What is `lasting` is drawn also where it is hidden: it asks isShown() what to leave out.
    add(name, order, draw, { need = null, theme, hidden = false, lasting = false }) {
      const pane = this.#map.createPane(`dateline-${name}`);
      pane.style.pointerEvents = "none";
      const layer = new (Dateline.canvasLayer((context, view) => draw(context, view, { theme: theme(), paper: false })))({ pane: `dateline-${name}` });
      const entry = { name, order, draw, need, layer, pane, opacity: 1, hidden, lasting };
      this.#layers.push(entry);
      this.#sort();
      if (!hidden) layer.addTo(this.#map);
      return layer;
    }

    // [{name, shown, opacity}] from the top down; the layers named change places among each other, all others stay.
    arrange(wanted) {
      const chosen = wanted.map(({ name }) => this.#layers.find((entry) => entry.name === name));
      const orders = chosen.map(({ order }) => order).sort((a, b) => b - a);
      wanted.forEach(({ shown, opacity }, index) => {
        const entry = chosen[index];
        Object.assign(entry, { order: orders[index], opacity });
        entry.pane.style.opacity = opacity;
        this.#show(entry, shown);
      });
      this.#sort();
    }

    show(name, shown) {
      this.#show(this.#layers.find((entry) => entry.name === name), shown);
    }

    #show(entry, shown) {
      const changes = entry.hidden === shown;
      entry.hidden = !shown;
      if (entry.lasting) return void (changes && entry.layer.redraw());
      if (shown === this.#map.hasLayer(entry.layer)) return;
      if (shown) entry.layer.addTo(this.#map);
      else entry.layer.remove();
    }

    isShown(name) {
      return this.#layers.some((entry) => entry.name === name && !entry.hidden);
    }

    #sort() {
      this.#layers.sort((a, b) => a.order - b.order);
      for (const { pane, order } of this.#layers) pane.style.zIndex = BOTTOM + order;
    }

    redraw() {
      for (const { layer } of this.#layers) layer.redraw();
    }

    // All layers that are shown on one canvas; every one has fetched what it needs once this is done.
    async paint(context, view, theme) {
      const shown = this.#layers.filter(({ hidden, lasting }) => lasting || !hidden);
      await Promise.all(shown.map(({ need }) => need?.(view)));
      for (const { draw, opacity } of shown) {
        if (opacity === 1) {
          context.save();
          draw(context, view, { theme, paper: true });
          context.restore();
        } else paintPale(context, opacity, (own) => draw(own, view, { theme, paper: true }));
      }
    }
  }

  // A layer that is seen through: drawn on a canvas of its own, because what it draws may overlap.
  function paintPale(context, opacity, draw) {
    const own = new OffscreenCanvas(context.canvas.width, context.canvas.height);
    const drawing = own.getContext("2d");
    drawing.setTransform(context.getTransform());
    draw(drawing);
    context.save();
    context.resetTransform();
    context.globalAlpha = opacity;
    context.drawImage(own, 0, 0);
    context.restore();
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
