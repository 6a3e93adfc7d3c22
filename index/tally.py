"""What a sync has done so far, and the names that it gives to articles."""

from __future__ import annotations

from base64 import b32encode
from dataclasses import dataclass, field
from hashlib import blake2b

from index.upkeep import Change, Entry, Held

ID_LENGTH = 12  # 60 bits: two of a million articles meet once in two million libraries


@dataclass(slots=True)
class Tally:
    """What was done so far. An article that lies in several sources is counted once."""

    entries: list[Entry] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    held: list[tuple[str, Held]] = field(default_factory=list)
    passages: int = 0
    started: float = 0.0
    _same: set[tuple[int, str]] = field(default_factory=set)
    _other: set[tuple[int, str]] = field(default_factory=set)

    @property
    def unchanged(self) -> int:
        """How many articles are as they were."""
        return len(self._same)

    def same(self, library: int, id_: str) -> None:
        """Count an article that is as it was."""
        if (library, id_) not in self._other:
            self._same.add((library, id_))

    def note(self, change: Change, name: str, reason: str | None = None, *, library: int | None = None) -> None:
        """Count one article, or what could not become one (which lies in no library)."""
        self.entries.append(Entry(change, name, reason))
        if library is not None:
            self._other.add((library, name))
            self._same.discard((library, name))


def stable_id(*parts: str) -> str:
    """A short name made from what identifies an article; the same each time."""
    return b32encode(blake2b("\0".join(parts).encode(), digest_size=10).digest()).decode().lower()[:ID_LENGTH]
