"""The trained encoder as files that ship: ONNX with weights of 8 bits, the tokenizer, and what the model takes and tells."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path

import torch
from torch import Tensor, nn

from geodata.events.labels import LABELS, STATUSES
from geodata.geoparsing.encoder import OUTPUTS
from geodata.geoparsing.pieces import GAPS, SHAPES
from geodata.training.corpora import CORPORA
from geodata.training.network import Network, base
from geodata.training.windows import LENGTH

_INPUTS = ("ids", "shapes", "gaps", "corpus")


def export(network: Network, folder: Path) -> None:
    """Write encoder.onnx, tokenizer.json and encoder.json (what the model takes and tells, and the hashes of the two)."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    example = torch.randint(1000, 2000, (2, 32))
    inputs = (example, example % SHAPES, example % GAPS, torch.zeros(2, dtype=torch.long))
    batch, pieces = torch.export.Dim("batch"), torch.export.Dim("pieces", max=512)
    shape = {0: batch, 1: pieces}
    with tempfile.TemporaryDirectory() as temporary:
        whole = Path(temporary) / "whole.onnx"
        torch.onnx.export(
            _Plain(network.eval()),
            inputs,
            whole,
            input_names=_INPUTS,
            output_names=OUTPUTS,
            dynamic_shapes=(shape, shape, shape, {0: batch}),
            dynamo=True,
            external_data=False,
        )
        # Seven bits: processors without VNNI add two products in sixteen.
        quantize_dynamic(whole, folder / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    (folder / "tokenizer.json").write_bytes((base() / "tokenizer.json").read_bytes())
    sha256 = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("encoder.onnx", "tokenizer.json")}
    card = {"version": 2, "length": LENGTH, "corpora": CORPORA, "labels": LABELS, "statuses": STATUSES, "sha256": sha256}
    (folder / "encoder.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


class _Plain(nn.Module):  # type: ignore[misc]
    """The network over whole windows, which need no mask."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, shapes: Tensor, gaps: Tensor, corpus: Tensor) -> tuple[Tensor, ...]:
        told: tuple[Tensor, ...] = self.network(ids, shapes, gaps, corpus, padded=False)
        return told
