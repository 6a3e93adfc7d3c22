"""Articles one a line as JSON. A bad line does not stop the others."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator

from index.origins import Origin
from index.parse.draft import draft
from index.parse.encoding import decode
from index.parse.errors import Refused
from index.parse.facts import Sheet
from index.parse.fields import facts_in, key_of
from index.types import Parsed, Unreadable

MAX_LINE = 10_000_000
"""Bytes of one article, as for a file of one article."""


def read_jsonl(raw: bytes, sheet: Sheet) -> Iterator[Parsed]:
    """The articles of the file as they are read; what cannot be one is `Unreadable` with its line's number."""
    empty = True
    for number, line in enumerate(_lines(raw), start=1):
        if not line.strip():
            continue
        empty = False
        try:
            yield _article(line, sheet)
        except Refused as refused:
            yield Unreadable(f"line {number}", refused.reason)
        except RecursionError:
            yield Unreadable(f"line {number}", "is nested too deeply")
    if empty:
        yield Unreadable("", "is empty")


def _lines(raw: bytes) -> Iterator[bytes]:
    """The lines, one at a time: an export can be many times larger than an article."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raw = decode(raw).encode("utf-8", "replace")
    start = len(codecs.BOM_UTF8) if raw.startswith(codecs.BOM_UTF8) else 0
    while start < len(raw):
        end = raw.find(b"\n", start)
        end = len(raw) if end < 0 else end
        yield raw[start:end]
        start = end + 1


def _article(line: bytes, sheet: Sheet) -> Parsed:
    fields = _fields(line)
    body = fields.get("body")
    if not isinstance(body, str) or not body.strip():
        raise Refused("has no body")
    facts = facts_in({name: value for name, value in fields.items() if name != "body"}, sheet.zone, Origin.FIELDS)
    return draft(body, facts, sheet, key=key_of(facts, body))


def _fields(line: bytes) -> dict[str, object]:
    if len(line) > MAX_LINE:
        raise Refused(f"is longer than {MAX_LINE // 1_000_000} MB")
    try:
        fields = json.loads(line.decode("utf-8"), strict=False)
    except UnicodeDecodeError as error:
        raise Refused(f"is not UTF-8 (byte {error.start + 1})") from error
    except json.JSONDecodeError as error:
        raise Refused(f"is not JSON: {error.msg} at character {error.pos + 1}") from error
    except ValueError as error:
        raise Refused("is not JSON that can be read: a number is too long") from error
    if not isinstance(fields, dict):
        raise Refused("is not a JSON object")
    return fields
