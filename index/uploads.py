"""Uploaded files: a corrected text replaces the one of its name, another text of that name is kept beside it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, count
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from index.ledger import places, reading, sources
from index.tally import stable_id
from index.terms import words
from index.types import Draft

if TYPE_CHECKING:
    import sqlite3

PREFIX = "upload:"

ALIKE = 0.5
"""The share of their words that two texts have in common from which on one is taken for a correction of the other.

Articles on different subjects share a fifth or less; a text of which half was rewritten still shares more."""

COMPARED = 50
"""Articles of one upload that are compared, at most: one that is alike is enough."""


def name_for(db: sqlite3.Connection, library: str, name: str, drafts: Sequence[Draft]) -> str:
    """Under which name a file is kept: its own where that is free or holds it already, else with a number."""
    path = PurePosixPath(name)
    numbered = (f"{path.stem} ({number}){path.suffix}" for number in count(2))
    return next(other for other in chain([name], numbered) if _free_or_alike(db, library, other, drafts))


def _free_or_alike(db: sqlite3.Connection, library: str, name: str, drafts: Sequence[Draft]) -> bool:
    source = sources.named(db, library, f"{PREFIX}{name}")
    held = places.of_source(db, source.id) if source else {}
    known = {id_: placed.pk for some in held.values() for id_, placed in some.items()}
    if not known:
        return True
    if known.keys() & {draft.id or stable_id(draft.url or "") for draft in drafts}:
        return True
    bodies = [set(words(reading.current_body(db, pk))) for pk in list(known.values())[:COMPARED]]
    return any(_alike(set(words(draft.body)), body) for draft in drafts[:COMPARED] for body in bodies)


def _alike(one: set[str], other: set[str]) -> bool:
    return len(one & other) >= ALIKE * len(one | other)
