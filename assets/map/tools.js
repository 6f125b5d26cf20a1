// Drawing an area, measuring and moving an event, by mouse and by keyboard. What is drawn stays until the window takes it or stops the tool.
"use strict";
(function (Dateline) {
  const ORDER = 60; // over the events
  const STEP = 12; // pixels that an arrow key moves the cross; with Shift one
  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const MARGIN = 40; // pixels from the edge where the map moves on under the cross
  const CLOSING = "Double-click or Enter ends, Backspace takes one back, Esc cancels.";
  const KEYS = "By keyboard: arrows move the cross, Space sets a corner.";
  const HINTS = {
    polygon: `Click the corners of the area. ${CLOSING} ${KEYS}`,
    rectangle: `Drag from one corner to the one across, or click both. Esc cancels. ${KEYS}`,
    measure: `Click along the way. ${CLOSING} ${KEYS}`,
    move: "Click where the event was. Esc cancels. By keyboard: arrows move the cross, Enter takes the spot.",
  };
  const OPEN = new Set(["measure", "move"]); // a line, no area
  const REACH = 14; // pixels: a symbol as near as that is taken hold of
  const DRAGGED = 6; // pixels from which the mouse moves it

  function makeTools({ map, stack, pointer, bridge, drawn, theme }) {
    const container = map.getContainer();
    const hint = L.DomUtil.create("div", "dateline-task", container);
    const cross = L.DomUtil.create("div", "dateline-cross", container);
    hint.hidden = cross.hidden = true;
    hint.setAttribute("role", "status");
    let sketch = null;
    let way = null; // of a path that is measured: {line, labels}, by the window, for that many corners
    let held = null; // where the button went down for a rectangle
    let place = null; // of the cross, in pixels of the map
    let frame = 0;
    let movable = false; // whether the selected event may be dragged
    let grabbed = null; // its symbol under the button: {point, from}
    let dropped = false; // the click that ends a drag means nothing else

    const canvas = stack.add("sketch", ORDER, draw, { theme });
    const tell = (value) => bridge.tell("tools", JSON.stringify(value));
    const spotOf = ({ lat, lng }) => [lat, lng];
    const pixels = ([latitude, longitude]) => map.latLngToContainerPoint([latitude, longitude]);
    const at = (point) => spotOf(map.containerPointToLatLng(point));

    // -- drawing -------------------------------------------------------------------------------------------------------

    function draw(context, view, { theme: name, paper }) {
      if (!sketch || (paper && (sketch.tool !== "measure" || !way))) return; // a way that was measured goes into pictures
      const palette = Dateline.PALETTES[name];
      const closed = !OPEN.has(sketch.tool);
      const corner = ([latitude, longitude]) => ({ x: Dateline.mercatorX(longitude), y: Dateline.mercatorY(latitude) });
      const line = way?.line ?? sketch.line().map(corner);
      const held = (closed ? sketch.outline() : sketch.corners).map(corner);
      for (const copy of [-1, 0, 1]) {
        const toView = ({ x, y }) => [(x + copy) * view.world - view.left, y * view.world - view.top];
        context.beginPath();
        line.forEach((point, index) => (index ? context.lineTo(...toView(point)) : context.moveTo(...toView(point))));
        if (closed && line.length > 2) {
          context.closePath();
          context.fillStyle = palette.tint;
          context.fill();
        }
        Dateline.strokeSpace(context, palette, 2, []);
        for (const point of held) handle(context, toView(point), palette);
      }
      if (way) Dateline.drawSpaceLabels(context, view, way.labels, palette);
    }

    function handle(context, [x, y], palette) {
      context.beginPath();
      context.arc(x, y, 4, 0, 2 * Math.PI);
      context.fillStyle = palette.card;
      context.fill();
      context.lineWidth = 2;
      context.strokeStyle = palette.accent;
      context.stroke();
    }

    // Drawn anew once a frame, however often the mouse moves; the window measures.
    function refresh() {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        if (!sketch) return;
        canvas.redraw();
        if (sketch.tool === "measure") tell({ path: sketch.line() });
      });
    }

    // -- the tool ------------------------------------------------------------------------------------------------------

    function start(tool, corners = []) {
      stop();
      sketch = new Dateline.Sketch(tool);
      sketch.corners = [...corners];
      hint.textContent = HINTS[tool];
      hint.hidden = false;
      container.classList.add("dateline-drawing");
      map.doubleClickZoom.disable();
      if (tool === "rectangle") map.dragging.disable();
      container.focus({ preventScroll: true });
      refresh();
    }

    function stop() {
      if (!sketch) return;
      sketch = way = held = place = null;
      hint.hidden = cross.hidden = true;
      container.classList.remove("dateline-drawing");
      map.doubleClickZoom.enable();
      map.dragging.enable();
      canvas.redraw();
    }

    function cancel() {
      stop();
      tell({ cancelled: true });
    }

    function finish() {
      const { tool } = sketch;
      if (tool === "move") return; // it ends with its spot
      sketch.move(null);
      const corners = sketch.outline();
      refresh();
      if (corners.length) tell({ tool, corners });
    }

    function add(spot) {
      if (sketch.tool === "move") {
        stop();
        tell({ tool: "move", corners: [spot], metres: Dateline.metresAPixel(256 * 2 ** map.getZoom(), spot[0]) });
        return;
      }
      if (!sketch.add(spot, pixels)) return;
      refresh();
      if (sketch.tool === "rectangle" && sketch.corners.length === 2) finish();
    }

    // -- by mouse ------------------------------------------------------------------------------------------------------

    pointer.add(1000, (point) => (sketch ? { lines: [], click: () => sketch.tool !== "rectangle" && add(spotOf(map.layerPointToLatLng(point))) } : null));
    map.on("mousemove", ({ containerPoint, latlng }) => {
      if (grabbed && !sketch && containerPoint.distanceTo(grabbed.point) > DRAGGED) start("move", [grabbed.from]);
      if (!sketch) return;
      putCross(null);
      sketch.move(spotOf(latlng));
      refresh();
    });
    map.on("mouseout", () => {
      if (!sketch || place || held) return;
      sketch.move(null);
      refresh();
    });
    map.on("dblclick", () => sketch && sketch.tool !== "rectangle" && finish());
    map.on("mousedown", ({ containerPoint, latlng, originalEvent }) => {
      if (sketch?.tool !== "rectangle" || originalEvent.button !== 0) return;
      held = containerPoint;
      add(spotOf(latlng)); // the first corner, or the second of two clicks
    });
    map.on("mousedown", ({ containerPoint, originalEvent }) => {
      if (sketch || !movable || originalEvent.button !== 0) return;
      const symbol = drawn().find(
        ({ kind, selected, count, x, y }) => kind !== "badge" && selected && count === 1 && Math.hypot(x - containerPoint.x, y - containerPoint.y) <= REACH,
      );
      if (!symbol) return;
      grabbed = { point: containerPoint, from: at(L.point(symbol.x, symbol.y)) };
      map.dragging.disable();
    });
    pointer.add(1001, () => (dropped ? { lines: [], click: () => {} } : null));
    document.addEventListener("mouseup", (event) => {
      if (!grabbed) return;
      grabbed = null;
      map.dragging.enable();
      if (sketch?.tool !== "move") return;
      dropped = true;
      setTimeout(() => (dropped = false));
      add(at(map.mouseEventToContainerPoint(event)));
    });
    document.addEventListener("mouseup", (event) => {
      if (!held || sketch?.tool !== "rectangle") return;
      const end = map.mouseEventToContainerPoint(event);
      const was = held;
      held = null;
      if (sketch.corners.length === 1 && end.distanceTo(was) > 4) add(at(end));
    });

    // -- by keyboard ---------------------------------------------------------------------------------------------------

    function putCross(point) {
      place = point;
      cross.hidden = !point;
      if (!point) return;
      cross.style.left = `${point.x}px`;
      cross.style.top = `${point.y}px`;
    }

    const whereCross = () => place ?? Dateline.window.cursor?.() ?? map.getSize().divideBy(2).round();

    function moveCross([right, down], step) {
      const size = map.getSize();
      const from = whereCross();
      const to = L.point(from.x + right * step, from.y + down * step);
      const inner = L.point(Math.max(MARGIN, Math.min(size.x - MARGIN, to.x)), Math.max(MARGIN, Math.min(size.y - MARGIN, to.y)));
      if (!inner.equals(to)) map.panBy(to.subtract(inner), { animate: false });
      putCross(inner);
      const spot = at(inner);
      sketch.move(spot);
      Dateline.window.readOut(spot);
      refresh();
    }

    function press(event) {
      if (!sketch || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key in ARROWS) moveCross(ARROWS[event.key], event.shiftKey ? 1 : STEP);
      else if (event.key === " " || (event.key === "Enter" && sketch.tool === "move")) {
        putCross(whereCross());
        add(at(place));
      } else if (event.key === "Enter") finish();
      else if (event.key === "Escape") cancel();
      else if (event.key === "Backspace") {
        sketch.takeBack();
        refresh();
      } else return;
      event.preventDefault();
      event.stopImmediatePropagation(); // the keys mean other things when nothing is drawn
    }
    container.addEventListener("keydown", press, true);

    return {
      startTool: start,
      stopTool: stop,
      setMovable: (is) => (movable = is),
      showWay: (found) => {
        if (sketch?.tool !== "measure") return;
        way = found;
        canvas.redraw();
      },
      sketch: () => sketch && { tool: sketch.tool, corners: sketch.corners, hint: hint.textContent, labels: way?.labels ?? [] },
    };
  }

  (Dateline.parts ??= []).push(makeTools);
})((globalThis.Dateline ??= {}));
