// Still maps for those who want them: no zooming, gliding or flying, only the new view.
"use strict";
(function (Dateline) {
  function makeMotion({ map }) {
    const system = matchMedia("(prefers-reduced-motion: reduce)");
    const { setView, panBy, flyTo } = map;
    let wanted = false;
    const isStill = () => wanted || system.matches;
    const still = (options) => (isStill() ? { ...options, animate: false } : options);

    map.setView = (centre, zoom, options) => setView.call(map, centre, zoom, still(options));
    map.panBy = (offset, options) => panBy.call(map, offset, still(options));
    map.flyTo = (target, zoom, options) => (isStill() ? map.setView(target, zoom) : flyTo.call(map, target, zoom, options));

    function adapt() {
      map.options.inertia = !isStill();
    }

    system.addEventListener("change", adapt);
    adapt();
    return {
      setStill: (value) => {
        wanted = value;
        adapt();
      },
    };
  }

  (Dateline.parts ??= []).push(makeMotion);
})((globalThis.Dateline ??= {}));
