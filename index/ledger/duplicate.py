"""Whole ledgers as files: copied while others write, looked at, and made ready to stand elsewhere."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import LedgerUnusable, LibraryLocked, Mistake
from index.ledger import catalogue, shelves
from index.ledger.connection import translated
from index.ledger.schema import STEPS

if TYPE_CHECKING:
    from index.ledger.connection import Connections, Db
    from index.types import Progress

PAGES = 1000  # in one step: 4 MB
INSTALLATION = "installation"


@dataclass(frozen=True, slots=True)
class Content:
    """What a ledger holds."""

    articles: int
    passages: int
    installation: str | None


def copy(connections: Connections, target: Path, progress: Progress | None = None) -> None:
    """Write the ledger as it stands at this moment into `target`, in steps; writers go on meanwhile.

    The transaction around it keeps the view: a copy without one starts over whenever somebody writes.
    """

    def told(_status: int, remaining: int, total: int) -> None:
        if progress:
            progress(total - remaining, total)

    with connections.reading() as db, _opened(target) as copied:
        db.execute("SELECT count(*) FROM meta").fetchone()  # from here on the view stands
        db.backup(copied, pages=PAGES, progress=told, sleep=0)
        copied.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it


def content(path: Path) -> Content:
    """What the ledger in a file holds. Raises `Mistake` where it is none, `LedgerUnusable` where it is damaged."""
    try:
        with _opened(path, readonly=True) as db:
            version = int(db.execute("PRAGMA user_version").fetchone()[0])
            if not version or not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'passage'").fetchone():
                raise Mistake(f"{path} is not a copy of a ledger.")
            if version > len(STEPS):
                raise LedgerUnusable(f"{path} has the format {version}, this Pullquote reads {len(STEPS)}.")
            if any(line != "ok" for (line,) in db.execute("PRAGMA quick_check(1)")):
                raise LedgerUnusable(f"{path} is damaged; use another copy.")
            return Content(
                articles=int(db.execute("SELECT count(*) FROM article WHERE live").fetchone()[0]),
                passages=int(db.execute("SELECT count(*) FROM passage").fetchone()[0]),
                installation=catalogue.setting(db, INSTALLATION),
            )
    except LedgerUnusable as error:
        raise error if str(path) in error.message else Mistake(f"{path} is not a copy of a ledger.") from error


def let_go(path: Path) -> None:
    """Fold everything of a ledger into its one file. Raises `LibraryLocked` where another process has it open."""
    with _opened(path) as db:
        try:
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            db.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError as error:
            raise LibraryLocked("Another process has the index open; end it, then restore again.") from error


def make_ready(path: Path, installation: str | None) -> None:
    """Have a copied ledger forget Chroma's copies, which are of another time, and take a name of its own."""
    with _opened(path) as db, db:
        shelves.lose(db)
        catalogue.forget(db, shelves.SET_ASIDE, shelves.NUMBER)
        catalogue.set_setting(db, INSTALLATION, installation or secrets.token_hex(4))


@contextmanager
def _opened(path: Path, *, readonly: bool = False) -> Iterator[Db]:
    with translated():
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode={'ro' if readonly else 'rwc'}", uri=True, timeout=1.0)
        try:
            yield db
        finally:
            db.close()
