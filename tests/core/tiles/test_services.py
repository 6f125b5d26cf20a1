"""Servers of tiles and their addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import ContentError
from geodata.tiles.address import checked, filled, quadkey
from geodata.tiles.services import chosen, names, own, short_list
from geodata.tiles.source import Tile


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://t.example/{z}/{x}/{y}.png", "https://t.example/5/16/14.png"),
        ("https://t.example/{z}/{x}/{-y}.png", "https://t.example/5/16/17.png"),
        ("https://{s}.t.example/{z}/{x}/{y}{r}.png", "https://a.t.example/5/16/14@2x.png"),
        ("https://t.example/{q}.jpeg", "https://t.example/12220.jpeg"),
        ("https://t.example/{z}/{y}/{x}?k={key}", "https://t.example/5/14/16?k=a%26b%2F"),
    ],
)
def test_an_address_is_filled(address: str, expected: str) -> None:
    assert filled(checked(f"  {address} "), Tile(5, 16, 14), key="a&b/", sharp=True) == expected


def test_a_quadkey_has_a_digit_a_level() -> None:
    assert [quadkey(Tile(0, 0, 0)), quadkey(Tile(1, 1, 0)), quadkey(Tile(3, 3, 5))] == ["", "1", "213"]


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("", "Type the address"),
        ("tile.example/{z}/{x}/{y}", "https://"),
        ("file:///etc/{z}/{x}/{y}", "https://"),
        ("javascript:alert(1)//{z}{x}{y}", "https://"),
        ("https:///{z}/{x}/{y}", "https://"),
        ("https://[::1/{z}/{x}/{y}", "https://"),
        ("https://t.example:port/{z}/{x}/{y}", "https://"),
        ("https://me:secret@t.example/{z}/{x}/{y}", "password"),
        ("https://{x}.example/{z}/{x}/{y}", "name of the server"),
        ("https://t.example/{z}/{x}", "{z}, {x} and {y}"),
        ("https://t.example/{z}/{x}/{y}?t={token}", "{token}"),
        ("https://t.example/ {z}/{x}/{y}", "blanks"),
        ("https://t.example/\n{z}/{x}/{y}", "blanks"),
        ("https://t.example/{z}/{x}/{y}?" + "a" * 2000, "too long"),
    ],
)
def test_what_is_no_address_is_told_in_a_sentence(address: str, why: str) -> None:
    with pytest.raises(ContentError) as error:
        own(address)
    assert why in str(error.value)
    assert "\n" not in str(error.value)


@given(st.text(max_size=80))
def test_anything_typed_is_an_address_or_refused(words: str) -> None:
    try:
        service = chosen(words)
    except ContentError:
        return
    assert service.address.startswith(("http://", "https://")) or words.strip().casefold() in {n.casefold() for n in names()}


def test_the_short_list_has_openstreetmap_carto_and_esri() -> None:
    services = dict(short_list())
    assert services["OpenStreetMap"].address == "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
    assert services["OpenStreetMap"].facts.credits == "© OpenStreetMap contributors"
    assert services["Carto Dark Matter"].hosts[0] == "a.basemaps.cartocdn.com"
    assert not services["Esri World Imagery, satellite pictures"].facts.has_names
    assert len({service.id for service in services.values()}) == len(services)


def test_every_listed_service_is_encrypted_credited_and_asks_one_place_at_most() -> None:
    for title, service in short_list():
        assert service.is_encrypted, title
        assert "©" in service.facts.credits, title
        assert filled(service.address, Tile(3, 4, 3), key="k").count("{") == 0, title


def test_every_service_by_name_can_be_filled() -> None:
    assert len(names()) > 100
    for name in names():
        assert "{" not in filled(chosen(name).address, Tile(3, 4, 3), key="k"), name


def test_a_name_is_found_in_any_case_of_letters() -> None:
    service = chosen(" opentopomap ")
    assert service.facts.max_zoom == 17
    assert not service.takes_key


def test_the_warning_names_the_servers_and_what_they_learn() -> None:
    words = own("https://{s}.t.example/{z}/{x}/{y}.png").warning()
    assert "a.t.example, b.t.example and c.t.example" in words
    assert "which area you look at" in words
    assert "the address of this machine" in words
    assert "not encrypted" in own("http://t.example/{z}/{x}/{y}.png").warning()


def test_the_name_for_the_cache_tells_nothing_of_a_key() -> None:
    assert "secret" not in own("https://t.example/{z}/{x}/{y}?key=secret").id
