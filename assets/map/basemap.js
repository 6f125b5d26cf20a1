// The basemap: sea, land, lakes, rivers and borders, in a light, a dark and a grey style.
"use strict";
(function (Dateline) {
  const PALETTES = {
    light: {
      sea: "#D3E2EA", shore: "#C3D7E2", land: "#F8F5EE", coast: "#7F9DAD", border: "#8A7B6E", halo: "rgba(176,128,96,0.20)", region: "#C2B6A5",
      lake: "#D3E2EA", river: "#8FB6CB", graticule: "rgba(50,90,120,0.20)", degrees: "#4A6475", frame: "#B3261E",
      country: "#5E5248", regionName: "#8D8172", waterName: "#4F7F9A", city: "#2E2C29", dot: "#37342F", paper: "rgba(248,245,238,0.9)", wetPaper: "rgba(211,226,234,0.8)",
      ink: "#26241F", card: "#FFFFFF", hatch: "rgba(60,72,84,0.26)", tint: "rgba(60,72,84,0.05)", outline: "rgba(60,72,84,0.55)", accent: "#111111", glow: "#FFD34D",
    },
    dark: {
      sea: "#12181E", shore: "#18222A", land: "#252C33", coast: "#55707F", border: "#8A949D", halo: "rgba(150,165,180,0.12)", region: "#434E58",
      lake: "#12181E", river: "#37586C", graticule: "rgba(170,200,220,0.14)", degrees: "#9DB1BE", frame: "#FF8A7A",
      country: "#B4BCC3", regionName: "#82909B", waterName: "#5F8AA3", city: "#DDE1E4", dot: "#BEC5CC", paper: "rgba(37,44,51,0.9)", wetPaper: "rgba(18,24,30,0.8)",
      ink: "#F0F2F4", card: "#2E363E", hatch: "rgba(190,205,220,0.22)", tint: "rgba(190,205,220,0.05)", outline: "rgba(190,205,220,0.55)", accent: "#FFFFFF", glow: "#FFD34D",
    },
    // For print in black: light ground, dark lines and letters, nothing told by colour.
    grey: {
      sea: "#E3E3E3", shore: "#D6D6D6", land: "#FFFFFF", coast: "#6E6E6E", border: "#4A4A4A", halo: "rgba(0,0,0,0.10)", region: "#A8A8A8",
      lake: "#E3E3E3", river: "#9A9A9A", graticule: "rgba(0,0,0,0.15)", degrees: "#4A4A4A", frame: "#000000",
      country: "#3A3A3A", regionName: "#6E6E6E", waterName: "#666666", city: "#111111", dot: "#1C1C1C", paper: "rgba(255,255,255,0.92)", wetPaper: "rgba(227,227,227,0.85)",
      ink: "#111111", card: "#FFFFFF", hatch: "rgba(0,0,0,0.30)", tint: "rgba(0,0,0,0.05)", outline: "rgba(0,0,0,0.60)", accent: "#000000", glow: "#FFFFFF",
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
    line(context, get(`coast-${fine}`), view, palette.shore, zoom < 4 ? 5 : 9); // shallows along the shore; land covers their inner half
    area(context, get(`land-${fine}`), view, palette.land);
    if (zoom >= 3) line(context, get("rivers"), view, palette.river, zoom < 5 ? 0.7 : 1.1);
    area(context, get("lakes"), view, palette.lake);
    line(context, get("lakes"), view, palette.coast, 0.5);
    if (zoom >= REGION_ZOOM) line(context, get("regions"), view, palette.region, zoom < 7 ? 0.7 : 1, [4, 3]);
    line(context, get(`borders-${fine}`), view, palette.halo, zoom < 4 ? 3 : 6);
    line(context, get(`borders-${fine}`), view, palette.border, zoom < 4 ? 0.7 : 1.1);
    line(context, get(`coast-${fine}`), view, palette.coast, 0.8);
  }

  Object.assign(Dateline, { PALETTES, layersOf, drawBasemap, strokeLayer: line, fillLayer: area });
})((globalThis.Dateline ??= {}));
