"""A short, stable handle for an article's id: Discord takes a hundred characters as the value of a choice."""

from __future__ import annotations

from hashlib import blake2b

LONGEST = 100
"""Characters that Discord takes."""

BEGINNING = 80
"""Characters of a long id that its handle begins with, so that the ledger can look for it."""

SEPARATOR, DIGEST_BYTES = "…#", 8


def handle(id_: str) -> str:
    """The id itself where it is short enough; else its beginning and a digest of all of it."""
    if len(id_) <= LONGEST:
        return id_
    digest = blake2b(id_.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).hexdigest()
    return f"{id_[:BEGINNING]}{SEPARATOR}{digest}"


def beginning(name: str) -> str:
    """What an article's id or title holds, if `name` is its handle, its id or its title."""
    start, separator, digest = name.rpartition(SEPARATOR)
    made_here = separator and len(start) == BEGINNING and len(digest) == 2 * DIGEST_BYTES
    return start if made_here else name
