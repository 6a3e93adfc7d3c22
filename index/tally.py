"""What a sync has done so far, and the names that it gives to articles."""

from __future__ import annotations

from base64 import b32encode
from dataclasses import dataclass, field
from hashlib import blake2b

from index.upkeep import Change, Entry

ID_LENGTH = 12  # 60 bits: two of a million articles meet once in two million libraries


@dataclass(slots=True)
class Tally:
    """What was done so far."""

    entries: list[Entry] = field(default_factory=list)
    unchanged: int = 0
    passages: int = 0
    started: float = 0.0

    @property
    def seen(self) -> int:
        """How many articles, and failures, were met."""
        return len(self.entries) + self.unchanged

    def note(self, change: Change, name: str, reason: str | None = None) -> None:
        """Count one article."""
        if change is Change.UNCHANGED:
            self.unchanged += 1
        else:
            self.entries.append(Entry(change, name, reason))


def stable_id(*parts: str) -> str:
    """A short name made from what identifies an article; the same each time."""
    return b32encode(blake2b("\0".join(parts).encode(), digest_size=10).digest()).decode().lower()[:ID_LENGTH]
