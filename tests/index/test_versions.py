"""What an older ledger gains by the step that keeps versions: the answers it holds protect what they quote."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from index.ledger.connection import LEDGER_FILE, Connections
from index.ledger.schema import TABLES

ANSWER = '{"claims": [{"citations": [{"article": {"id": "otter", "library": "main", "version": 3}}]}]}'


def test_answers_kept_before_protect_the_versions_they_quote(tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / LEDGER_FILE)
    old.executescript(TABLES)
    old.execute("INSERT INTO library(name) VALUES('main')")
    old.execute(
        "INSERT INTO article(library, id, live, version, digest, title, published_from) "
        "VALUES(1, 'otter', 1, 4, x'00', 'Otters', 'none')"
    )
    for number, content in enumerate([ANSWER, "no JSON", '{"why": "nothing relevant"}', ANSWER]):
        old.execute("INSERT INTO answer VALUES(?, NULL, '1', 0, '2026-07-01', ?)", (str(number), content))
    old.execute("PRAGMA user_version = 1")
    old.commit()
    old.close()

    connections = Connections.create(tmp_path)
    quoted = "SELECT answer, article, version FROM cited"
    assert connections.mine.execute(quoted).fetchall() == [("0", 1, 3), ("3", 1, 3)]
    connections.mine.execute("DELETE FROM answer WHERE id = '0'")
    assert connections.mine.execute(quoted).fetchall() == [("3", 1, 3)]
    connections.close()
