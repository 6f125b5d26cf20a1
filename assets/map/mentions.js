// Places that articles name: small hollow dots, fainter than any event, so that a name is not taken for an event.
"use strict";
(function (Dateline) {
  const RADIUS = 3.2; // pixels
  const APART = 9; // pixels: of places closer together the one that most articles name is drawn
  const REACH = 6;

  // uint32 count; float32 x, y; uint32 articles; names in UTF-8, a line each; most named first.
  function decodeMentions(buffer) {
    const [count] = new Uint32Array(buffer, 0, 1);
    return {
      count,
      x: new Float32Array(buffer, 4, count),
      y: new Float32Array(buffer, 4 + 4 * count, count),
      articles: new Uint32Array(buffer, 4 + 8 * count, count),
      names: new TextDecoder().decode(new Uint8Array(buffer, 4 + 12 * count)).split("\n"),
    };
  }

  // Those in view that are drawn, {row, x, y} in pixels of the view.
  function mentionsIn(view, { count, x, y }) {
    const taken = new Set();
    const found = [];
    for (const copy of Dateline.copies(view)) {
      for (let row = 0; row < count; row++) {
        const at = { row, x: (x[row] + copy) * view.world - view.left, y: y[row] * view.world - view.top };
        if (at.x < -RADIUS || at.y < -RADIUS || at.x > view.width + RADIUS || at.y > view.height + RADIUS) continue;
        const square = Math.floor((at.x + view.left) / APART) * 2 ** 26 + Math.floor((at.y + view.top) / APART); // of the ground: a move changes nothing
        if (taken.has(square)) continue;
        taken.add(square);
        found.push(at);
      }
    }
    return found;
  }

  function drawMentions(context, spots, palette) {
    context.beginPath();
    for (const { x, y } of spots) {
      context.moveTo(x + RADIUS, y);
      context.arc(x, y, RADIUS, 0, 2 * Math.PI);
    }
    context.fillStyle = palette.card;
    context.globalAlpha = 0.7;
    context.fill();
    context.strokeStyle = palette.country;
    context.lineWidth = 1.1;
    context.stroke();
  }

  function makeMentions({ stack, scene, pointer, bridge, inOrder, theme, fetched }) {
    let mentions = { count: 0 };
    let spots = [];
    const draw = (context, view, { theme: name, paper }) => {
      const seen = mentionsIn(view, mentions);
      if (!paper) spots = seen;
      drawMentions(context, seen, Dateline.PALETTES[name]);
    };
    const layer = stack.add("mentions", 40, draw, { theme, hidden: true });
    pointer.add(40, (point) => {
      if (!stack.isShown("mentions")) return null;
      const { x, y } = layer.toCanvas(point);
      const near = spots.filter((spot) => Math.hypot(spot.x - x, spot.y - y) <= REACH);
      if (!near.length) return null;
      const { row } = near.reduce((a, b) => (Math.hypot(a.x - x, a.y - y) <= Math.hypot(b.x - x, b.y - y) ? a : b));
      const number = mentions.articles[row];
      const lines = [mentions.names[row], `Named in ${number} ${number === 1 ? "article" : "articles"}`];
      return { lines, click: () => bridge.tell("mentions", JSON.stringify({ row })) };
    });
    return {
      showMentions: (version) =>
        inOrder(async () => {
          mentions = Dateline.decodeMentions(await fetched.bytes(`mentions?${version}`));
          layer.redraw();
        }),
      mentions: () => spots.map(({ row }) => mentions.names[row]),
    };
  }

  Object.assign(Dateline, { decodeMentions, mentionsIn });
  (Dateline.parts ??= []).push(makeMentions);
})((globalThis.Dateline ??= {}));
