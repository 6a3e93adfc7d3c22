"""Each kind of damage is named by `verify`, in a sentence of its own, and mended by `--repair`."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.engine import Index
from index.errors import LedgerUnusable
from index.ledger.connection import LEDGER_FILE
from index.locks import VECTORS, Lock
from index.types import MAIN_LIBRARY, Query
from library import ASKED, open_small, write_article

ARTICLES = 12
NAN = "ff7f" * 64


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with nothing wrong in it, its articles beside it."""
    place = tmp_path_factory.mktemp("sound")
    for number in range(ARTICLES):
        write_article(place / "articles", f"{number}.md", f"Article {number} is about barge {number}. " * 9)
    index = open_small(place / "var")
    index.add_paths(MAIN_LIBRARY, [place / "articles"])
    index.close()
    return place


@pytest.fixture
def data(sound: Path, tmp_path: Path) -> Path:
    """A copy, whose Chroma belongs to another process."""
    shutil.copy(sound / "var" / LEDGER_FILE, tmp_path / LEDGER_FILE)
    return tmp_path


@pytest.fixture
def elsewhere(data: Path) -> Iterator[None]:
    lock = Lock(data, VECTORS)
    assert lock.acquire("test")
    yield
    lock.release()


def damage(data: Path, *statements: str) -> None:
    db = sqlite3.connect(data / LEDGER_FILE)
    with db:
        for statement in statements:
            db.execute(statement)
    db.close()


def ask(index: Index) -> list[str]:
    query = Query(text="barge 7", libraries=(MAIN_LIBRARY,), asked_at=ASKED)
    return [hit.passage.text for hit in index.search(query).hits]


ROWS = {
    "orphaned passages": (
        ["PRAGMA foreign_keys = OFF", "UPDATE passage SET article = 999 WHERE id = 3"],
        "1 passages belong to no article: 3.",
    ),
    "passages of an article that was taken out": (
        ["UPDATE article SET live = 0 WHERE pk = 4"],
        "1 passages belong to no article: 4.",
    ),
    "no passages": (["DELETE FROM passage WHERE article = 5"], "1 articles have no passages: 5."),
    "a passage cut wrongly": (["UPDATE passage SET end = end - 2 WHERE id = 6"], "1 passages do not fit"),
    "a version of no article": (
        ["PRAGMA foreign_keys = OFF", "INSERT INTO version(article, number, indexed_at, body) VALUES(777, 1, '', 'a')"],
        "1 rows of version name what is not there (article).",
    ),
    "files of no source": (
        ["PRAGMA foreign_keys = OFF", "INSERT INTO file VALUES(55, 'a.md', 1, 1, x'00')"],
        "1 rows of file name what is not there (source).",
    ),
    "an article of no source": (
        ["PRAGMA foreign_keys = OFF", "UPDATE article SET source = 55 WHERE pk = 2"],
        "1 rows of article name what is not there (source).",
    ),
    "orders of no library": (["INSERT INTO outbox VALUES(900, 77, 1, 1)"], "1 changes for Chroma point nowhere."),
    "orders of no passage": (["INSERT INTO outbox VALUES(900, 1, 888, 1)"], "1 changes for Chroma point nowhere."),
    "a missing vector": (
        ["DELETE FROM vector WHERE digest = (SELECT digest FROM passage WHERE id=7)"],
        "1 texts have no vector yet.",
    ),
    "a cut vector": (
        ["UPDATE vector SET vector = x'0102' WHERE digest = (SELECT digest FROM passage WHERE id=7)"],
        "1 vectors are damaged.",
    ),
    "a vector that is no number": (
        [f"UPDATE vector SET vector = x'{NAN}' WHERE digest = (SELECT digest FROM passage WHERE id=7)"],
        "1 vectors are damaged.",
    ),
    "a zeroed vector": (
        ["UPDATE vector SET vector = zeroblob(128) WHERE digest = (SELECT digest FROM passage WHERE id=7)"],
        "1 vectors are damaged.",
    ),
}
WORDS = {
    "a passage less": (["DELETE FROM words_1_docsize WHERE id = 3"], "lack 1 passages: 3"),
    "a passage more": (
        ["INSERT INTO words_1(rowid, head, text) VALUES(888, 'a', 'b')"],
        "hold 1 passages that are gone: 888",
    ),
    "other words": (
        [
            "INSERT INTO words_1(words_1, rowid, head, text) SELECT 'delete', 1, '', ''",
            "UPDATE words_1_data SET block = zeroblob(length(block)) WHERE id > 10",
        ],
        "words of library main",
    ),
    "zeroed structure": (["UPDATE words_1_data SET block = zeroblob(length(block))"], "words of library main"),
    "no structure": (["DELETE FROM words_1_data"], "words of library main"),
    "zeroed lengths": (["UPDATE words_1_docsize SET sz = zeroblob(length(sz))"], "do not fit its articles"),
    "no settings": (["DELETE FROM words_1_config"], "words of library main"),
    "a table less": (["DROP TABLE words_1_docsize"], "cannot be read"),
    "two tables less": (["DROP TABLE words_1_data", "DROP TABLE words_1_config"], "words of library main"),
    "no tables": (["DROP TABLE terms_1", "DROP TABLE words_1"], "cannot be read"),
}


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("kind", [*ROWS, *WORDS])
def test_it_is_named_and_mended(data: Path, kind: str) -> None:
    statements, told = {**ROWS, **WORDS}[kind]
    damage(data, *statements)
    index = open_small(data)
    found = index.verify()
    assert told in " ".join(found.differences)
    assert "Chroma was left out: test (process" in (found.left_out or "")

    assert index.verify(mend=True).repaired
    assert index.verify().differences == ()
    assert any("barge 7" in text for text in ask(index))
    index.close()


