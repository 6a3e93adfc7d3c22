"""The paragraphs of a PDF, by the places of its lines, read in a process of its own (`index.apart`)."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from index.parse.errors import Refused
from index.parse.pdf_furniture import Line, without_furniture
from index.parse.pdf_text import blocks

MAX_PAGES = 2_000
"""The longest books have as many; more is an archive of documents."""

MAX_CHARACTERS = 10_000_000
"""Of the whole text, as for other files."""

MAX_SAID = 1_000
"""Characters of a title or a name."""

_LETTERS: dict[int, str | None] = {
    **dict.fromkeys(range(32)),
    9: " ",
    0x7F: "•",  # what some programs write for the bullet of Windows
    **dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
}
"""What cannot be searched for: ligatures, and controls."""

MOST = 100_000.0
"""Points. No page is as large; what is further out counts as at the edge."""


@dataclass(slots=True)
class _Begun:
    """A line in the making; its size is that of its longest piece, which a bullet or a note's number is not."""

    x: float
    y: float
    size: float = 0.0
    longest: int = 0
    pieces: list[str] = field(default_factory=list)

    def add(self, piece: str, size: float) -> None:
        self.pieces.append(piece)
        if len(piece) > self.longest:
            self.longest, self.size = len(piece), size


def work(raw: bytes, said: dict[str, str]) -> dict[str, object]:
    """`{"paragraphs": [[text, size]], "title", "author", "created", "language"}`. Raises `Refused` for no text."""
    from pypdf import PdfReader

    reader = PdfReader(BytesIO(raw), strict=False)
    if reader.is_encrypted:
        _unlock(reader)
    if len(reader.pages) > MAX_PAGES:
        raise Refused(f"has more than {MAX_PAGES:,} pages")
    return {"paragraphs": blocks(without_furniture(_pages(reader))), **_about(reader)}


def _unlock(reader: Any) -> None:
    """Many a PDF is encrypted with an empty password, only so that it is not printed."""
    from pypdf.errors import DependencyError

    try:
        opened = bool(reader.decrypt(""))
    except DependencyError:
        opened = False
    if not opened:
        raise Refused("is encrypted; save a copy of it without a password")


def _pages(reader: Any) -> list[list[Line]]:
    """The lines of all pages; a page that breaks the reader has none."""
    pages, size, broken = list[list[Line]](), 0, 0
    for page in reader.pages:
        try:
            pages.append(_lines(page))
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001  one damaged page does not take the others with it
            pages.append([])
            broken += 1
        size += sum(len(line.text) for line in pages[-1])
        if size > MAX_CHARACTERS:
            raise Refused(f"has more than {MAX_CHARACTERS // 1_000_000} million characters")
    if not size:
        raise Refused("is damaged and could not be read as a PDF" if broken else "has no text; it is probably scanned")
    return pages


def _lines(page: Any) -> list[Line]:
    lines = list[_Begun]()
    fresh = True

    def visit(text: str, matrix: Any, place: Any, _font: Any, size: float) -> None:
        nonlocal fresh
        for number, piece in enumerate(text.split("\n")):
            fresh = fresh or number > 0
            if not piece.strip():
                continue
            if fresh:
                lines.append(_Begun(*_at(matrix, place)))
                fresh = False
            lines[-1].add(piece.translate(_LETTERS), _size(matrix, place, size))

    page.extract_text(visitor_text=visit)
    return [Line("".join(line.pieces), line.x, line.y, line.size) for line in lines]


def _at(matrix: Any, place: Any) -> tuple[float, float]:
    x = place[4] * matrix[0] + place[5] * matrix[2] + matrix[4]
    y = place[4] * matrix[1] + place[5] * matrix[3] + matrix[5]
    return _bounded(x), _bounded(y)


def _size(matrix: Any, place: Any, size: float) -> float:
    return _bounded(abs(float(size) * float(place[3] or place[0]) * float(matrix[3] or matrix[0])))


def _bounded(number: Any) -> float:
    value = float(number)
    return round(max(-MOST, min(MOST, value)), 1) if value == value else 0.0  # what is not equal to itself is no number


def _about(reader: Any) -> dict[str, str]:
    """What the document says of itself; nothing where that is damaged."""
    try:
        known, root = reader.metadata or {}, reader.root_object
        said = {
            "title": known.get("/Title"),
            "author": known.get("/Author"),
            "created": known.get("/CreationDate"),
            "language": root.get("/Lang"),
        }
    except Exception:  # noqa: BLE001  the text is there all the same
        return {}
    return {name: str(value)[:MAX_SAID] for name, value in said.items() if isinstance(value, str)}
