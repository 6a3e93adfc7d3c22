"""What can go wrong while a file is read; none of it leaves `index.parse`, where it becomes an `Unreadable`.

Refused            the file, or one line of it, is no article; `reason` says why
└── ImpossibleDate a date that is in no calendar
"""

from __future__ import annotations


class Refused(Exception):
    """`reason` is one clause that goes on after the file's name: `is empty`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ImpossibleDate(Refused):
    """`words` are a date by their form, and no day."""

    def __init__(self, words: str) -> None:
        super().__init__(f"has a date that cannot be: {words!r}")
        self.words = words
