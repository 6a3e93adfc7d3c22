"""Archives that are too large to embed for real: written, indexed and given vectors in one process, a source each."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter

from bench.corpus import Article, Corpus
from bench.vectors import VariedEncoder
from index.assemble import open_index
from index.embed.minilm import MiniLM
from index.engine import Index
from index.settings import IndexSettings


def opened(folder: Path, corpus: Corpus) -> Index:
    """An index whose passages get varied vectors; Chroma's folder is its own."""
    encoder = VariedEncoder(MiniLM(), corpus)
    index = open_index(IndexSettings(data_dir=folder), create=True, encoder=encoder)
    assert index.hold_vectors("bench")
    return index


def write_files(folder: Path, articles: Iterable[Article]) -> Path:
    """One Markdown file for each article."""
    folder.mkdir(parents=True)
    for one in articles:
        head = (
            f"title: {json.dumps(one['title'])}\nsource: {one['source']}\ndate: {one['published_at']}\nid: {one['id']}"
        )
        (folder / f"{one['id']}.md").write_text(f"---\n{head}\n---\n{one['body']}\n", encoding="utf-8")
    return folder


class Stopwatch:
    """Seconds of a `with` block."""

    seconds = 0.0

    def __enter__(self) -> Stopwatch:
        self._started = perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = perf_counter() - self._started
