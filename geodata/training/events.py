"""Train the event model: python -m geodata.training.events CORPORA OUT [--hold-out FOLD] [--models FOLDER].

CORPORA is the folder that holds `geoparsing/` and `events/`; the labels are ours (`data/events`). The model stands on the tagger of
FOLDER, by default the one that ships, whose lower half stays as it is. About half an hour on two cores. With --hold-out each fourth
article and snippet from FOLD on is left out, to measure on.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import torch

from geodata.training.event_labels import passages
from geodata.training.event_network import EventNetwork, loss_of
from geodata.training.event_windows import Lesson, lessons
from geodata.training.tagger import tell, warmed

SEED = 20230831
QUIET = 0.4  # share of the windows without an event, and of the sentences of which only the place is known, that an epoch takes
EPOCHS, BATCH, RATE, HEADS_RATE, DECAY = 5, 1200, 1.5e-4, 1e-3, 0.01  # BATCH: pieces
HIDDEN = 0.06
KEPT, EACH = 0.99, 5  # share of the averaged weights that each fifth step leaves
_SORTED = 40  # batches whose windows are sorted by length together


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on what is not held out and write the model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--hold-out", type=int, metavar="FOLD")
    parser.add_argument("--models", type=Path)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    options = parser.parse_args(arguments)
    taught = list(lessons(passages(options.corpora, hold_out=options.hold_out), options.models))
    network = train(taught, options.epochs)
    options.out.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), options.out / "events.pt")  # stays with whoever trains: the export can be made again
    from geodata.training.event_export import export

    export(network, options.out, options.models)


def train(taught: list[Lesson], epochs: int) -> EventNetwork:
    """The network after so many epochs: the average of its last weights."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    network = EventNetwork().train()
    average = torch.optim.swa_utils.AveragedModel(network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(KEPT))
    layers = list(network.layers.parameters())
    known = {id(parameter) for parameter in layers}
    heads = [parameter for parameter in network.parameters() if id(parameter) not in known]
    optimizer = torch.optim.AdamW([{"params": layers, "lr": RATE}, {"params": heads, "lr": HEADS_RATE}], weight_decay=DECAY, fused=True)
    total = epochs * sum(1 for _ in _batches(_some(taught, chance), random.Random(SEED)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: warmed(step, total))
    start = time.monotonic()
    for epoch in range(epochs):
        losses = [0.0]
        for some in _batches(_some(taught, chance), chance):
            loss = loss_of(network, some, hide=HIDDEN)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
            if len(losses) % EACH == 0:
                average.update_parameters(network)
            if len(losses) % 50 == 0:
                mean, seconds = sum(losses[-50:]) / 50, time.monotonic() - start
                tell(f"epoch {epoch} step {len(losses)} of {total // epochs} loss {mean:.4f} after {seconds:.0f} s")
    trained: EventNetwork = average.module
    trained.eval()
    return trained


def _some(taught: list[Lesson], chance: random.Random) -> list[Lesson]:
    """The windows of one epoch."""
    return [lesson for lesson in taught if lesson.tells_events or chance.random() < QUIET]


def _batches(taught: list[Lesson], chance: random.Random) -> Iterator[list[Lesson]]:
    """Windows of like length together, BATCH pieces with their padding."""
    chance.shuffle(taught)
    rest = iter(taught)
    while some := list(islice(rest, _SORTED * 20)):
        some.sort(key=lambda lesson: len(lesson.hidden))
        batches: list[list[Lesson]] = [[]]
        for lesson in some:
            if batches[-1] and len(lesson.hidden) * (len(batches[-1]) + 1) > BATCH:
                batches.append([])
            batches[-1].append(lesson)
        chance.shuffle(batches)
        yield from batches


if __name__ == "__main__":
    main()
