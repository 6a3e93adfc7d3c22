"""Chroma's copy is built beside the one that answers: after churn, after damage, and for another model."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from index import probe
from index.engine import Index
from index.ledger import shelves
from index.ledger.shelves import Standing
from index.notes import notes
from index.shelves import FOLDER, MARK
from index.types import MAIN_LIBRARY, Query
from library import ASKED, open_small, write_article

if TYPE_CHECKING:
    pass


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


def test_after_much_churn_a_new_shelf_answers_and_the_space_comes_back(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "MIN_DROPS", 50)
    index = open_small(tmp_path / "var")
    index.add_paths(MAIN_LIBRARY, [folder])
    assert standing(index).shelf == shelves.Shelf("shelf-1", "words")
    for number in range(60):
        write_article(folder, f"{number}.md", f"Article {number} is about otter {number}. It swam.")
    index.sync(MAIN_LIBRARY, confirmed=True)
    assert standing(index).drops == 60
    write_article(folder, "0.md", "Article 0 is about a heron. It flew.")
    index.sync(MAIN_LIBRARY)

    assert (standing(index).shelf, standing(index).drops) == (shelves.Shelf("shelf-2", "words"), 0)
    assert [path.name for path in (tmp_path / "var" / FOLDER).glob("shelf-*")] == ["shelf-2"]
    assert by_meaning(index, "heron flew")
    assert index.verify().differences == ()
    index.close()


def test_what_changes_while_a_shelf_is_filled_is_on_it_too(tmp_path: Path, folder: Path) -> None:
    index = open_small(tmp_path / "var")
    index.add_paths(MAIN_LIBRARY, [folder])
    steps = iter([False, True])
    index._carrier.catch_up(lambda: next(steps), anew=True)  # interrupted after 50 of 60
    assert (standing(index).filled, by_meaning(index, "barge 7 sank")) == (50, True)
    (folder / "3.md").unlink()
    write_article(folder, "new.md", "A zeppelin is new.")
    index.close()

    index = open_small(tmp_path / "var")
    index.sync(MAIN_LIBRARY)
    assert (standing(index).shelf, standing(index).filling) == (shelves.Shelf("shelf-2", "words"), None)
    assert index.verify().differences == ()
    index.close()


def test_a_bot_opens_chroma_before_a_question_does(tmp_path: Path, folder: Path) -> None:
    index = open_small(tmp_path / "var")
    index.add_paths(MAIN_LIBRARY, [folder])
    index.close()
    index = open_small(tmp_path / "var")
    assert index.hold_vectors("test")
    asked: list[bool] = []
    nearest = index._store.nearest

    def watched(*question: Any) -> list[tuple[int, float]]:
        asked.append(index._carrier.ready)
        return nearest(*question)

    index._store.nearest = watched  # type: ignore[method-assign, assignment]
    index.catch_up()
    assert asked == [False]  # the first to ask was the follower, and whoever asks meanwhile asks the ledger
    assert by_meaning(index, "barge 7 sank")
    assert asked == [False, True]
    index.close()


def test_what_was_left_open_is_tried_in_a_child_and_set_aside_where_it_fails(tmp_path: Path, folder: Path) -> None:
    index = open_small(tmp_path / "var")
    index.add_paths(MAIN_LIBRARY, [folder])
    index.close()
    root = tmp_path / "var" / FOLDER
    (root / MARK).write_text("{}")
    (root / "shelf-1" / "chroma.sqlite3").write_text("damaged " * 1000)

    index = open_small(tmp_path / "var")
    assert index.hold_vectors("test")
    assert not index._carrier.ready
    assert by_meaning(index, "barge 7 sank")  # from the ledger
    index.catch_up()
    assert index._carrier.ready
    assert "does not open" in " ".join(index.status().notes)
    assert (standing(index).shelf, index.verify().differences) == (shelves.Shelf("shelf-2", "words"), ())
    assert len(list((tmp_path / "var").glob(f"{FOLDER}-damaged-*"))) == 1
    with index._connections.reading() as db:
        assert notes(db, shelves.standing(db), date(2100, 1, 1)) == ()  # what is long mended is not told for ever
    index.close()
    assert not (root / MARK).exists()


def test_what_was_left_open_and_is_sound_is_kept(tmp_path: Path, folder: Path) -> None:
    index = open_small(tmp_path / "var")
    index.add_paths(MAIN_LIBRARY, [folder])
    index.close()
    (tmp_path / "var" / FOLDER / MARK).write_text("{}")
    index = open_small(tmp_path / "var")
    assert index.hold_vectors("test")
    index.catch_up()
    assert (index._carrier.ready, index.status().notes) == (True, ())
    index.close()


def test_a_copy_from_before_there_were_shelves_goes(tmp_path: Path, folder: Path) -> None:
    index = open_small(tmp_path / "var")
    with index._connections.writing() as db:
        db.execute("INSERT INTO meta VALUES('copied_model', 'words')")
    root = tmp_path / "var" / FOLDER
    (root / "4ed0bfd4-3a57-4b6e-8a7c-0b6b6a5f9a01").mkdir(parents=True)
    for name in ("chroma.sqlite3", "not ours"):
        (root / name).write_text("x")
    index.add_paths(MAIN_LIBRARY, [folder])
    index.close()
    assert {path.name for path in root.iterdir()} == {"not ours", "shelf-1"}


def test_a_folder_that_was_deleted_is_filled_anew(tmp_path: Path, folder: Path) -> None:
    index = open_small(tmp_path / "var")
    index.add_paths(MAIN_LIBRARY, [folder])
    index.close()
    shutil.rmtree(tmp_path / "var" / FOLDER)
    index = open_small(tmp_path / "var")
    assert index.hold_vectors("test")
    assert by_meaning(index, "barge 7 sank")  # from the ledger
    index._carrier._rests_until = 0.0
    index.catch_up()
    assert (standing(index).shelf, index.verify().differences) == (shelves.Shelf("shelf-2", "words"), ())
    index.close()


def test_only_the_newest_that_was_set_aside_is_kept(tmp_path: Path) -> None:
    index = open_small(tmp_path)
    for number in (1, 2):
        (tmp_path / FOLDER / f"shelf-{number}").mkdir(parents=True)
        index._store.set_aside(f"shelf-{number}")
    assert [path.name[-7:] for path in tmp_path.glob(f"{FOLDER}-damaged-*")] == ["shelf-2"]
    index.close()


def test_a_folder_that_hangs_or_crashes_is_unsound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shelf-1").mkdir()
    (tmp_path / "sitecustomize.py").write_text("import os, sys\nif 'index.probe' in sys.orig_argv: os.abort()")
    with monkeypatch.context() as crashing:
        crashing.setenv("PYTHONPATH", str(tmp_path))
        assert "crashed (signal 6)" in (probe.unsound(tmp_path / "shelf-1") or "")
    assert "within 0 seconds" in (probe.unsound(tmp_path / "shelf-1", seconds=0.01) or "")
    assert probe.unsound(tmp_path / "none") is None
