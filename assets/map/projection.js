// Web Mercator with the world in 0..1, and views: a view says which part of that world a canvas shows.
"use strict";
(function (Dateline) {
  const MAX_LATITUDE = 85.0511287798;

  const mercatorX = (longitude) => longitude / 360 + 0.5;

  function mercatorY(latitude) {
    const clamped = Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, latitude));
    const sine = Math.sin((clamped * Math.PI) / 180);
    return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  }

  const longitudeOf = (x) => (x - 0.5) * 360;
  const latitudeOf = (y) => (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI;

  // world: size of the whole world in pixels; left, top: world pixels of the canvas's corner; width, height: pixels.
  // frame: the box of the canvas that is seen; badges and names stay inside it.
  const makeView = (world, left, top, width, height, frame = { left: 0, top: 0, right: width, bottom: height }) => ({
    world, left, top, width, height, frame,
  });

  const inFrame = (box, { frame }) => box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;

  // A box in pixels of what is seen, in pixels of the canvas.
  const moved = ({ left, top, right, bottom }, frame) => ({
    left: left + frame.left, top: top + frame.top, right: right + frame.left, bottom: bottom + frame.top,
  });

  const zoomOf = (view) => Math.log2(view.world / 256);

  const EQUATOR_KM = 40075.016686;

  // Pixels of a kilometre on the ground at a latitude, the world `world` pixels wide.
  const pixelsAKilometre = (world, latitude) => world / (EQUATOR_KM * Math.cos((latitude * Math.PI) / 180));

  // Kilometres on the ground in pixels, at a height of the view.
  const pixelsOf = (kilometres, y, view) => kilometres * pixelsAKilometre(view.world, latitudeOf((view.top + y) / view.world));

  // Numbers of the copies of the world that a view shows: 0 is the one from -180 to 180 degrees.
  function copies(view) {
    const numbers = [];
    for (let n = Math.floor(view.left / view.world); n * view.world < view.left + view.width; n++) numbers.push(n);
    return numbers;
  }

  const WIDEST = 0.999; // of the world, in a picture: what it shows twice could not be pointed at

  // The same ground as `view`, letterboxed into width by height: at least all of it shows, but no ground twice and, where there is more to the other side, nothing beyond the poles.
  function fitted(view, width, height) {
    const factor = Math.max(Math.min(width / view.width, height / view.height), width / (WIDEST * view.world));
    const world = view.world * factor;
    const left = (view.left + view.width / 2) * factor - width / 2;
    const top = (view.top + view.height / 2) * factor - height / 2;
    const within = height < world ? Math.max(0, Math.min(world - height, top)) : (world - height) / 2;
    return makeView(world, left, within, width, height);
  }

  // The view of a box [south, west, north, east] in degrees, whose west may exceed its east; `fitted` gives it a size.
  function viewOf([south, west, north, east]) {
    const [left, right] = [mercatorX(west), mercatorX(east) + (east < west)];
    return makeView(1, left, mercatorY(north), right - left, mercatorY(south) - mercatorY(north));
  }

  // {south, west, north, east} in degrees; west exceeds east across the antimeridian.
  function extent(view) {
    const wrap = (longitude) => ((((longitude + 180) % 360) + 360) % 360) - 180;
    const west = longitudeOf(view.left / view.world);
    const east = longitudeOf((view.left + view.width) / view.world);
    const whole = east - west >= 360;
    return {
      south: latitudeOf(Math.min(1, (view.top + view.height) / view.world)),
      west: whole ? -180 : wrap(west),
      north: latitudeOf(Math.max(0, view.top / view.world)),
      east: whole ? 180 : wrap(east),
    };
  }

  Object.assign(Dateline, { mercatorX, mercatorY, longitudeOf, latitudeOf, makeView, inFrame, moved, zoomOf, pixelsAKilometre, pixelsOf, copies, fitted, viewOf, extent });
})((globalThis.Dateline ??= {}));
