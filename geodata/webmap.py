"""The folium page of the map: one map, our own event layer, every address under app://dateline/."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable
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
    "fitting",
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
MIN_ZOOM, MAX_ZOOM = 1, 12
CENTRE = (15.0, 2.0)


STANDALONE = (
    "projection", "shapes", "crowd", "basemap", "events", "bins", "clusters", "areas", "symbols", "facilities", "names", "labels", "scene",
    "layer", "stack", "map",
)  # fmt: skip
"""Those that a page needs which is one file; its own parts lie in assets/page."""
_OWN = ("unpack", "cards", "key", "standalone")
_ENDS = re.compile("</(?=script|style)", re.IGNORECASE)


def page(*, nonce: str, theme: str) -> str:
    """The window's page. `nonce` is new for each load; `theme` is "light" or "dark"."""
    scripts, styles = _links("leaflet.js", *(f"{name}.js" for name in SCRIPTS)), _links("leaflet.css", "page.css")
    return _guarded(_rendered("start", {"theme": theme, **vocabulary()}, scripts=scripts, styles=styles), nonce, _WINDOWS_SOURCES)


def standalone(*, title: str, pack: bytes, nonce: str) -> str:
    """A page that is one file and reaches for nothing; `pack` holds what assets/page/unpack.js unpacks, `title` is any text."""
    html = _guarded(_rendered("standalone", vocabulary(), scripts=[], styles=[]), nonce, {"img-src": "data:"})
    library = leaflet()
    styles = [library / "leaflet.css", asset("map", "page.css"), asset("page", "standalone.css")]
    scripts = [
        library / "leaflet.js",
        *(asset("map", f"{name}.js") for name in STANDALONE),
        *(asset("page", f"{name}.js") for name in _OWN),
    ]
    head = f"<title>{escape(title)}</title>{_inlined('style', styles, nonce)}{_inlined('script', scripts, nonce)}</head>"
    frame = asset("page", "frame.html").read_text(encoding="utf-8")
    data = f'<script type="application/octet-stream" id="dateline-pack">{base64.b64encode(pack).decode()}</script>'
    return html.replace("</head>", head, 1).replace("<body>", f"<body>{frame}{data}", 1)


def leaflet() -> Path:
    """The folder of Leaflet's own files."""
    vendor = asset("vendor", "leaflet")
    return vendor if vendor.is_dir() else asset("node_modules", "leaflet", "dist")  # the latter in a checkout


def _inlined(tag: str, files: Iterable[Path], nonce: str) -> str:
    """Files of ours as elements; what would end one early stays inert."""
    texts = (_ENDS.sub(r"<\\/", file.read_text(encoding="utf-8")) for file in files)
    return "".join(f'<{tag} nonce="{escape(nonce)}">{text}</{tag}>' for text in texts)


def _rendered(start: str, settings: dict[str, Any], *, scripts: list[tuple[str, str]], styles: list[tuple[str, str]]) -> str:
    """The page of a folium map whose last script, when the map exists, calls Dateline's function `start` with it and `settings`."""
    from branca.element import MacroElement
    from folium.folium import Map
    from folium.template import Template

    class DatelineMap(Map):
        """A map with its own lists of scripts and styles: folium's are shared and name addresses of the network."""

        default_js = scripts
        default_css = styles

    class EventLayer(MacroElement):
        """Our layer."""

        _template = Template(
            "{% macro script(this, kwargs) %}Dateline.{{ this.start }}({{ this.map_name }}, {{ this.settings }});{% endmacro %}"
        )

        def __init__(self, map_name: str) -> None:
            super().__init__()  # type: ignore[no-untyped-call]
            self._name = "EventLayer"
            self.map_name = map_name
            self.start, self.settings = start, _inert_json(settings)

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
    html: str = folium_map.get_root().render()
    return html


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


_WINDOWS_SOURCES = {"img-src": "'self' data:", "connect-src": "'self'"}


def _guarded(html: str, nonce: str, sources: dict[str, str]) -> str:
    """Give every script and style the nonce, and allow nothing else but `sources`."""
    allowed = {"default-src": "'none'", "script-src": f"'nonce-{nonce}'", "style-src": f"'nonce-{nonce}'", **sources}
    policy = "; ".join(f"{kind} {source}" for kind, source in {**allowed, "base-uri": "'none'", "form-action": "'none'"}.items())
    html = re.sub(r"<(script|style|link)\b", rf'<\1 nonce="{escape(nonce)}"', html)
    return html.replace("<head>", f'<head>\n<meta http-equiv="Content-Security-Policy" content="{escape(policy, quote=True)}">', 1)
