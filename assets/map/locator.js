// A small map in the corner that says where the large one lies; a click on it moves the large one.
"use strict";
(function (Dateline) {
  const WIDTH = 156, HEIGHT = 86; // pixels
  const SPANS = [360, 90, 24]; // degrees of longitude that the small map may show
  const TIMES = 5; // it shows so many times the width of the large one, or more
  const SHARE = 0.05; // of the large map that the small one may cover
  const LARGEST = 110; // degrees of longitude from which the large one needs no small one
  const LEAST = 7; // pixels: the smallest box that is seen
  const MIDDLE = 0.452; // of the world from north to south: where people live
  const CORNERS = ["bottomright", "topright"];

  // The ground of the small map for a view of the large one, null where that shows much ground itself or has no room for it. It moves in steps, so that it mostly stands still.
  function locatorView(view) {
    const shown = (view.width / view.world) * 360;
    if (shown > LARGEST || WIDTH * HEIGHT > SHARE * view.width * view.height) return null;
    const span = SPANS.findLast((each) => each >= TIMES * shown) ?? SPANS[0];
    const world = (WIDTH / span) * 360;
    if (span === SPANS[0]) return Dateline.makeView(world, 0, MIDDLE * world - HEIGHT / 2, WIDTH, HEIGHT);
    const step = span / 8 / 360;
    const snapped = (middle) => Math.round(middle / view.world / step) * step * world;
    const top = snapped(view.top + view.height / 2) - HEIGHT / 2;
    return Dateline.makeView(world, snapped(view.left + view.width / 2) - WIDTH / 2, Math.max(0, Math.min(world - HEIGHT, top)), WIDTH, HEIGHT);
  }

  // The boxes of the large view on the small one, one a copy of the world.
  function locatorBoxes(view, small) {
    const scale = small.world / view.world;
    const [width, height] = [view.width * scale, view.height * scale].map((side) => Math.max(LEAST, side));
    const x = (view.left + view.width / 2) * scale - small.left;
    const y = (view.top + view.height / 2) * scale - small.top;
    const first = Math.round((x - WIDTH / 2) / small.world); // the map may lie some turns around the world
    return [-1, 0, 1]
      .map((copy) => ({ left: x - (first + copy) * small.world - width / 2, top: y - height / 2, width, height }))
      .filter(({ left }) => left < WIDTH && left + width > 0);
  }

  function drawLand(context, small, palette, layers) {
    context.fillStyle = palette.sea;
    context.fillRect(0, 0, WIDTH, HEIGHT);
    context.lineJoin = "round";
    const get = (name) => layers[`${name}-50m`] ?? Dateline.EMPTY_LAYER;
    Dateline.fillLayer(context, get("land"), small, palette.land);
    Dateline.strokeLayer(context, get("borders"), small, palette.region, 0.6);
    Dateline.strokeLayer(context, get("coast"), small, palette.coast, 0.6);
  }

  function drawBoxes(context, boxes, palette) {
    for (const { left, top, width, height } of boxes) {
      context.fillStyle = palette.frame;
      context.globalAlpha = 0.18;
      context.fillRect(left, top, width, height);
      context.globalAlpha = 1;
      context.strokeStyle = palette.frame;
      context.lineWidth = 1.5;
      context.strokeRect(left, top, width, height);
    }
  }

  // The corner, 0 the lower and 1 the upper one, for how many symbols each would hide: one that hides none, else it changes only for much, because that draws all
  // events anew.
  function bestCorner(now, low, high) {
    if (!low || !high) return Number(low > 0);
    return now === 0 ? Number(low >= 4 && low >= 4 * high) : Number(low > 1 && 2 * low > high);
  }

  function makeLocator({ map, scene, theme, drawn, screen, ground, redrawEvents }) {
    const canvas = document.createElement("canvas");
    canvas.className = "dateline-locator";
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", "Where this view lies; a click moves the map");
    L.DomEvent.disableClickPropagation(canvas);
    const control = new (L.Control.extend({ onAdd: () => canvas }))({ position: CORNERS[0] });
    const context = canvas.getContext("2d");
    let isOn = false;
    let land = { key: "", picture: null }; // the small map without the box, drawn once
    let small = null;
    let frame = 0;

    function landOf(view, ratio) {
      const key = [theme(), ratio, view.world, view.left, view.top].join();
      if (key === land.key) return land.picture;
      const picture = document.createElement("canvas");
      const drawing = picture.getContext("2d");
      Dateline.prepareCanvas(picture, drawing, WIDTH, HEIGHT, ratio);
      drawLand(drawing, view, Dateline.PALETTES[theme()], ground.layers);
      land = { key, picture };
      return picture;
    }

    function draw() {
      frame = 0;
      const view = screen();
      small = isOn ? locatorView(view) : null;
      canvas.hidden = !small;
      if (!small) return;
      const ratio = globalThis.devicePixelRatio || 1;
      Dateline.prepareCanvas(canvas, context, WIDTH, HEIGHT, ratio);
      context.drawImage(landOf(small, ratio), 0, 0, WIDTH, HEIGHT);
      drawBoxes(context, locatorBoxes(view, small), Dateline.PALETTES[theme()]);
    }

    const follow = () => isOn && (frame ||= requestAnimationFrame(draw));

    // Where it lies, or would lie in another corner, in pixels of the map.
    function place(position = control.getPosition()) {
      if (position === control.getPosition() && canvas.offsetParent) {
        const [own, whole] = [canvas.getBoundingClientRect(), map.getContainer().getBoundingClientRect()];
        return { left: own.left - whole.left, top: own.top - whole.top, right: own.right - whole.left, bottom: own.bottom - whole.top };
      }
      const { x, y } = map.getSize();
      const [right, height] = [x - 10, canvas.offsetHeight];
      const top = position === "topright" ? 10 : canvas.offsetParent ? y - map.attributionControl.getContainer().offsetHeight - 10 - height : y;
      return { left: right - canvas.offsetWidth, top, right, bottom: top + height };
    }

    // In the lower corner, in the upper one where it hides much below and little there.
    function settle() {
      if (!isOn || !locatorView(screen())) return;
      draw();
      const [low, high] = CORNERS.map((corner) => hidden(place(corner)));
      const best = Dateline.bestCorner(CORNERS.indexOf(control.getPosition()), low, high);
      if (CORNERS[best] === control.getPosition()) return;
      control.setPosition(CORNERS[best]);
      redrawEvents();
      map.fire("reserved");
    }

    const hidden = (box) => drawn().filter(({ kind, x, y, radius }) => kind !== "badge" && Dateline.overlap({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }, box)).length;

    canvas.addEventListener("click", ({ offsetX, offsetY }) => {
      const latitude = Dateline.latitudeOf((offsetY + small.top) / small.world);
      const longitude = Dateline.longitudeOf((offsetX + small.left) / small.world);
      map.panTo([latitude, longitude]);
    });
    scene.reserved.set("locator", () => (isOn && small ? [place()] : []));
    map.on("move zoom resize viewreset themed", follow);
    map.on("moveend", settle);
    return {
      showLocator: async (on) => {
        if (on) await ground.fetch(["land-50m", "coast-50m", "borders-50m"]);
        if (on === isOn) return;
        isOn = on;
        if (on) control.addTo(map);
        else control.remove();
        draw();
        settle();
        redrawEvents();
        map.fire("reserved");
      },
      locator: () => {
        draw();
        return small && { ...place(), boxes: locatorBoxes(screen(), small) };
      },
    };
  }

  Object.assign(Dateline, { locatorView, locatorBoxes, bestCorner });
  (Dateline.parts ??= []).push(makeLocator);
})((globalThis.Dateline ??= {}));
