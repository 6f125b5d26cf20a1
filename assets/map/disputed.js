// Areas that more than one side claims, for those who want no side taken: hatched over the basemap, their borders dashed, the claimants named.
"use strict";
(function (Dateline) {
  const GAP = 9; // pixels between two lines of the hatching
  const HINTS_FROM = 4; // zoom

  // shown: {areas: [{name, claimed_by, status, rings: [first, end], lines: [first, end], label}], layer}
  function drawDisputed(context, view, { areas, layer }, palette) {
    const trace = ([first, end], closed) => {
      context.beginPath();
      Dateline.trace(context, layer, view, { first, end, closed });
    };
    for (const area of areas) {
      if (!isInView(area, layer, view)) continue;
      context.save();
      trace(area.rings, true);
      context.clip("nonzero");
      hatch(context, view, palette.border);
      context.restore();
      trace(area.lines, false);
      stroke(context, palette.land, 3.4, []); // the basemap's own line
      stroke(context, palette.border, 1.1, [5, 4]);
    }
  }

  function stroke(context, colour, width, dash) {
    context.save();
    context.lineCap = "butt";
    context.setLineDash(dash);
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.stroke();
    context.restore();
  }

  // Diagonals that fall the other way than those of seas, and stay with the ground when the map is moved.
  function hatch(context, view, colour) {
    context.beginPath();
    for (let at = -view.height + ((view.top - view.left) % GAP); at < view.width; at += GAP) {
      context.moveTo(at, 0);
      context.lineTo(at + view.height, view.height);
    }
    context.strokeStyle = colour;
    context.globalAlpha = 0.26;
    context.lineWidth = 0.8;
    context.stroke();
    context.globalAlpha = 1;
  }

  const isInView = ({ rings: [first, end] }, { boxes }, view) =>
    Dateline.copies(view).some((copy) => {
      for (let part = first; part < end; part++) {
        const [west, north, east, south] = [0, 1, 2, 3].map((side) => boxes[4 * part + side] * view.world);
        const left = view.left - copy * view.world;
        if (east >= left && west <= left + view.width && south >= view.top && north <= view.top + view.height) return true;
      }
      return false;
    });

  const inWords = ({ claimed_by: sides }) => `${sides.slice(0, -1).join(", ")} and ${sides.at(-1)}`;

  function makeDisputed({ map, scene, stack, pointer, bridge, theme, ground, screen, fetched, redrawEvents, inOrder }) {
    const all = { areas: [], layer: Dateline.EMPTY_LAYER };
    let isOn = false;
    let told = "";
    ground.over.push((context, view, name) => isOn && drawDisputed(context, view, all, Dateline.PALETTES[name]));
    scene.claims = () => (isOn ? all.areas.map(({ claimed_by: sides, label }) => [sides.join(" / "), ...label]) : []);
    pointer.add(5, (point) => {
      const view = screen();
      if (!isOn || Dateline.zoomOf(view) < HINTS_FROM) return null;
      const { lat, lng } = map.layerPointToLatLng(point).wrap();
      const [x, y] = [Dateline.mercatorX(lng), Dateline.mercatorY(lat)];
      const area = all.areas.find(({ rings: [first, end] }) => Dateline.contains(all.layer, first, end, x, y));
      return area ? { lines: [area.name, `Claimed by ${inWords(area)}`, area.status], click: () => bridge.select("") } : null;
    });

    // The window's legend tells of them while any is in view.
    function tell() {
      const seen = isOn ? all.areas.filter((area) => isInView(area, all.layer, screen())).map(({ name }) => name) : [];
      const words = JSON.stringify({ seen });
      if (words !== told) bridge.tell("disputed", (told = words));
    }

    map.on("moveend", tell);
    return {
      showDisputed: (on) =>
        inOrder(async () => {
          if (on && !all.areas.length) {
            const [areas, lines] = await Promise.all([fetched.json("basemap/disputed.json"), fetched.bytes("basemap/disputed.bin")]);
            Object.assign(all, { areas, layer: Dateline.decodeLayer(lines) });
          }
          isOn = on;
          ground.redraw();
          redrawEvents();
          tell();
        }),
      disputedAt: (latitude, longitude) => pointer.at(map.latLngToLayerPoint([latitude, longitude]))?.lines ?? [],
    };
  }

  (Dateline.parts ??= []).push(makeDisputed);
  Object.assign(Dateline, { isDisputedInView: isInView, drawDisputed });
})((globalThis.Dateline ??= {}));
