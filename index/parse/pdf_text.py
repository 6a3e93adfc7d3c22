"""Lines of a PDF become paragraphs: by the space between them, their indents, and the size of their letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

from index.parse.pdf_furniture import Line

WIDE = 1.3
"""Times the usual distance of two lines: a larger one parts paragraphs."""

INDENT = 0.7
"""Times the size of the letters by which the first line of a paragraph is moved in."""

LARGE = 1.15
"""Times the usual size of the letters: a heading."""

SHORT = 0.75
"""Of the usual length of a line: a shorter one that ends a sentence ends its paragraph."""

MAX_HEADING = 200
LONGEST_WORD = 60
"""Characters."""

_BULLET = re.compile(r"\s*(?:[•◦▪■●‣·–—*]|\(?\d{1,2}[.)])\s+")
_MARK = re.compile(r"\s*[•◦▪■●‣·]\s*")
_ENDS = re.compile(r"[.!?:;…][\"'”’»)\]]*\s*$")
_HYPHEN = re.compile(r"(\w+)[-\u00ad\u2010]$")


class Typesetting:
    """How a document is set: its letters, its lines, its margins."""

    def __init__(self, pages: list[list[Line]]) -> None:
        lines = [line for page in pages for line in page]
        self.words = Counter(re.findall(r"\w+(?:-\w+)*", " ".join(line.text for line in lines).casefold()))
        self.size = _commonest((line.size, len(line.text)) for line in lines)
        self.drop = self._usual_drop(pages)
        plain = sorted(len(line.text) for line in lines if line.size <= self.size * LARGE)
        self.length = plain[len(plain) * 3 // 4] if plain else 0

    def _usual_drop(self, pages: list[list[Line]]) -> float:
        """From one line to the next in a paragraph: of the common distances the smallest."""
        drops = Counter(round(one.y - two.y, 1) for page in pages for one, two in pairwise(page))
        counts = {drop: count for drop, count in drops.items() if drop > self.size / 2}
        most = max(counts.values(), default=0)
        return min((drop for drop, count in counts.items() if count >= most / 2), default=self.size * 1.2)

    def is_heading(self, line: Line) -> bool:
        return line.size >= self.size * LARGE and len(line.text) <= MAX_HEADING

    def parts(self, one: Line, two: Line) -> bool:
        """Whether a paragraph ends between two lines that follow each other."""
        if _BULLET.match(two.text) or self.is_heading(one) or self.is_heading(two):
            return not (self.is_heading(one) and abs(one.size - two.size) < 1)
        drop, ended = one.y - two.y, _ENDS.search(one.text) is not None
        if drop > self.drop * WIDE or drop < -self.drop / 2:  # a gap; or the next column or page
            moved_on = drop < 0 or drop > self.drop * 10
            return not moved_on or (ended and not two.text[:1].islower())
        hanging = _BULLET.match(one.text) is not None
        indented = INDENT * self.size < two.x - one.x < 6 * self.size and not hanging
        return indented or (ended and len(one.text) < SHORT * self.length)


def _commonest(values: Iterable[tuple[float, int]]) -> float:
    """The value with the most weight; 0 where there is none."""
    counts = Counter[float]()
    for value, weight in values:
        counts[value] += weight
    return counts.most_common(1)[0][0] if counts else 0.0


def blocks(pages: list[list[Line]]) -> list[tuple[str, float]]:
    """The paragraphs in order with the size of their letters; headings begin with `## `, list items with `- `."""
    kind = Typesetting(pages)
    runs, previous = list[list[Line]](), None
    for line in (line for page in pages for line in page):
        if previous is None or kind.parts(previous, line):
            runs.append([])
        runs[-1].append(line)
        previous = line
    return [(_marked(run, kind), run[0].size) for run in runs]


def _marked(run: list[Line], kind: Typesetting) -> str:
    text = _joined(run, kind.words)
    if kind.is_heading(run[0]) and len(text) <= MAX_HEADING:
        return f"## {text}"
    return _MARK.sub("- ", text, count=1) if _MARK.match(text) else text


def _joined(run: list[Line], words: Counter[str]) -> str:
    pieces = list[str]()
    for line in run:
        piece = " ".join(line.text.split())
        hyphen = _HYPHEN.search(pieces[-1][-LONGEST_WORD:]) if pieces else None
        if hyphen and piece[:1].islower():
            pieces[-1] = pieces[-1] if _keeps_hyphen(hyphen, piece, words) else pieces[-1][:-1]
        elif pieces:
            pieces.append(" ")
        pieces.append(piece)
    return "".join(pieces).replace("\u00ad", "")


def _keeps_hyphen(hyphen: re.Match[str], piece: str, words: Counter[str]) -> bool:
    """Whether the hyphen at the end of a line belongs to the word: the document has it so elsewhere."""
    first, second = hyphen[1].casefold(), re.match(r"\w*", piece)
    rest = second[0].casefold() if second else ""
    return hyphen[0].endswith("-") and words[f"{first}-{rest}"] > words[first + rest]
