"""Small libraries for tests: an encoder with a rule instead of a model, and an index over a folder of files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from index.assemble import open_index
from index.engine import Index
from index.errors import ModelUnusable
from index.settings import IndexSettings
from index.terms import words
from index.types import MAIN_LIBRARY, Encoder, Query
from index.upkeep import Change, Report

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Maker = Callable[[str], Encoder]
WIDTH = 64
ASKED = datetime(2026, 7, 1, tzinfo=UTC)


class WordsEncoder:
    """Texts that share words are near: each word adds to one dimension. Counts what it was asked to embed."""

    def __init__(self, name: str = "words") -> None:
        self.name = name
        self.embedded = 0

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        self.embedded += len(texts)
        return np.stack([self._vector(text) for text in texts])

    def embed_question(self, text: str) -> NDArray[np.float32]:
        return self._vector(text)

    def _vector(self, text: str) -> NDArray[np.float32]:
        import numpy as np

        vector = np.full(WIDTH, 0.01, dtype=np.float32)
        for word in words(text):
            vector[blake2b(word.encode(), digest_size=1).digest()[0] % WIDTH] += 1.0
        return vector / np.linalg.norm(vector)


def encoders(*known: str) -> Maker:
    """Makes those of these names, and no other."""

    def make(name: str) -> Encoder:
        if name not in known:
            raise ModelUnusable(f"There is no model {name}.")
        return WordsEncoder(name)

    return make


def open_small(folder: Path, encoder: WordsEncoder | None = None, **parts: Any) -> Index:
    """An index in `folder` with the encoder above; `parts` are further ones of `open_index`."""
    settings = IndexSettings(data_dir=folder, timezone=ZoneInfo("UTC"))
    return open_index(settings, create=True, encoder=encoder or WordsEncoder(), make=encoders(), **parts)


def write_article(folder: Path, name: str, body: str, *, title: str = "", date: str = "2026-03-14") -> Path:
    """A Markdown article with front matter."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        f"---\ntitle: {title or file.stem}\ndate: {date}\nsource: The Test\n---\n{body}\n", encoding="utf-8"
    )
    return file


def counts(report: Report) -> dict[str, int]:
    """A report's numbers that are not 0."""
    return {change.value: report.count(change) for change in Change if report.count(change)}


def found(index: Index, text: str) -> list[str]:
    """The passages of `main` that have a word of `text`."""
    hits = index.search(Query(text=text, libraries=(MAIN_LIBRARY,), asked_at=ASKED)).hits
    return [hit.passage.text for hit in hits if hit.words_rank]
