"""The folium page: ours alone, nothing from the network, nothing runs without the nonce."""

from __future__ import annotations

import json
import re

import pytest

from geodata.model import Category
from geodata.resources import asset
from geodata.webmap import ORIGIN, SCRIPTS, STANDALONE, glyph, page, standalone, vocabulary

NAMESPACES = ("http://www.w3.org/2000/svg", "http://www.w3.org/1998/Math/MathML", "http://www.w3.org/1999/xhtml")


@pytest.fixture(scope="module")
def html() -> str:
    return page(nonce="abc123", theme="light")


def test_the_page_names_no_address_of_the_network(html: str) -> None:
    assert not re.search(r"https?://", html)
    assert re.findall(r'(?:src|href)="([^"]+)"', html)
    assert all(address.startswith(f"{ORIGIN}/") for address in re.findall(r'(?:src|href)="([^"]+)"', html))


def test_our_scripts_name_no_address_of_the_network() -> None:
    for path in (*asset("map").iterdir(), *asset("page").iterdir()):
        text = path.read_text(encoding="utf-8")
        for namespace in NAMESPACES:
            text = text.replace(namespace, "")
        assert not re.search(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}/", text, re.I), path.name


def test_every_script_and_style_bears_the_nonce_and_nothing_else_may_run(html: str) -> None:
    for tag in re.findall(r"<(?:script|style|link)\b[^>]*>", html):
        assert 'nonce="abc123"' in tag
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    assert "default-src &#x27;none&#x27;" in policy[1]
    assert "unsafe" not in policy[1]
    assert html.index("Content-Security-Policy") < html.index("<script")
    assert not re.search(r"\son\w+=", html)
    assert not re.search(r"<[^>]+\sstyle=", html)


def test_the_page_starts_the_event_layer_on_the_map_after_making_it(html: str) -> None:
    assert html.index("L.map(") < html.index("Dateline.start(map_dateline")


def test_every_script_of_the_page_exists_and_every_script_is_loaded() -> None:
    assert {path.stem for path in asset("map").glob("*.js")} == set(SCRIPTS)


def test_a_page_that_is_one_file_asks_for_nothing_and_runs_only_what_bears_its_nonce() -> None:
    html = standalone(title="</title><script>alert(1)</script>", pack=b"\0", nonce="abc123")
    assert not re.findall(r"<[^>]+\s(?:src|href)=", re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.DOTALL))
    for tag in re.findall(r"<(?:script|style|link)\b[^>]*>", html):
        assert 'nonce="abc123"' in tag or 'type="application/octet-stream"' in tag
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy is not None
    assert "connect-src" not in policy[1]  # default-src allows nothing
    assert html.count("alert(1)") == 1
    assert "<script>alert" not in html
    assert set(STANDALONE) < set(SCRIPTS)


def test_making_a_page_leaves_foliums_own_lists_alone(html: str) -> None:
    import folium

    assert all("app://" not in address for _, address in folium.Map.default_js + folium.Map.default_css)


def test_two_pages_differ_only_in_their_nonce(html: str) -> None:
    assert page(nonce="abc123", theme="light") == html
    assert page(nonce="xyz789", theme="light").replace("xyz789", "abc123") == html


def test_every_category_has_a_title_two_colours_a_shape_and_an_icon() -> None:
    rows = json.loads(asset("map", "categories.json").read_text(encoding="utf-8"))
    assert list(rows) == list(Category)
    for row in vocabulary()["categories"]:
        assert row["title"]
        assert re.fullmatch(r"#[0-9A-F]{6}", row["colour"])
        assert re.fullmatch(r"#[0-9A-F]{6}", row["colour_dark"])
        assert row["shape"]["path"].startswith("M")
        assert row["glyph"].startswith("M")


def test_no_two_categories_share_both_shape_and_glyph_or_colour() -> None:
    rows = vocabulary()["categories"]
    assert len({row["glyph"] for row in rows}) == len(rows)
    assert len({row["colour"] for row in rows}) == len(rows)


def test_an_icon_without_a_path_is_refused(tmp_path) -> None:
    empty = tmp_path / "empty.svg"
    empty.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    with pytest.raises(ValueError, match=r"empty\.svg"):
        glyph(empty)


def test_colours_of_markers_stand_out_from_the_white_glyph() -> None:
    for row in vocabulary()["categories"]:
        red, green, blue = (int(row["colour"][i : i + 2], 16) / 255 for i in (1, 3, 5))
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
        luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        assert 1.05 / (luminance + 0.05) >= 3, row["title"]
