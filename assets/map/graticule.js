// The graticule: lines at round degrees over the ground, told in degrees at the edge of what is seen. The lines go with the map into pictures.
"use strict";
(function (Dateline) {
  const ORDER = 12; // over the basemap and tiles, under what is shaded
  const STEPS = [1800, 600, 300, 120, 60, 30, 10, 5, 2, 1]; // minutes of arc
  const APART = 100; // pixels between two meridians, or more
  const TOP = 18; // pixels: height of the strip that bears the longitudes
  const RIGHT = 54; // width of the strip that bears the latitudes
  const BUTTONS = 56; // pixels at the left edge, where the zoom buttons are

  // Minutes of arc from line to line: the smallest step of STEPS that keeps meridians apart.
  const graticuleStep = (view) => STEPS.findLast((step) => (step / 21600) * view.world >= APART) ?? STEPS[0];

  // Lines in a view as [pixels from its left or top, minutes of arc]; meridians in every copy of the world.
  const meridians = (view, step) => linesBetween(Dateline.longitudeOf(view.left / view.world), Dateline.longitudeOf((view.left + view.width) / view.world), step)
    .map((minutes) => [Dateline.mercatorX(minutes / 60) * view.world - view.left, minutes]);

  function parallels(view, step) {
    const within = (y) => Math.max(0, Math.min(1, y / view.world));
    const [south, north] = [Dateline.latitudeOf(within(view.top + view.height)), Dateline.latitudeOf(within(view.top))];
    return linesBetween(south, north, step).map((minutes) => [Dateline.mercatorY(minutes / 60) * view.world - view.top, minutes]);
  }

  function linesBetween(first, last, step) {
    const found = [];
    for (let minutes = Math.ceil((first * 60) / step) * step; minutes <= last * 60; minutes += step) found.push(minutes);
    return found;
  }

  // "12° E", "0°", "7°30′ S"; the letter for what is above nought, and that for what is below.
  function inDegrees(minutes, [above, below]) {
    const wrapped = minutes > 10800 || minutes <= -10800 ? ((((minutes + 10800) % 21600) + 21600) % 21600) - 10800 : minutes;
    const size = Math.abs(wrapped);
    const odd = size % 60;
    const words = `${Math.floor(size / 60)}°${odd ? `${String(odd).padStart(2, "0")}′` : ""}`;
    return size % 10800 ? `${words} ${wrapped > 0 ? above : below}` : words;
  }

  function drawGraticule(context, view, colour) {
    const step = graticuleStep(view);
    context.beginPath();
    for (const [x] of meridians(view, step)) context.moveTo(Math.round(x) + 0.5, 0), context.lineTo(Math.round(x) + 0.5, view.height);
    for (const [y] of parallels(view, step)) context.moveTo(0, Math.round(y) + 0.5), context.lineTo(view.width, Math.round(y) + 0.5);
    context.strokeStyle = colour;
    context.lineWidth = 1;
    context.stroke();
  }

  // What stands at the edge of a view of the screen: {text, x, y, align, box}, longitudes at the top, latitudes at the right.
  function degreesAtEdge(view, measure, buttons = BUTTONS) {
    const step = graticuleStep(view);
    const half = (text) => measure(text, "degrees", 10, 0) / 2 + 2;
    const top = meridians(view, step).map(([x, minutes]) => {
      const text = inDegrees(minutes, "EW");
      return { text, x, y: 9, align: "center", box: { left: x - half(text), right: x + half(text), top: 1, bottom: TOP } };
    });
    const right = parallels(view, step).map(([y, minutes]) => {
      const text = inDegrees(minutes, "NS");
      const x = view.width - 5;
      return { text, x, y, align: "right", box: { left: x - 2 * half(text), right: view.width, top: y - 8, bottom: y + 8 } };
    });
    return [
      ...top.filter(({ box }) => box.left >= buttons && box.right <= view.width - RIGHT),
      ...right.filter(({ box }) => box.top >= TOP && box.bottom <= view.height - 24),
    ];
  }

  // The same at the edge of a picture, which has no buttons, where its `clear` boxes leave room.
  function degreesOnPaper(view, measure) {
    const crowd = new Dateline.Crowd(view.clear ?? []);
    return degreesAtEdge(view, measure, 0).filter(({ box }) => crowd.isFree(box));
  }

  // The view of what is seen, of that of a canvas that reaches beyond it.
  const seen = (view) => Dateline.makeView(view.world, view.left + view.frame.left, view.top + view.frame.top, view.frame.right - view.frame.left, view.frame.bottom - view.frame.top);

  // `left`: pixels that the canvas begins beside the view.
  function writeDegrees(context, degrees, left, palette) {
    context.font = Dateline.fontOf("degrees", 10);
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 3;
    context.strokeStyle = palette.paper;
    context.fillStyle = palette.degrees;
    for (const { text, x, y, align } of degrees) {
      context.textAlign = align;
      context.strokeText(text, x - left, y);
      context.fillText(text, x - left, y);
    }
  }

  function makeGraticule({ map, stack, scene, theme, measure, screen, onPaper, redrawEvents }) {
    let isOn = false;
    const draw = (context, view, { theme: name }) => view.bare || drawGraticule(context, view, Dateline.PALETTES[name].graticule);
    stack.add("graticule", ORDER, draw, { theme, hidden: true });
    const strip = (name) => L.DomUtil.create("canvas", `dateline-degrees dateline-degrees-${name}`, map.getContainer());
    const strips = [strip("top"), strip("right")];
    let told = [];

    const atEdge = (view) => {
      const taken = [...scene.reserved].flatMap(([name, boxes]) => (name === "degrees" ? [] : boxes(view)));
      const crowd = new Dateline.Crowd(taken);
      return degreesAtEdge(view, measure).filter(({ box }) => crowd.isFree(box));
    };

    // The strips stay where they are while the map moves under them.
    function tell() {
      for (const canvas of strips) canvas.hidden = !isOn;
      told = isOn ? atEdge(screen()) : [];
      if (!isOn) return;
      const { x: width, y: height } = map.getSize();
      write(strips[0], 0, width, TOP);
      write(strips[1], width - RIGHT, RIGHT, height);
    }

    function write(canvas, left, width, height) {
      const context = canvas.getContext("2d");
      Dateline.prepareCanvas(canvas, context, width, height, globalThis.devicePixelRatio || 1);
      writeDegrees(context, told, left, Dateline.PALETTES[theme()]);
    }

    onPaper.push((context, view, name) => isOn && !view.bare && writeDegrees(context, degreesOnPaper(view, measure), 0, Dateline.PALETTES[name]));

    const degreesOf = (view, paper) => (!isOn || view.bare ? [] : paper ? degreesOnPaper(view, measure) : degreesAtEdge(seen(view), measure));
    scene.reserved.set("degrees", (view, paper = false) => degreesOf(view, paper).map(({ box }) => box));
    map.on("move zoom resize viewreset themed reserved", tell);
    return {
      showGraticule: (on) => {
        isOn = on;
        stack.show("graticule", on);
        redrawEvents();
        tell();
      },
      degrees: () => told.map(({ text }) => text),
    };
  }

  Object.assign(Dateline, { graticuleStep, inDegrees, degreesAtEdge, degreesOnPaper });
  (Dateline.parts ??= []).push(makeGraticule);
})((globalThis.Dateline ??= {}));
