"""`make bench`: prints each figure beside the stock pipeline's and what is to be reached; keeps them as JSON."""

from __future__ import annotations

import argparse
import json
import sys
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


def arguments() -> argparse.Namespace:
    """What is measured, and how much of it."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--only", default=",".join(SECTIONS), help=f"of {', '.join(SECTIONS)}")
    parser.add_argument("--cold", type=int, default=2_000, help="passages for whole processes")
    parser.add_argument("--adding", type=int, default=450, help="passages to embed beside stock, three times")
    parser.add_argument("--level", type=int, default=2_000, help="articles to keep level")
    parser.add_argument("--copying", type=int, default=25_000, help="passages to fill Chroma with")
    parser.add_argument(
        "--grow", type=int, nargs="+", default=[1_000, 10_000, 100_000], help="passages to search, ever more"
    )
    parser.add_argument("--warm", type=int, default=20_000, help="passages for warm answers")
    parser.add_argument("--out", type=Path, default=Path("var/bench/figures.json"))
    given = parser.parse_args()
    given.only = given.only.split(",")
    if unknown := set(given.only) - SECTIONS.keys():
        parser.error(f"there is no section {', '.join(sorted(unknown))}")
    return given


def main() -> int:
    """Measure, print, write."""
    given = arguments()
    figures: list[Figure] = []
    for name in given.only:
        print(f"{name}:", flush=True)
        with tempfile.TemporaryDirectory(prefix="pullquote-bench-") as place:
            figures += SECTIONS[name](Path(place), given)
    print(f"\n{'':<58} {'ours':>10} {'stock':>10}")
    print("\n".join(figure.line() for figure in figures))
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(json.dumps([figure.record() for figure in figures], indent=2), encoding="utf-8")
    return 1 if any(figure.reached is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
