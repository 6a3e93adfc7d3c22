"""An article's versions and copies as types, and when the text that an answer quotes stopped being the article's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from index.types import Article


@dataclass(frozen=True, slots=True)
class Version:
    """One version: when it was first read, the update that it stated, and whether its body is still kept."""

    number: int
    indexed_at: datetime
    updated_at: datetime | None
    kept: bool


@dataclass(frozen=True, slots=True)
class History:
    """An article as it stands with all its versions, oldest first; `removed_at` is set while it is withdrawn.

    `copies` are the other articles of the same story, the original first.
    """

    article: Article
    versions: tuple[Version, ...]
    removed_at: datetime | None
    copies: tuple[Article, ...] = ()

    def changes_since(self, number: int) -> tuple[datetime, ...]:
        """When each version after this one replaced the one before it."""
        return tuple(_replaced(one, two) for one, two in pairwise(self.versions) if two.number > number)


def _replaced(old: Version, new: Version) -> datetime:
    """The update that the new one states and the old one did not, else the moment when it was first read."""
    stated = new.updated_at
    return stated if stated is not None and stated != old.updated_at else new.indexed_at
