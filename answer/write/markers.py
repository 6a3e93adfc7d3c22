"""A model's reply as sentences with the numbers that it cites; links, mentions and formatting stay behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.sentences import sentences

_THOUGHT = re.compile(r"^\s*<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\s?\([^()\s]*(?:\s[^()]*)?\)")
_ADDRESS = re.compile(
    r"<[a-z][a-z0-9+.-]*:[^<>\s]*>"
    r"|\b[a-z][a-z0-9+.-]*://[^\s\[\]【】<>]*"
    r"|\bmailto:[^\s\[\]【】<>]*"
    r"|\b(?:www\.|(?:[\w-]+\.)+[a-z]{2,}/)[^\s\[\]【】<>]*",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.,;:!?)\]}'\"”’]*$")
_TAG = re.compile(r"<[@#:/!a-z][^<>\n]{0,200}>", re.IGNORECASE)
_MASS_PING = re.compile(r"@(?:everyone|here)\b", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?<!\w)([*_]{1,3})(?=\S)([^*_\n]+?)(?<=\S)\1(?!\w)|\*\*|__|`+|~~|\|\|")
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|<\s*>|\[\s*\](?!\d)")

_NUMBERS = r"\^?(?:(?:passages?|sources?|quellen?|no\.)\s*)?\d{1,3}(?:†[^\]】\n]{0,40})?"
_MARKER = re.compile(
    rf"[^\S\n]*[\[【［]\s*(?P<numbers>{_NUMBERS}(?:\s*(?:[,;、/&–-]|and|und)\s*{_NUMBERS})*)\s*[\]】］]", re.IGNORECASE
)
_RANGE = re.compile(r"(\d{1,3})\s*[–-]\s*(\d{1,3})")
MOST_NUMBERS = 20  # of one marker: [1-999] is nonsense


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of a reply, without its markers; `numbers` in the order in which they were cited."""

    text: str
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where markers stood in the text that is left, and whether they opened a line rather than closing a sentence."""

    at: int
    opens: bool
    numbers: tuple[int, ...]


def said(reply: str) -> list[Said]:
    """The sentences of a reply, in order, without formatting, links and markers; those without a word are left out."""
    text, marks = _without_marks(_plain(_THOUGHT.sub("", reply)))
    found = [(sentence.start, sentence.end) for sentence in sentences(text)]
    cited: list[list[int]] = [[] for _ in found]
    for mark in marks:
        if (owner := _owner(mark, found)) is not None:
            cited[owner].extend(mark.numbers)
    return [
        Said(words, tuple(dict.fromkeys(numbers)))
        for (start, end), numbers in zip(found, cited, strict=True)
        if re.search(r"\w", words := _one_line(text[start:end]))
    ]


def _plain(text: str) -> str:
    """Without links, addresses, tags and formatting; a link's own words stay."""
    text = _LINK.sub(lambda match: f"[{match[1]}]" if re.fullmatch(r"\^?\d+", match[1]) else match[1], text)
    text = _ADDRESS.sub(lambda match: (_SENTENCE_END.search(match[0]) or [""])[0].lstrip(")]}'\"”’"), text)
    text = _MASS_PING.sub("", _TAG.sub("", text))
    return _EMPTY_BRACKETS.sub("", _EMPHASIS.sub(lambda match: match[2] or "", text))


def _without_marks(text: str) -> tuple[str, list[_Mark]]:
    kept, marks, length, last = [], [], 0, 0
    for match in _MARKER.finditer(text):
        kept.append(text[last : match.start()])
        length += match.start() - last
        last = match.end()
        marks.append(_Mark(length, _opens_line(text, match), tuple(_numbers(match["numbers"]))))
    kept.append(text[last:])
    return "".join(kept), marks


def _opens_line(text: str, match: re.Match[str]) -> bool:
    """Whether a line begins with this marker and goes on in words."""
    before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    after = text[match.end() :].split("\n", 1)[0]
    return not re.search(r"\w", _MARKER.sub("", before)) and bool(re.search(r"\w", _MARKER.sub("", after)))


def _numbers(group: str) -> Iterator[int]:
    group = re.sub(r"†[^,;\]】]*", "", group)
    for first, last in _RANGE.findall(group):
        yield from range(int(first), min(int(last) + 1, int(first) + MOST_NUMBERS))
    yield from map(int, re.findall(r"\d+", _RANGE.sub("", group)))


def _owner(mark: _Mark, found: list[tuple[int, int]]) -> int | None:
    """The sentence that a marker speaks for: the one that it opens, else the last one begun before it."""
    if mark.opens:
        return next((at for at, (_, end) in enumerate(found) if end > mark.at), None)
    begun = [at for at, (start, _) in enumerate(found) if start < mark.at]
    return begun[-1] if begun else None


def _one_line(text: str) -> str:
    text = re.sub(r"\s+(?=[.,;:!?](?:\s|$))", "", " ".join(text.split()))
    return re.sub(r",{2,}", ",", text)
