// Tiles of raster maps: which a view needs, and their pictures, which Python fetches and this draws.
"use strict";
(function (Dateline) {
  const SIDE = 256; // pixels of a tile at its own zoom
  const MOST = 320; // tiles in one view; beyond that a coarser level is taken
  const COARSER = 5; // levels up that are looked for a picture to show meanwhile

  // The level whose tiles suit a view: that of the screen, and where there are more pixels to fill half way to the sharpest, so that words stay readable.
  function tileZoom(view, ratio, { minZoom, maxZoom, sharpness }) {
    const finer = Math.max(0, Math.log2(ratio / sharpness) / 2);
    return Math.max(minZoom, Math.min(maxZoom, Math.round(Dateline.zoomOf(view) + finer)));
  }

  // The tiles {z, x, y, left, top, right, bottom} of a level that a view shows, in pixels of the view; within bounds {west, south, east, north} of the world in 0..1.
  function tilesIn(view, z, bounds) {
    const across = 2 ** z;
    const side = view.world / across;
    const clamp = (value) => Math.max(0, Math.min(across - 1, value));
    const tiles = [];
    for (const copy of Dateline.copies(view)) {
      const left = view.left - copy * view.world;
      const first = clamp(Math.floor(Math.max(left, bounds.west * view.world) / side));
      const last = clamp(Math.ceil(Math.min(left + view.width, bounds.east * view.world) / side) - 1);
      const top = clamp(Math.floor(Math.max(view.top, bounds.north * view.world) / side));
      const bottom = clamp(Math.ceil(Math.min(view.top + view.height, bounds.south * view.world) / side) - 1);
      if (left >= bounds.east * view.world || left + view.width <= bounds.west * view.world) continue;
      if (view.top >= bounds.south * view.world || view.top + view.height <= bounds.north * view.world) continue;
      for (let y = top; y <= bottom; y++) for (let x = first; x <= last; x++) tiles.push({ z, x, y, ...place(view, z, x, y, copy) });
    }
    return tiles;
  }

  // Edges on whole pixels, the same for neighbours: no seams.
  function place(view, z, x, y, copy) {
    const side = view.world / 2 ** z;
    const at = (index, start) => Math.round(index * side - start);
    const left = view.left - copy * view.world;
    return { left: at(x, left), top: at(y, view.top), right: at(x + 1, left), bottom: at(y + 1, view.top) };
  }

  // The tiles for a view from its middle out; none where the view lies too far above the lowest level.
  function wantedTiles(view, ratio, settings, most = MOST) {
    for (let z = tileZoom(view, ratio, settings); z >= settings.minZoom; z--) {
      const tiles = tilesIn(view, z, settings.world);
      if (tiles.length > most) continue;
      const away = ({ left, top, right, bottom }) => Math.hypot(left + right - view.width, top + bottom - view.height);
      return tiles.sort((a, b) => away(a) - away(b));
    }
    return [];
  }

  // [south, west, north, east] in degrees to a box of the world in 0..1; all of it where there is none.
  function worldBox(bounds) {
    if (!bounds) return { west: 0, north: 0, east: 1, south: 1 };
    const [south, west, north, east] = bounds;
    return { west: Dateline.mercatorX(west), north: Dateline.mercatorY(north), east: Dateline.mercatorX(east), south: Dateline.mercatorY(south) };
  }

  const nameOf = ({ z, x, y }) => `${z}/${x}/${y}`;

  // What is drawn for a tile: {image, up}, its own picture, else a coarser one, so many zooms up, that covers it; undefined where neither is there.
  function pictureOf(tile, pictures) {
    for (let up = 0; up <= Math.min(COARSER, tile.z); up++) {
      const image = pictures.get(nameOf({ z: tile.z - up, x: tile.x >> up, y: tile.y >> up }));
      if (image) return { image, up };
    }
  }

  // Paints what is there. pictures: a Map of names to images.
  function drawTiles(context, tiles, pictures) {
    context.imageSmoothingQuality = "high";
    for (const tile of tiles) {
      const { image, up } = pictureOf(tile, pictures) ?? {};
      if (!image) continue;
      const { left, top, right, bottom } = tile;
      const part = 2 ** up;
      const [width, height] = [image.width / part, image.height / part];
      context.drawImage(image, (tile.x % part) * width, (tile.y % part) * height, width, height, left, top, right - left, bottom - top);
    }
  }

  Object.assign(Dateline, { tileZoom, tilesIn, wantedTiles, worldBox, pictureOf, drawTiles, tileName: nameOf });
})((globalThis.Dateline ??= {}));
