"""Files become `Draft` articles; what cannot be one becomes `Unreadable` with a reason for people.

Loading this package loads no parser: those of HTML and YAML are loaded by the first file that needs them. PDFs, and
pages of more than `html_apart.MANY_TAGS`, are read in a process of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from index.files import KINDS
from index.parse.errors import Refused
from index.parse.facts import Sheet
from index.types import Draft, Parsed, Unreadable

__all__ = ["MAX_EXPORT", "MAX_FILE", "parse", "too_large"]

MAX_FILE = 10_000_000
"""Bytes. The longest novels have a third of this; a larger file is data, not an article."""

MAX_EXPORT = 200_000_000
"""Bytes of a JSONL file: fifty thousand articles, and it fits in the memory of the machine."""

_MARKDOWN = (".md", ".markdown")
_TEXT = (".txt", ".text", "")
_HTML = (".html", ".htm", ".xhtml")
MAX_TABLE = 50_000_000
"""Bytes of a CSV file, which is read as a whole."""

_PDF = ".pdf"
_JSONL = ".jsonl"
_CSV = ".csv"
_LIMITS = {_JSONL: MAX_EXPORT, _CSV: MAX_TABLE}


def too_large(name: str, size: int) -> str | None:
    """Why a file of `size` bytes is not even opened; None if it is small enough."""
    limit = _LIMITS.get(_suffix(name), MAX_FILE)
    if size <= limit:
        return None
    return f"is larger than {limit // 1_000_000} MB (it has {size / 1_000_000:.1f} MB)"


def parse(raw: bytes, *, name: str, modified_at: datetime | None, zone: ZoneInfo) -> Iterator[Parsed]:
    """The articles of one file, in order. Whatever the bytes are, this raises nothing.

    `name` is the file's path in its folder, with `/`. `modified_at` (with a zone) is a last guess at the date;
    `zone` is that of dates that name none.
    """
    if reason := too_large(name, len(raw)):
        yield Unreadable("", reason)
    elif _suffix(name) == _JSONL:
        from index.parse.jsonl import read_jsonl

        yield from read_jsonl(raw, Sheet(name, modified_at, zone))
    elif _suffix(name) == _CSV:
        from index.parse.csv_rows import read_csv

        yield from read_csv(raw, Sheet(name, modified_at, zone))
    else:
        yield _one(raw, Sheet(name, modified_at, zone))


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.casefold()


def _one(raw: bytes, sheet: Sheet) -> Parsed:
    try:
        return _read(raw, sheet)
    except Refused as refused:
        return Unreadable("", refused.reason)
    except RecursionError:
        return Unreadable("", "is nested too deeply")


def _read(raw: bytes, sheet: Sheet) -> Draft:
    from index.parse.text import read_markdown, read_text

    suffix = _suffix(sheet.name)
    if not raw.strip():
        raise Refused("is empty")
    if suffix in _TEXT:
        return read_text(raw, sheet)
    if suffix in _MARKDOWN:
        return read_markdown(raw, sheet)
    if suffix in _HTML:
        from index.parse.html import read_html

        return read_html(raw, sheet)
    if suffix == _PDF:
        from index.parse.pdf import read_pdf

        return read_pdf(raw, sheet)
    raise Refused(f"is not a kind of file that can be indexed ({KINDS})")
