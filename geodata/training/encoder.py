"""Train the encoder: python -m geodata.training.encoder LESSONS.npz OUT [--mpnet FOLDER] [--hold-out FOLD].

LESSONS is what `geodata.training.lessons` wrote. Three teachers are trained, one of names and events and two of events alone; then a
student that learns half from the readers' marks and half from what the teachers say together, also of texts that nobody labelled. The
student ships. Five minutes on a graphics card of a data centre, hours on two cores. With --mpnet the two teachers of events are larger:
FOLDER holds model.safetensors of all-mpnet-base-v2. Each teacher is kept in OUT when it is done, and a second call with the same
lessons and options goes on from there. With --hold-out 0 to 3 a fourth of the articles and snippets of events and each fifth document of
names is left out, and the figures on those are printed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn

from geodata.training import large
from geodata.training.batches import EventWindows, NameWindows
from geodata.training.courses import LARGE_TEACHERS, STUDENT, TEACHERS, Course, kept_as
from geodata.training.event_labels import FOLDS, KINDS
from geodata.training.export import export
from geodata.training.lessons import VERSIONS
from geodata.training.losses import HIDDEN_IN_EVENTS, events_loss, events_told, names_loss
from geodata.training.measure import figures
from geodata.training.network import Network, begun
from geodata.training.teachers import event_answers, name_answers
from geodata.whole import whole

AnyNetwork = Network | large.Large

QUIET, UNLABELLED = 0.4, 0.3  # shares of the windows without an event, and of those nobody labelled, that an epoch takes
EVENT_PIECES, NAME_PIECES = 2400, 4096  # of a batch
HEADS_RATE, DECAY, WARM_UP = 1e-3, 0.01, 0.06
KEPT, EACH = 0.99, 5  # share of the averaged weights that each fifth step leaves
NAMES_WEIGHT = 2.0


class School:
    """The lessons, and what is done with them."""

    def __init__(self, path: Path, held: int | None, mpnet: Path | None) -> None:
        """`held` is the fold that nobody learns from; `mpnet` the folder of the large teachers' base, if they are wanted."""
        self._mpnet = mpnet
        self.device = "cuda" if torch.cuda.is_available() else "cpu"
        arrays = np.load(path)
        parts = ("kept", "own") if held is not None else ("kept", "own", "held")
        self.names = [[NameWindows(arrays, f"names/{part}{n}", self.device) for part in parts] for n in range(VERSIONS)]
        self.plain = NameWindows(arrays, "names/plain", self.device)
        self.events = EventWindows(arrays, self.device)
        labels = arrays["events/labels"][:, :-1] > 0
        self._tells = np.add.reduceat(labels.any(axis=1), self.events.first[:-1]) > 0
        self._is_held = (self.events.fold == held) if held is not None else np.zeros(len(self.events.kind), np.bool_)

    def train(self, course: Course, teachers: Sequence[AnyNetwork] = ()) -> AnyNetwork:
        """The average of the last weights; the first of the teachers is the one of names."""
        torch.manual_seed(course.seed)
        chance = random.Random(course.seed)
        network = (large.begun(self._mpnet) if course.large and self._mpnet else begun()).to(self.device).train()
        average = torch.optim.swa_utils.AveragedModel(network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(KEPT))
        optimizer = _optimizer(network, course.rate)
        with torch.no_grad():
            answers = event_answers(teachers, teachers[0], self.events) if teachers else None
            of_names = {id(w): name_answers(teachers[0], w) for version in self.names for w in version} if teachers else {}
        total = course.epochs * sum(1 for _ in self._steps(0, course, random.Random(course.seed), learns=bool(teachers)))
        schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: warmed(step, total))
        step = 0
        for epoch in range(course.epochs):
            for rows, windows, some in self._steps(epoch, course, chance, learns=bool(teachers)):
                told = events_told(network, self.events, rows, hide=HIDDEN_IN_EVENTS)
                loss = events_loss(told, self.events, rows, answers)
                if windows is not None:
                    loss = loss + NAMES_WEIGHT * names_loss(network, windows, some, of_names.get(id(windows)))
                optimizer.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(network.parameters(), 1.0)
                optimizer.step()
                schedule.step()
                step += 1
                if step % EACH == 0:
                    average.update_parameters(network)
                if step % 200 == 0:
                    sys.stderr.write(f"seed {course.seed} step {step} of {total} loss {loss.item():.3f}\n")
        trained: AnyNetwork = average.module
        trained.eval()
        return trained

    def _steps(
        self, epoch: int, course: Course, chance: random.Random, *, learns: bool
    ) -> Iterator[tuple[list[int], NameWindows | None, list[int]]]:
        """Batches of events and of names side by side; the fewer go round again."""
        events = self.events.batches(self._some(chance, learns=learns), EVENT_PIECES, chance)
        names = [(w, rows) for w in self.names[epoch % VERSIONS] for rows in w.batches(range(len(w.lengths)), NAME_PIECES, chance)]
        chance.shuffle(names)
        if not course.names:
            yield from ((rows, None, []) for rows in events)
            return
        number = max(len(events), len(names))
        for step in range(number):
            yield events[step * len(events) // number], *names[step * len(names) // number]

    def _some(self, chance: random.Random, *, learns: bool) -> list[int]:
        """The windows of events of one epoch: all that tell one, snippets twice, some of the others."""
        chosen = []
        for row, kind in enumerate(self.events.kind):
            if self._is_held[row]:
                continue
            if KINDS[kind] == "unlabelled":
                chosen += [row] * (learns and chance.random() < UNLABELLED)
            else:
                chosen += [row] * int(self._tells[row] or chance.random() < QUIET) + [row] * (KINDS[kind] == "snippet")
        return chosen


def _optimizer(network: AnyNetwork, rate: float) -> torch.optim.Optimizer:
    heads = network.heads()
    known = {id(parameter) for parameter in heads}
    old = [parameter for parameter in network.parameters() if parameter.requires_grad and id(parameter) not in known]
    parts = [{"params": old, "lr": rate}, {"params": heads, "lr": HEADS_RATE}]
    return torch.optim.AdamW(parts, weight_decay=DECAY, fused=torch.cuda.is_available())


def _kept(school: School, course: Course, path: Path) -> AnyNetwork:
    """The network of a course, read again where it was trained before: time on a lent machine may end between two."""
    if not path.exists():
        trained = school.train(course)
        with whole(path) as draft:
            torch.save(trained.state_dict(), draft)
    network: AnyNetwork = large.Large() if course.large else Network()
    network.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    network.to(school.device).eval()
    return network


def warmed(step: int, total: int) -> float:
    """Share of the full learning rate: up in a line, then down in a line."""
    warm = max(1, int(WARM_UP * total))
    return step / warm if step < warm else max(0.0, (total - step) / max(1, total - warm))


def main(arguments: Sequence[str] | None = None) -> None:
    """Train teachers and student on what is not held out, and write the student."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lessons", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--mpnet", type=Path, metavar="FOLDER")
    parser.add_argument("--hold-out", type=int, choices=range(FOLDS), metavar="FOLD")
    options = parser.parse_args(arguments)
    torch.set_float32_matmul_precision("high")
    school = School(options.lessons, options.hold_out, options.mpnet)
    options.out.mkdir(parents=True, exist_ok=True)
    courses = LARGE_TEACHERS if options.mpnet else TEACHERS
    base = options.mpnet / large.WEIGHTS if options.mpnet else None
    kept = [options.out / kept_as(course, options.lessons, options.hold_out, base) for course in courses]
    student = school.train(STUDENT, [_kept(school, course, path) for course, path in zip(courses, kept, strict=True)])
    if options.hold_out is not None:
        found = figures(student, school.events, school.plain, options.hold_out)
        sys.stdout.write(json.dumps({name: round(value, 3) for name, value in found.items()}) + "\n")
    torch.save(student.state_dict(), options.out / "encoder.pt")  # stays with whoever trains: the export can be made again
    export(student.cpu(), options.out)


if __name__ == "__main__":
    main()
