"""What the encoder is told of a batch, and how far it is from what readers marked and from what its teachers say."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from geodata.training.batches import EventWindows, NameWindows, Rows
from geodata.training.event_windows import UNTOLD
from geodata.training.network import AFTER, MASKED, Network
from geodata.training.windows import UNTOLD as NO_TAG

HIDDEN_IN_NAMES, HIDDEN_IN_EVENTS = 0.08, 0.06  # share of the pieces that are masked, so that the words around count too
_SMOOTH, _SMOOTH_STATUS = 0.03, 0.02
_ROLE, _STATUS, _MAIN, _MARK = 0.3, 0.5, 0.3, 1.5  # weights of the losses beside tags and labels
_OF_READERS = 0.5  # the share of the readers' loss where there are teachers


class EventsTold(NamedTuple):
    """Of a batch: its stretches' numbers and logits (labels, statuses, main), and those of pieces, padded (tags; triggers and places)."""

    numbers: Tensor

    labels: Tensor
    statuses: Tensor
    mains: Tensor
    tags: Tensor
    marks: Tensor


def masked(ids: Tensor, share: float) -> Tensor:
    """The pieces, some of them hidden; those around a window stay."""
    return ids.masked_fill((torch.rand(ids.shape, device=ids.device) < share) & (ids > AFTER), MASKED)


def events_told(network: Network, windows: EventWindows, rows: Rows, *, hide: float = 0.0) -> EventsTold:
    """What the network says of the batch's stretches and pieces."""
    ids, shapes, gaps = windows.inputs(rows)
    tags, _, labels, statuses, mains, weights, triggers, places = network(
        masked(ids, hide) if hide else ids, shapes, gaps, windows.corpora(rows)
    )
    pieces, owners, numbers = windows.stretches(rows)

    def pooled(values: Tensor, column: int) -> Tensor:
        return _pooled(values.flatten(0, 1)[pieces], weights[..., column].flatten()[pieces], owners, len(numbers))

    stretches = pooled(labels, 0), pooled(statuses, 1), pooled(mains, 1)[:, 0]
    return EventsTold(torch.from_numpy(numbers).to(ids.device), *stretches, tags, torch.cat((triggers, places), -1))


def _pooled(values: Tensor, weights: Tensor, owners: Tensor, number: int) -> Tensor:
    """Stretches x outputs: the values of the pieces of each by the soft maximum of their weights."""
    raised = weights.clamp(-20, 20).exp()
    sums = torch.zeros(number, device=values.device).index_add(0, owners, raised)
    return torch.zeros(number, values.shape[-1], device=values.device).index_add(0, owners, raised[:, None] * values) / sums[:, None]


def events_loss(told: EventsTold, windows: EventWindows, rows: Rows, answers: EventsTold | None) -> Tensor:
    """The loss against the readers' marks and, with the teachers' `answers` for all windows (probabilities), against those."""
    numbers = told.numbers
    total = _soft(told.labels, windows.labels[numbers])
    total = total + _STATUS * _hard(told.statuses, windows.statuses[numbers], UNTOLD, smooth=_SMOOTH_STATUS)
    total = total + _MAIN * _binary(told.mains, windows.mains[numbers])
    for column, name in enumerate(("triggers", "places")):
        total = total + _MARK * _binary(told.marks[..., column], windows.padded(rows, name, UNTOLD))
    if answers is None:
        return total
    places, pieces = windows.places(rows), windows.pieces(rows)
    total = _OF_READERS * total + _far(told.labels, answers.labels[numbers]) + 0.4 * _far(told.statuses, answers.statuses[numbers])
    total = total + 0.3 * binary_cross_entropy_with_logits(told.mains, answers.mains[numbers])
    total = total + 3.0 * binary_cross_entropy_with_logits(told.marks.flatten(0, 1)[places], answers.marks[pieces])
    return total + 0.5 * _far(told.tags.flatten(0, 1)[places], answers.tags[pieces])


def names_loss(network: Network, windows: NameWindows, rows: Rows, answers: tuple[Tensor, Tensor] | None) -> Tensor:
    """The loss of tags and roles; `answers` are the teachers' probabilities of both for all windows."""
    ids, shapes, gaps = windows.inputs(rows)
    tags, roles = network(masked(ids, HIDDEN_IN_NAMES), shapes, gaps, windows.corpora(rows))[:2]
    tags, roles = tags.flatten(0, 1), roles.flatten(0, 1)
    total = _hard(tags, windows.padded(rows, "tags", NO_TAG).flatten(), NO_TAG)
    total = total + _ROLE * _hard(roles, windows.padded(rows, "roles", NO_TAG).flatten(), NO_TAG)
    if answers is None:
        return total
    places, pieces = windows.places(rows), windows.pieces(rows)
    return _OF_READERS * total + 0.5 * _far(tags[places], answers[0][pieces]) + 0.15 * _far(roles[places], answers[1][pieces])


def _soft(logits: Tensor, shares: Tensor) -> Tensor:
    """Cross entropy against shares, slightly smoothed; stretches without labels do not count."""
    aim = (1 - _SMOOTH) * shares + _SMOOTH / shares.shape[1]
    return _mean(-(aim * logits.log_softmax(-1)).sum(-1), shares.sum(-1) > 0)


def _hard(logits: Tensor, truth: Tensor, untold: int, *, smooth: float = 0.0) -> Tensor:
    return _mean(cross_entropy(logits, truth.clamp(min=0), reduction="none", label_smoothing=smooth), truth != untold)


def _binary(logits: Tensor, values: Tensor) -> Tensor:
    losses = binary_cross_entropy_with_logits(logits, values.float().clamp(min=0), reduction="none")
    return _mean(losses, values != UNTOLD)


def _far(logits: Tensor, shares: Tensor) -> Tensor:
    return -(shares * logits.log_softmax(-1)).sum(-1).mean()


def _mean(losses: Tensor, counted: Tensor) -> Tensor:
    """The mean of those that count; 0 where none does. Nothing is asked of the device, which would wait."""
    return (losses * counted).sum() / counted.sum().clamp(min=1)
