"""Texts with the events that readers marked in them: the labels of `data/events`, joined with the corpora that hold the texts."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geodata.events.labels import CRIME, DISASTER, NONE
from geodata.events.sentences import split

FOLDS = 4
KINDS = ("article", "snippet", "own", "located", "unlabelled")  # of texts; snippets are those of CASE, coded by ACLED's own rules
_DATA = Path(__file__).parent / "data" / "events"
_FILES = {
    "geowebnews": "geoparsing/geowebnews.jsonl",
    "humset": "geoparsing/humset.jsonl",
    "lgl": "geoparsing/lgl.jsonl",
    "muc4": "events/muc4.jsonl",
    "event_location": "events/event_location.jsonl",
}
_CASE = {
    "ARMED_CLASH": "ac", "GOV_REGAINS_TERIT": "gr", "NON_STATE_ACTOR_OVERTAKES_TER": "nt", "CHEM_WEAP": "ch", "AIR_STRIKE": "ai",
    "SUIC_BOMB": "su", "ART_MISS_ATTACK": "sh", "REM_EXPLOS": "ie", "GRENADE": "gn", "SEX_VIOL": "sx", "ATTACK": "at",
    "ABDUCT_DISSAP": "ab", "PROPERTY_DISTRUCT": "lo", "PEACE_PROTEST": "pp", "PROTEST_WITH_INTER": "pi", "FORCE_AGAINST_PROTEST": "pe",
    "VIOL_DEMONSTR": "vd", "MOB_VIOL": "mv", "HQ_ESTABLISHED": "mb", "DIPLO": "di", "ARREST": "ar", "AGREEMENT": "ag",
    "CHANGE_TO_GROUP_ACT": "cg", "DISR_WEAP": "dw", "NON_VIOL_TERRIT_TRANSFER": "nv", "OTHER": "ot", "ORG_CRIME": CRIME,
    "MAN_MADE_DISASTER": DISASTER, "NATURAL_DISASTER": DISASTER,
}  # fmt: skip
_MOVED = re.compile(r"\b(?:re)?deploy|\bmov(?:es|ed|ing) troops\b|\breinforcements\b")  # to ACLED a change of a group, here a deployment
_TELLING = 0.2  # share of a verb's sentences that name its place, from which it is one that happens somewhere

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence, or a snippet as a whole, with what a reader says of it; None where nobody said."""

    start_char: int
    end_char: int
    labels: tuple[str, ...] | None  # several where it tells of several events
    status: str | None = None
    main: bool | None = None
    triggers: tuple[Offsets, ...] | None = None
    places: tuple[Offsets, ...] | None = None  # where it happened
    around: tuple[Offsets, ...] = ()  # the larger places that hold those


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and its labelled stretches."""

    corpus: str
    text: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A passage, what kind of text it is, and its fold: each fourth article and snippet can be left out to measure on."""

    kind: str  # one of KINDS
    fold: int | None  # None: never left out
    passage: Passage


def sources(corpora: Path) -> Iterator[Source]:
    """All training texts, and the texts of MUC-4, LGL and HumSet that nobody labelled.

    `corpora` is the folder that holds `geoparsing/` and `events/`.
    """
    texts = {corpus: {str(d["id"]): d for d in _lines(corpora / file)} for corpus, file in _FILES.items()}
    labelled = list(_lines(_DATA / "articles.jsonl"))
    for number, row in enumerate(labelled):
        yield Source("article", number % FOLDS, _article(row, texts[row["corpus"]][row["doc"]]["text"]))
    for number, case in enumerate(_lines(corpora / "events" / "case2021.jsonl")):
        if case["label"] in _CASE:
            yield Source("snippet", number % FOLDS, _snippet("case2021", case["text"], (case_label(case),)))
    for line in (_DATA / "own.tsv").read_text(encoding="utf-8").splitlines():
        yield Source("own", None, _own(line))
    read = {row["doc"]: row for row in _lines(_DATA / "sentences.jsonl")}
    for passage in _located(texts["event_location"], read):
        yield Source("located", None, passage)
    done = {(row["corpus"], row["doc"]) for row in labelled}
    for corpus in ("muc4", "lgl", "humset"):
        for doc, row in texts[corpus].items():
            if (corpus, doc) not in done:
                stretches = tuple(Stretch(s.start_char, s.end_char, None) for s in split(row["text"]))
                yield Source("unlabelled", None, Passage(corpus, row["text"], stretches))


