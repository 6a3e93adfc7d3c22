"""What may go wrong around the index: damage, a second writer, a kill, a store that does not open."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.assemble import open_index
from index.errors import LedgerUnusable, LibraryLocked, Mistake, StorageFull
from index.ledger.connection import LEDGER_FILE, translated
from index.ledger.shelves import standing
from index.locks import VECTORS, WRITER, Lock, writer
from index.settings import IndexSettings
from index.shelves import FOLDER
from index.types import MAIN_LIBRARY, Query
from index.upkeep import Change
from library import WordsEncoder, open_small, write_article

ASKED = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(30):
        write_article(tmp_path / "articles", f"{number}.md", f"Article {number} is about barge {number}. It sank.")
    return tmp_path / "articles"


def test_reading_where_there_is_no_index_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="index add"):
        open_index(IndexSettings(data_dir=tmp_path / "none"), create=False)
    assert not (tmp_path / "none").exists()


def test_a_file_that_is_no_ledger_is_named(tmp_path: Path) -> None:
    (tmp_path / LEDGER_FILE).write_text("this is not a database, only some text that is long enough" * 20)
    with pytest.raises(LedgerUnusable, match="damaged"):
        open_small(tmp_path)


def test_a_ledger_of_the_future_is_left_alone(tmp_path: Path) -> None:
    open_small(tmp_path).close()
    with sqlite3.connect(tmp_path / LEDGER_FILE) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(LedgerUnusable, match="99"):
        open_small(tmp_path)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("database is locked", LibraryLocked),
        ("database or disk is full", StorageFull),
        ("attempt to write a readonly database", StorageFull),
        ("unable to open database file", StorageFull),
        ("disk I/O error", StorageFull),
        ("no such table: passage", LedgerUnusable),
    ],
)
def test_each_error_of_sqlite_has_a_sentence(text: str, kind: type[Exception]) -> None:
    with pytest.raises(kind) as caught, translated():
        raise sqlite3.OperationalError(text)
    assert text not in str(caught.value)


def test_a_full_disk_loses_nothing(tmp_path: Path, folder: Path) -> None:
    index = open_small(tmp_path / "var")
    index.add_paths(MAIN_LIBRARY, [folder])
    with index._connections.reading() as db:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
    index._connections.mine.execute(f"PRAGMA max_page_count = {pages}")
    write_article(folder, "large.md", "The Ostmark chronicle. " * 20_000)

    with pytest.raises(StorageFull, match="disk is full"):
        index.sync(MAIN_LIBRARY)

    index._connections.mine.execute("PRAGMA max_page_count = 1000000")
    assert index.status().articles == 30
    assert index.verify().differences == ()
    assert index.sync(MAIN_LIBRARY).count(Change.ADDED) == 1
    index.close()


HOLDING = """
import sys, time
sys.path[:0] = {paths!r}
from pathlib import Path
from index.locks import WRITER, Lock
lock = Lock(Path({folder!r}), WRITER)
lock.acquire("index add")
print("held", flush=True)
time.sleep(60)
"""


def test_the_second_writer_hears_who_is_first(tmp_path: Path, root: Path) -> None:
    with _python(HOLDING.format(paths=[str(root)], folder=str(tmp_path))) as first:
        assert first.stdout and first.stdout.readline()
        with pytest.raises(LibraryLocked, match=f"index add.*{first.pid}"), writer(tmp_path, "second", wait=0.2):
            pass
        first.kill()
        first.wait()
    with writer(tmp_path, "after the first died", wait=5):
        assert "after" in (Lock(tmp_path, WRITER).holder() or "")


def test_a_lock_is_given_back(tmp_path: Path) -> None:
    one, other = Lock(tmp_path, VECTORS), Lock(tmp_path, VECTORS)
    assert one.acquire("one")
    assert not other.acquire("other")
    one.release()
    assert other.acquire("other")
    other.release()


def test_verify_names_and_mends(tmp_path: Path, folder: Path) -> None:
    index = open_small(tmp_path / "var")
    index.add_paths(MAIN_LIBRARY, [folder])
    with index._connections.writing() as db:
        db.execute("DELETE FROM words_1_docsize WHERE id = 3")
        db.execute("UPDATE passage SET end = end - 2 WHERE id = 5")
        db.execute("DELETE FROM vector WHERE digest = (SELECT digest FROM passage WHERE id = 7)")
    with index._connections.reading() as db:
        shelf = standing(db).shelf
    assert shelf
    index._store._collection(shelf.name, 1).delete(ids=["9"])

    found = index.verify()
    told = " ".join(found.differences)
    assert "words of library main lack 1 passages: 3" in told
    assert "1 passages do not fit" in told
    assert "1 texts have no vector" in told
    assert "Chroma's copy of library main lacks 1 passages: 9" in told

    assert index.verify(mend=True).repaired
    assert index.verify().differences == ()
    index.close()


def test_a_store_that_does_not_open_is_set_aside_and_filled_anew(tmp_path: Path, folder: Path) -> None:
    index = open_small(tmp_path / "var")
    index.add_paths(MAIN_LIBRARY, [folder])
    index.close()
    (tmp_path / "var" / FOLDER / "shelf-1" / "chroma.sqlite3").write_text("damaged " * 1000)
    write_article(folder, "new.md", "A new barge floats.")

    index = open_small(tmp_path / "var")
    assert index.sync(MAIN_LIBRARY).count(Change.ADDED) == 1
    assert index.verify().differences == ()
    assert list((tmp_path / "var").glob(f"{FOLDER}-damaged-*"))
    index.close()


def _python(code: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)


def test_a_stop_ends_a_change_and_the_next_sync_completes_it(tmp_path: Path, folder: Path) -> None:
    encoder = WordsEncoder()
    index = open_small(tmp_path / "var", encoder)
    index.add_paths(MAIN_LIBRARY, [folder], progress=lambda done, of: index.stop() if done == of else None)
    assert (encoder.embedded, index.status().vectors_missing) == (0, 30)
    index.close()

    index = open_small(tmp_path / "var", encoder)
    hits = index.search(Query(text="barge 7 sank", libraries=(MAIN_LIBRARY,), asked_at=ASKED)).hits
    assert hits[0].words_rank == 1
    index.sync(MAIN_LIBRARY)
    assert index.status().vectors_missing == 0
    assert index.verify().differences == ()
    index.close()


def test_a_mistake_of_ours_is_not_called_damage() -> None:
    with pytest.raises(sqlite3.IntegrityError), translated():
        raise sqlite3.IntegrityError("FOREIGN KEY constraint failed")
