// Where the pointer is, told to the window once a frame, and the menu of a spot by the right button or the menu key.
"use strict";
(function (Dateline) {
  const REACH = 14; // pixels: a symbol as near as that is meant
  const LISTED = 200; // events of a symbol that are told

  // Metres of ground a pixel at a latitude, the world `world` pixels wide.
  const metresAPixel = (world, latitude) => 1000 / Dateline.pixelsAKilometre(world, latitude);

  // The nearest of some points {x, y} to a place, null where none is near.
  const closest = (points, place) => points[Dateline.nearest(points, place, REACH)] ?? null;

  function makeSpot({ map, bridge, drawn }) {
    const container = map.getContainer();
    let frame = 0;
    let newest = null;
    const tell = (value) => bridge.tell("spot", JSON.stringify(value));

    function readOut([latitude, longitude]) {
      newest = [latitude, L.Util.wrapNum(longitude, [-180, 180], true)];
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        tell({ at: newest, metres: metresAPixel(256 * 2 ** map.getZoom(), newest[0]) });
      });
    }

    function openMenu(point) {
      const { lat, lng } = map.containerPointToLatLng(point).wrap();
      const symbol = closest(drawn().filter(({ kind }) => kind !== "badge"), point);
      const facility = symbol ? null : closest(Dateline.window.facilities(), point);
      readOut([lat, lng]);
      const rows = symbol ? Array.from(symbol.rows().slice(0, LISTED)) : [];
      const metres = metresAPixel(256 * 2 ** map.getZoom(), lat);
      tell({ menu: [lat, lng], metres, x: point.x, y: point.y, rows, facilities: facility?.ids ?? [] });
    }

    map.on("mousemove", ({ latlng }) => readOut([latlng.lat, latlng.lng]));
    map.on("contextmenu", ({ containerPoint, originalEvent }) => originalEvent.button === 2 && openMenu(containerPoint)); // the key has its own way
    container.addEventListener("keydown", (event) => {
      if (event.key !== "ContextMenu" && !(event.key === "F10" && event.shiftKey)) return;
      event.preventDefault();
      openMenu(Dateline.window.cursor() ?? map.getSize().divideBy(2));
    });
    return { readOut, openMenu: () => openMenu(Dateline.window.cursor() ?? map.getSize().divideBy(2)) };
  }

  (Dateline.parts ??= []).push(makeSpot);
  Object.assign(Dateline, { metresAPixel });
})((globalThis.Dateline ??= {}));
