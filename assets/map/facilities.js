// Military facilities under the events: small forts, filled as far as it is known that somebody is there on the map's day.
"use strict";
(function (Dateline) {
  const SIZE = 14; // pixels across
  const CLOSE = 14; // pixels: of facilities nearer than this one symbol is drawn
  const REACH = 3; // pixels beyond a symbol that still hit it
  const SUREST = ["known", "open", "claimed", "unverified"];
  const LISTED = 5; // facilities named in a tooltip

  // facilities: [{id, name, held, x, y, certainty}] with x, y in 0..1. Groups in pixels of the view, each at the place of its surest one.
  function groupFacilities(facilities, view) {
    const groups = [];
    for (const facility of [...facilities].sort((a, b) => rank(a) - rank(b))) {
      for (const copy of Dateline.copies(view)) {
        const x = (facility.x + copy) * view.world - view.left;
        const y = facility.y * view.world - view.top;
        if (x < -SIZE || y < -SIZE || x > view.width + SIZE || y > view.height + SIZE) continue;
        const host = groups.find((group) => Math.hypot(group.x - x, group.y - y) < CLOSE);
        if (host) host.members.push(facility);
        else groups.push({ x, y, certainty: facility.certainty, members: [facility], box: boxAround(x, y) });
      }
    }
    return groups;
  }

  // Marks the groups whose middle lies under one of the event symbols {x, y, radius}: their number would stick out.
  function markCovered(groups, symbols) {
    for (const group of groups) group.covered = symbols.some(({ x, y, radius }) => Math.hypot(group.x - x, group.y - y) < radius);
    return groups;
  }

  // The box that names keep clear of, with its number.
  const shyBox = ({ box, members, covered }) => (members.length > 1 && !covered ? { ...box, right: box.right + 9 } : box);

  const rank = ({ certainty }) => SUREST.indexOf(certainty);
  const boxAround = (x, y) => ({ left: x - SIZE / 2, right: x + SIZE / 2, top: y - SIZE / 2, bottom: y + SIZE / 2 });

  // The group at a point of the view, or null.
  function hitFacility(groups, x, y) {
    const reach = SIZE / 2 + REACH;
    return groups.find((group) => Math.abs(group.x - x) <= reach && Math.abs(group.y - y) <= reach) ?? null;
  }

  // Lines of plain text: which, and who is there.
  function describeFacilities({ members }) {
    const lines = members.slice(0, LISTED).map(({ name, held }) => `${name}: ${held}`);
    return members.length > LISTED ? [...lines, `and ${members.length - LISTED} more`] : lines;
  }

  // fort: {path, lower, colour, colour_dark} of shapes.json, on a square of 24.
  function drawFacilities(context, groups, fort, palette, dark) {
    if (!groups.length) return;
    const colour = dark ? fort.colour_dark : fort.colour;
    const [outline, lower] = [new Path2D(fort.path), new Path2D(fort.lower)];
    for (const group of [...groups].reverse()) {
      context.save();
      context.translate(group.x - SIZE / 2, group.y - SIZE / 2);
      context.scale(SIZE / 24, SIZE / 24);
      drawFort(context, outline, lower, group.certainty, palette, colour);
      context.restore();
      if (group.members.length > 1 && !group.covered) drawNumber(context, group, palette, colour);
    }
  }

  // Filled, half filled, dashed or hollow.
  function drawFort(context, outline, lower, certainty, palette, colour) {
    context.lineJoin = "round";
    context.strokeStyle = palette.paper;
    context.lineWidth = 7;
    context.stroke(outline);
    context.fillStyle = palette.card;
    context.fill(outline);
    context.fillStyle = colour;
    if (certainty === "known") context.fill(outline);
    if (certainty === "open") context.fill(lower);
    context.setLineDash(certainty === "claimed" ? [4, 3] : []);
    context.strokeStyle = colour;
    context.lineWidth = certainty === "known" ? 0.6 : 1.9; // a broad line would close the gaps between the merlons
    context.stroke(outline);
    context.setLineDash([]);
  }

  function drawNumber(context, { x, y, members }, palette, colour) {
    context.save();
    context.font = `600 9.5px ${Dateline.FONT}`;
    context.textBaseline = "middle";
    context.textAlign = "left";
    context.strokeStyle = palette.paper;
    context.lineWidth = 2.5;
    context.strokeText(String(members.length), x + SIZE / 2 + 1.5, y - SIZE / 2 + 1);
    context.fillStyle = colour;
    context.fillText(String(members.length), x + SIZE / 2 + 1.5, y - SIZE / 2 + 1);
    context.restore();
  }

  Object.assign(Dateline, { groupFacilities, markCovered, shyBox, hitFacility, describeFacilities, drawFacilities });
})((globalThis.Dateline ??= {}));
