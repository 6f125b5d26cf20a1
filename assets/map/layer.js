// A Leaflet layer that is one canvas a little larger than the map, drawn anew after each move and scaled while zooming.
"use strict";
(function (Dateline) {
  const PADDING = 0.15; // of the map's size, on each side: small drags need no drawing

  function canvasLayer(draw) {
    const Layer = L.Layer.extend({
      initialize(options) {
        L.setOptions(this, options); // the pane, which gives its place in the stack
      },
      onAdd(map) {
        this._canvas = L.DomUtil.create("canvas", "dateline-canvas leaflet-zoom-animated", this.getPane());
        this._context = this._canvas.getContext("2d");
        this.redraw(map);
      },
      onRemove() {
        this._canvas.remove();
      },
      getEvents() {
        return { viewreset: this.redraw, moveend: this.redraw, zoomend: this.redraw, resize: this.redraw, move: this._follow, zoomanim: this._animate };
      },
      redraw() {
        const map = this._map;
        if (!map) return;
        const size = map.getSize();
        const padding = size.multiplyBy(PADDING).round();
        const corner = map.containerPointToLayerPoint(padding.multiplyBy(-1)).round();
        const world = map.getPixelOrigin().add(corner);
        const whole = size.add(padding.multiplyBy(2));
        const frame = { left: padding.x, top: padding.y, right: padding.x + size.x, bottom: padding.y + size.y };
        this.view = Dateline.makeView(256 * 2 ** map.getZoom(), world.x, world.y, whole.x, whole.y, frame);
        this.view.reserved = controls(frame);
        this._zoom = map.getZoom();
        this._corner = corner;
        this._cornerLatLng = map.layerPointToLatLng(corner);
        prepare(this._canvas, this._context, whole.x, whole.y, globalThis.devicePixelRatio || 1);
        L.DomUtil.setPosition(this._canvas, corner);
        draw(this._context, this.view);
      },
      // Where a point of Leaflet's layers lies on the canvas.
      toCanvas(layerPoint) {
        return layerPoint.subtract(this._corner);
      },
      _follow() {
        if (this._map._animatingZoom || this._zoom !== this._map.getZoom()) return;
        const shown = this._map.containerPointToLayerPoint([0, 0]).subtract(this._corner);
        const size = this._map.getSize();
        if (shown.x < 0 || shown.y < 0 || shown.x + size.x > this.view.width || shown.y + size.y > this.view.height) this.redraw();
      },
      _animate(event) {
        const corner = this._map._latLngToNewLayerPoint(this._cornerLatLng, event.zoom, event.center);
        L.DomUtil.setTransform(this._canvas, corner, this._map.getZoomScale(event.zoom, this._zoom));
      },
    });
    return Layer;
  }

  // Where the zoom buttons, the scale bar and the credits lie.
  const controls = ({ left, top, right, bottom }) => [
    { left, top, right: left + 50, bottom: top + 80 },
    { left, top: bottom - 28, right: left + 150, bottom },
    { left: right - 215, top: bottom - 20, right, bottom },
  ];

  function prepare(canvas, context, width, height, ratio) {
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
      canvas.style.width = `${width}px`;
      canvas.style.height = `${height}px`;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
  }

  Object.assign(Dateline, { canvasLayer, prepareCanvas: prepare });
})((globalThis.Dateline ??= {}));
