"""Credit lines of news agencies are recognised where they stand; quotations are none."""

from __future__ import annotations

import pytest

from geodata.articles.agencies import agency_of
from geodata.articles.duplicates import origins

TEXT = "Gunmen raided a market near Dori on Friday and killed six people, officials said. The raiders left towards the border."


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"OUAGADOUGOU, Aug 4 (Reuters) - {TEXT}", "Reuters"),
        (f"OUAGADOUGOU (AFP) — {TEXT}", "AFP"),
        (f"BAMAKO, Mali (AP) — {TEXT}", "AP"),
        (f"DAKAR, Aug. 4 (Xinhua) -- {TEXT}", "Xinhua"),
        (f"Raid on market\n\nNIAMEY (Anadolu) - {TEXT}", "Anadolu"),
        (f"AFP – {TEXT}", "AFP"),
        (f"{TEXT}\n\nSource: Agence France-Presse", "AFP"),
        (f"{TEXT}\n\n© 2023 AFP", "AFP"),
        (f"{TEXT}\n\nThe Associated Press contributed to this report.", "AP"),
        (f"{TEXT} (dpa)", "dpa"),
        (f"{TEXT} – Reuters", "Reuters"),
        (TEXT, None),
        (f"{TEXT} A witness told Reuters that he had fled.", None),
        (f"Reuters journalists counted six bodies. {TEXT}", None),
        (f"The general spoke to AFP on Friday. {TEXT}", None),
        (f"{TEXT}\n\nHe will pan the report.", None),
        (f"Agence France-Presse (AFP) reported the raid first. {TEXT}", None),
    ],
)
def test_a_credit_line_names_its_agency_and_a_quotation_does_not(text: str, agency: str | None) -> None:
    assert agency_of(text) == agency


def test_a_source_that_is_an_agency_is_its_own_credit() -> None:
    assert agency_of(TEXT, "Agence France-Presse") == "AFP"
    assert agency_of(TEXT, "The Sahel Courier") is None


def test_what_two_papers_print_of_one_agency_is_one_origin_however_it_is_worded() -> None:
    one = f"DAKAR (AFP) - {TEXT}"
    other = "OUAGADOUGOU (AFP) - Six people died in the north of Burkina Faso when armed men came to a cattle market, a local source said."
    own = "Six people were killed at the weekly market of Dori, our correspondent reports from the hospital, where nurses counted the dead."
    assert origins({"a": one, "b": other, "c": own}) == (("b", "a"), ("c",))
    assert origins({"a": TEXT, "b": own}, {"a": "Reuters", "b": "Reuters"}) == (("b", "a"),)
    assert len(origins({"a": TEXT, "b": own}, {"a": "Reuters", "b": "The Post"})) == 2
