"""Whole processes: asking, and a sync with nothing to do, beside the stock script's asking and indexing."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import corpus
from bench.figures import Figure
from bench.processes import Measured, measure, typical

RUNS = 5
QUESTION = "When did the swing bridge reopen?"
PULLQUOTE = (str(Path(sys.executable).with_name("pullquote")),)
STOCK = (sys.executable, "-m", "bench.stock")


def figures(place: Path, articles: Path, passages: int) -> Iterator[Figure]:
    """On a corpus of about `passages` passages."""
    given = place / "cold.jsonl"
    corpus.write(given, corpus.of_passages(articles, passages).articles())
    env = {"INDEX_DATA_DIR": str(place / "cold-ours"), "HF_HUB_OFFLINE": "1"}
    added = measure([*PULLQUOTE, "index", "add", str(given), "--json"], env)
    print(f"  ours: {json.loads(added.output)['passages']} passages indexed in {added.seconds:.1f} s", flush=True)
    indexed = measure([*STOCK, "index", str(given), str(place / "cold-stock")], env)
    chunks = json.loads(indexed.output.splitlines()[-1])["chunks"]
    print(f"  stock: {chunks} chunks indexed in {indexed.seconds:.1f} s", flush=True)
    sync = _typical([*PULLQUOTE, "index", "sync"], env)
    yield Figure(
        section="cold", what="index sync, nothing changed / stock's indexing", unit="s",
        ours=sync.seconds, stock=indexed.seconds, at_most=1 / 200, limit=2.0,
    )  # fmt: skip
    mine = _typical([*PULLQUOTE, "ask", QUESTION], env)
    theirs = _typical([*STOCK, "ask", str(place / "cold-stock"), QUESTION], env)
    yield Figure(
        section="cold", what="ask, cold, whole process", unit="s",
        ours=mine.seconds, stock=theirs.seconds, at_most=1 / 6,
    )  # fmt: skip
    yield Figure(
        section="cold", what="ask, cold, peak memory", unit="MiB",
        ours=mine.mebibytes, stock=theirs.mebibytes, at_most=1 / 2,
    )  # fmt: skip
    yield Figure(
        section="cold", what="index add, whole process", unit="s",
        ours=added.seconds, stock=indexed.seconds, at_most=1.0,
    )  # fmt: skip


def _typical(command: Sequence[str], env: dict[str, str]) -> Measured:
    return typical([measure(command, env) for _ in range(RUNS)])
