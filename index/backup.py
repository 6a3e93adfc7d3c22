"""Copies a live ledger into one file, and puts such a file in a ledger's place; whatever was there stays beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import IndexFailure, LibraryLocked, Mistake, StorageFull
from index.ledger import duplicate
from index.ledger.connection import LEDGER_FILE, Connections
from index.locks import VECTORS, WRITER, Lock

if TYPE_CHECKING:
    from index.ledger.duplicate import Content
    from index.types import Progress

NAME = "pullquote-%Y%m%dT%H%M%S.sqlite3"
COMPANIONS = ("", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Copied:
    """A ledger that was put somewhere, what it holds, and what it took the place of."""

    path: Path
    content: Content
    replaced: Path | None = None


def back_up(data_dir: Path, target: Path, *, force: bool = False, progress: Progress | None = None) -> Copied:
    """Copy the ledger of `data_dir` to the file `target`, or into it where it is a folder, and check the copy.

    It is there whole or not at all; an existing file stays unless `force`.
    """
    if target.is_dir():
        target = target / datetime.now(UTC).strftime(NAME)
    if target.exists() and (not force or not target.is_file()):
        raise Mistake(f"{target} is there already; give another name, or --force to replace it.")
    connections = Connections.existing(data_dir)
    if target.resolve().parent == data_dir.resolve() and target.name.startswith(LEDGER_FILE):
        raise Mistake("A backup cannot take the place of the ledger itself.")
    try:
        with _partial(target) as partial:
            duplicate.copy(connections, partial, progress)
            found = duplicate.content(partial)
            _put(partial, target, force=force)
    finally:
        connections.close()
    return Copied(target, found)


def restore(data_dir: Path, source: Path) -> Copied:
    """Put the backup `source` in the place of the ledger of `data_dir`, which is kept beside it.

    Raises `LibraryLocked` while a bot or another command has the index open.
    """
    if not source.is_file():
        raise Mistake(f"{source} is not there.")
    found = duplicate.content(source)
    ledger = data_dir / LEDGER_FILE
    if ledger.exists() and ledger.samefile(source):
        raise Mistake(f"{source} is the ledger itself.")
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageFull(f"The data folder {data_dir} cannot be made.") from error
    with _alone(data_dir), _partial(ledger) as partial:
        _copy_file(source, partial)
        duplicate.make_ready(partial, _installation(ledger) or found.installation)
        replaced = _move_away(ledger) if ledger.exists() else None
        _put(partial, ledger, force=True)
    return Copied(ledger, found, replaced)


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """Hold both locks of a data folder."""
    locks = [Lock(data_dir, name) for name in (WRITER, VECTORS)]
    try:
        for lock in locks:
            if not lock.acquire("index restore"):
                who = lock.holder() or "another process"
                raise LibraryLocked(f"The index is in use by {who}; end it, then restore again.")
        yield
    finally:
        for lock in locks:
            lock.release()


@contextmanager
def _partial(target: Path) -> Iterator[Path]:
    """A file beside `target` that is gone at the end, unless it was put in its place. Only its owner may read it."""
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        partial.touch(mode=0o600)
        yield partial
    except OSError as error:
        raise StorageFull(f"{target} cannot be written ({error.strerror or 'no reason given'}).") from error
    finally:
        for end in (*COMPANIONS, "-journal"):
            with suppress(OSError):
                partial.with_name(partial.name + end).unlink()


def _put(partial: Path, target: Path, *, force: bool) -> None:
    """Give a finished file its name, on the disk too; without `force` never over another."""
    with partial.open("rb+") as file:
        os.fsync(file.fileno())
    if force:
        partial.replace(target)
        return
    try:
        target.hardlink_to(partial)
    except FileExistsError as error:
        raise Mistake(f"{target} is there already; give another name, or --force to replace it.") from error
    except OSError:  # a file system without links
        partial.replace(target)


def _copy_file(source: Path, target: Path) -> None:
    """Through SQLite, so that a copy that was itself in use comes whole."""
    connections = Connections(source)
    try:
        duplicate.copy(connections, target)
    finally:
        connections.close()


def _installation(ledger: Path) -> str | None:
    """What the ledger that is replaced is called on a Chroma server."""
    if not ledger.exists():
        return None
    try:
        return duplicate.content(ledger).installation
    except IndexFailure:  # damaged: that is why it is replaced
        return None


def _move_away(ledger: Path) -> Path:
    """Keep a ledger beside the new one, with all that belongs to it where it cannot be folded into one file."""
    aside = ledger.with_name(f"{ledger.stem}-replaced-{datetime.now(UTC):%Y%m%dT%H%M%S}{ledger.suffix}")
    try:
        duplicate.let_go(ledger)
    except LibraryLocked:
        raise
    except IndexFailure:
        pass  # damaged: it goes as it is
    else:
        with suppress(OSError):  # a file system without links
            aside.hardlink_to(ledger)  # so that there is a ledger at every moment
            return aside
    for end in COMPANIONS:
        with suppress(FileNotFoundError):
            ledger.with_name(ledger.name + end).rename(aside.with_name(aside.name + end))
    return aside
