"""How fast articles come in, until their words can be searched and until their vectors are complete, beside stock's."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from bench import corpus
from bench.cold import STOCK
from bench.figures import Figure
from bench.processes import measure

ROUNDS = 3  # ours and stock's by turns
MANY = 20  # times as many articles for the words alone: a rate of few would measure the opening of files
OURS = (sys.executable, "-m", "bench.ours")
ENV = {"HF_HUB_OFFLINE": "1"}


def figures(place: Path, articles: Path, passages: int) -> Iterator[Figure]:
    """Articles per second, as seconds per article, since less is then better in every row."""
    made = corpus.of_passages(articles, passages)
    few, many = place / "few.jsonl", place / "many.jsonl"
    corpus.write(few, made.articles())
    mine, theirs = [], []
    for turn in range(ROUNDS):
        mine.append(told([*OURS, "add", str(few), str(place / f"ours-{turn}")])["vectors"] / made.count)
        theirs.append(told([*STOCK, "index", str(few), str(place / f"stock-{turn}")])["seconds"] / made.count)
        print(f"  ours {mine[-1] * 1000:.0f} ms, stock {theirs[-1] * 1000:.0f} ms per article", flush=True)
    corpus.write(many, corpus.of_passages(articles, passages * MANY).articles())
    words = told([*OURS, "words", str(many), str(place / "ours-words")])
    yield _figure("searchable by words", words["words"] / words["articles"], median(theirs), 1 / 100, words["articles"])
    yield _figure("vectors complete", median(mine), median(theirs), 1 / 1.8, made.count)


def told(command: list[str]) -> dict[str, Any]:
    """What a measured program says at its end."""
    found: dict[str, Any] = json.loads(measure(command, ENV).output.splitlines()[-1])
    return found


def _figure(what: str, ours: float, stock: float, at_most: float, count: int) -> Figure:
    return Figure(
        section="adding", what=f"time per article until {what}", unit="ms", ours=ours * 1000, stock=stock * 1000,
        at_most=at_most, note=f"{count:,} articles, {1 / ours:,.1f} a second",
    )  # fmt: skip
