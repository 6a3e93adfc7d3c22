"""A text as blocks: paragraphs, headings, list items, table rows, code; Markdown and plain text alike.

Whether two lines are one paragraph is decided from those two lines alone, so that a part of a text is read as
it was in the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

MIN_WRAP, MAX_WRAP = 60, 100
"""Characters in a line of wrapped text; longer lines are paragraphs, shorter ones headlines or verse."""

MAX_UNDERLINED = 200
"""A line above `-----` is a heading up to this length; above it, the dashes part two paragraphs."""

STOPS = ".!?…‽؟۔։።។။।॥。！？｡"
CLOSERS = "\"'”“’‘»«›‹)]}」』）】〉》*_`~"

_QUOTED = re.compile(r"\s*(?:>+(?:\s+|$))*")
_HEADING = re.compile(r"#{1,6}(?:\s+|$)")
_BULLET = re.compile(r"[-*+•‣▪◦·](?:\s+|$)")
_NUMBER = re.compile(r"\d{1,3}[.)]\s")
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
_APART = re.compile(r"https?://|(?:By|BY|Published|Updated|Posted|Von|Par|Veröffentlicht|Aktualisiert|Publié)\b")
"""A line that begins so stands under a headline, not in a paragraph."""

MAX_LABEL = 120
_LABEL = re.compile(
    r"https?://\S+"
    r"|(?:By|BY|Von|VON|Par|PAR|Por|POR) (?:[A-Z][\w'’.-]*,?(?: and| und| et| y|)(?: |$)){1,8}"
    r"|(?:(?:Last|First|Zuletzt) )?(?:[Pp]ublished|[Uu]pdated|[Pp]osted|Veröffentlicht|[Aa]ktualisiert|Publié"
    r"|Publicado)\b(?=.*\d).*"
    r"|[^.!?]{1,60}, (?:published|updated|posted) (?=.*\d).*"
    r"|(?:Source|Author|Link|URL|Photo|Photograph|Picture|Image|Tags|Filed under|Quelle|Autor|Foto|Auteur|Fuente): .*"
)
"""A line that says something about the article: who wrote it, when, where it stands."""

_RULE = "-=*_|:+ \t"


class Kind(StrEnum):
    """What a block is, and the sentences in it with it."""

    PROSE = "prose"
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"
    CODE = "code"
    LABEL = "label"
    MISTAKE = "mistake"  # of sentences only: prose that tells what an earlier version said, in a note of correction


@dataclass(frozen=True, slots=True)
class Block:
    """The words of one block: `[start, end)` without its markers and outer white space."""

    kind: Kind
    start: int
    end: int


class _Line(NamedTuple):
    """One line; `kind` None is a line without words: blank, a rule, a fence."""

    kind: Kind | None
    start: int
    end: int
    depth: int = 0
    underline: bool = False


def blocks(text: str) -> Iterator[Block]:
    """The blocks of `text` in order; rules, fences and the separators of tables are left out."""
    open_block, last = None, None
    for line in _lines(text):
        if open_block and last and line.underline and _is_title(text, open_block, last):
            open_block = replace(open_block, kind=Kind.HEADING)
        elif open_block and last and _joins(text, last, line):
            open_block = replace(open_block, end=max(open_block.end, line.end))
            last = line
            continue
        if open_block:
            yield open_block
        open_block = Block(line.kind, line.start, line.end) if line.kind and line.end > line.start else None
        last = line
    if open_block:
        yield open_block


def _joins(text: str, line: _Line, following: _Line) -> bool:
    if line.kind is Kind.CODE:
        return following.kind is Kind.CODE
    if following.kind is not Kind.PROSE or line.kind not in (Kind.PROSE, Kind.ITEM):
        return False
    if line.depth != following.depth:
        return False
    if _APART.match(text, following.start, following.end):
        return False
    length, next_length = line.end - line.start, following.end - following.start
    if MIN_WRAP <= length <= MAX_WRAP and next_length <= MAX_WRAP:
        return True
    return text[following.start].islower() and not _is_ended(text, line.start, line.end)


def _is_ended(text: str, start: int, end: int) -> bool:
    tail = text[max(start, end - 20) : end].rstrip(CLOSERS)
    return tail[-1:] != "" and tail[-1] in STOPS


def _is_title(text: str, block: Block, last: _Line) -> bool:
    one_line = block.kind is Kind.PROSE and block.start == last.start
    return one_line and block.end - block.start <= MAX_UNDERLINED and not _is_ended(text, block.start, block.end)


def _lines(text: str) -> Iterator[_Line]:
    fence, start = "", 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if fence:
            line, fence = _code_line(text, start, end, fence)
        else:
            fence = _opened_fence(text, start, end)
            line = _Line(None, start, start) if fence else _line(text, start, end)
        yield line
        start = end + 1


def _code_line(text: str, start: int, end: int, fence: str) -> tuple[_Line, str]:
    content = text[start:end].strip()
    if content.startswith(fence) and not content.strip(fence[0]):
        return _Line(None, start, start), ""
    if not content:
        return _Line(Kind.CODE, start, start), fence
    return _Line(Kind.CODE, *_stripped(text, start, end)), fence


def _opened_fence(text: str, start: int, end: int) -> str:
    at, _ = _stripped(text, start, min(end, start + 20))
    if text[at : at + 3] not in ("```", "~~~"):
        return ""
    match = _FENCE.match(text, at, end)
    return (match[1] or match[2]) if match else ""


def _line(text: str, start: int, end: int) -> _Line:
    quoted = _QUOTED.match(text, start, end)
    words = quoted.end() if quoted else start
    depth = text.count(">", start, words)
    words, end = _stripped(text, words, end)
    content = text[words:end]
    if not content.strip(_RULE):
        return _Line(None, words, words, depth, len(content) > 2 and len(set(content)) == 1 and content[0] in "=-")
    if _HEADING.match(content):
        return _heading_line(text, words, end, depth)
    if content.startswith("|") or " | " in content:
        return _Line(Kind.ROW, words, end, depth)
    if bullet := _BULLET.match(content):
        return _Line(Kind.ITEM, words + bullet.end(), end, depth)
    if _is_label(content):
        return _Line(Kind.LABEL, words, end, depth)
    return _Line(Kind.ITEM if _NUMBER.match(content) else Kind.PROSE, words, end, depth)


def _is_label(line: str) -> bool:
    if len(line) > MAX_LABEL or not _LABEL.fullmatch(line):
        return False
    return line.startswith("http") or line.rstrip(CLOSERS)[-1:] not in STOPS


def _heading_line(text: str, start: int, end: int, depth: int) -> _Line:
    words = text[start:end].lstrip("#")
    start = end - len(words.lstrip())
    opened = words.rstrip("#")
    closed = opened if not opened or opened[-1].isspace() else words
    end -= len(words) - len(closed.rstrip())
    return _Line(Kind.HEADING, start, max(start, end), depth)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    left = piece.lstrip()
    start += len(piece) - len(left)
    return start, start + len(left.rstrip())
