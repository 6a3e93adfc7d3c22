"""Chroma filled anew from the ledger, and the bot's way from nothing to its first answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

from bench import corpus
from bench.adding import OURS, told
from bench.asked import questions
from bench.built import Stopwatch, opened
from bench.figures import Figure
from index.types import MAIN_LIBRARY

RUNS = 3


def figures(place: Path, articles: Path, passages: int) -> Iterator[Figure]:
    """On about `passages` passages."""
    made = corpus.of_passages(articles, passages)
    corpus.write(given := place / "given.jsonl", made.articles())
    index = opened(place / "ours", made)
    index.add_paths(MAIN_LIBRARY, [given])
    count = index.status().passages
    index.close()
    asked = questions(made, RUNS)
    starts = [told([*OURS, "first", str(place / "ours"), text])["seconds"] for text in asked]
    yield Figure(
        section="copying", what="the bot's house, to its first answer", unit="s", ours=sorted(starts)[RUNS // 2],
        note=f"{count:,} passages; without Discord and the interpreter's own start",
    )  # fmt: skip
    rmtree(place / "ours" / "chroma")
    index = opened(place / "ours", made)
    with Stopwatch() as filling:
        index.verify(mend=True)
    clean = not index.verify().differences
    index.close()
    assert clean
    yield Figure(
        section="copying", what="Chroma filled anew from the ledger", unit="s", ours=filling.seconds, limit=60.0,
        note=f"{count:,} passages, compared before and after",
    )  # fmt: skip
