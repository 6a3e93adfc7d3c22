"""What is said of an article beside its title and date: its own corrections, and where else the story stands."""

from __future__ import annotations

from collections.abc import Sequence

from bot.escape import one_line
from bot.trim import shorten
from bot.wording import day, published
from index.corrections import Correction, CorrectionKind, corrections
from index.types import Article

MOST, LONGEST = 2, 240
"""Notes of one article, and characters of each: the passage's button shows the article."""

NAMED = 4
"""Copies of one story that are named; the others are counted."""

_VERBS = {
    CorrectionKind.CORRECTION: "Corrected",
    CorrectionKind.CLARIFICATION: "Clarified",
    CorrectionKind.UPDATE: "Updated",
    CorrectionKind.NOTE: "Editor’s note",
}
_MARKS = "*_[]() "


def corrected(body: str) -> tuple[str, ...]:
    """The article's own notes, corrections before updates: `Corrected 12 May 2026: …`."""
    order = list(CorrectionKind)
    notes = sorted(corrections(body), key=lambda note: order.index(note.kind))
    return tuple(shorten(_said(body, note), LONGEST) for note in notes[:MOST])


def also_in(copies: Sequence[Article]) -> tuple[str, ...]:
    """`Also in: Coast Post (14 March 2026)`: the articles that one stands for; nothing where there are none."""
    if not copies:
        return ()
    named = [f"{one_line(one.outlet or '') or one_line(one.title)} ({published(one)})" for one in copies[:NAMED]]
    more = f" and {len(copies) - NAMED:,} more" if len(copies) > NAMED else ""
    return (f"Also in: {', '.join(named)}{more}",)


def _said(body: str, note: Correction) -> str:
    """With our label where the note has one with a whole date, else as it stands."""
    if note.on is None or note.said == note.start:
        return _plain(body[note.start : note.end])
    return f"{_VERBS[note.kind]} {day(note.on)}: {_plain(body[note.said : note.end])}"


def _plain(text: str) -> str:
    """On one line, without Markdown's emphasis."""
    return one_line(text).replace("**", "").strip(_MARKS)
