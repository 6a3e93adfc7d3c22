"""Takes running heads, running feet and page numbers off the pages of a document."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import chain

EDGE = 3
"""Lines at the top and at the bottom of a page among which its furniture is."""

SHARE = 0.3
"""Of the pages on which a line must stand to be furniture: even and odd pages, and chapters, have their own."""

NEAR = 4.0
"""Points by which such a line may move from page to page."""

MAX_NUMBER = 40
"""Characters of a line that says only which page it is."""

_NUMBER = re.compile(
    r"[\s\W]*(?:(?:page|seite|p\.|s\.)\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|von|/|de)\s*\d{1,4})?[\s\W]*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: its lower left corner and the size of its letters, in points."""

    text: str
    x: float
    y: float
    size: float


def without_furniture(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without what repeats at their edges."""
    repeated = Counter(chain.from_iterable({_mark(line) for line in _edges(page)} for page in pages))
    least = max(2, SHARE * len(pages))
    return [_body(page, {mark for mark, count in repeated.items() if count >= least}) for page in pages]


def _body(page: list[Line], furniture: set[tuple[str, int]]) -> list[Line]:
    """The page without its outermost lines, as long as they are furniture; one that is all furniture is kept."""
    gone = set[Line]()
    for down in (False, True):
        for number, line in enumerate(sorted(_edges(page), key=_height, reverse=down)):
            if _mark(line) not in furniture and not (
                number == 0 and len(line.text) <= MAX_NUMBER and _NUMBER.fullmatch(line.text)
            ):
                break
            gone.add(line)
    return [line for line in page if line not in gone] or page


def _edges(page: list[Line]) -> list[Line]:
    heights = sorted({line.y for line in page})
    outer = {*heights[:EDGE], *heights[-EDGE:]}
    return [line for line in page if line.y in outer]


def _mark(line: Line) -> tuple[str, int]:
    """What is the same on all pages: the words, with any number in the place of the page's, and the height."""
    return " ".join(_DIGITS.sub("#", line.text).split()).casefold(), round(line.y / NEAR)


def _height(line: Line) -> float:
    return line.y
