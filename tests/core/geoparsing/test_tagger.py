"""The tagger that ships: offsets right to the code point, windows without seams, and one clear error for a damaged model."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from geodata.errors import ModelError
from geodata.gazetteer.search import Gazetteer
from geodata.geoparsing.encoder import OVERLAP, Encoder, window_starts
from geodata.geoparsing.tagger import TaggerRecognizer
from geodata.model import Role
from geodata.resources import asset

NEWS = (
    "NIAMEY, Niger (AP) — Soldiers from Chad reached Tillabéri on Monday, Nigerien police said. "
    "General Washington Kilimo spoke to the Guardian."
)


@pytest.fixture(scope="module")
def tagger(gazetteer_path: Path) -> Iterator[TaggerRecognizer]:
    with Gazetteer.open(gazetteer_path) as gazetteer:
        yield TaggerRecognizer(gazetteer.matches)


def found(tagger: TaggerRecognizer, text: str) -> list[str]:
    toponyms = tagger.recognise(text)
    assert all(text[t.start_char : t.end_char] == t.name for t in toponyms)
    return [t.name for t in toponyms]


def test_names_of_places_are_found_and_names_of_people_and_papers_are_not(tagger: TaggerRecognizer) -> None:
    assert found(tagger, NEWS) == ["NIAMEY", "Niger", "Chad", "Tillabéri", "Nigerien"]


def test_roles_tell_where_from_whose(tagger: TaggerRecognizer) -> None:
    roles = {t.name: t.role for t in tagger.recognise(NEWS)}
    assert roles["Tillabéri"] is Role.LITERAL
    assert roles["Nigerien"] is Role.ASSOCIATIVE


def test_emoji_right_to_left_and_combining_characters_do_not_move_offsets(tagger: TaggerRecognizer) -> None:
    text = "🇳🇪🔥 مرحبا بكم — Tillabe\u0301ri 𝔸 and \u202bNiamey\u202c, \ud800 and then in Zinder, Niger."
    names = found(tagger, text)
    assert {"Niamey", "Zinder", "Niger"} <= set(names)


def test_a_name_is_found_wherever_it_stands_in_a_long_text(tagger: TaggerRecognizer) -> None:
    filler = "The committee will meet again to talk about the budget and the weather. "
    text = "".join(filler * 9 + f"Fighting broke out in {name} overnight. " for name in ("Kidal", "Mopti", "Zinder", "Agadez", "Maradi"))
    assert found(tagger, text) == ["Kidal", "Mopti", "Zinder", "Agadez", "Maradi"]


@pytest.mark.parametrize("name", ["N'Djamena", "N’Guigmi", "M'Bour"])
def test_a_name_keeps_its_apostrophe(tagger: TaggerRecognizer, name: str) -> None:
    assert found(tagger, f"Two soldiers were killed near {name} on Friday.") == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("La Guinée équatoriale et la Papouasie-Nouvelle-Guinée ont signé.", ["Guinée équatoriale", "Papouasie-Nouvelle-Guinée"]),
        ("Les pirates du golfe de Guinée ont libéré le navire.", ["golfe de Guinée"]),
        ("Troops left Air Base 201 in Agadez for Camp Lemonnier.", ["Air Base 201", "Agadez", "Camp Lemonnier"]),
        ("L'armée a quitté la base aérienne 101 de Niamey.", ["base aérienne 101 de Niamey"]),
        ("Car bomb hits Mogadishu\n\nNAIROBI, Kenya - A bomb killed five.", ["Mogadishu", "NAIROBI", "Kenya"]),
        ("Refugees in Cox's Bazar and in El Fasher wait; Boko Haram is near Maiduguri.", ["Cox's Bazar", "El Fasher", "Maiduguri"]),
        ("Three villages in Niger's Maradi and in India’s Gujarat were flooded.", ["Niger", "Maradi", "India", "Gujarat"]),
        ("Des soldats nigériens ont acheté de la farine.", ["nigériens"]),
        ("The army of Mali entered Kidal on Tuesday.", ["Mali", "Kidal"]),
        ("A woman blew herself up at the University of Karachi in April.", ["Karachi"]),
        ("The army locked Camp Bondsteel for two hours.", ["Bondsteel"]),
        ("He died at the Federal Medical Centre in Gusau.", ["Gusau"]),
        ("Islamic State Sahel Province attacked a convoy near Gao.", ["Gao"]),
        ("The Gao–Ansongo road was closed again.", ["Gao", "Ansongo"]),
    ],
)
def test_names_are_whole_and_common_nouns_are_none(tagger: TaggerRecognizer, text: str, names: list[str]) -> None:
    assert found(tagger, text) == names


@pytest.mark.parametrize("text", ["", " \n\t", "…", "\u200b", "7", "\ud800", "\x00"])
def test_texts_without_words_hold_no_names(tagger: TaggerRecognizer, text: str) -> None:
    assert tagger.recognise(text) == ()


@pytest.mark.parametrize("pieces", [1, 253, 254, 255, 316, 317, 446, 10_000])
def test_windows_cover_every_piece_and_share_enough(pieces: int) -> None:
    size = min(254, pieces)
    starts = window_starts(pieces, size)
    assert starts[0] == 0
    assert starts[-1] + size == pieces
    assert (np.diff(starts) <= size - OVERLAP).all()


def test_a_missing_model_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"is missing or damaged: .*encoder\.json"):
        Encoder(tmp_path)


def test_a_model_of_another_hash_is_refused(tmp_path: Path) -> None:
    for name in ("encoder.json", "tokenizer.json"):
        shutil.copy(asset("models", name), tmp_path)
    with pytest.raises(ModelError, match=r"is missing: .*encoder\.onnx"):
        Encoder(tmp_path)
    (tmp_path / "encoder.onnx").write_bytes(b"not the model")
    with pytest.raises(ModelError, match=r"is damaged: .*encoder\.onnx"):
        Encoder(tmp_path)


def test_a_broken_list_of_the_model_is_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "encoder.json").write_text("[]", encoding="utf-8")
    with pytest.raises(ModelError, match="damaged"):
        Encoder(tmp_path)


@pytest.mark.parametrize(
    "wrong",
    [
        {"length": "long"},
        {"length": [254]},
        {"length": 0},
        {"corpora": 7},
        {"corpora": [1]},
        {"sha256": ["a"]},
        {"sha256": {"encoder.onnx": 1}},
    ],
)
def test_a_list_of_the_model_with_wrong_types_is_told_in_one_sentence(tmp_path: Path, wrong: dict[str, object]) -> None:
    card = json.loads(asset("models", "encoder.json").read_text(encoding="utf-8"))
    (tmp_path / "encoder.json").write_text(json.dumps(card | wrong), encoding="utf-8")
    with pytest.raises(ModelError, match=r"damaged: .*encoder\.json"):
        Encoder(tmp_path)


def test_conventions_that_the_model_was_not_taught_are_told_in_one_sentence() -> None:
    with pytest.raises(ModelError, match="“nope”"):
        Encoder(conventions="nope")


def test_another_gazetteer_does_not_load_the_model_anew() -> None:
    assert Encoder()._session is Encoder()._session
