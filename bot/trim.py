"""Long texts cut where a reader would: at a paragraph, a sentence or a word; never inside an escape or a link.

Cuts are made in the text as it is stored, measured by what it costs once it is escaped, and escaped afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from index.types import Span

MORE = " […]"
"""Stands for what is not shown; the passage's button shows all of it."""

Cost = Callable[[str], int]

_BREAKS = (re.compile(r"\n\s*\n"), re.compile(r"[.!?…][\"'”’)\]]*\s"), re.compile(r"\s+"))
"""Where to cut, the best first."""

LEAST_FILLED = (0.5, 0.5, 0.0)
"""How full a page must be for each kind of break to be taken: a page of one line for a paragraph's sake is none."""


def measure(text: str) -> int:
    """Length as the strictest of Discord's clients counts it: an emoji is two."""
    return len(text) + sum(character > "\uffff" for character in text)


def shorten(text: str, room: int, cost: Cost = measure) -> str:
    """The text, or as many whole words of it as fit with the sign that there is more."""
    if cost(text) <= room:
        return text
    head = text[: _fitting(text, 0, room - cost(MORE), cost)]
    kept = head[: _last_break(head, text, _BREAKS[2])].rstrip() or _whole_characters(head)
    return kept + MORE


def pages(text: str, start: int, end: int, room: int, cost: Cost = measure) -> Iterator[Span]:
    """Spans that cover `text[start:end]` without gap, each costing at most `room`; at least one."""
    while True:
        fits = _fitting(text, start, room, cost)
        if fits >= end - start:
            yield Span(start, end)
            return
        cut = start + max(1, _cut(text[start : start + fits + 1], fits))
        yield Span(start, cut)
        start = cut


def _fitting(text: str, start: int, room: int, cost: Cost) -> int:
    """How many characters from `start` fit into the room; found by narrowing, since costs need not add up."""
    number = max(0, min(room, len(text) - start))
    while number and (price := cost(text[start : start + number])) > room:
        number = min(number - 1, number * room // price)
    return number


def _cut(text: str, fits: int) -> int:
    """Where to end a page of at most `fits` characters; `text` holds one more, to see whether a word ends there."""
    for pattern, filled in zip(_BREAKS, LEAST_FILLED, strict=True):
        ends = [match.end() for match in pattern.finditer(text) if filled * fits < match.end() <= fits]
        if ends:
            return ends[-1]
    return len(_whole_characters(text[:fits]))


def _last_break(head: str, text: str, pattern: re.Pattern[str]) -> int:
    if text[len(head) : len(head) + 1].isspace():
        return len(head)
    starts = [match.start() for match in pattern.finditer(head)]
    return starts[-1] if starts else 0


def _whole_characters(text: str) -> str:
    """Without a last character that a joiner ties to what follows."""
    return text.rstrip("\u200d")
