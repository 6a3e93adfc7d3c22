"""A text as sentences with offsets; what comes before a sentence has no say in where it ends.

A stop ends a sentence unless a rule of `_ends_at` holds it; where unsure, two sentences stay one, since a
quote that is too long is still true and one that is cut in the middle is not.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.abbreviations import (
    ABBREVIATIONS,
    AFTER_CLOCK,
    BEFORE_ORDINAL,
    MONTHS,
    NUMBERED,
    OPENERS,
    TITLES,
)
from index.blocks import CLOSERS, STOPS, Block, Kind, blocks
from index.corrections import tells_a_mistake

__all__ = ["MAX_SENTENCE", "Kind", "Sentence", "sentences"]

MAX_SENTENCE = 1_000
"""Text without any stop is cut here, at white space: one passage (`passages.MAX`) must be able to hold it."""

_LOOK_BACK = 24
_STOP = re.compile(f"[{STOPS}]+")
_UNSPACED_STOPS = "。！？｡।॥።။"
_CLOSERS = re.compile(
    r"(?:[" + re.escape(CLOSERS) + r"]|\[\d{1,3}\]|(?<=\])\([^()\s]{1,300}\)"
    r"|\s[»›](?!\w)|[\u2600-\u27BF\uFE0F\u200D\U0001F000-\U0001FAFF]){0,20}"
)
_UNSPACED_CLOSERS = re.compile(r"[\"'”’)\]}」』）】〉》]{0,20}")
_SPACE = re.compile(r"\s*")
_GAP = re.compile(r"\s*(?:>+\s+)*")
_MARKER = re.compile(r"[-*+•‣▪◦·]\s|#{1,6}\s|>|\||```|~~~|[-=*_|:+]+\s*(?:\n|$)")
_NEXT_WORD = re.compile(r"[\"'“”„‘’‚«»‹›(\[{¿¡*_`~–—-]{0,6}\s?([^\W\d_][\w'’]{0,30}|\d{1,30})?")
_SPEAKER = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof)\. )?(?:[A-Z][\w'’.-]{0,20} ){1,4}"
    r"(?:said|says|asked|asks|added|replied|told|wrote|wondered|shouted|demanded)\b"
)
_HIRAGANA = "ぁ", "ゟ"


@dataclass(frozen=True, slots=True)
class Sentence:
    """`[start, end)` in the text given, without outer white space, bullets, `#` and `>` marks."""

    start: int
    end: int
    kind: Kind


def sentences(text: str) -> list[Sentence]:
    """The sentences of a plain text or a Markdown source, in order, none longer than `MAX_SENTENCE`.

    A heading and a table row are one sentence each, a block of code as many as its size asks for. What a note of
    correction says of an earlier version is of the kind `MISTAKE`.
    """
    found = [sentence for block in blocks(text) for sentence in _in_block(text, block)]
    mistaken = tells_a_mistake(text)
    return [replace(one, kind=Kind.MISTAKE) if mistaken(one.start, one.end) else one for one in found]


def _in_block(text: str, block: Block) -> Iterator[Sentence]:
    start = block.start
    while start < block.end:
        end = _end(text, start, block)
        yield Sentence(start, end, block.kind)
        start = _match_end(_GAP, text, end, block.end)


def _end(text: str, start: int, block: Block) -> int:
    limit = min(block.end, start + MAX_SENTENCE)
    if block.kind in (Kind.PROSE, Kind.ITEM):
        for stop in _STOP.finditer(text, start, limit):
            end = _with_closers(text, stop, limit)
            if _ends_at(text, start, stop, end, block.end):
                return end
    return block.end if block.end == limit else _cut(text, start, limit, block.kind)


def _with_closers(text: str, stop: re.Match[str], limit: int) -> int:
    closers = _UNSPACED_CLOSERS if stop[0][-1] in _UNSPACED_STOPS else _CLOSERS
    return _match_end(closers, text, stop.end(), limit)


def _ends_at(text: str, start: int, stop: re.Match[str], end: int, block_end: int) -> bool:
    """Whether the sentence from `start` ends with `stop` and its closing marks, which reach to `end`."""
    if end >= block_end:
        return True
    if stop[0][-1] in _UNSPACED_STOPS:
        return not (end > stop.end() and _HIRAGANA[0] <= text[end] <= _HIRAGANA[1])
    following = _match_end(_SPACE, text, end, block_end)
    if following == end:
        return False
    new_line = text.find("\n", end, following) >= 0
    if not new_line and _MARKER.match(text, following, block_end):
        return False
    following = _match_end(_GAP, text, end, block_end) if new_line else following
    next_word = _next_word(text, following, block_end)
    if next_word[:1].islower():
        return False
    if stop[0] == ".":
        return _full_stop_ends(text, start, stop.start(), next_word)
    return end == stop.end() or not _SPEAKER.match(text, following, block_end)


def _full_stop_ends(text: str, start: int, at: int, next_word: str) -> bool:
    before = text[max(start, at - _LOOK_BACK) : at]
    words = before.rsplit(None, 2)
    word = words[-1].lstrip("([{\"'“„«‘’*_—–") if words else ""
    if not word or before[-1].isspace():
        return True
    if word.isdecimal():
        return not _is_ordinal(word, before, words[-2:-1], at - start, next_word)
    if word in TITLES:
        return False
    if word in NUMBERED:
        return not next_word.isdecimal()
    if word.lower() in ("a.m", "p.m"):
        return next_word.istitle() and next_word.lower() not in AFTER_CLOCK
    if word in ABBREVIATIONS or _is_initials(word):
        return next_word.lower() in OPENERS
    return True


def _is_ordinal(number: str, before: str, previous: list[str], length: int, next_word: str) -> bool:
    """Whether the stop makes `3.` a third (German) or a first list number rather than ending a sentence."""
    if length == len(number):
        return length <= 3
    if len(number) > 2 or next_word.lower() in OPENERS:
        return False
    return next_word.lower() in MONTHS or (bool(previous) and previous[0].lower() in BEFORE_ORDINAL)


def _is_initials(word: str) -> bool:
    """`J`, `J.D`, `U.S`, `Ph.D`: single letters, or short pieces with stops between; not `example.com`."""
    if len(word) == 1:
        return word.isalpha() and word.isascii()
    return "." in word and all(len(piece) <= 2 and piece.isalpha() for piece in word.split("."))


def _next_word(text: str, at: int, end: int) -> str:
    """The next word, or "" where there is none; a letter with a stop is an initial and opens nothing."""
    match = _NEXT_WORD.match(text, at, end)
    word = (match[1] or "") if match else ""
    is_initial = len(word) == 1 and word.isalpha() and match is not None and text[match.end() : match.end() + 1] == "."
    return word + "." if is_initial else word


def _cut(text: str, start: int, limit: int, kind: Kind) -> int:
    """Where to cut what is too long for a sentence: in code at a line's end, else at white space."""
    at = text.rfind("\n", start + 1, limit + 1) if kind is Kind.CODE else -1
    if at < 0:
        at = max(text.rfind(space, start + 1, limit + 1) for space in " \n\t\u00a0\u3000")
    if at > start:
        return start + len(text[start:at].rstrip())
    at = limit
    while at > limit - 20 and (_is_mark(text[at]) or text[at - 1] == "\u200d"):
        at -= 1
    return start + len(text[start:at].rstrip())


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf")


def _match_end(pattern: re.Pattern[str], text: str, start: int, end: int) -> int:
    match = pattern.match(text, start, end)
    return match.end() if match else start
