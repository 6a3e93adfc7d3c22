"""`make bench`: prints each figure beside stock's and what is to be reached; keeps them as JSON and as a plot."""

from __future__ import annotations

import argparse
import json
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from bench import plot
from bench.figures import Figure
from bench.sections import SECTIONS, section


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
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            figures += pool.submit(section, name, given).result()
    print(f"\n{'':<58} {'ours':>10} {'stock':>10}")
    print("\n".join(figure.line() for figure in figures))
    given.out.parent.mkdir(parents=True, exist_ok=True)
    plot.draw(figures, given.out.with_suffix(".svg"))
    given.out.write_text(json.dumps([figure.record() for figure in figures], indent=2), encoding="utf-8")
    return 1 if any(figure.reached is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
