"""A short, stable handle for an article's id: Discord takes a hundred characters as the value of a choice."""

from __future__ import annotations

from hashlib import blake2b

LONGEST = 100
"""Characters that Discord takes."""

SEPARATOR, DIGEST_BYTES = "…#", 8
END = len(SEPARATOR) + 2 * DIGEST_BYTES
"""Characters behind the beginning of a long id; by its beginning the ledger can look for it."""


def handle(id_: str, longest: int = LONGEST) -> str:
    """The id itself where it is short enough; else its beginning and a digest of all of it."""
    if len(id_) <= longest:
        return id_
    digest = blake2b(id_.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).hexdigest()
    return f"{id_[: longest - END]}{SEPARATOR}{digest}"


def beginning(name: str) -> str:
    """What an article's id or title holds, if `name` is its handle, its id or its title."""
    start, separator, digest = name.rpartition(SEPARATOR)
    return start if separator and len(digest) == 2 * DIGEST_BYTES else name
