"""Articles one a row of a table (CSV), under the names in its first row. A bad row does not stop the others."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from index.origins import Origin
from index.parse.draft import draft
from index.parse.encoding import decode
from index.parse.errors import Refused
from index.parse.facts import Sheet
from index.parse.fields import facts_in, key_of, plain_name
from index.types import Parsed, Unreadable

BODY = ("body", "text", "content", "articlebody", "articletext", "fulltext", "maintext")
"""Names of the column with the text, without case and marks; the first that is there counts."""

MAX_FIELD = 10_000_000
"""Characters of one article, as for a file of one article."""

MAX_COLUMNS = 500
"""A table with more is data."""

DELIMITERS = ",;\t|"

_LONG = f"has a value of more than {MAX_FIELD:,} characters; is a quote not closed?"
_SAID = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # how Excel is told the delimiter


@dataclass(frozen=True, slots=True)
class _Row:
    """The values of a row, or why it has none, and the number of its first line."""

    line: int
    values: list[str]
    broken: str = ""


def read_csv(raw: bytes, sheet: Sheet) -> Iterator[Parsed]:
    """The articles of the table as they are read; what cannot be one is `Unreadable` with its line's number."""
    try:
        rows = _rows(decode(raw))
        names = _names(next(rows, _Row(1, [])))
    except Refused as refused:
        yield Unreadable("", refused.reason)
        return
    empty = True
    for row in rows:
        empty = False
        try:
            yield _article(names, row, sheet)
        except Refused as refused:
            yield Unreadable(f"line {row.line}", refused.reason)
    if empty:
        yield Unreadable("", "has no rows below the names of its columns")


def _names(row: _Row) -> list[str]:
    names = [plain_name(name) for name in row.values]
    if not names:
        raise Refused("is empty")
    if not set(BODY) & set(names):
        raise Refused("has no column named body or text in its first line")
    if len(names) > MAX_COLUMNS:
        raise Refused(f"has more than {MAX_COLUMNS} columns")
    return names


def _article(names: list[str], row: _Row, sheet: Sheet) -> Parsed:
    if row.broken:
        raise Refused(row.broken)
    if len(row.values) > len(names) and any(row.values[len(names) :]):
        raise Refused(f"has {len(row.values)} values for {len(names)} columns; is one not in quotes?")
    fields = {name: value for name, value in reversed(list(zip(names, row.values, strict=False))) if value.strip()}
    column = next((name for name in BODY if name in names), "")
    body = fields.pop(column, "")
    if not body.strip():
        raise Refused(f"has no {column}")
    facts = facts_in(fields, sheet.zone, Origin.FIELDS)
    return draft(body, facts, sheet, key=key_of(facts, body))


def _rows(text: str) -> Iterator[_Row]:
    """All rows with something in them."""
    csv.field_size_limit(MAX_FIELD)
    said = _SAID.match(text)
    start = said.end() if said else 0
    delimiter = said[1] if said else _delimiter(text)
    reader = csv.reader(StringIO(text[start:], newline=""), delimiter=delimiter)
    line = done = 1 if said else 0
    while True:
        try:
            values = next(reader)
            broken = ""
        except StopIteration:
            return
        except csv.Error as error:
            values, broken = [], _LONG if "limit" in str(error) else "is not CSV that can be read"
        line, done = done + 1, reader.line_num + (1 if said else 0)
        if broken or any(value.strip() for value in values):
            yield _Row(line, values, broken)


def _delimiter(text: str) -> str:
    """The one that parts the names of the first line into most columns."""
    head = re.split("[\r\n]", text[:MAX_FIELD], maxsplit=1)[0]
    return max(DELIMITERS, key=lambda mark: len(next(csv.reader([head], delimiter=mark), [])))
