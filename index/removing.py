"""Takes out what an editor names: an article by its id, or a source with all that lies in it and nowhere else."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import Mistake
from index.fetch.errors import Refused
from index.fetch.target import read_target
from index.leaving import Leaving
from index.ledger import articles, catalogue, places, reading, sources
from index.types import Article
from index.uploads import PREFIX

if TYPE_CHECKING:
    import sqlite3

    from index.upkeep import Source

REMOVED = "was removed with its source"


def remove(db: sqlite3.Connection, library: str, name: str) -> list[Article]:
    """Remove an article or a source. Returns the articles that went."""
    source = next((found for location in spellings(name) if (found := sources.named(db, library, location))), None)
    gone = _source(db, source) if source else _article(db, library, name)
    catalogue.touch(db)
    return gone


def _article(db: sqlite3.Connection, library: str, name: str) -> list[Article]:
    found = reading.articles_named(db, name, library)
    if not found:
        raise Mistake(f"No article or source is called {name!r}; `pullquote index status` lists the sources.")
    if len(found) > 1:
        raise Mistake(f"The ids of {len(found)} articles begin with {name!r}; give more of it.")
    pk, number, article = found[0]
    articles.remove(db, number, pk, withdrawn=True)
    return [article]


def _source(db: sqlite3.Connection, source: Source) -> list[Article]:
    """What lies in another source too stays, and is that source's from now on."""
    held = places.of_source(db, source.id)
    leaving = Leaving.of(db, source.id, held, here={}, met={}, reasons=dict.fromkeys(held, REMOVED))
    named = {pk: article for pk, _, article in reading.articles_of(db, source.id)}
    library = catalogue.library_id(db, source.library)
    for change in leaving.changes(library or 0, source.id):
        change(db)
    for pk in named.keys() - leaving.numbers.values() - set(leaving.shared):  # of no place: nothing else has it
        articles.remove(db, library or 0, pk)
    sources.drop(db, source.id)
    return [article for pk, article in named.items() if pk not in leaving.shared]


def spellings(location: str) -> list[str]:
    """How a source's location may be kept that a person writes like this."""
    found = [location, str(Path(location).resolve()), f"{PREFIX}{location}"]
    with suppress(Refused):
        found.append(read_target(location).url)
    return found
