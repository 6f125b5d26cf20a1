// The area of interest, rings around a place and a measured path: under the events, on the screen and on paper.
"use strict";
(function (Dateline) {
  const ORDER = 45; // over what is named and shaded, under the events
  const VEIL = { light: "rgba(250, 248, 244, 0.42)", dark: "rgba(10, 14, 18, 0.42)", grey: "rgba(250, 250, 250, 0.5)" }; // over what lies outside the area
  const NOTHING = { parts: [], labels: [] };
  let asked = 0; // a new address each time, which no cache answers

  // shapes: {parts: [{kind: area, ring or path, first, end}], labels: [{x, y, text}]} with x, y of the world in 0..1.
  function drawSpace(context, view, { layer, shapes }, { theme }) {
    const palette = Dateline.PALETTES[theme];
    for (const part of shapes.parts) {
      const closed = part.kind !== "path";
      const trace = () => Dateline.trace(context, layer, view, { first: part.first, end: part.end, closed });
      if (part.kind === "area") veil(context, view, trace, VEIL[theme]);
      context.beginPath();
      trace();
      line(context, palette, part.kind === "area" ? 2.2 : 1.5, part.kind === "path" ? [7, 4] : []);
    }
    drawSpaceLabels(context, view, shapes.labels, palette);
  }

  function veil(context, view, trace, colour) {
    context.beginPath();
    context.rect(0, 0, view.width, view.height);
    trace();
    context.fillStyle = colour;
    context.fill("evenodd");
  }

  // A line in the accent's colour that stands out from any ground.
  function line(context, palette, width, dash) {
    context.save();
    context.lineJoin = "round";
    context.strokeStyle = palette.card;
    context.lineWidth = width + 2.4;
    context.globalAlpha = 0.75;
    context.stroke();
    context.globalAlpha = 1;
    context.setLineDash(dash);
    context.strokeStyle = palette.accent;
    context.lineWidth = width;
    context.stroke();
    context.restore();
  }

  // Words in small cards, in every copy of the world that is in view.
  function drawSpaceLabels(context, view, labels, palette) {
    context.save();
    context.font = `600 11px ${Dateline.FONT}`;
    context.textBaseline = "middle";
    context.textAlign = "center";
    for (const { x, y, text, lift = 0 } of labels) {
      for (const copy of Dateline.copies(view)) {
        const at = { x: (x + copy) * view.world - view.left, y: y * view.world - view.top - lift };
        const half = context.measureText(text).width / 2 + 6;
        if (at.x < -half || at.x > view.width + half || at.y < -10 || at.y > view.height + 10) continue;
        context.beginPath();
        context.roundRect(at.x - half, at.y - 9, 2 * half, 18, 4);
        context.fillStyle = palette.card;
        context.fill();
        context.lineWidth = 1;
        context.strokeStyle = palette.accent;
        context.stroke();
        context.fillStyle = palette.ink;
        context.fillText(text, at.x, at.y + 0.5);
      }
    }
    context.restore();
  }

  function makeSpace({ stack, theme, inOrder, fetched }) {
    let shown = { layer: Dateline.EMPTY_LAYER, shapes: NOTHING };
    const canvas = stack.add("space", ORDER, (context, view, how) => drawSpace(context, view, shown, how), { theme });
    return {
      showSpace: () =>
        inOrder(async () => {
          asked++;
          const [shapes, lines] = await Promise.all([fetched.json(`space?${asked}`), fetched.bytes(`space-lines?${asked}`)]);
          shown = { shapes, layer: Dateline.decodeLayer(lines) };
          canvas.redraw();
        }),
      space: () => shown.shapes,
    };
  }

  (Dateline.parts ??= []).push(makeSpace);
  Object.assign(Dateline, { strokeSpace: line, drawSpaceLabels });
})((globalThis.Dateline ??= {}));
