"""What leaves a source: articles that are no longer where they were, and what that means for each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from index.desk import Write
from index.ledger import articles, catalogue, places
from index.ledger.places import Places

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True)
class Leaving:
    """`places` that hold an article no more (path, number), the articles `removed` for it (id -> reason), and those
    that another source holds too (numbers)."""

    places: tuple[tuple[str, int], ...]
    removed: Mapping[str, str]
    numbers: Mapping[str, int]
    shared: tuple[int, ...]

    @classmethod
    def of(
        cls,
        db: sqlite3.Connection,
        source: int,
        before: Places,
        here: Mapping[str, Set[str]],
        met: Mapping[str, str],
        reasons: Mapping[str, str],
    ) -> Leaving:
        """What left the places `reasons`, where `here` is what is in them now.

        What was `met` in another place of the source, or lies in one that was not looked at, stays.
        """
        stale, numbers, why, shared = [], dict[str, int](), dict[str, str](), list[int]()
        staying = set(met) | {id_ for path, held in before.items() if path not in reasons for id_ in held}
        for path, reason in reasons.items():
            for id_, placed in before.get(path, {}).items():
                if id_ in here.get(path, ()):
                    continue
                stale.append((path, placed.pk))
                if not placed.live or id_ in staying or places.owner(db, placed.pk) not in (None, source):
                    continue
                if places.elsewhere(db, placed.pk, source):
                    shared.append(placed.pk)
                else:
                    numbers[id_], why[id_] = placed.pk, reason
        return cls(tuple(stale), why, numbers, tuple(shared))

    def changes(self, library: int, source: int) -> Iterator[Write]:
        """What to write, article by article."""
        for pk in self.numbers.values():
            yield partial(_remove, library=library, source=source, pk=pk)
        for pk in self.shared:
            yield partial(_hand_over, source=source, pk=pk)
        for path, pk in self.places:
            yield partial(places.drop, source=source, path=path, pk=pk)


def _remove(db: sqlite3.Connection, *, library: int, source: int, pk: int) -> None:
    """Take an article out, unless it lies elsewhere by now."""
    if places.elsewhere(db, pk, source):
        _hand_over(db, source=source, pk=pk)
    elif places.owner(db, pk) in (None, source):
        articles.remove(db, library, pk)
        catalogue.touch(db)


def _hand_over(db: sqlite3.Connection, *, source: int, pk: int) -> None:
    other = places.elsewhere(db, pk, source)
    if other and places.owner(db, pk) in (None, source):
        places.hand_over(db, pk, *other)