@pytest.mark.usefixtures("elsewhere")
@pytest.mark.parametrize("kind", ROWS)
def test_asking_survives_rows_that_do_not_fit(data: Path, kind: str) -> None:
    damage(data, *ROWS[kind][0])
    index = open_small(data)
    assert any("barge 7" in text for text in ask(index))
    index.close()


@pytest.mark.usefixtures("elsewhere")
def test_a_lost_text_is_named_let_go_and_read_again(data: Path, sound: Path) -> None:
    damage(data, "DELETE FROM version WHERE article = 8")
    index = open_small(data)
    assert "1 articles lack their text: 8." in index.verify().differences
    assert index.verify(mend=True).repaired
    assert index.status().articles == ARTICLES - 1
    index.sync(None)
    assert (index.status().articles, index.verify().differences) == (ARTICLES, ())
    index.close()


@pytest.mark.usefixtures("elsewhere")
def test_a_lost_library_comes_back_under_a_new_name(data: Path) -> None:
    damage(data, "PRAGMA foreign_keys = OFF", "DELETE FROM library")
    index = open_small(data)
    assert index.verify(mend=True).repaired
    assert index.status().libraries["recovered-1"].articles == ARTICLES
    index.close()


@pytest.mark.usefixtures("elsewhere")
def test_a_damaged_file_is_not_mended_from_itself(data: Path) -> None:
    file = data / LEDGER_FILE
    raw = bytearray(file.read_bytes())
    for page in range(8, len(raw) // 4096 - 1, 3):
        raw[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    file.write_bytes(bytes(raw))
    with pytest.raises(LedgerUnusable, match="restore"):
        index = open_small(data)
        assert "file is damaged" in index.verify().differences[0]
        index.verify(mend=True)


def test_what_chroma_lacks_and_what_it_has_too_much_is_named_and_mended(sound: Path, tmp_path: Path) -> None:
    shutil.copytree(sound / "var", tmp_path / "var")
    index = open_small(tmp_path / "var")
    collection = index._store._collection("shelf-1", 1)
    vector = collection.get(limit=1, include=["embeddings"])["embeddings"][0]
    collection.delete(ids=["9"])
    collection.add(ids=["777"], embeddings=[vector])
    assert index.verify().differences == (
        "Chroma's copy of library main lacks 1 passages: 9.",
        "Chroma's copy of library main holds 1 passages that are gone: 777.",
    )
    index.hold_vectors("test")
    assert any("barge 7" in text for text in ask(index))
    assert index.verify(mend=True).repaired
    assert index.verify().differences == ()
    index.close()
