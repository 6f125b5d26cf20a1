"""The trained event model as files that ship: ONNX with weights of 8 bits, and the hashes of it and of the tagger it stands on."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path

import torch

from geodata.events.labels import LABELS, STATUSES
from geodata.geoparsing.encoder import EventSigns
from geodata.resources import asset
from geodata.training.event_network import EventNetwork


def export(network: EventNetwork, folder: Path, tagger: Path | None = None) -> None:
    """Write events.onnx and events.json; `tagger` is the folder of the tagger whose hidden states were trained on."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    plain = _Plain(network)
    hidden = torch.randn(2, 32, 384)
    shape = {0: torch.export.Dim("batch"), 1: torch.export.Dim("pieces", max=512)}
    with tempfile.TemporaryDirectory() as temporary:
        whole = Path(temporary) / "whole.onnx"
        torch.onnx.export(
            plain,
            (hidden,),
            whole,
            input_names=["hidden"],
            output_names=list(EventSigns._fields),
            dynamic_shapes=(shape,),
            dynamo=True,
            external_data=False,
        )
        quantize_dynamic(whole, folder / "events.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    files = {"events.onnx": folder / "events.onnx", "tagger.onnx": (tagger or asset("models")) / "tagger.onnx"}
    sha256 = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
    card = {"version": 1, "labels": LABELS, "statuses": STATUSES, "sha256": sha256}
    (folder / "events.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


class _Plain(torch.nn.Module):  # type: ignore[misc]
    """The network over whole windows, which need no mask."""

    def __init__(self, network: EventNetwork) -> None:
        super().__init__()
        self.network = EventNetwork(attention="eager").eval()
        self.network.load_state_dict(network.state_dict())

    def forward(self, hidden: torch.Tensor) -> tuple[torch.Tensor, ...]:
        told: tuple[torch.Tensor, ...] = self.network(hidden, None)
        return told
