"""A body as passages: runs of whole sentences that keep to headings, paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from index.blocks import MAX_WRAP
from index.sentences import Kind, Sentence, sentences
from index.types import Span

TARGET = 600
"""Characters. Long enough to hold the names behind `he` and `there`, short enough to mean one thing."""

MAX = 1_000
"""Characters. With its title and date an English passage then fits MiniLM's 256 word pieces."""

TINY = 150
"""Characters. Nothing shorter is split off from the rest of its section, if the rest can hold it."""

MARKER = 50
"""Characters. `## `, `> ` or a fence before a passage's first words belong to it, up to this length."""

FENCES = ("```", "~~~")

INSIDE_PARAGRAPH = 150
INSIDE_LINES = 2_000
INSIDE_TABLE = 1_000
"""What a break costs, as characters of distance from the wished length; between paragraphs it is free."""


def passages(body: str) -> list[Span]:
    """The passages of `body` in order; each sentence is in exactly one, and no passage goes across a heading.

    A passage is at most `MAX` characters and begins with the marker (`## `, a bullet) of its first sentence.
    """
    return [span for section in _sections(sentences(body)) for span in _in_section(body, section)]


def _sections(found: list[Sentence]) -> Iterator[list[Sentence]]:
    """The sentences from one heading, or several in a row, up to the next."""
    first = 0
    for at, (before, sentence) in enumerate(pairwise(found), start=1):
        if sentence.kind is Kind.HEADING and before.kind is not Kind.HEADING:
            yield found[first:at]
            first = at
    if found:
        yield found[first:]


def _in_section(body: str, section: list[Sentence]) -> Iterator[Span]:
    first = 0
    while first < len(section):
        start = _start(body, section, first)
        after = _break(body, section, first, start)
        yield Span(start, section[after - 1].end)
        first = after


def _start(body: str, section: list[Sentence], at: int) -> int:
    """Where a passage that opens with this sentence starts: with its line; code, with the fence above it."""
    start = section[at].start
    floor = max(start - MARKER, section[at - 1].end if at else 0)
    fence = max(body.rfind(mark, floor, start) for mark in FENCES) if section[at].kind is Kind.CODE else -1
    line = body.rfind("\n", floor, fence if fence >= 0 else start)
    if line < 0 < floor:
        return start
    return start - len(body[line + 1 : start].lstrip())


def _break(body: str, section: list[Sentence], first: int, start: int) -> int:
    """The sentence that opens the next passage: the cheapest break near an even share of what is left."""
    rest = section[-1].end - start
    shares = max(1, round(rest / TARGET))
    if shares == 1 and rest <= MAX:
        return len(section)
    best, best_cost = first + 1, float("inf")
    for at in range(first + 1, len(section)):
        length = section[at - 1].end - start
        if length > MAX:
            return best
        cost = abs(length - rest / shares) + _cost(body, section, first, at)
        if cost < best_cost:
            best, best_cost = at, cost
    return len(section) if rest <= MAX and best_cost > rest - TARGET else best


def _cost(body: str, section: list[Sentence], first: int, at: int) -> int:
    before, after = section[at - 1], section[at]
    tiny = before.end - section[first].start < TINY or section[-1].end - after.start < TINY
    cost = TINY * 2 if tiny else 0
    if before.kind is Kind.HEADING:
        return cost + 2 * INSIDE_LINES
    gap = body[before.end : after.start]
    if before.kind is after.kind and after.kind in (Kind.ROW, Kind.CODE) and gap.count("\n") < 3:
        return cost + INSIDE_TABLE
    if "\n" in gap:
        return cost
    return cost + (INSIDE_PARAGRAPH if _stands_alone(body, section, at) else INSIDE_LINES)


def _stands_alone(body: str, section: list[Sentence], at: int) -> bool:
    """Whether a sentence in the middle of a line would be read the same if the text began with it.

    Not if the line goes on in the next (wrapped text): how long the whole line is decides whether it does.
    """
    line_end = body.find("\n", section[at].start, section[at].start + MAX_WRAP)
    if line_end < 0:
        return True
    crossing = next((s for s in section[at : at + 50] if s.end > line_end), None)
    return crossing is None or crossing.start > line_end or body[line_end + 1 : line_end + 2].islower()
