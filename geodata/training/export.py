"""The trained tagger as files that ship: ONNX with weights of 8 bits, the tokenizer, and their hashes."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path

import torch

from geodata.geoparsing.pieces import GAPS, SHAPES
from geodata.training.corpora import CORPORA
from geodata.training.network import Network, base
from geodata.training.windows import LENGTH

_INPUTS = ("ids", "shapes", "gaps", "corpus")
_OUTPUTS = ("tags", "roles")
HIDDEN, FROM_LAYER = "hidden", 3  # the layers from which on the event model has its own


def export(network: Network, folder: Path) -> None:
    """Write tagger.onnx, tokenizer.json and tagger.json (what the model takes, and the hashes of the two)."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    plain = Network(attention="eager").eval()
    plain.load_state_dict(network.state_dict())
    example = torch.randint(1000, 2000, (2, 32))
    inputs = (example, example % SHAPES, example % GAPS, torch.zeros(2, dtype=torch.long))
    batch, pieces = torch.export.Dim("batch"), torch.export.Dim("pieces", max=512)
    shape = {0: batch, 1: pieces}
    with tempfile.TemporaryDirectory() as temporary:
        whole = Path(temporary) / "whole.onnx"
        torch.onnx.export(
            plain,
            inputs,
            whole,
            input_names=_INPUTS,
            output_names=_OUTPUTS,
            dynamic_shapes=(shape, shape, shape, {0: batch}),
            dynamo=True,
            external_data=False,
        )
        # Seven bits: processors without VNNI add two products in sixteen.
        quantize_dynamic(whole, folder / "tagger.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    show_hidden(folder / "tagger.onnx")
    (folder / "tokenizer.json").write_bytes((base() / "tokenizer.json").read_bytes())
    sha256 = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("tagger.onnx", "tokenizer.json")}
    card = {"version": 1, "corpora": CORPORA, "length": LENGTH, "sha256": sha256}
    (folder / "tagger.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def show_hidden(path: Path) -> None:
    """Let the model at `path` also give the hidden states of its lower half, on which the event model stands."""
    import onnx

    model = onnx.load(path)
    if any(output.name == HIDDEN for output in model.graph.output):
        return
    last = next(n for n in model.graph.node if f"encoder.encoder.layer.{FROM_LAYER - 1}.output.LayerNorm.weight" in n.input)
    model.graph.node.append(onnx.helper.make_node("Identity", [last.output[0]], [HIDDEN]))
    model.graph.output.append(onnx.helper.make_tensor_value_info(HIDDEN, onnx.TensorProto.FLOAT, ["batch", "pieces", 384]))
    onnx.save(model, path)
