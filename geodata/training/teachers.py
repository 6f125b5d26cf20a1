"""What trained networks say, together, of every lesson: the answers that a student learns from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from geodata.training.batches import EventWindows, NameWindows, Windows
from geodata.training.losses import EventsTold, events_told
from geodata.training.network import Network

_TOGETHER, _PIECES = 512, 60_000  # at most, of a batch


def event_answers(of_events: Sequence[Network], of_names: Network, windows: EventWindows) -> EventsTold:
    """The mean probabilities of all stretches and pieces; tags by the network that was taught names too."""
    stretches, pieces = len(windows.labels), int(windows.starts[-1])

    def blank(number: int, width: int) -> Tensor:
        return torch.zeros(number, width, device=windows.device)

    labels, statuses = blank(stretches, windows.labels.shape[1]), blank(stretches, of_names.statuses.out_features)
    mains, marks, tags = torch.zeros(stretches, device=windows.device), blank(pieces, 2), blank(pieces, 3)
    for rows in _batches(windows):
        flat, places = windows.pieces(rows), windows.places(rows)
        for network in of_events:
            told, share = events_told(network, windows, rows), 1 / len(of_events)
            labels[told.numbers] += told.labels.softmax(-1) * share
            statuses[told.numbers] += told.statuses.softmax(-1) * share
            mains[told.numbers] += told.mains.sigmoid() * share
            marks[flat] += told.marks.flatten(0, 1)[places].sigmoid() * share
            if network is of_names:
                tags[flat] = told.tags.flatten(0, 1)[places].softmax(-1)
    return EventsTold(torch.arange(stretches, device=windows.device), labels, statuses, mains, tags, marks)


def name_answers(network: Network, windows: NameWindows) -> tuple[Tensor, Tensor]:
    """Probabilities of tags and roles of all pieces."""
    pieces = int(windows.starts[-1])
    tags, roles = torch.zeros(pieces, 3, device=windows.device), torch.zeros(pieces, 2, device=windows.device)
    for rows in _batches(windows):
        flat, places = windows.pieces(rows), windows.places(rows)
        told = network(*windows.inputs(rows), windows.corpora(rows))
        tags[flat] = told[0].flatten(0, 1)[places].softmax(-1)
        roles[flat] = told[1].flatten(0, 1)[places].softmax(-1)
    return tags, roles


def _batches(windows: Windows) -> list[list[int]]:
    """All rows, those of like length together."""
    made: list[list[int]] = [[]]
    for row in np.argsort(windows.lengths).tolist():
        if len(made[-1]) == _TOGETHER or (len(made[-1]) + 1) * (int(windows.lengths[row]) + 2) > _PIECES:
            made.append([])
        made[-1].append(row)
    return [rows for rows in made if rows]
