"""Resolution given the names: containment, company, none of these, rules, reasons; with the real gazetteer and the real model."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from geodata.errors import ModelError
from geodata.gazetteer.search import Gazetteer
from geodata.geoparsing.ranker import load
from geodata.geoparsing.resolve import RankedResolver
from geodata.model import GeoPrecision, PlaceRule, Resolution, Scope, Toponym
from geodata.resources import asset

NIGER, MALI, BURKINA_FASO = 2440476, 2453866, 2361809


@pytest.fixture(scope="module")
def gazetteer(gazetteer_path: Path) -> Iterator[Gazetteer]:
    with Gazetteer.open(gazetteer_path) as opened:
        yield opened


def toponyms(text: str, *names: str) -> tuple[Toponym, ...]:
    """Every mention of the names, in order; the longer one where two overlap."""
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return tuple(Toponym(name=m[0], start_char=m.start(), end_char=m.end()) for m in re.finditer(rf"\b(?:{pattern})\b", text))


def resolve(gazetteer: Gazetteer, text: str, *names: str, **more: Any) -> list[Resolution]:
    return list(RankedResolver(gazetteer).resolve(text, toponyms(text, *names) if names else (), **more))


def where(found: Resolution) -> tuple[str, str] | None:
    return (found.place.country_code, found.place.admin1_code) if found.place else None


def test_two_namesakes_in_one_article_are_told_apart_by_what_stands_behind(gazetteer: Gazetteer) -> None:
    text = "The mayor of Paris, Texas, flew to Paris, France. In France she spoke of Texas."
    first, _, second, *_ = resolve(gazetteer, text, "Paris", "Texas", "France")
    assert where(first) == ("US", "TX")
    assert second.place is not None
    assert second.place.feature_code == "PPLC"


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("The council of Lincoln met. Farmers from Omaha, Kearney and Grand Island came; Nebraska paid.", "NE"),
        ("Police in Springfield searched a house. Chicago, Peoria and Decatur sent help, said the Illinois governor.", "IL"),
        ("Police in Springfield searched a house. Boston, Worcester and Holyoke sent help, said the Massachusetts governor.", "MA"),
    ],
)
def test_the_company_of_a_name_decides(gazetteer: Gazetteer, text: str, region: str) -> None:
    names = ("Lincoln", "Omaha", "Kearney", "Grand Island", "Nebraska", "Springfield", "Chicago", "Peoria", "Decatur", "Illinois", "Boston",
             "Worcester", "Holyoke", "Massachusetts")  # fmt: skip
    assert where(resolve(gazetteer, text, *names)[0]) == ("US", region)


def test_the_source_speaks_where_the_article_does_not(gazetteer: Gazetteer) -> None:
    text = "The fire in Richmond began in a kitchen, the chief said. Nobody was hurt."
    assert where(resolve(gazetteer, text, "Richmond", source="The Indianapolis Star")[0]) == ("US", "IN")
    assert where(resolve(gazetteer, text, "Richmond")[0]) != ("US", "IN")


def test_a_county_is_found_by_its_state_and_by_its_short_name(gazetteer: Gazetteer) -> None:
    text = "Deputies of Walker County, Texas, arrested two men. The Walker jail is full."
    county, _, short = resolve(gazetteer, text, "Walker County", "Texas", "Walker")
    assert county.place is not None
    assert (county.place.feature_code, county.place.admin1_code) == ("ADM2", "TX")
    assert short.place == county.place


def test_a_village_that_the_gazetteer_lacks_takes_the_region_named_with_it(gazetteer: Gazetteer) -> None:
    text = "Gunmen attacked the village of Qarqadawo in the Tillabéri region of Niger."
    village, region, _ = resolve(gazetteer, text, "Qarqadawo", "Tillabéri", "Niger")
    assert village.place is not None
    assert village.place.country_code == "NE"
    assert village.geo_precision in (GeoPrecision.ADM1, GeoPrecision.ADM2)
    assert village.toponym.name == "Qarqadawo"
    assert "not in the gazetteer" in village.reasons[0]
    assert village.place.name in village.reasons[-1]
    assert region.place is not None


def test_a_street_is_shown_near_the_town_named_before_it_and_a_strange_word_nowhere(gazetteer: Gazetteer) -> None:
    text = "Niamey, in Niger, woke to gunfire. On Avenue Tanimoune two cars burned. Zzyxburg heard nothing."
    _, _, street, strange = resolve(gazetteer, text, "Niamey", "Niger", "Avenue Tanimoune", "Zzyxburg")
    assert street.place is not None
    assert (street.place.name, street.geo_precision) == ("Niamey", GeoPrecision.NEAR)
    assert street.radius_km
    assert any("the town that the article names beside it" in reason for reason in street.reasons)
    assert strange.place is None


def test_a_region_that_has_its_capitals_name_is_the_region_where_the_words_say_so(gazetteer: Gazetteer) -> None:
    [region] = resolve(gazetteer, "Le calme revient dans la région de Diffa.", "Diffa")
    [town] = resolve(gazetteer, "Shots were heard in the town of Diffa.", "Diffa")
    assert region.place is not None
    assert town.place is not None
    assert (region.place.feature_code, town.place.feature_class) == ("ADM1", "P")


def test_a_namesake_in_another_country_than_the_text_says_gives_way_to_the_region(gazetteer: Gazetteer) -> None:
    text = "Au Mali, la mairie de Léré, dans la région de Tombouctou, a été incendiée."
    _, lere, region = resolve(gazetteer, text, "Mali", "Léré", "Tombouctou")
    assert region.place is not None
    assert lere.place == region.place
    assert lere.geo_precision is GeoPrecision.ADM1
    assert any("where the gazetteer has none" in reason for reason in lere.reasons)


def test_a_namesake_in_another_region_than_the_words_say_gives_way_to_the_district(gazetteer: Gazetteer) -> None:
    text = "Rebels clashed in the hamlet of Maradi, municipality of Tahoua, in Niger."
    hamlet, *_ = resolve(gazetteer, text, "Maradi", "Tahoua", "Niger")
    assert hamlet.place is not None
    assert (hamlet.place.name, hamlet.geo_precision) == ("Tahoua", GeoPrecision.ADM2)


def test_a_namesake_abroad_gives_way_to_the_state_of_a_local_government_area(gazetteer: Gazetteer) -> None:
    text = "Gunmen stormed a school in Maga, Danko Local Government Area of Kebbi State, in Nigeria."
    school, *_ = resolve(gazetteer, text, "Maga", "Danko", "Kebbi State", "Nigeria")
    assert school.place is not None
    assert school.place.country_code == "NG"


def test_a_sea_is_not_the_region_that_has_its_name(gazetteer: Gazetteer) -> None:
    sea, _ = resolve(gazetteer, "A tanker was struck in the Red Sea, off Yemen.", "Red Sea", "Yemen")
    state, _ = resolve(gazetteer, "Rain fell in Red Sea state, in Sudan.", "Red Sea", "Sudan")
    assert sea.place is not None
    assert state.place is not None
    assert (sea.place.feature_class, state.place.feature_code) == ("H", "ADM1")


def test_a_side_of_a_country_is_the_country(gazetteer: Gazetteer) -> None:
    text = "À Tripoli, dans le nord du Liban, les boulangers ont fermé. Le même jour, à Tripoli, en Libye, deux milices se battaient."
    first, _, second, _ = resolve(gazetteer, text, "Tripoli", "Liban", "Libye")
    assert (where(first) or ("",))[0] == "LB"
    assert (where(second) or ("",))[0] == "LY"


def test_a_village_in_a_countrys_region_takes_the_region_not_the_country(gazetteer: Gazetteer) -> None:
    text = "Gunmen raided Zzyxkoira in Niger's Maradi region."
    village, _, _ = resolve(gazetteer, text, "Zzyxkoira", "Niger", "Maradi")
    assert village.place is not None
    assert (village.place.name, village.place.feature_code, village.geo_precision) == ("Maradi", "ADM1", GeoPrecision.ADM1)


def test_a_village_told_by_its_distance_takes_the_computed_point(gazetteer: Gazetteer) -> None:
    text = "Soldiers reached Qarqadawo, about 40 km north of Niamey, the capital of Niger."
    village, capital, _ = resolve(gazetteer, text, "Qarqadawo", "Niamey", "Niger")
    assert village.place is not None
    assert capital.place is not None
    assert (village.geo_precision, village.radius_km) == (GeoPrecision.NEAR, 10)
    assert (village.place.latitude - capital.place.latitude) * 111.19 == pytest.approx(40, abs=0.5)
    assert capital.geo_precision is None


def test_a_village_tied_to_no_place_stays_without_one(gazetteer: Gazetteer) -> None:
    text = "The people of Qarqadawo mourned. Niger was silent."
    village, _ = resolve(gazetteer, text, "Qarqadawo", "Niger")
    assert village.place is None
    assert village.reasons == ("“Qarqadawo” is not in the gazetteer",)


def test_a_namesake_abroad_is_no_candidate_unless_the_text_says_so(gazetteer: Gazetteer) -> None:
    text = "Gunmen killed villagers in Solhan. Burkina Faso sent troops from Ouagadougou, and Mali mourned with Burkina Faso."
    found = resolve(gazetteer, text, "Solhan", "Burkina Faso", "Ouagadougou", "Mali")[0]
    assert found.place is None
    assert "does not speak of" in found.reasons[0]
    text = "A quake shook Solhan, Turkey. Burkina Faso sent help from Ouagadougou, and Mali did as Burkina Faso."
    assert where(resolve(gazetteer, text, "Solhan", "Turkey", "Burkina Faso", "Ouagadougou", "Mali")[0]) == ("TR", "12")


def test_near_a_town_keeps_the_town_and_tells_the_precision(gazetteer: Gazetteer) -> None:
    found = resolve(gazetteer, "Two trucks burned 40 km north of Gao in Mali.", "Gao", "Mali")[0]
    assert found.place is not None
    assert found.place.name == "Gao"
    assert (found.geo_precision, found.radius_km) == (GeoPrecision.NEAR, 10)


def test_a_rule_leaves_its_place_for_the_other_names_to_go_by_the_narrowest_first(gazetteer: Gazetteer) -> None:
    text = "Floods hit Paris again. Lamar County sent boats."
    texas = next(p for p in gazetteer.named("Paris") if p.admin1_code == "TX")
    kentucky = next(p for p in gazetteer.named("Paris") if p.admin1_code == "KY")
    always = PlaceRule(name="paris", place=kentucky, scope=Scope.ALWAYS)
    article = PlaceRule(name="paris", place=texas, scope=Scope.ARTICLE, within="a1")
    paris, county = resolve(gazetteer, text, "Paris", "Lamar County", rules=(article, always))
    assert paris.place == texas
    assert [c.place for c in paris.candidates] == [texas]
    assert where(county) == ("US", "TX")
    nowhere = PlaceRule(name="paris", place=None, scope=Scope.SOURCE, within="The Test Post")
    assert resolve(gazetteer, text, "Paris", rules=(nowhere, always))[0].place is None


def test_french_articles_resolve(gazetteer: Gazetteer) -> None:
    text = (
        "Des hommes armés ont attaqué mardi un poste près de Tillabéri, dans l'ouest du Niger. "
        "À Niamey, le gouvernement a dénoncé l'attaque; le Burkina Faso et le Mali ont présenté leurs condoléances."
    )
    found = resolve(gazetteer, text, "Tillabéri", "Niger", "Niamey", "Burkina Faso", "Mali")
    assert [r.place.country_code for r in found if r.place] == ["NE", "NE", "NE", "BF", "ML"]
    assert [r.place.geonameid for r in found if r.place][1::2] == [NIGER, BURKINA_FASO]
    assert found[0].geo_precision is GeoPrecision.NEAR or found[0].place is None or found[0].place.feature_code == "ADM1"


def test_reasons_tell_what_really_spoke(gazetteer: Gazetteer) -> None:
    text = "Niger closed its border. The junta in Niamey said Niger would not yield."
    niamey = resolve(gazetteer, text, "Niger", "Niamey")[1]
    assert any("capital" in reason for reason in niamey.candidates[0].reasons)
    text = "The fair opened in Paris, Texas, on Sunday."
    found = resolve(gazetteer, text, "Paris", "Texas")[0]
    assert "the text puts it in “Texas”" in found.reasons
    assert not any("“Texas”" in reason for c in found.candidates[1:3] for reason in c.reasons if c.place.admin1_code != "TX")
    assert 1 < len(found.candidates) <= 10
    assert sum(c.score for c in found.candidates) <= 1.005


def test_the_same_text_gives_the_same_answer_whatever_was_read_before(gazetteer: Gazetteer) -> None:
    text = "Talks in Tripoli and Benghazi went on; Libya waits. Hama and Homs in Syria saw rain. London, Ontario, did not."
    names = ("Tripoli", "Benghazi", "Libya", "Hama", "Homs", "Syria", "London", "Ontario")
    resolver = RankedResolver(gazetteer)
    once = resolver.resolve(text, toponyms(text, *names))
    resolver.resolve("Springfield and Salem", toponyms("Springfield and Salem", "Springfield", "Salem"))
    assert resolver.resolve(text, toponyms(text, *names)) == once
    assert RankedResolver(gazetteer).resolve(text, toponyms(text, *names)) == once
    backwards = tuple(reversed(toponyms(text, *names)))
    assert tuple(reversed(resolver.resolve(text, backwards))) == once


def test_a_text_of_five_megabytes_takes_seconds(gazetteer: Gazetteer) -> None:
    text = "Clashes in Gao, Mali, and near Diffa, Niger, went on. " * 95_000
    names = toponyms(text[:200_000], "Gao", "Mali", "Diffa", "Niger")
    started = time.process_time()
    found = RankedResolver(gazetteer).resolve(text, names)
    assert {r.place.country_code for r in found if r.place} == {"ML", "NE"}
    assert time.process_time() - started < 10


def test_no_toponyms_no_resolutions(gazetteer: Gazetteer) -> None:
    assert resolve(gazetteer, "") == []


@pytest.mark.parametrize("change", ["cut", "features", "rounds", "nan", "holes"])
def test_a_broken_model_is_told_in_one_sentence(tmp_path: Path, change: str) -> None:
    text = asset("models", "ranker.json").read_text(encoding="utf-8")
    fields = json.loads(text)
    if change == "features":
        fields["features"] = fields["features"][:-1]
    elif change == "rounds":
        fields["rounds"] = []
    elif change == "nan":
        fields["rounds"][0]["value"][0][0] = float("nan")
    elif change == "holes":
        fields["rounds"][0]["feature"][0][0] = 1000
    path = tmp_path / "ranker.json"
    path.write_text(text[: len(text) // 2] if change == "cut" else json.dumps(fields), encoding="utf-8")
    with pytest.raises(ModelError, match="not a model") as told:
        load(path)
    assert str(told.value).count(". ") == 0


def test_a_missing_model_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="is missing"):
        load(tmp_path / "ranker.json")
