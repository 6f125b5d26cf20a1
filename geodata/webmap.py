"""The folium page of the map: one map, our own event layer, every address under app://dateline/."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from geodata.model import Category, GeoPrecision, Status
from geodata.resources import asset

ORIGIN = "app://dateline"
SCRIPTS = (
    "projection",
    "shapes",
    "crowd",
    "basemap",
    "events",
    "bins",
    "clusters",
    "areas",
    "symbols",
    "facilities",
    "names",
    "labels",
    "scene",
    "layer",
    "stack",
    "pins",
    "tiles",
    "tilelayer",
    "heat",
    "shaded",
    "mentions",
    "keyboard",
    "spot",
    "space",
    "disputed",
    "graticule",
    "locator",
    "sketch",
    "tools",
    "motion",
    "map",
)
"""Files of assets/map in the order in which they are loaded; `map` joins them to Leaflet."""
MIN_ZOOM, MAX_ZOOM = 2, 12
CENTRE = (15.0, 2.0)


def page(*, nonce: str, theme: str) -> str:
    """The page's HTML. `nonce` is new for each load; `theme` is "light" or "dark"."""
    from branca.element import MacroElement
    from folium.folium import Map
    from folium.template import Template

    class DatelineMap(Map):
        """A map with its own lists of scripts and styles: folium's are shared and name addresses of the network."""

        default_js = _links("leaflet.js", *(f"{name}.js" for name in SCRIPTS))
        default_css = _links("leaflet.css", "page.css")

    class EventLayer(MacroElement):
        """Our layer, started by the page's last script, when the map exists."""

        _template = Template("{% macro script(this, kwargs) %}Dateline.start({{ this.map_name }}, {{ this.settings }});{% endmacro %}")

        def __init__(self, map_name: str) -> None:
            super().__init__()  # type: ignore[no-untyped-call]
            self._name = "EventLayer"
            self.map_name = map_name
            self.settings = _inert_json({"theme": theme, **vocabulary()})

    folium_map = DatelineMap(
        location=CENTRE,
        tiles=None,
        zoom_start=4,
        min_zoom=MIN_ZOOM,
        zoom_control=False,
        font_size="11px",
        attribution_control=False,
        world_copy_jump=True,
        zoom_snap=0.25,
        wheel_px_per_zoom_level=120,
        maxZoom=MAX_ZOOM,
        minZoom=MIN_ZOOM,
    )
    folium_map._id = "dateline"  # noqa: SLF001 - a stable name instead of a random one
    folium_map.add_child(EventLayer(folium_map.get_name()))
    return _guarded(folium_map.get_root().render(), nonce)


def _links(library: str, *own: str) -> list[tuple[str, str]]:
    """The pairs of a name and an address that folium takes; equal names would replace each other."""
    return [(library, f"{ORIGIN}/vendor/{library}"), *((name, f"{ORIGIN}/map/{name}") for name in own)]


def vocabulary() -> dict[str, Any]:
    """What the page must know of the core: enum orders, and title, colours and drawings of each category."""
    categories = json.loads(asset("map", "categories.json").read_text(encoding="utf-8"))
    shapes = json.loads(asset("map", "shapes.json").read_text(encoding="utf-8"))
    return {
        "categories": [
            {**categories[name], "shape": shapes[categories[name]["shape"]], "glyph": glyph(asset("icons", categories[name]["icon"]))}
            for name in Category
        ],
        "fort": shapes["fort"],
        "statuses": list(Status),
        "precisions": list(GeoPrecision),
    }


def glyph(path: Path) -> str:
    """The path data of an icon: 24 by 24, one path, filled by the even-odd rule."""
    drawing = ElementTree.parse(path).getroot().find("{http://www.w3.org/2000/svg}path")  # noqa: S314 - our own file
    if drawing is None:
        raise ValueError(f"{path.name} has no path")
    return drawing.attrib["d"]


def _inert_json(value: object) -> str:
    """JSON that can stand inside a script element."""
    return json.dumps(value).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _guarded(html: str, nonce: str) -> str:
    """Give every script and style the nonce, and allow nothing else."""
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src 'nonce-{nonce}'",
            f"style-src 'nonce-{nonce}'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    html = re.sub(r"<(script|style|link)\b", rf'<\1 nonce="{escape(nonce)}"', html)
    return html.replace("<head>", f'<head>\n<meta http-equiv="Content-Security-Policy" content="{escape(policy, quote=True)}">', 1)
