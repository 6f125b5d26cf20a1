"""Train the tagger: python -m geodata.training.tagger CORPORA GAZETTEER OUT [--hold-out FOLD].

CORPORA is the folder with lgl.jsonl, geowebnews.jsonl and humset.jsonl, GAZETTEER a built gazetteer whose names are swapped in, OUT the
folder that the model is written to. About 40 minutes on two cores. With --hold-out each fifth document from FOLD on is left out, to
measure on: its ids are the lines FOLD, FOLD + 5, ... of each corpus.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import torch
from torch import nn

from geodata.gazetteer.search import Gazetteer
from geodata.training.augment import Augmenter
from geodata.training.corpora import CORPORA, Marked, read
from geodata.training.export import export
from geodata.training.names_pool import read_pool
from geodata.training.network import MASKED, Network, batch, tokenizer
from geodata.training.windows import UNTOLD, Window, windows_of

FOLDS = 5
SEED = 20230831
EPOCHS, BATCH, RATE, HEADS_RATE, DECAY = 5, 8, 2e-4, 6e-4, 0.01
WARM_UP = 0.06  # share of the steps
TEMPLATE_TEXTS = 800  # an epoch
ROLE_WEIGHT = 0.3
HIDDEN = 0.08  # share of the pieces that are masked, so that the words around a name count too
KEPT, EACH = 0.99, 5  # share of the averaged weights that each fifth step leaves
_SORTED = 50  # batches whose windows are sorted by length together


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on what is not held out and write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("gazetteer", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--hold-out", type=int, metavar="FOLD")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    options = parser.parse_args(arguments)
    documents = [
        text
        for corpus in CORPORA[1:]
        for number, text in enumerate(read(options.corpora / f"{corpus}.jsonl"))
        if options.hold_out is None or number % FOLDS != options.hold_out
    ]
    with Gazetteer.open(options.gazetteer) as gazetteer:
        augmenter = Augmenter(gazetteer.matches, read_pool(options.gazetteer), SEED)
        network = train(documents, augmenter, options.epochs)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), options.out / "tagger.pt")  # stays with whoever trains: the export can be made again
    export(network, options.out)


def train(documents: list[Marked], augmenter: Augmenter, epochs: int) -> Network:
    """The network after so many epochs: the average of its last weights."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    cut = tokenizer()
    network = Network().train()
    average = torch.optim.swa_utils.AveragedModel(network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(KEPT))
    optimizer = torch.optim.AdamW(_groups(network), lr=RATE, weight_decay=DECAY, fused=True)
    total = epochs * _steps(documents, augmenter, cut)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: warmed(step, total))
    start = time.monotonic()
    for epoch in range(epochs):
        texts = [*augmenter.corpus_texts(documents), *augmenter.template_texts(TEMPLATE_TEXTS)]
        losses = [0.0]
        for windows in _batches(list(windows_of(texts, cut, chance)), chance):
            loss = _loss(network, windows)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
            if len(losses) % EACH == 0:
                average.update_parameters(network)
            if len(losses) % 50 == 0:
                tell(f"epoch {epoch} step {len(losses)} loss {sum(losses[-50:]) / 50:.4f} after {time.monotonic() - start:.0f} s")
    trained: Network = average.module
    trained.eval()
    return trained


def _loss(network: Network, windows: Sequence[Window]) -> torch.Tensor:
    ids, shapes, gaps, corpus, tags, roles = batch(windows, UNTOLD)
    hidden = (torch.rand(ids.shape) < HIDDEN) & (tags != UNTOLD)
    with torch.autocast("cpu", torch.bfloat16):
        tag_logits, role_logits = (logits.float() for logits in network(ids.masked_fill(hidden, MASKED), shapes, gaps, corpus))
    loss = nn.functional.cross_entropy(tag_logits.flatten(0, 1), tags.flatten(), ignore_index=UNTOLD)
    if (roles != UNTOLD).any():
        loss = loss + ROLE_WEIGHT * nn.functional.cross_entropy(role_logits.flatten(0, 1), roles.flatten(), ignore_index=UNTOLD)
    return loss


def _groups(network: Network) -> list[dict[str, object]]:
    new = [*network.tags.parameters(), *network.roles.parameters(), *network.shapes.parameters(), *network.gaps.parameters()]
    new += network.corpora.parameters()
    known = {id(parameter) for parameter in new}
    old = [parameter for parameter in network.parameters() if parameter.requires_grad and id(parameter) not in known]
    return [{"params": old}, {"params": new, "lr": HEADS_RATE}]


def _steps(documents: list[Marked], augmenter: Augmenter, cut: object) -> int:
    """About how many steps an epoch has: texts change their length a little when names are swapped."""
    counted = random.Random(SEED)
    texts = [*documents, *augmenter.template_texts(TEMPLATE_TEXTS)]
    return -(-sum(1 for _ in windows_of(texts, cut, counted)) // BATCH)


def _batches(windows: list[Window], chance: random.Random) -> Iterator[list[Window]]:
    """Windows of like length together, for less padding."""
    chance.shuffle(windows)
    rest = iter(windows)
    while some := list(islice(rest, BATCH * _SORTED)):
        some.sort(key=lambda window: len(window.ids))
        batches = [some[at : at + BATCH] for at in range(0, len(some), BATCH)]
        chance.shuffle(batches)
        yield from batches


def warmed(step: int, total: int) -> float:
    """Share of the full learning rate: up in a line, then down in a line."""
    warm = max(1, int(WARM_UP * total))
    return step / warm if step < warm else max(0.0, (total - step) / max(1, total - warm))


def tell(sentence: str) -> None:
    """Say on the terminal how far the training is."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
