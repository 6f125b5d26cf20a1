"""The language of an article, told offline."""

from __future__ import annotations

import pytest

from geodata.articles.language import is_coded, language_of, language_title

TEXTS = {
    "en": "Gunmen on motorcycles attacked a village near the border on Sunday, residents said, and burned several granaries.",
    "fr": "Des hommes armés à moto ont attaqué dimanche un village proche de la frontière, selon des habitants, et brûlé des greniers.",
    "ar": "هاجم مسلحون على دراجات نارية قرية قريبة من الحدود يوم الأحد، وأحرقوا عددا من المخازن، بحسب السكان.",
    "es": "Hombres armados en motocicleta atacaron el domingo una aldea cercana a la frontera y quemaron varios graneros.",
    "pt": "Homens armados em motocicletas atacaram no domingo uma aldeia perto da fronteira e queimaram vários celeiros.",
    "ru": "Вооружённые люди на мотоциклах в воскресенье напали на деревню у границы и сожгли несколько амбаров.",
    "ha": "Wasu yan bindiga akan babura sun kai hari a wani kauye kusa da iyaka ranar Lahadi, inji mazauna garin.",
}


@pytest.mark.parametrize("code", TEXTS)
def test_the_language_of_a_sentence_is_told(code: str) -> None:
    assert language_of(TEXTS[code]) == code


@pytest.mark.parametrize("text", ["", "Niamey", "Niamey, Ouallam, Tillabéri, Diffa, Agadez", "12 34 56 " * 10, "🌍 " * 40, "x" * 60])
def test_what_tells_no_language_is_none(text: str) -> None:
    assert language_of(text) is None


def test_events_are_coded_in_english_and_in_what_is_too_short_to_tell() -> None:
    assert [is_coded(code) for code in ("en", "en-GB", "pcm", None, "fr", "ar")] == [True, True, True, True, False, False]


def test_five_million_characters_are_told_at_once() -> None:
    assert language_of(TEXTS["fr"] * 40_000) == "fr"


def test_a_language_is_named_in_english() -> None:
    assert [language_title(code) for code in ("fr", "fr-FR", "pt_BR", "xx", None)] == ["French", "French", "Portuguese", "xx", ""]
