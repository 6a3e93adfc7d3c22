"""Another model is made ready behind the one that answers, and takes its place when it is complete."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index.assemble import open_index
from index.engine import Index
from index.ledger import shelves
from index.ledger.shelves import Standing
from index.settings import IndexSettings
from index.shelves import FOLDER
from index.types import MAIN_LIBRARY, Encoder, Query
from library import ASKED, Maker, WordsEncoder, encoders, write_article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(60):
        write_article(tmp_path / "articles", f"{number}.md", f"Article {number} is about barge {number}. It sank.")
    return tmp_path / "articles"


def standing(index: Index) -> Standing:
    with index._connections.reading() as db:
        return shelves.standing(db)


def by_meaning(index: Index, text: str) -> bool:
    """Whether the first hit, which has all of the words, was found by its vector too."""
    hit = index.search(Query(text=text, libraries=(MAIN_LIBRARY,), asked_at=ASKED)).hits[0]
    assert hit.words_rank == 1
    return hit.meaning_rank is not None


def open_with(folder: Path, encoder: Encoder, make: Maker) -> Index:
    return open_index(IndexSettings(data_dir=folder), create=True, encoder=encoder, make=make)


class Stopping(WordsEncoder):
    """Has the index stop after so many steps of embedding."""

    index: Index

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.index.stop()
        return super().embed_passages(texts)


def test_the_old_model_answers_until_the_new_one_is_complete(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.vectorize.TEXTS_PER_STEP", 20)
    index = open_with(tmp_path / "var", WordsEncoder("old"), encoders("old", "new"))
    index.add_paths(MAIN_LIBRARY, [folder])
    index.close()

    stopping = Stopping("new")
    index = stopping.index = open_with(tmp_path / "var", stopping, encoders("old", "new"))
    assert (index.embedding, by_meaning(index, "barge 7 sank")) == ("old", True)
    index.sync(MAIN_LIBRARY)
    assert (index.embedding, standing(index).wanted) == ("old", "new")
    assert "40 texts to come" in index.status().notes[0]
    assert by_meaning(index, "barge 7 sank")
    index.close()

    encoder = WordsEncoder("new")
    index = open_with(tmp_path / "var", encoder, encoders("old", "new"))
    index.sync(MAIN_LIBRARY)
    assert encoder.embedded == 40  # what was computed before the stop is not computed again
    assert (index.embedding, standing(index).wanted, index.status().notes) == ("new", None, ())
    assert standing(index).shelf == shelves.Shelf("shelf-2", "new")
    assert index.verify().differences == ()
    index.close()


def test_a_model_that_is_wanted_no_more_leaves_nothing(tmp_path: Path, folder: Path) -> None:
    index = open_with(tmp_path / "var", WordsEncoder("old"), encoders("old", "new"))
    index.add_paths(MAIN_LIBRARY, [folder])
    index.close()
    index = open_with(tmp_path / "var", WordsEncoder("new"), encoders("old", "new"))
    index._carrier.complete(stopping=lambda: standing(index).filled > 0)
    assert standing(index).filling == shelves.Shelf("shelf-2", "new")
    index.close()

    index = open_with(tmp_path / "var", WordsEncoder("old"), encoders("old", "new"))
    index.sync(MAIN_LIBRARY)
    write_article(folder, "0.md", "Article 0 is about a heron. It flew.")
    index.sync(MAIN_LIBRARY)
    assert (standing(index).shelf, standing(index).filling) == (shelves.Shelf("shelf-1", "old"), None)
    assert [path.name for path in (tmp_path / "var" / FOLDER).glob("shelf-*")] == ["shelf-1"]
    assert index.verify().differences == ()
    index.close()


def test_an_old_model_that_is_gone_leaves_the_words(tmp_path: Path, folder: Path) -> None:
    index = open_with(tmp_path / "var", WordsEncoder("old"), encoders("old"))
    index.add_paths(MAIN_LIBRARY, [folder])
    index.close()
    index = open_with(tmp_path / "var", WordsEncoder("new"), encoders("new"))
    assert not by_meaning(index, "barge 7 sank")
    index.sync(MAIN_LIBRARY)
    assert (index.embedding, by_meaning(index, "barge 7 sank")) == ("new", True)
    index.close()


def test_another_process_with_another_model_reads_with_the_one_that_answers(tmp_path: Path, folder: Path) -> None:
    bot = open_with(tmp_path / "var", WordsEncoder("one"), encoders("one", "two"))
    bot.add_paths(MAIN_LIBRARY, [folder])
    bot.hold_vectors("test")
    terminal = open_with(tmp_path / "var", WordsEncoder("two"), encoders("one", "two"))
    terminal.sync(MAIN_LIBRARY)
    assert bot.embedding == "one"  # its shelf is still to be filled by who holds Chroma
    bot.catch_up()
    assert (bot.embedding, terminal.embedding) == ("two", "two")
    assert [by_meaning(index, "barge 7 sank") for index in (bot, terminal)] == [True, True]
    bot.sync(MAIN_LIBRARY)
    assert bot.embedding == "two"  # the last to start decided
    bot.close()
    terminal.close()
