"""The language an article is written in, told from its words with no network."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from geodata.model import Article

_READ = 4000  # characters that are looked at: more changes no answer
_LEAST_LETTERS = 20  # fewer tell nothing: a bare name is in every language
_SURE = 0.5  # of the model's calibrated probability; measured on cut texts, see the tests

LANGUAGE_TITLES = {
    "am": "Amharic", "ar": "Arabic", "bn": "Bengali", "de": "German", "en": "English", "es": "Spanish", "fa": "Persian", "fr": "French",
    "ha": "Hausa", "he": "Hebrew", "hi": "Hindi", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "ku": "Kurdish",
    "nl": "Dutch", "pcm": "Nigerian Pidgin", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "rw": "Kinyarwanda",
    "so": "Somali", "sw": "Swahili", "ti": "Tigrinya", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese",
    "zh": "Chinese",
}  # fmt: skip
"""English names of the languages that news of our regions is written in, by ISO 639-1 code."""


_CODED = frozenset({"en", "pcm"})  # Nigerian Pidgin: short English notes of West Africa are at times taken for it


def is_coded(code: str | None) -> bool:
    """Whether events are coded in texts of this language; a text too short to tell is read as English."""
    return code is None or code.replace("_", "-").split("-")[0].casefold() in _CODED


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text`; None where it is too short or too mixed to tell."""
    start = text[:_READ]
    if sum(c.isalpha() for c in start) < _LEAST_LETTERS:
        return None
    code, score = _identifier().classify(start)
    return str(code) if score >= _SURE else None


def with_language(article: Article) -> Article:
    """The article with the language that its words tell, where it has none."""
    return article if article.language else replace(article, language=language_of(article.text))


def language_title(code: str | None) -> str:
    """The language in English words, "French"; the code itself where it is a rare one, empty where it is not known."""
    base = (code or "").replace("_", "-").split("-")[0].casefold()
    return LANGUAGE_TITLES.get(base, base)


@lru_cache(maxsize=1)
def _identifier() -> Any:
    """The model, once a process: half a second to unpack."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
