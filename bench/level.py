"""Keeping level: nothing changed, one article changed, a source removed; in a running process, as the bot has it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from bench import corpus
from bench.adding import told
from bench.asked import ASKED_AT
from bench.built import Stopwatch, opened, write_files
from bench.cold import PULLQUOTE, STOCK
from bench.figures import Figure
from bench.processes import measure
from index.assemble import open_index
from index.settings import IndexSettings
from index.types import MAIN_LIBRARY, Query

REMOVED = 500  # articles of the source that is removed
STOCK_ARTICLES = 40  # whose rate stands for all


def figures(place: Path, articles: Path, count: int) -> Iterator[Figure]:
    """On `count` articles in a folder, and another folder that goes."""
    made = corpus.Corpus(tuple(corpus.drafts(articles)), count + REMOVED)
    corpus.write(few := place / "few.jsonl", islice(made.articles(), STOCK_ARTICLES))
    stock = told([*STOCK, "index", str(few), str(place / "stock")])["seconds"] / STOCK_ARTICLES * count
    given = made.articles()
    kept, gone = write_files(place / "kept", islice(given, count)), write_files(place / "gone", given)
    index = opened(place / "ours", made)
    index.add_paths(MAIN_LIBRARY, [kept, gone])
    index.close()
    index = open_index(IndexSettings(data_dir=place / "ours"), create=False)  # with the real model
    assert index.hold_vectors("bench")
    index.search(Query(text="the bridge", libraries=(MAIN_LIBRARY,), asked_at=ASKED_AT))
    with Stopwatch() as nothing:
        assert not index.sync(None).entries
    yield _figure(f"sync of {count:,} articles, nothing changed", nothing, limit=2.0, stock=stock, at_most=1 / 200)
    one = kept / "bench-7.md"
    one.write_text(one.read_text(encoding="utf-8") + "\n\nThe bridge was painted green.\n", encoding="utf-8")
    with Stopwatch() as changed:
        assert len(index.sync(None).entries) == 1
    yield _figure(f"sync of {count:,} articles, one changed", changed, limit=1.0)
    with Stopwatch() as removed:
        assert len(index.remove(MAIN_LIBRARY, str(gone))) == REMOVED
    yield _figure(f"removal of a source of {REMOVED} articles", removed)
    index.close()
    env = {"INDEX_DATA_DIR": str(place / "ours")}
    whole = measure([*PULLQUOTE, "index", "sync"], env)
    yield Figure(
        section="level", what="the same sync, nothing changed, as a whole process", unit="s", ours=whole.seconds
    )


def _figure(what: str, watch: Stopwatch, **bounds: float) -> Figure:
    note = "stock: its rate on a few articles" if "stock" in bounds else ""
    return Figure(section="level", what=what, unit="s", ours=watch.seconds, note=note, **bounds)  # type: ignore[arg-type]
