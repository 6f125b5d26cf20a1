"""The event model's network: MiniLM-L6's upper half over the tagger's hidden states, and heads that a piece votes by."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from geodata.events.labels import LABELS, STATUSES
from geodata.training.event_windows import UNTOLD, Lesson
from geodata.training.export import FROM_LAYER
from geodata.training.network import base


class EventNetwork(nn.Module):  # type: ignore[misc]  # torch is not there where the tests run
    """Logits of each piece: labels, statuses, main, weights, trigger, place.

    Its two weights are how much it counts in its sentence: for the labels, and for status and main.
    """

    def __init__(self, attention: str = "sdpa") -> None:
        super().__init__()
        from transformers import BertModel

        none = {"hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.0}
        encoder: Any = BertModel.from_pretrained(str(base()), add_pooling_layer=False, attn_implementation=attention, **none)
        self.layers = nn.ModuleList(encoder.encoder.layer[FROM_LAYER:])
        size = encoder.config.hidden_size
        self.labels, self.statuses, self.mains = nn.Linear(size, len(LABELS)), nn.Linear(size, len(STATUSES)), nn.Linear(size, 1)
        self.weights, self.marks = nn.Linear(size, 2), nn.Linear(size, 2)
        self.dropout = nn.Dropout(0.1)

    def forward(self, hidden: Tensor, mask: Tensor | None) -> tuple[Tensor, ...]:
        """`hidden`: batch x pieces x size; `mask`: batch x pieces, 1 where a piece is, None where all are."""
        around = None if mask is None else (1 - mask[:, None, None, :].float()) * -1e4
        for layer in self.layers:
            out = layer(hidden, around)
            hidden = out[0] if isinstance(out, tuple) else out
        hidden = self.dropout(hidden)
        marks = self.marks(hidden)
        return self.labels(hidden), self.statuses(hidden), self.mains(hidden), self.weights(hidden), marks[..., :1], marks[..., 1:]


def pooled(values: Tensor, weights: Tensor, pieces: Tensor, stretches: Tensor, number: int) -> Tensor:
    """Stretches x outputs: the values of the pieces of each by the soft maximum of their weights.

    `values` and `weights` are of all pieces; `pieces` and `stretches` say which piece belongs to which of the `number` stretches.
    """
    raised = weights[pieces].clamp(-20, 20).exp()
    sums = torch.zeros(number).index_add(0, stretches, raised)
    return torch.zeros(number, values.shape[-1]).index_add(0, stretches, raised[:, None] * values[pieces]) / sums[:, None]


def batch(lessons: Sequence[Lesson]) -> tuple[Tensor, Tensor]:
    """Hidden states and mask, padded to the longest."""
    longest = max(len(lesson.hidden) for lesson in lessons)
    hidden = torch.zeros(len(lessons), longest, lessons[0].hidden.shape[1])
    mask = torch.zeros(len(lessons), longest)
    for row, lesson in enumerate(lessons):
        hidden[row, : len(lesson.hidden)] = torch.from_numpy(lesson.hidden.astype(np.float32))
        mask[row, : len(lesson.hidden)] = 1
    return hidden, mask


def loss_of(network: EventNetwork, lessons: Sequence[Lesson], *, hide: float = 0.0) -> Tensor:
    """The sum of all heads' losses over the lessons; `hide` is the share of the pieces that are left blank."""
    hidden, mask = batch(lessons)
    if hide:
        hidden = hidden * (torch.rand(mask.shape) >= hide).float()[..., None]
    labels, statuses, mains, weights, triggers, places = network(hidden, mask)
    pieces, stretches = _members(lessons, mask.shape[1])
    number = sum(len(lesson.members) for lesson in lessons)
    told = [
        pooled(values.flatten(0, 1), weights[..., column].flatten(), pieces, stretches, number)
        for values, column in ((labels, 0), (statuses, 1), (mains, 1))
    ]
    truth = torch.from_numpy(np.concatenate([lesson.labels for lesson in lessons]))
    status = torch.from_numpy(np.concatenate([lesson.statuses for lesson in lessons]))
    main = torch.from_numpy(np.concatenate([lesson.mains for lesson in lessons]))
    total = _soft(told[0], truth)
    if (status != UNTOLD).any():
        total = total + 0.5 * nn.functional.cross_entropy(told[1], status, ignore_index=UNTOLD, label_smoothing=0.02)
    total = total + 0.3 * _binary(told[2][:, 0], main)
    for logits, name in ((triggers, "triggers"), (places, "places")):
        values = torch.full(mask.shape, float(UNTOLD))
        for row, lesson in enumerate(lessons):
            values[row, : len(lesson.hidden)] = torch.from_numpy(getattr(lesson, name))
        total = total + 1.5 * _binary(logits[..., 0], values)
    return total


def _members(lessons: Sequence[Lesson], longest: int) -> tuple[Tensor, Tensor]:
    """Which pieces, counted over all windows of the batch, belong to which stretch."""
    pieces, stretches, before = [], [], 0
    for row, lesson in enumerate(lessons):
        stretch, piece = lesson.members.nonzero()
        pieces.append(piece + row * longest)
        stretches.append(stretch + before)
        before += len(lesson.members)
    return torch.from_numpy(np.concatenate(pieces)), torch.from_numpy(np.concatenate(stretches))


def _soft(logits: Tensor, shares: Tensor) -> Tensor:
    """Cross entropy against shares, slightly smoothed; stretches without labels do not count."""
    known = shares.sum(-1) > 0
    if not known.any():
        return logits.sum() * 0
    aim = 0.97 * shares[known] + 0.03 / shares.shape[1]
    return -(aim * logits[known].log_softmax(-1)).sum(-1).mean()


def _binary(logits: Tensor, values: Tensor) -> Tensor:
    known = values != UNTOLD
    if not known.any():
        return logits.sum() * 0
    return nn.functional.binary_cross_entropy_with_logits(logits[known], values[known])
