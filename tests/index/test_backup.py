"""A backup is the ledger of one moment, whole or not there; a restore keeps what it replaces."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest

from index import backup
from index.backup import back_up, restore
from index.errors import LedgerUnusable, LibraryLocked, Mistake
from index.ledger import duplicate
from index.ledger.connection import LEDGER_FILE
from index.types import MAIN_LIBRARY
from library import found, open_small, write_article


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for number in range(10):
        write_article(tmp_path / "articles", f"{number}.md", f"Article {number} is about barge {number}. It sank.")
    index = open_small(tmp_path / "var")
    index.add_paths(MAIN_LIBRARY, [tmp_path / "articles"])
    index.close()
    return tmp_path / "var"


def test_a_backup_is_one_whole_file_of_its_owner(data: Path, tmp_path: Path) -> None:
    done = back_up(data, tmp_path / "copy.sqlite3")
    assert (done.content.articles, done.content.passages) == (10, 10)
    assert [path.name for path in tmp_path.glob("*copy*")] == ["copy.sqlite3"]
    assert done.path.stat().st_mode & 0o077 == 0


def test_a_folder_takes_a_backup_under_the_time(data: Path, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    assert back_up(data, tmp_path / "backups").path.parent == tmp_path / "backups"


def test_a_backup_never_replaces_a_file_unasked(data: Path, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("mine")
    with pytest.raises(Mistake, match="--force"):
        back_up(data, tmp_path / "copy")
    assert (tmp_path / "copy").read_text() == "mine"
    assert back_up(data, tmp_path / "copy", force=True).content.articles == 10


def test_a_backup_goes_not_over_the_ledger(data: Path) -> None:
    with pytest.raises(Mistake, match="itself"):
        back_up(data, data / LEDGER_FILE, force=True)


def test_a_backup_is_of_one_moment_while_others_write(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duplicate, "PAGES", 2)
    writing, stop = Event(), Event()

    def write() -> None:
        index = open_small(data)
        number = 100
        while not stop.is_set() and number < 400:
            index.add_uploads(MAIN_LIBRARY, [(f"{number}.txt", f"Barge {number} floats.".encode())])
            writing.set()
            number += 1
        index.close()

    writer = Thread(target=write)
    writer.start()
    assert writing.wait(30)
    try:
        done = back_up(data, tmp_path / "copy")
    finally:
        stop.set()
        writer.join()
    db = sqlite3.connect(tmp_path / "copy")
    articles = db.execute("SELECT count(*) FROM article").fetchone()[0]
    assert articles == db.execute("SELECT count(*) FROM passage").fetchone()[0] == done.content.passages >= 11
    assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    db.close()


def test_a_restore_brings_back_what_was_and_keeps_what_is(data: Path, tmp_path: Path) -> None:
    back_up(data, tmp_path / "copy")
    index = open_small(data)
    index.add_uploads(MAIN_LIBRARY, [("later.txt", b"A zeppelin came later.")])
    index.close()

    done = restore(data, tmp_path / "copy")

    index = open_small(data)
    assert (index.status().articles, found(index, "zeppelin")) == (10, [])
    index.catch_up()
    assert index.verify().differences == ()
    index.close()
    assert done.replaced
    assert duplicate.content(done.replaced).articles == 11


def test_a_restore_that_ends_in_the_middle_leaves_what_was(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(data, tmp_path / "copy")
    index = open_small(data)
    index.add_uploads(MAIN_LIBRARY, [("later.txt", b"A zeppelin came later.")])
    index.close()

    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(backup, "_put", dies)
    with pytest.raises(KeyboardInterrupt):
        restore(data, tmp_path / "copy")
    index = open_small(data)
    assert (index.status().articles, index.verify().differences) == (11, ())
    index.close()


def test_a_restore_replaces_a_ledger_that_does_not_open(data: Path, tmp_path: Path) -> None:
    back_up(data, tmp_path / "copy")
    (data / LEDGER_FILE).write_bytes(b"no ledger any more" * 1000)
    assert restore(data, tmp_path / "copy").replaced
    index = open_small(data)
    assert (index.status().articles, index.verify().differences) == (
        10,
        ("Chroma holds no whole copy of the vectors yet.",),
    )
    index.close()


def test_a_restore_into_an_empty_folder_is_an_installation_of_its_own(data: Path, tmp_path: Path) -> None:
    done = back_up(data, tmp_path / "copy")
    restore(tmp_path / "other", tmp_path / "copy")
    assert duplicate.content(tmp_path / "other" / LEDGER_FILE).articles == 10
    assert duplicate.content(data / LEDGER_FILE).installation == done.content.installation


def test_a_restore_waits_for_nobody_who_has_the_index(data: Path, tmp_path: Path) -> None:
    back_up(data, tmp_path / "copy")
    bot = open_small(data)
    assert bot.hold_vectors("pullquote run")
    with pytest.raises(LibraryLocked, match="pullquote run"):
        restore(data, tmp_path / "copy")
    bot.close()


READER = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("SELECT count(*) FROM article").fetchone()
print("open", flush=True)
sys.stdin.read()
"""


def test_a_restore_sees_who_only_reads(data: Path, tmp_path: Path) -> None:
    back_up(data, tmp_path / "copy")
    command = [sys.executable, "-c", READER, str(data / LEDGER_FILE)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reader:
        assert reader.stdout and reader.stdout.readline()
        with pytest.raises(LibraryLocked, match="open"):
            restore(data, tmp_path / "copy")
        assert reader.stdin
        reader.stdin.close()
    assert restore(data, tmp_path / "copy").content.articles == 10


@pytest.mark.parametrize("content", [b"", b"text", b"SQLite format 3\x00" + b"\xff" * 5000])
def test_what_is_no_backup_is_refused(data: Path, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "junk").write_bytes(content)
    with pytest.raises((Mistake, LedgerUnusable), match="junk"):
        restore(data, tmp_path / "junk")
    assert duplicate.content(data / LEDGER_FILE).articles == 10
    with pytest.raises(Mistake, match="not there"):
        restore(data, tmp_path / "nothing")
