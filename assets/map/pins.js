// Places that are no events, over the events: numbered candidates of a toponym, and the spot that was searched for.
"use strict";
(function (Dateline) {
  const SIZE = 24;
  const EDGE = 60; // pixels kept between pins and the edge of the map

  // bridge: {hoverPin, clickPin, dismissFound}; both kinds are DOM markers, their words set as text.
  function makePins(map, bridge) {
    const candidates = L.layerGroup().addTo(map);
    const found = L.layerGroup().addTo(map);
    let markers = [];

    function show(pins) {
      candidates.clearLayers();
      markers = pins.map((pin, index) => {
        const marker = L.marker([pin.latitude, pin.longitude], { icon: icon(badge(pin)), keyboard: false, zIndexOffset: 1000 - index });
        marker.on("mouseover", () => bridge.hoverPin(index));
        marker.on("mouseout", () => bridge.hoverPin(-1));
        marker.on("click", () => bridge.clickPin(index));
        return marker.addTo(candidates);
      });
    }

    function mark(index) {
      markers.forEach((marker, each) => {
        marker.getElement().firstChild.classList.toggle("dateline-marked", each === index);
        marker.setZIndexOffset(each === index ? 2000 : 1000 - each);
      });
    }

    function showFound(pin) {
      found.clearLayers();
      if (!pin) return;
      L.marker([pin.latitude, pin.longitude], { icon: icon(flag(pin, bridge)), keyboard: false, zIndexOffset: 3000 }).addTo(found);
    }

    return { show, mark, showFound, positions: () => markers.map((marker) => map.latLngToContainerPoint(marker.getLatLng())) };
  }

  function icon(element) {
    const holder = document.createElement("div");
    holder.append(element);
    return L.divIcon({ html: holder.firstChild, className: "dateline-pin", iconSize: [SIZE, SIZE] });
  }

  function badge({ label, words, is_chosen }) {
    const element = document.createElement("div");
    element.className = is_chosen ? "dateline-badge dateline-chosen" : "dateline-badge";
    element.textContent = label;
    element.title = words;
    return element;
  }

  function flag({ words }, bridge) {
    const element = document.createElement("div");
    element.className = "dateline-found";
    const name = document.createElement("span");
    name.textContent = words;
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "×";
    close.title = "Remove this marker";
    close.setAttribute("aria-label", close.title);
    L.DomEvent.disableClickPropagation(close);
    close.addEventListener("click", () => bridge.dismissFound());
    element.append(name, close);
    return element;
  }

  // Where the map should look so that these pins are in view: nothing where they are already.
  function groundOf(map, pins) {
    if (!pins.length) return null;
    const ground = L.latLngBounds(pins.map(({ latitude, longitude }) => [latitude, longitude]));
    const size = map.getSize();
    const seen = L.latLngBounds(map.containerPointToLatLng([EDGE, EDGE]), map.containerPointToLatLng(size.subtract([EDGE, EDGE])));
    return seen.contains(ground) ? null : ground;
  }

  // Moves the map to pins, and back when they are gone, unless it was moved by anything else meanwhile.
  function makeVisit(map) {
    const SLACK = 3; // pixels: a panel that opens beside the map shifts it by a hair
    let before = null; // {from, to}: where the map was, and where it was brought
    const here = () => ({ centre: map.getCenter(), zoom: map.getZoom() });

    function isUnmoved() {
      if (!before.to) return true; // still on the way
      const centre = map.getSize().divideBy(2);
      return before.to.zoom === map.getZoom() && map.latLngToContainerPoint(before.to.centre).distanceTo(centre) < SLACK;
    }

    function go(ground) {
      if (!ground) return;
      const visit = (before = { from: before && isUnmoved() ? before.from : here(), to: null });
      map.once("moveend", () => (visit.to = here()));
      map.fitBounds(ground, { padding: [EDGE, EDGE], maxZoom: 8 });
    }

    function end() {
      if (before && isUnmoved()) map.setView(before.from.centre, before.from.zoom, { animate: false });
      before = null;
    }

    return { go, end, stay: () => (before = null) };
  }

  Object.assign(Dateline, { makePins, makeVisit, groundOf });
})((globalThis.Dateline ??= {}));
