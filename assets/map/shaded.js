// Regions or countries shaded by what their events come to; a number and a name under the pointer.
"use strict";
(function (Dateline) {
  function drawShaded(context, view, { areas, rings, classes }, colours, edge) {
    colours.forEach((colour, index) => {
      context.beginPath();
      areas.forEach((area, row) => {
        if (classes[row] === index) Dateline.trace(context, rings, view, { first: area.first, end: area.end, closed: true });
      });
      context.fillStyle = colour;
      context.fill("evenodd");
      context.strokeStyle = edge;
      context.lineWidth = 0.8;
      context.stroke();
    });
  }

  // The row of the smallest area that holds a point of the world, -1 where none does.
  function areaAt({ areas, rings, classes }, x, y) {
    let found = -1;
    let least = Infinity;
    areas.forEach(({ first, end, box: [west, north, east, south] }, row) => {
      const size = (east - west) * (south - north);
      if (classes[row] < 0 || size >= least || y < north || y > south) return;
      if ([-1, 0, 1].some((copy) => Dateline.contains(rings, first, end, x + copy, y))) [found, least] = [row, size];
    });
    return found;
  }

  function makeShaded({ map, stack, scene, pointer, inOrder, theme, fetched }) {
    let shown = { areas: [], rings: Dateline.EMPTY_LAYER, classes: [], words: [], colours: { light: [], dark: [] } };
    const draw = (context, view, { theme: name }) => drawShaded(context, view, shown, shown.colours[name] ?? shown.colours.light, Dateline.PALETTES[name].paper);
    const layer = stack.add("shaded", 20, draw, { theme, hidden: true });

    pointer.add(20, (point) => {
      if (!stack.isShown("shaded")) return null;
      const { x, y } = layer.toCanvas(point);
      const { view } = layer;
      const wrapped = (((x + view.left) / view.world) % 1 + 1) % 1;
      const row = areaAt(shown, wrapped, (y + view.top) / view.world);
      return row < 0 ? null : { lines: [shown.areas[row].name, ...shown.words[row]] };
    });

    return {
      // Other areas; their classes come after.
      showAreas: (version) =>
        inOrder(async () => {
          const [areas, rings] = await Promise.all([fetched.json(`shaded?${version}`), fetched.bytes(`shaded-rings?${version}`)]);
          shown = { ...shown, areas, rings: Dateline.decodeLayer(rings), classes: areas.map(() => -1), words: areas.map(() => []) };
          layer.redraw();
        }),
      // A class an area, -1 for none; words: lines for the hint.
      showClasses: (classes, words, colours) =>
        inOrder(() => {
          if (classes.length !== shown.areas.length) return; // of areas that have gone since
          Object.assign(shown, { classes, words, colours });
          layer.redraw();
        }),
      shadedAt: (latitude, longitude) => shown.areas[areaAt(shown, Dateline.mercatorX(longitude), Dateline.mercatorY(latitude))]?.name ?? null,
    };
  }

  Object.assign(Dateline, { areaAt });
  (Dateline.parts ??= []).push(makeShaded);
})((globalThis.Dateline ??= {}));
