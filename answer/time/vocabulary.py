"""The English words of the grammar, as tables and as the patterns made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|october oct"
        "|november nov|december dec".split("|"),
        1,
    )
    for name in names.split()
}
FULL_MONTHS = [name for name in MONTHS if len(name) > len("sept") or name in ("may", "june", "july")]
WEEKDAYS = {
    name: number
    for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())  # Monday is 0
}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The month in which each begins, three months long, as in the northern hemisphere."""

ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
NUMBERS = {
    **{word: number for number, word in enumerate("one two three four five six seven eight nine ten".split(), 1)},
    "a": 1, "an": 1, "eleven": 11, "twelve": 12, "couple of": 2, "a couple of": 2, "few": 4, "a few": 4, "several": 4,
}  # fmt: skip
"""A few is four: a window that is a day too long hides nothing."""

PARTS = {
    "early": "early", "beginning of": "early", "start of": "early", "mid": "mid", "middle of": "mid",
    "late": "late", "end of": "late",
}  # fmt: skip


CALENDAR = frozenset(
    [*MONTHS, *WEEKDAYS, *SEASONS]
    + "today tonight yesterday morning afternoon evening night weekend half quarter".split()
    + [unit + s for unit in ("hour", "day", "week", "fortnight", "month", "year") for s in ("", "s")]
)
"""One of these, or a year, stands in every time."""


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


def number(said: str) -> int:
    """What a number in digits or in letters counts."""
    return int(said) if said.isdecimal() else NUMBERS[said.lower()]


def may_hold_a_time(text: str) -> bool:
    """Whether it is worth to look: most questions have no word of the calendar."""
    return not CALENDAR.isdisjoint(WORD.findall(text.lower())) or SHORT_TIME.search(text) is not None


MONTH, FULL_MONTH = rf"{one_of(MONTHS)}\b\.?", rf"{one_of(FULL_MONTHS)}\b"
WEEKDAY, SEASON, NUMBER = rf"{one_of(WEEKDAYS)}\b", rf"{one_of(SEASONS)}\b", rf"(?:\d{{1,3}}|{one_of(NUMBERS)})"
WORD, SHORT_TIME = re.compile(r"[a-z]+"), re.compile(r"\d{4}|\b[QH][1-4]\b", re.IGNORECASE)
YEAR = r"(?:19|20)\d\d(?![\w-]|[.,/]\d)"
NTH = r"[0-3]?\d(?:st|nd|rd|th)?"
PART = rf"(?:(?:the )?{one_of(PARTS)}[ -])"
TIME_OF_DAY = r"(?: (?:morning|afternoon|evening|night)\b)?"