def articles(corpora: Path, *, held: int) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The articles of the fold `held`: the row of labels and the corpus's document."""
    texts = {corpus: {str(d["id"]): d for d in _lines(corpora / file)} for corpus, file in _FILES.items()}
    for number, row in enumerate(_lines(_DATA / "articles.jsonl")):
        if number % FOLDS == held:
            yield row, texts[row["corpus"]][row["doc"]]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _article(row: dict[str, Any], text: str) -> Passage:
    return Passage(row["corpus"], text, tuple(_sentence(s.start_char, s.end_char, row["events"]) for s in split(text)))


def _sentence(start: int, end: int, events: list[dict[str, Any]]) -> Stretch:
    mine = [e for e in events if any(start < stop and begin < end for begin, stop in e["spans"])]
    if not mine:
        return Stretch(start, end, (NONE,))
    first = next((e for e in mine if e["main"]), mine[0])
    within = [_within(e, start, end) for e in mine]
    told = [e["trigger"] for e in mine if "trigger" in e]
    return Stretch(
        start,
        end,
        tuple(dict.fromkeys(e["code"] for e in mine)),
        first["status"],
        any(e["main"] for e in mine),
        tuple((a, b) for a, b in told if start <= a < end) or None,
        tuple(o for places, _ in within for o in places) if all("places" in e for e in mine) else None,
        tuple(o for _, larger in within for o in larger),
    )


def _within(event: dict[str, Any], start: int, end: int) -> tuple[list[Offsets], list[Offsets]]:
    """The event's places that the sentence names: the finest, and the larger ones."""
    named = [(a, b) for a, b in event.get("places", ()) if start <= a < end]
    return named[:1], named[1:]


def _snippet(corpus: str, text: str, labels: tuple[str, ...], status: str | None = None, trigger: Offsets | None = None) -> Passage:
    return Passage(corpus, text, (Stretch(0, len(text), labels, status, None, (trigger,) if trigger else None),))


def case_label(row: dict[str, Any]) -> str:
    """Our label of a snippet of CASE: deployments, which ACLED counts among the changes of a group, keep their own."""
    label = _CASE[row["label"]]
    return "de" if label == "cg" and _MOVED.search(row["text"].lower()) else label


def _own(line: str) -> Passage:
    label, status, trigger, text = line.split("\t")
    at = text.lower().find(trigger.lower()) if trigger else -1
    return _snippet("own", text, (label,), status or None, (at, at + len(trigger)) if at >= 0 else None)


def _located(texts: dict[str, dict[str, Any]], read: dict[str, dict[str, Any]]) -> Iterator[Passage]:
    """Sentences with the place of one verb's event; where the verb names none, only those whose verbs mostly do teach that."""
    seen: Counter[str] = Counter()
    placed: Counter[str] = Counter()
    for row in texts.values():
        for verb in row["verbs"]:
            seen[verb["text"].lower()] += 1
            placed[verb["text"].lower()] += bool(row["locations"])
    for doc, row in texts.items():
        label = read.get(doc)
        telling = any(placed[v["text"].lower()] >= _TELLING * seen[v["text"].lower()] for v in row["verbs"])
        places = tuple((place["start"], place["end"]) for place in row["locations"])
        if label is None and not places and not telling:
            continue
        if label is not None and label["codes"] == [NONE]:
            yield _snippet("event_location", row["text"], (NONE,))
            continue
        trigger = label.get("trigger") if label else None
        stretch = Stretch(
            0,
            len(row["text"]),
            tuple(label["codes"]) if label else None,
            label.get("status") if label else None,
            None,
            ((trigger[0], trigger[1]),) if trigger else None,
            places if places or telling else None,
        )
        yield Passage("event_location", row["text"], (stretch,))
