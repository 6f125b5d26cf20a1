"""A larger teacher of events: MPNet with the encoder's inputs and heads. It is only taught from, and never ships.

Its word pieces are BERT's, numbered otherwise, so that it learns from the same lessons and answers them piece by piece.
"""

from __future__ import annotations

from math import log
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from geodata.events.labels import LABELS, STATUSES
from geodata.geoparsing.pieces import GAPS, SHAPES
from geodata.training.network import AFTER, BEFORE, HEADS, MASKED, NOTHING, VOCABULARY, Layer

WEIGHTS = "model.safetensors"  # the base's file in its folder
_VOCABULARY, _POSITIONS, _SIZE, _INNER, _LAYERS = 30527, 514, 768, 3072, 12  # MPNet's
_EPSILON, _DEVIATION, _DROPOUT = 1e-5, 0.02, 0.1
_SHIFT = 4  # MPNet has four pieces of its own before BERT's, and its mask behind them
_OWN = {BEFORE: 0, NOTHING: 1, AFTER: 2, MASKED: 30526}
_FIRST_POSITION = 2
_BUCKETS, _EXACT, _FARTHEST = 16, 8, 128  # of the distances to one side: how many, how many of one piece, and where the last begins
_OF_BASE = {
    "query": "attention.attn.q", "key": "attention.attn.k", "value": "attention.attn.v", "dense": "attention.attn.o",
    "norm_attention": "attention.LayerNorm", "up": "intermediate.dense", "down": "output.dense", "norm": "output.LayerNorm",
}  # fmt: skip


class Large(nn.Module):  # type: ignore[misc]  # torch is not there where the tests run
    """Logits of each piece, in the order of the encoder's OUTPUTS; those of tags and roles are never taught."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.positions = nn.Embedding(_VOCABULARY, _SIZE), nn.Embedding(_POSITIONS, _SIZE)
        self.shapes, self.gaps = nn.Embedding(SHAPES, _SIZE), nn.Embedding(GAPS, _SIZE)
        self.norm = nn.LayerNorm(_SIZE, _EPSILON)
        self.distances = nn.Embedding(2 * _BUCKETS, HEADS)
        self.layers = nn.ModuleList(Layer(_SIZE, _INNER, _EPSILON) for _ in range(_LAYERS))
        widths = (3, 2, len(LABELS), len(STATUSES), 1, 2, 2)
        self.tags, self.roles, self.labels, self.statuses, self.mains, self.weights, self.marks = (nn.Linear(_SIZE, n) for n in widths)
        self.dropout = nn.Dropout(_DROPOUT)
        self.words.weight.requires_grad = self.distances.weight.requires_grad = False
        for embedding in (self.shapes, self.gaps):
            nn.init.normal_(embedding.weight, std=_DEVIATION)
        numbers = torch.arange(VOCABULARY) + _SHIFT
        for berts, own in _OWN.items():
            numbers[berts] = own
        self.register_buffer("numbers", numbers, persistent=False)

    def forward(self, ids: Tensor, shapes: Tensor, gaps: Tensor, corpus: Tensor) -> tuple[Tensor, ...]:  # noqa: ARG002
        """`ids` (BERT's numbers), `shapes`, `gaps`: batch x pieces; a piece is where `ids` are not 0. `corpus` changes nothing."""
        with torch.autocast("cuda", torch.bfloat16, enabled=ids.is_cuda):
            places = self.positions(torch.arange(ids.shape[1], device=ids.device) + _FIRST_POSITION)
            hidden = self.norm(self.words(self.numbers[ids]) + places + self.shapes(shapes) + self.gaps(gaps))
            hidden = self.dropout(hidden)
            mask = self._bias(ids).to(torch.bfloat16 if ids.is_cuda else hidden.dtype)
            for layer in self.layers:
                hidden = layer(hidden, mask)
        hidden = self.dropout(hidden.float())
        marks = self.marks(hidden)
        heads = (self.tags, self.roles, self.labels, self.statuses, self.mains, self.weights)
        return *(head(hidden) for head in heads), marks[..., :1], marks[..., 1:]

    def _bias(self, ids: Tensor) -> Tensor:
        """What the distances add to the attention: batch x heads x pieces x pieces, next to nothing left where no piece is."""
        steps = torch.arange(ids.shape[1], device=ids.device)
        by_distance = self.distances(buckets(steps[None] - steps[:, None])).permute(2, 0, 1)
        return by_distance[None] + (ids == NOTHING)[:, None, None].to(by_distance.dtype) * -1e4

    def heads(self) -> list[nn.Parameter]:
        """The parameters that the base does not have."""
        new = (self.shapes, self.gaps, self.tags, self.roles, self.labels, self.statuses, self.mains, self.weights, self.marks)
        return [parameter for part in new for parameter in part.parameters()]


def buckets(distances: Tensor) -> Tensor:
    """The class of each distance in pieces: exact when near, in growing steps when far, what stands before and behind apart."""
    size = distances.abs()
    steps = _EXACT * (size.clamp(min=1) / _EXACT).log() / log(_FARTHEST / _EXACT)
    far = (_EXACT + steps.long()).clamp(max=_BUCKETS - 1)
    return torch.where(size < _EXACT, size, far) + _BUCKETS * (distances > 0)


def begun(folder: Path) -> Large:
    """A network with the weights of all-mpnet-base-v2, whose model.safetensors lies in `folder`."""
    from safetensors.torch import load_file

    state: dict[str, Any] = load_file(str(folder / WEIGHTS))
    network = Large()
    with torch.no_grad():
        network.words.weight.copy_(state["embeddings.word_embeddings.weight"])
        network.positions.weight.copy_(state["embeddings.position_embeddings.weight"])
        network.distances.weight.copy_(state["encoder.relative_attention_bias.weight"])
        parts = [(network.norm, "embeddings.LayerNorm")]
        for number, layer in enumerate(network.layers):
            parts += [(getattr(layer, mine), f"encoder.layer.{number}.{theirs}") for mine, theirs in _OF_BASE.items()]
        for part, name in parts:
            part.weight.copy_(state[f"{name}.weight"])
            part.bias.copy_(state[f"{name}.bias"])
    return network
