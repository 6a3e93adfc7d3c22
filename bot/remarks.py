"""What is said of an article beside its title and date: that it was corrected, as it says itself."""

from __future__ import annotations

from bot.escape import one_line
from bot.trim import shorten
from bot.wording import day
from index.corrections import Correction, CorrectionKind, corrections

MOST, LONGEST = 2, 240
"""Notes of one article, and characters of each: the passage's button shows the article."""

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


def _said(body: str, note: Correction) -> str:
    """With our label where the note has one with a whole date, else as it stands."""
    if note.on is None or note.said == note.start:
        return _plain(body[note.start : note.end])
    return f"{_VERBS[note.kind]} {day(note.on)}: {_plain(body[note.said : note.end])}"


def _plain(text: str) -> str:
    """On one line, without Markdown's emphasis."""
    return one_line(text).replace("**", "").strip(_MARKS)
