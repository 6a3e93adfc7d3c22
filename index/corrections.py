"""Notes of correction and update in a body, found by how they open; computed when they are shown, never kept.

A note is a paragraph that opens with a label (`Correction, 7 March 2026:`) or says so of this article. A headline,
speech, and prose about corrections are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from index.blocks import CLOSERS, STOPS, Block, Kind, blocks
from index.correction_words import (
    AMENDED,
    CLARIFICATION,
    CORRECTION,
    CUE,
    DAY,
    EARLIER,
    MONTHS,
    NOTE,
    PIECES,
    UPDATE,
    WHEN,
    WRONG,
)
from index.terms import fold


class CorrectionKind(StrEnum):
    """What a note does to the article."""

    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    UPDATE = "update"
    NOTE = "editor's note"


@dataclass(frozen=True, slots=True)
class Correction:
    """A note, `body[start:end]`; what it says begins at `said`, behind its label. `on` is the day that it names."""

    kind: CorrectionKind
    start: int
    said: int
    end: int
    on: date | None


HEAD, FOOT = 2, 3
"""Paragraphs at the edges, where a note counts that neither has a date nor speaks of a mistake."""

_LABEL = re.compile(
    rf"[*_\[(\s]*(?:(?P<correction>{CORRECTION})|(?P<clarification>{CLARIFICATION})|(?P<update>{UPDATE})|(?P<note>{NOTE}))"
    rf"(?:\s+(?:no\.\s*)?(?P<number>\d{{1,2}}))?(?:[\s,(\[|*_]+(?P<when>{WHEN}))?[)\]*_\s]*(?::|\s[–—-]\s|—)[*_)\]\s]*",
    re.IGNORECASE,
)
_HEADED = re.compile(rf"[*_]*(?:{CORRECTION}|{CLARIFICATION}|{UPDATE}|{NOTE})[*_:]*", re.IGNORECASE)
_MARKS = "*_[( "
_AMENDED_KINDS = {"clarified": CorrectionKind.CLARIFICATION, "updated": CorrectionKind.UPDATE}


def corrections(body: str) -> tuple[Correction, ...]:
    """The notes of a body, in order."""
    if not _may(body):
        return ()
    every = list(blocks(body))
    found = (_note(body, every, at) for at in range(len(every)))
    return tuple(note for note in found if note is not None)


def tells_a_mistake(text: str) -> Callable[[int, int], bool]:
    """Whether the sentence `text[start:end]` tells what an earlier version said: so it is no answer."""
    if not _may(text):
        return _never
    notes = [note for note in corrections(text) if note.kind is not CorrectionKind.UPDATE]

    def tells(start: int, end: int) -> bool:
        inside = any(note.start <= start < note.end for note in notes)
        return (WRONG if inside else EARLIER).search(text, start, end) is not None

    return tells if notes or EARLIER.search(text) else _never


def _may(text: str) -> bool:
    """Whether a text has a piece of any of our words; most have none and are read no further."""
    lowered = text.lower()
    return any(piece in lowered for piece in PIECES)


def _never(start: int, end: int) -> bool:
    return False


def _note(body: str, every: list[Block], at: int) -> Correction | None:
    block = every[at]
    if block.kind not in (Kind.PROSE, Kind.ITEM) or _in_quote(body, block):
        return None
    text = body[block.start : block.end]
    headed = at > 0 and every[at - 1].kind is Kind.HEADING and _heading(body, every[at - 1])
    if headed:
        return _made(headed, block, block.start, text, None)
    return _labelled(block, text, edge=at < HEAD or at >= len(every) - FOOT) or _amended(block, text)


def _labelled(block: Block, text: str, *, edge: bool) -> Correction | None:
    label = _LABEL.match(text)
    if label is None:
        return None
    said, on = text[label.end() :], label["when"]
    kind = next(kind for kind in CorrectionKind if label[kind.name.lower()])
    sure = bool(on or label["number"] or CUE.search(said) or kind is CorrectionKind.NOTE)
    if not any(map(str.isalpha, said)) or not (sure or (edge and _is_ended(said))):
        return None
    return _made(kind, block, block.start + label.end(), text, on)


def _amended(block: Block, text: str) -> Correction | None:
    lead = len(text) - len(text.lstrip(_MARKS))
    if EARLIER.match(text, lead) or (text[lead : lead + 3].lower() == "in " and EARLIER.match(text, lead + 3)):
        return _made(CorrectionKind.CORRECTION, block, block.start, text, None)
    amended = AMENDED.match(text, lead)
    if amended is None or DAY.search(amended["when"]) is None:
        return None
    kind = _AMENDED_KINDS.get(amended["kind"].lower(), CorrectionKind.CORRECTION)
    rest = text[amended.end() :]
    if kind is CorrectionKind.UPDATE and not (any(map(str.isalpha, rest)) and _is_ended(rest)):
        return None  # a line that only states when: that is the article's date of update
    return _made(kind, block, block.start, text, amended["when"])


def _made(kind: CorrectionKind, block: Block, said: int, text: str, when: str | None) -> Correction:
    return Correction(kind, block.start, said, block.end, _day(when or ""))


def _heading(body: str, block: Block) -> CorrectionKind | None:
    """The kind that a heading announces which is a label and nothing else."""
    text = body[block.start : block.end]
    if not _HEADED.fullmatch(text):
        return None
    label = _LABEL.match(f"{text.strip('*_:')}:")
    return next((kind for kind in CorrectionKind if label and label[kind.name.lower()]), None)


def _in_quote(body: str, block: Block) -> bool:
    return ">" in body[body.rfind("\n", 0, block.start) + 1 : block.start]


def _is_ended(text: str) -> bool:
    return text.rstrip().rstrip(CLOSERS)[-1:] in tuple(STOPS)


def _day(words: str) -> date | None:
    """The day that these words name with its year."""
    match = DAY.search(words)
    if match is None:
        return None
    part = {name: value for name, value in match.groupdict().items() if value}
    year, day = _first(part, "year", "year2", "year3", "year4"), _first(part, "day", "second", "day2", "day4")
    month = part.get("number") or part.get("first") or str(_month(part.get("month2") or part.get("month4") or ""))
    if "first" in part and int(month) <= 12 < int(day):
        pass  # 05/14/2026: the day is what cannot be a month
    elif "first" in part:
        day, month = month, day
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _first(part: dict[str, str], *names: str) -> str:
    return next((part[name] for name in names if name in part), "0")


def _month(word: str) -> int:
    folded = fold(word)
    return MONTHS.get(folded[:4]) or MONTHS.get(folded[:3]) or 0
