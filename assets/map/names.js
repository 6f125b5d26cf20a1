// Names that lie over their ground: countries, regions, and seas in their own manner. Each is set as its ground has room for it.
"use strict";
(function (Dateline) {
  const MARGIN = 80; // pixels beyond the edge within which a name's middle may lie
  const LEAST = 14; // pixels of ground below which nothing is named

  // Sizes by how large the ground is on screen, in pixels: [to, letters, space between letters as a part of them].
  const SIZES = {
    country: [[70, 9.5, 0.06], [130, 10.5, 0.1], [240, 11.5, 0.14], [420, 13, 0.18], [Infinity, 15, 0.24]],
    region: [[160, 10.5, 0.06], [Infinity, 12, 0.1]],
    water: [[120, 10.5, 0.04], [260, 11.5, 0.1], [Infinity, 13.5, 0.22]],
  };
  const ROOM = { country: 1.3, region: 0.9, water: 1.05 }; // how far over its ground a name may reach, and the smallest letters of a country's
  const SMALLEST = 1.7;

  const countryNames = (view, names, measure) => centred(view, names, "country", measure);
  const regionNames = (view, names, measure) => centred(view, names, "region", measure);
  const waterNames = (view, names, measure) => centred(view, names, "water", measure);

  // Labels for names [words, x, y, width, height] of the world in 0..1, those with the most ground first.
  function centred(view, names, kind, measure) {
    const found = [];
    for (const [words, x, y, width, height = width] of names) {
      const pixels = width * view.world;
      if (pixels < LEAST) continue;
      const ground = kind === "country" ? Math.sqrt(width * height) * view.world : pixels;
      for (const copy of Dateline.copies(view)) {
        const at = { x: (x + copy) * view.world - view.left, y: y * view.world - view.top };
        if (at.x < -MARGIN || at.x > view.width + MARGIN || at.y < 0 || at.y > view.height) continue;
        const label = setIn(kind === "country" ? inCapitals(words) : words, kind, pixels, ground, measure);
        const reach = kind === "water" ? pixels / 3 : (height * view.world) / 4; // how far from its middle a name may be moved
        if (label) found.push({ ...label, kind, align: "center", ...at, box: boxOf(label, at), pixels, reach });
      }
    }
    return found.sort((a, b) => b.pixels - a.pixels);
  }

  // In one line at the size that the ground asks for, else in two, else smaller; null where it would not fit.
  function setIn(text, kind, pixels, ground, measure) {
    const fits = SIZES[kind];
    for (let step = fits.findIndex(([to]) => ground < to); step >= 0; step--) {
      const [, size, apart] = fits[step];
      const spacing = Dateline.isJoined(text) ? 0 : size * apart;
      for (const lines of [[text], twoLines(text)]) {
        const width = lines && Math.max(...lines.map((line) => measure(line, kind, size, spacing)));
        const room = kind === "country" && step === 0 ? SMALLEST : ROOM[kind];
        if (lines && width <= pixels * room) return { text, lines, size, spacing, width };
      }
    }
    return null;
  }

  // The words in two lines as even as they go; null for one word.
  function twoLines(text) {
    const spaces = [...text.matchAll(/ /g)].map(({ index }) => index);
    if (!spaces.length) return null;
    const middle = text.length / 2;
    const at = spaces.reduce((best, space) => (Math.abs(space - middle) < Math.abs(best - middle) ? space : best));
    return [text.slice(0, at), text.slice(at + 1)];
  }

  function boxOf({ lines, size, width }, { x, y }) {
    const half = size * (0.7 + 0.6 * (lines.length - 1));
    return { left: x - width / 2 - 2, right: x + width / 2 + 2, top: y - half, bottom: y + half };
  }

  // Georgian has capitals that hardly any typeface holds.
  const inCapitals = (words) => (/[\u10a0-\u10ff]/.test(words) ? words : words.toUpperCase());

  // The names with their words in another language, by the last of their values, ISO's number, or by themselves.
  const inWords = (names, words) => names.map(([name, x, y, width, height, number]) => [words[number] ?? words[name] ?? name, x, y, width, height]);

  // [name, latitude, longitude, degrees of room] of waters.json as the other names are: in the world of 0..1.
  const waterGround = (waters) => waters.map(([name, latitude, longitude, degrees]) => [name, Dateline.mercatorX(longitude), Dateline.mercatorY(latitude), degrees / 360]);

  Object.assign(Dateline, { inWords, countryNames, regionNames, waterNames, waterGround });
})((globalThis.Dateline ??= {}));
