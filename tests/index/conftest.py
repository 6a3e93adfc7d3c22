"""A small index over a folder of two articles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.engine import Index
from library import WordsEncoder, open_small, write_article


@pytest.fixture
def encoder() -> WordsEncoder:
    return WordsEncoder()


@pytest.fixture
def index(tmp_path: Path, encoder: WordsEncoder) -> Iterator[Index]:
    opened = open_small(tmp_path / "var", encoder)
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "articles"
    write_article(place, "bridge.md", "The bridge of Ostmark closed on Monday. It needs a new bearing.")
    write_article(place, "gull.md", "A gull called Maurice stole a pasty. The mayor laughed.")
    return place
