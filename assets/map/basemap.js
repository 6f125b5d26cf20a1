// The basemap: sea, land, lakes, rivers, borders and a graticule, in a light and a dark manner.
"use strict";
(function (Dateline) {
  const PALETTES = {
    light: {
      sea: "#DCE6EB", land: "#F7F4ED", coast: "#9DB2BD", border: "#9A8F83", halo: "rgba(154,143,131,0.16)", region: "#C9BFB0",
      lake: "#DCE6EB", river: "#B3CBD8", graticule: "rgba(80,110,130,0.10)",
      country: "#6B6258", regionName: "#A0968A", city: "#3A3834", dot: "#4A4641", paper: "rgba(247,244,237,0.9)",
      ink: "#26241F", card: "#FFFFFF", hatch: "rgba(60,72,84,0.26)", tint: "rgba(60,72,84,0.05)", outline: "rgba(60,72,84,0.55)", accent: "#111111", glow: "#FFD34D",
    },
    dark: {
      sea: "#151B21", land: "#232A31", coast: "#4A5966", border: "#77818B", halo: "rgba(150,165,180,0.08)", region: "#3E4852",
      lake: "#151B21", river: "#2F4352", graticule: "rgba(160,190,210,0.06)",
      country: "#A9B2BA", regionName: "#6C7781", city: "#D2D7DB", dot: "#AEB6BD", paper: "rgba(30,36,42,0.9)",
      ink: "#F0F2F4", card: "#2E363E", hatch: "rgba(190,205,220,0.22)", tint: "rgba(190,205,220,0.05)", outline: "rgba(190,205,220,0.55)", accent: "#FFFFFF", glow: "#FFD34D",
    },
  };
  const DETAIL_ZOOM = 5; // from here on the 1:10m countries and the regions are drawn
  const REGION_ZOOM = 4.75;

  function line(context, layer, view, colour, width, dash = []) {
    context.strokeStyle = colour;
    Dateline.withPath(context, layer, view, false, (path, scale) => {
      context.lineWidth = width / scale;
      context.setLineDash(dash.map((length) => length / scale));
      if (path) context.stroke(path);
      else context.stroke();
    });
    context.setLineDash([]);
  }

  function area(context, layer, view, colour) {
    context.fillStyle = colour;
    Dateline.withPath(context, layer, view, true, (path) => (path ? context.fill(path, "evenodd") : context.fill("evenodd")));
  }

  function graticule(context, view, colour) {
    const zoom = Dateline.zoomOf(view);
    const step = zoom < 4 ? 30 : zoom < 6 ? 10 : zoom < 8 ? 5 : 1;
    context.beginPath();
    for (const copy of Dateline.copies(view)) {
      for (let longitude = -180; longitude < 180; longitude += step) {
        const x = Math.round((Dateline.mercatorX(longitude) + copy) * view.world - view.left) + 0.5;
        if (x >= 0 && x <= view.width) context.moveTo(x, 0), context.lineTo(x, view.height);
      }
    }
    for (let latitude = -90 + step; latitude < 90; latitude += step) {
      const y = Math.round(Dateline.mercatorY(latitude) * view.world - view.top) + 0.5;
      if (y >= 0 && y <= view.height) context.moveTo(0, y), context.lineTo(view.width, y);
    }
    context.strokeStyle = colour;
    context.lineWidth = 1;
    context.stroke();
  }

  // The names of the layers that a view needs; each is a file of the basemap.
  function layersOf(view) {
    const zoom = Dateline.zoomOf(view);
    const scale = zoom < DETAIL_ZOOM ? "50m" : "10m";
    const names = [`land-${scale}`, `coast-${scale}`, `borders-${scale}`, "lakes"];
    if (zoom >= 3) names.push("rivers");
    if (zoom >= REGION_ZOOM) names.push("regions");
    return names;
  }

  function drawBasemap(context, view, theme, layers) {
    const palette = PALETTES[theme];
    const zoom = Dateline.zoomOf(view);
    const fine = zoom >= DETAIL_ZOOM && layers["land-10m"] ? "10m" : "50m";
    const get = (name) => layers[name] ?? Dateline.EMPTY_LAYER;
    context.lineJoin = context.lineCap = "round";
    context.fillStyle = palette.sea;
    context.fillRect(0, 0, view.width, view.height);
    graticule(context, view, palette.graticule);
    area(context, get(`land-${fine}`), view, palette.land);
    if (zoom >= 3) line(context, get("rivers"), view, palette.river, zoom < 5 ? 0.7 : 1.1);
    area(context, get("lakes"), view, palette.lake);
    line(context, get("lakes"), view, palette.coast, 0.5);
    if (zoom >= REGION_ZOOM) line(context, get("regions"), view, palette.region, zoom < 7 ? 0.7 : 1, [4, 3]);
    line(context, get(`borders-${fine}`), view, palette.halo, zoom < 4 ? 3 : 6);
    line(context, get(`borders-${fine}`), view, palette.border, zoom < 4 ? 0.7 : 1.1);
    line(context, get(`coast-${fine}`), view, palette.coast, 0.8);
  }

  Object.assign(Dateline, { PALETTES, layersOf, drawBasemap });
})((globalThis.Dateline ??= {}));
