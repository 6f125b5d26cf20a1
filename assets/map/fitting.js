// Brings ground into view, beside what the window lays over the map.
"use strict";
(function (Dateline) {
  const EDGE = 48; // pixels kept between events and the edge of the map
  const SLACK = 3; // pixels by which the middle may differ on a map that nobody has moved

  // Leaflet's padding so that ground fits beside what lies in the lower left corner, to its right or above it: where it is seen larger.
  function paddingBeside(map, ground, [box], edge) {
    const plain = { paddingTopLeft: L.point(edge, edge), paddingBottomRight: L.point(edge, edge) };
    if (!box || box.right <= box.left) return plain;
    const beside = { ...plain, paddingTopLeft: L.point(Math.max(edge, box.right + 16), edge) };
    const above = { ...plain, paddingBottomRight: L.point(edge, Math.max(edge, map.getSize().y - box.top + 16)) };
    const zoom = ({ paddingTopLeft, paddingBottomRight }) => map.getBoundsZoom(ground, false, paddingTopLeft.add(paddingBottomRight));
    return zoom(beside) >= zoom(above) ? beside : above;
  }

  // covered() gives the boxes over the map, in its pixels.
  function makeFitting(map, covered) {
    let last = null; // {ground, centre, zoom} of what was fitted

    const isUnmoved = () => last.zoom === map.getZoom() && map.latLngToContainerPoint(last.centre).distanceTo(map.getSize().divideBy(2)) < SLACK;

    function isHidden(ground) {
      const [start, end] = [map.latLngToContainerPoint(ground.getNorthWest()), map.latLngToContainerPoint(ground.getSouthEast())];
      const box = { left: start.x - 1, top: start.y - 1, right: end.x + 1, bottom: end.y + 1 };
      return covered().some((other) => Dateline.overlap(other, box));
    }

    function fit(ground) {
      map.fitBounds(ground, { ...paddingBeside(map, ground, covered(), EDGE), maxZoom: 9, animate: false });
      last = { ground, centre: map.getCenter(), zoom: map.getZoom() };
    }

    // After more came to lie over the map: fits the same ground beside it, unless somebody has moved the map since or none of it is hidden.
    function again() {
      if (last && isUnmoved() && isHidden(last.ground)) fit(last.ground);
    }

    // No move where the ground is seen, no other zoom unless it does not fit.
    function reveal(ground) {
      const seen = L.latLngBounds(map.containerPointToLatLng([EDGE, EDGE]), map.containerPointToLatLng(map.getSize().subtract([EDGE, EDGE])));
      if (ground.contains(map.getCenter()) || (seen.contains(ground) && !isHidden(ground))) return;
      const padding = paddingBeside(map, ground, covered(), EDGE);
      if (map.getBoundsZoom(ground, false, padding.paddingTopLeft.add(padding.paddingBottomRight)) < map.getZoom()) map.fitBounds(ground, padding);
      else map.panTo(ground.getCenter());
    }

    return { fit, again, reveal };
  }

  Object.assign(Dateline, { makeFitting });
})((globalThis.Dateline ??= {}));
