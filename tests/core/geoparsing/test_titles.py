"""Places that stand alone as the title of a section."""

from __future__ import annotations

from dataclasses import replace

from geodata.gazetteer.entries import Kind
from geodata.gazetteer.search import Named
from geodata.geoparsing.titles import with_titles
from geodata.model import Toponym
from tests.values import NIAMEY, NIGER

TAHOUA = replace(NIGER, geonameid=7, name="Tahoua", feature_code="ADM1")
SOUTH = replace(NIGER, geonameid=9, name="South", feature_code="ADM1")
HAMLET = replace(NIAMEY, geonameid=8, name="Access", feature_code="PPL", population=900)
UNITY = replace(NIGER, geonameid=10, name="Unity", feature_code="ADM1", country_code="SS")
SUDAN = replace(NIGER, geonameid=11, name="South Sudan", country_code="SS")
KNOWN = {"Unity": UNITY, "South Sudan": SUDAN, "Tahoua": TAHOUA, "NIAMEY": NIAMEY, "Access": HAMLET, "South": SOUTH}


def matches(name: str) -> tuple[Named, ...]:
    return (Named(KNOWN[name], Kind.OFFICIAL),) if name in KNOWN else ()


def names(text: str, *found: Toponym) -> list[str]:
    return [t.name for t in with_titles(text, found, matches)]


def test_a_region_or_a_capital_alone_on_its_line_is_a_place_and_another_title_is_none() -> None:
    assert names("Overview\nTwo incidents.\n\nTahoua region\nA mine.\n\nNIAMEY\nNone.\n\nAccess\nOpen.\n\nSouth\nNone.\n") == [
        "Tahoua",
        "NIAMEY",
    ]


def test_the_whole_title_goes_before_a_part_of_it_and_a_side_is_no_place() -> None:
    text = "NIAMEY\nNone.\n\nSOUTH-EAST\nNone.\n"
    part = Toponym(name="IAMEY", start_char=1, end_char=6)
    side = Toponym(name="SOUTH", start_char=text.index("SOUTH"), end_char=text.index("SOUTH") + 5)
    assert names(text, part, side) == ["NIAMEY"]


def test_a_label_of_a_table_is_no_place_and_a_common_word_only_in_its_own_country() -> None:
    assert names("Tahoua\n23\nUnity\nTwo clashes.\n") == []
    country = Toponym(name="South Sudan", start_char=0, end_char=11)
    assert names("South Sudan\nUnity\nTwo clashes.\n", country) == ["South Sudan", "Unity"]
