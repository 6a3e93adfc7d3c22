"""The sections of a run, each of which measures in a process of its own."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import adding, cold, copying, grow, level, warm
from bench.figures import Figure

SAMPLES = Path(__file__).resolve().parent.parent / "articles"

Section = Callable[[Path, argparse.Namespace], Iterator[Figure]]
SECTIONS: dict[str, Section] = {
    "cold": lambda place, given: cold.figures(place, SAMPLES, given.cold),
    "adding": lambda place, given: adding.figures(place, SAMPLES, given.adding),
    "level": lambda place, given: level.figures(place, SAMPLES, given.level),
    "copying": lambda place, given: copying.figures(place, SAMPLES, given.copying),
    "grow": lambda place, given: grow.figures(place, SAMPLES, given.grow),
    "warm": lambda place, given: warm.figures(place, SAMPLES, given.warm),
}


def section(name: str, given: argparse.Namespace) -> list[Figure]:
    """Measure one section; in a process of its own, since a child's peak of memory begins with its parent's."""
    print(f"{name}:", flush=True)
    with tempfile.TemporaryDirectory(prefix="pullquote-bench-") as place:
        return list(SECTIONS[name](Path(place), given))
