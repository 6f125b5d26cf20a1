"""How well a network does on what was held out: names by exact span, sentences by label, snippets by their label."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from geodata.events.labels import LABELS, NONE
from geodata.training.batches import EventWindows, NameWindows
from geodata.training.corpora import CORPORA
from geodata.training.event_labels import KINDS
from geodata.training.event_windows import UNTOLD
from geodata.training.losses import events_told
from geodata.training.network import Network
from geodata.training.windows import BEGIN, OUTSIDE

_TOGETHER = 64


def figures(network: Network, events: EventWindows, plain: NameWindows, fold: int) -> dict[str, float]:
    """F1 of names by corpus, of sentences (event or none, and label), of snippets (weighted, label alone), and statuses right."""
    network.eval()
    with torch.no_grad():
        return {**_sentences(network, events, fold), **_snippets(network, events, fold), **_names(network, plain)}


def _told(network: Network, events: EventWindows, rows: list[int]) -> tuple[Any, Any, NDArray[np.int64]]:
    """Labels and statuses of the rows' stretches, as numbers, and the stretches' numbers."""
    labels, statuses, numbers = [], [], []
    for at in range(0, len(rows), _TOGETHER):
        some = rows[at : at + _TOGETHER]
        told = events_told(network, events, some)
        labels.append(told.labels.cpu().numpy())
        statuses.append(told.statuses.argmax(-1).cpu().numpy())
        numbers.append(told.numbers.cpu().numpy())
    return np.concatenate(labels), np.concatenate(statuses), np.concatenate(numbers)


def _rows(events: EventWindows, kind: str, fold: int) -> list[int]:
    rows: list[int] = np.flatnonzero((events.kind == KINDS.index(kind)) & (events.fold == fold)).tolist()
    return rows


def _sentences(network: Network, events: EventWindows, fold: int) -> dict[str, float]:
    logits, statuses, numbers = _told(network, events, _rows(events, "article", fold))
    gold, none = events.labels[numbers].cpu().numpy(), LABELS.index(NONE)
    said = logits.argmax(-1)
    tells, is_told = gold[:, none] == 0, said != none
    right = (gold[np.arange(len(said)), said] > 0) & is_told & tells
    truth = events.statuses[numbers].cpu().numpy()
    known = (truth != UNTOLD) & is_told
    both = is_told.sum() + tells.sum()
    return {
        "sentences": float(2 * (is_told & tells).sum() / both),
        "sentence labels": float(2 * right.sum() / both),
        "statuses": float((statuses[known] == truth[known]).mean()) if known.any() else 0.0,
    }


def _snippets(network: Network, events: EventWindows, fold: int) -> dict[str, float]:
    logits, _, numbers = _told(network, events, _rows(events, "snippet", fold))
    possible = (events.labels[torch.from_numpy(np.flatnonzero(_of_snippets(events))).to(events.device)] > 0).any(0).cpu().numpy()
    said = np.where(possible, logits, -np.inf).argmax(-1)
    gold = events.labels[numbers].cpu().numpy().argmax(-1)
    said, gold = (np.where(labels == LABELS.index("de"), LABELS.index("cg"), labels) for labels in (said, gold))  # one type to ACLED
    weighted = sum(_f1(said == label, gold == label) * (gold == label).sum() for label in np.unique(gold))
    return {"snippets, weighted": float(weighted / len(gold))}


def _of_snippets(events: EventWindows) -> NDArray[np.bool_]:
    owners = np.repeat(np.arange(len(events.kind)), np.diff(events.first))
    return np.asarray(events.kind[owners] == KINDS.index("snippet"))


def _f1(said: NDArray[np.bool_], gold: NDArray[np.bool_]) -> float:
    return float(2 * (said & gold).sum() / max(1, said.sum() + gold.sum()))


def _names(network: Network, plain: NameWindows) -> dict[str, float]:
    found = {}
    for corpus, name in enumerate(CORPORA[1:], start=1):
        rows, right, said, gold = np.flatnonzero(plain.corpus == corpus).tolist(), 0, 0, 0
        for at in range(0, len(rows), _TOGETHER):
            some = rows[at : at + _TOGETHER]
            tags = network(*plain.inputs(some), plain.corpora(some))[0].argmax(-1).cpu().numpy()
            for row, told in zip(some, tags, strict=True):
                mine, theirs = spans(told[1 : plain.lengths[row] + 1]), spans(plain.value(row, "tags"))
                right, said, gold = right + len(mine & theirs), said + len(mine), gold + len(theirs)
        found[name] = 2 * right / max(1, said + gold)
    return found


def spans(tags: NDArray[Any]) -> set[tuple[int, int]]:
    """First piece and one past the last of each name; all pieces of its first word are tagged as its beginning."""
    found: set[tuple[int, int]] = set()
    begin: int | None = None
    for place, tag in enumerate([*tags.tolist(), OUTSIDE]):
        if begin is not None and (tag == OUTSIDE or (tag == BEGIN and tags[place - 1] != BEGIN)):
            found.add((begin, place))
            begin = None
        if tag == BEGIN and begin is None:
            begin = place
    return found
