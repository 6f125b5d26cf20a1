// Names of countries, regions and cities, placed so that none hides another or a symbol.
"use strict";
(function (Dateline) {
  // Smallest population that is labelled at a zoom.
  const POPULATIONS = [[4, Infinity], [4.75, 3e6], [5.5, 1e6], [6.25, 3e5], [7, 1e5], [8, 4e4], [9, 15000], [10, 5000], [11, 1000], [99, 0]];
  const smallestCity = (zoom) => POPULATIONS.find(([below]) => zoom < below)[1];
  const CAPITALS_FROM = 4;
  const COUNTRIES_TO = 7.5;
  const REGIONS_FROM = 6;
  const SPOTS_FROM = 5.5;
  const CROWDED = 16; // pixels between two dots

  // One line a city, most populous first, after uint32 count: float32 x, y, uint32 population, uint8 capital, UTF-8 names.
  function decodeCities(buffer) {
    const [count] = new Uint32Array(buffer, 0, 1);
    return {
      count,
      x: new Float32Array(buffer, 4, count),
      y: new Float32Array(buffer, 4 + 4 * count, count),
      population: new Uint32Array(buffer, 4 + 8 * count, count),
      capital: new Uint8Array(buffer, 4 + 12 * count, count),
      names: new TextDecoder().decode(new Uint8Array(buffer, 4 + 13 * count)).split("\n"),
    };
  }

  const NO_CITIES = { count: 0 };

  // Labels for a view: {text, x, y, kind, box, align}; `taken` boxes are kept clear, `points` are those of them that are point symbols, `shy` boxes are kept clear where there is room elsewhere. `measure(text, font, spacing)` gives pixels.
  function placeLabels(view, names, cities, { points, taken, shy = [] }, measure) {
    const crowd = new Dateline.Crowd(taken);
    const shyOnes = new Dateline.Crowd(shy);
    const zoom = Dateline.zoomOf(view);
    const placed = [];
    const put = (label) => {
      if (label) placed.push(label), crowd.add(label.box);
    };
    const clearOfAll = (label) => clear(label, (box) => crowd.isFree(box) && shyOnes.isFree(box), view) ?? clear(label, (box) => crowd.isFree(box), view);
    if (zoom < COUNTRIES_TO) for (const label of Dateline.countryNames(view, names.countries, measure)) put(clearOfAll(label));
    for (const label of Dateline.regionNames(view, names.claims ?? [], measure)) put(clearOfAll(label));
    const dots = new Dateline.Crowd();
    const around = { crowd, shy: shyOnes, symbols: new Dateline.Crowd(points) };
    for (const city of citiesInView(view, cities, zoom, points)) {
      if (zoom < 10 && isCrowded(dots, city.dot)) continue; // suburbs
      const label = besideDot(city, around, view, measure) ?? (city.short && besideDot({ ...city, text: city.short }, around, view, measure));
      put(label);
      if (label) dots.add({ left: city.dot.x, right: city.dot.x + 0.1, top: city.dot.y, bottom: city.dot.y + 0.1 });
    }
    if (zoom >= REGIONS_FROM) for (const label of Dateline.regionNames(view, names.regions, measure)) put(clearOfAll(label));
    for (const label of Dateline.waterNames(view, names.waters ?? [], measure)) put(clearOfAll(label));
    return placed;
  }

  function isCrowded(dots, { x, y }) {
    const around = { left: x - CROWDED, right: x + CROWDED, top: y - CROWDED, bottom: y + CROWDED };
    return [...dots.touching(around)].some((dot) => Math.hypot(dot.left - x, dot.top - y) < CROWDED);
  }

  // The label, moved up or down a little within its ground when its place is taken; null when there is no room.
  function clear(label, isFree, view) {
    for (const shift of [0, -18, 18, -34, 34]) {
      if (Math.abs(shift) > label.reach) continue;
      const box = { ...label.box, top: label.box.top + shift, bottom: label.box.bottom + shift };
      if (!Dateline.inFrame(box, view)) continue;
      if (isFree(box)) return { ...label, y: label.y + shift, box };
    }
    return null;
  }

  // First the cities that symbols stand on, in the symbols' order, then capitals, then the others; each by population.
  function citiesInView(view, cities, zoom, points) {
    const least = smallestCity(zoom);
    const symbols = new Symbols(points);
    const under = new Map(); // by symbol: the most populous city that it stands on
    const rest = [];
    const copies = Dateline.copies(view);
    for (let i = 0; i < cities.count && (cities.population[i] >= least / 20 || cities.population[i] >= 1e5); i++) {
      const isBig = cities.capital[i] === 1 || cities.population[i] >= least;
      for (const copy of copies) {
        const x = (cities.x[i] + copy) * view.world - view.left;
        const y = cities.y[i] * view.world - view.top;
        if (x < 0 || x > view.width || y < 0 || y > view.height) continue;
        const symbol = symbols.at(x, y, isBig && zoom >= CAPITALS_FROM, view.world);
        if (symbol && !under.has(symbol)) under.set(symbol, { ...cityAt(cities, i, x, y), symbol });
        else if (isBig) rest.push(cityAt(cities, i, x, y));
      }
    }
    const capitals = rest.filter(({ kind, population }) => kind === "capital" && zoom >= CAPITALS_FROM && (zoom >= 5 || population >= 150000));
    const others = rest.filter(({ kind, population }) => kind === "city" && population >= least);
    const named = zoom < SPOTS_FROM ? [] : points.filter((symbol) => symbol.names && !under.has(symbol)).map(spotOf);
    const towns = points.filter((symbol) => under.has(symbol)).map((symbol) => ({ ...under.get(symbol), ...inWords(under.get(symbol).text, symbol.names) }));
    return [...towns, ...capitals, ...named, ...others];
  }

  function cityAt(cities, i, x, y) {
    const kind = cities.capital[i] ? "capital" : "city";
    const population = cities.population[i];
    const size = (population > 2e6 ? 13 : population > 3e5 ? 12 : 11) + (kind === "capital" ? 0.5 : 0);
    return { text: cities.names[i], kind, size, population, dot: { x, y } };
  }

  const inWords = (town, names) => (names?.[1] ? { text: `${names[1]}, near ${town}`, short: town } : { text: town });

  // A village that no list of cities has is named by the symbol that stands on it.
  function spotOf(symbol) {
    const { left, right, top, bottom, names } = symbol;
    return { ...inWords(names[0], names), kind: "city", size: 11, population: 0, dot: { x: (left + right) / 2, y: (top + bottom) / 2 }, symbol };
  }

  const ON_DOT = 6; // pixels: a symbol this near to a city's dot stands for that city,
  const SAME = { named: 0.00005, nameless: 0.0004 }; // of the world's width, some 2 and 16 km: a symbol of one place stands for the city that is that place

  const away = ({ left, right, top, bottom }, { x, y }) => Math.hypot((left + right) / 2 - x, (top + bottom) / 2 - y);

  // Symbols by where their middles are, in squares of ON_DOT.
  class Symbols {
    #squares = new Map();

    constructor(points) {
      for (const box of points) this.#squares.set(this.#key((box.left + box.right) / 2, (box.top + box.bottom) / 2), box);
    }

    #key(x, y) {
      return Math.floor(x / ON_DOT) * 65536 + Math.floor(y / ON_DOT);
    }

    // The symbol that stands for the city at a spot: one whose events are all there, or one of several places, where the city `leads` them.
    at(x, y, leads, world) {
      for (let column = -1; column <= 1; column++) {
        for (let line = -1; line <= 1; line++) {
          const box = this.#squares.get(this.#key(x + column * ON_DOT, y + line * ON_DOT));
          const reach = box?.oneSpot ? Math.min(ON_DOT, world * (box.names ? SAME.named : SAME.nameless)) : ON_DOT;
          if (box && (leads || box.oneSpot) && away(box, { x, y }) < reach) return box;
        }
      }
      return null;
    }
  }

  const KEEP = 8; // pixels between the name of a city and the symbol of another place, whose name it would seem to be

  // Right, left, above or below the dot; further out where a symbol stands on the dot.
  function besideDot(city, { crowd, shy, symbols }, view, measure) {
    const { x, y } = city.dot;
    const width = measure(city.text, city.kind, city.size, 0);
    const half = city.size * 0.62;
    const dotBox = { left: x - 2, right: x + 2, top: y - 2, bottom: y + 2 };
    const hiding = [...crowd.touching(dotBox)];
    if (hiding.length && !hiding.includes(city.symbol)) return null; // under its own symbol it is named, whatever else lies there
    const under = [...shy.touching(dotBox)];
    const beside = [...hiding, ...under];
    const right = Math.max(x + 6, ...beside.map((box) => box.right + 2));
    const left = Math.min(x - 6, ...beside.map((box) => box.left - 2));
    const top = Math.min(y - 4, ...beside.map((box) => box.top));
    const bottom = Math.max(y + 4, ...beside.map((box) => box.bottom));
    const places = [
      { align: "left", x: right, y, box: { left: x - 3, right: right + width + 2, top: y - half, bottom: y + half } },
      { align: "right", x: left, y, box: { left: left - width - 2, right: x + 3, top: y - half, bottom: y + half } },
      { align: "center", x, y: top - half, box: { left: x - width / 2 - 3, right: x + width / 2 + 3, top: top - 2 * half, bottom: beside.length ? top : y + 3 } },
      { align: "center", x, y: bottom + half, box: { left: x - width / 2 - 3, right: x + width / 2 + 3, top: beside.length ? bottom : y - 3, bottom: bottom + 2 * half } },
    ];
    const free = ({ box }) => [...crowd.touching(box)].every((other) => hiding.includes(other));
    const alone = ({ box }) => [...symbols.touching({ ...box, left: box.left - KEEP, right: box.right + KEEP })].every((other) => other === city.symbol);
    const clear = places.filter((place) => Dateline.inFrame(place.box, view) && free(place));
    const kept = clear.filter(alone);
    const open = kept.length || !city.symbol ? kept : clear; // what a symbol stands for is named in any case
    const found = open.find(({ box }) => [...shy.touching(box)].every((other) => under.includes(other))) ?? open[0];
    return found ? { ...city, ...found, covered: beside.length > 0 } : null;
  }

  const FONTS = {
    country: (size) => `600 ${size}px ${Dateline.FONT}`,
    water: (size) => `italic 400 ${size}px ${Dateline.FONT}`,
    region: (size) => `400 ${size}px ${Dateline.FONT}`,
    capital: (size) => `600 ${size}px ${Dateline.FONT}`,
    count: (size) => `600 ${size}px ${Dateline.FONT}`,
    badge: (size) => `400 ${size}px ${Dateline.FONT}`,
    city: (size) => `400 ${size}px ${Dateline.FONT}`,
    degrees: (size) => `400 ${size}px ${Dateline.FONT}`,
  };
  // Letters that are written joined and from right to left cannot be spaced.
  const isJoined = (text) => /[\u0600-\u08ff\u0900-\u0dff]/.test(text);
  const readsLeft = (text) => /[\u0590-\u08ff]/.test(text);
  const fontOf = (kind, size) => FONTS[kind](size);

  function measurer(context) {
    const widths = new Map();
    return (text, kind, size, spacing) => {
      const key = `${kind} ${size} ${text}`;
      if (!widths.has(key)) {
        context.font = fontOf(kind, size);
        widths.set(key, context.measureText(text).width);
      }
      return widths.get(key) + spacing * text.length;
    };
  }

  function drawLabels(context, labels, palette) {
    const colours = { country: palette.country, region: palette.regionName, water: palette.waterName, capital: palette.city, city: palette.city };
    context.save();
    context.textBaseline = "middle";
    context.lineJoin = "round";
    for (const label of labels) {
      if (label.dot && !label.covered) drawDot(context, label, palette);
      context.font = fontOf(label.kind, label.size);
      context.letterSpacing = `${label.spacing ?? 0}px`;
      context.textAlign = label.align;
      context.direction = readsLeft(label.text) ? "rtl" : "ltr";
      context.strokeStyle = label.kind === "water" ? palette.wetPaper : palette.paper;
      context.lineWidth = 3;
      context.fillStyle = colours[label.kind];
      const lines = label.lines ?? [label.text];
      const x = label.x + (label.align === "center" ? (label.spacing ?? 0) / 2 : 0); // the space behind the last letter is none
      const y = (n) => label.y + (n - (lines.length - 1) / 2) * label.size * 1.2;
      lines.forEach((line, n) => context.strokeText(line, x, y(n)));
      lines.forEach((line, n) => context.fillText(line, x, y(n)));
    }
    context.restore();
  }

  // A capital is a square with a square in it; other cities are dots, larger for more people.
  function drawDot(context, { dot: { x, y }, kind, population }, palette) {
    const isCapital = kind === "capital";
    const radius = population > 2e6 ? 3 : population > 3e5 ? 2.5 : 2;
    context.beginPath();
    if (isCapital) context.rect(x - 4, y - 4, 8, 8);
    else context.arc(x, y, radius + 0.75, 0, 2 * Math.PI);
    context.fillStyle = palette.paper;
    context.fill();
    context.fillStyle = context.strokeStyle = palette.dot;
    context.beginPath();
    if (isCapital) context.rect(x - 1.5, y - 1.5, 3, 3);
    else context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
    context.lineWidth = 1.2;
    if (isCapital) context.strokeRect(x - 3.2, y - 3.2, 6.4, 6.4);
  }

  Object.assign(Dateline, { decodeCities, placeLabels, measurer, fontOf, isJoined, drawLabels, NO_CITIES });
})((globalThis.Dateline ??= {}));
