"""Finds copies among articles that were not compared yet, in small steps, so that a kill only leaves some for later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from typing import TYPE_CHECKING

from index.errors import LibraryLocked
from index.ledger import catalogue, copies, reading
from index.ledger.copies import Waiting

if TYPE_CHECKING:
    from index.copies import Text
    from index.ledger.connection import Connections, Db

AT_ONCE = 50  # articles in one step: their bodies are held, and what a kill costs is about a tenth of a second

Change = Callable[[str], AbstractContextManager[None]]
"""Makes this process the writer, for the purpose that is named."""


def find_copies(connections: Connections, change: Change, stopping: Callable[[], bool] = lambda: False) -> int:
    """Compare every article that waits for it; return how many were compared.

    Where another process goes on writing, the rest waits for the next change.
    """
    done = 0
    with suppress(LibraryLocked):
        while not stopping() and _waits(connections):
            with change("looking for copies"):
                done += _step(connections)
    return done


def _waits(connections: Connections) -> bool:
    with connections.reading() as db:
        return copies.any_waiting(db)


def _step(connections: Connections) -> int:
    """Note where some articles stand, compare them without holding up readers' writes, note what came of it."""
    from index.copies import Text
    from index.sketch import bands

    with connections.reading() as db:
        found = copies.waiting(db, AT_ONCE)
    texts = {one.pk: Text.read(one.body, one.published) for one in found}
    marks = {one.pk: bands(texts[one.pk].runs) for one in found}
    with connections.writing() as db:
        for one in found:
            copies.put(db, one, marks[one.pk])
    with connections.reading() as db:
        pairs = [(one.pk, other) for one in found for other in _copies(db, one, marks[one.pk], texts)]
    with connections.writing() as db:
        copies.compared(db, found, pairs)
        if pairs:
            catalogue.touch(db)
    return len(found)


def _copies(db: Db, one: Waiting, marks: list[int], texts: dict[int, Text]) -> Iterator[int]:
    from index.copies import Text, is_copy

    for other, published in copies.candidates(db, one, marks):
        if other not in texts:
            texts[other] = Text.read(reading.current_body(db, other), published)
        if is_copy(texts[one.pk], texts[other]):
            yield other
