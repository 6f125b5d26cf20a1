// Events as cards beside the map: the very words, as text and never as HTML, with their sources.
"use strict";
(function (Dateline) {
  const AT_ONCE = 60; // cards that are made together

  function element(name, className = "", text = "") {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  // A line whose direction its own letters tell.
  function line(name, text, className = "") {
    const made = element(name, className, text);
    made.dir = "auto";
    return made;
  }

  // A drawing of `side` pixels.
  function drawing(side, paint) {
    const canvas = document.createElement("canvas");
    const ratio = globalThis.devicePixelRatio || 1;
    canvas.width = canvas.height = Math.round(side * ratio);
    canvas.setAttribute("aria-hidden", "true");
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    paint(context);
    return canvas;
  }

  const sign = (scene, row) =>
    drawing(22, (context) => {
      const [category, status] = [scene.vocabulary.categories[scene.events.category[row]], scene.vocabulary.statuses[scene.events.status[row]]];
      Dateline.drawMarker(context, { x: 11, y: 11, radius: 8.5, status }, category, Dateline.PALETTES[scene.theme], false);
    });

  function cited({ words, source, grade, title, published, url }) {
    const made = element("div");
    for (const excerpt of words) made.append(line("blockquote", excerpt));
    const cite = line("cite", [grade ? `${source} (${grade})` : source, published, title].filter(Boolean).join(" · "));
    const address = Dateline.safeLink(url);
    if (address) {
      const link = element("a", "", "Open article");
      link.href = address;
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      cite.append(" · ", link);
    }
    made.append(cite);
    return made;
  }

  // told: {what, when, where, who, deaths, injured, status, note, tags, sources}; pick() is called by a click on the head.
  function card(told, picture, pick) {
    const made = element("article", "dl-card");
    const head = line("button", "", "dl-what");
    head.type = "button";
    head.append(picture, line("span", told.what));
    head.addEventListener("click", pick);
    made.append(head, line("p", `${told.when} · ${told.where}`));
    if (told.who) made.append(line("p", told.who));
    const facts = [told.deaths && `Killed: ${told.deaths}`, told.injured && `Injured: ${told.injured}`, told.status].filter(Boolean);
    for (const fact of facts) made.append(line("p", fact, "dl-muted"));
    if (told.note) made.append(line("p", `Note: ${told.note}`));
    if (told.tags) made.append(line("p", `Tags: ${told.tags}`, "dl-muted"));
    for (const source of told.sources) made.append(cited(source));
    return made;
  }

  // Fills the panel with cards of `rows`, the newest first; more of them by a button.
  function fill(panel, title, rows, { scene, told, close, pick }) {
    const sorted = [...rows].sort((a, b) => scene.events.lastDay[b] - scene.events.lastDay[a]);
    const head = element("header");
    const shut = element("button", "dl-close", "×");
    shut.setAttribute("aria-label", "Close");
    shut.addEventListener("click", close);
    head.append(line("h2", title), shut);
    panel.replaceChildren(head);
    const add = (start) => {
      for (const row of sorted.slice(start, start + AT_ONCE)) {
        const made = card(told[row], sign(scene, row), () => pick(row));
        made.classList.toggle("dl-chosen", rows.length > 1 && scene.selected.has(row));
        panel.append(made);
      }
      const rest = sorted.length - start - AT_ONCE;
      if (rest <= 0) return;
      const more = element("button", "dl-more", `Show more (${rest.toLocaleString("en")})`);
      more.addEventListener("click", () => (more.remove(), add(start + AT_ONCE)));
      panel.append(more);
    };
    add(0);
    panel.scrollTop = 0;
  }

  Object.assign(Dateline, { element, line, drawing, fillPanel: fill });
})((globalThis.Dateline ??= {}));
