"""JSONL: one article a line; the bad lines are named, the others come in."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from index.parse import parse
from index.types import DateOrigin, Draft, Parsed, Unreadable

ZONE = ZoneInfo("Asia/Kolkata")
WHOLE = {
    "id": "a-1",
    "url": "https://sable.example/pier",
    "title": "The pier",
    "body": "It is long.\r\nIt is old.\n",
    "published_at": "2026-03-14T18:05:00",
    "updated_at": "2026-03-15T09:00:00Z",
    "source": "Sable Packet",
    "author": "Jane Doe",
    "language": "en",
    "score": 7,
}


def parsed(raw: bytes) -> list[Parsed]:
    return list(parse(raw, name="2026-01-01.jsonl", modified_at=datetime(2026, 8, 1, tzinfo=UTC), zone=ZONE))


def drafts(*lines: dict[str, object]) -> list[Draft]:
    found = parsed("\n".join(map(json.dumps, lines)).encode())
    assert all(isinstance(item, Draft) for item in found), found
    return [item for item in found if isinstance(item, Draft)]


def test_a_whole_article() -> None:
    (found,) = drafts(WHOLE)
    assert (found.id, found.key, found.title, found.outlet, found.author) == (
        "a-1", "a-1", "The pier", "Sable Packet", "Jane Doe",
    )  # fmt: skip
    assert (found.url, found.language, found.body) == (WHOLE["url"], "en", "It is long.\nIt is old.")
    assert found.published_at is not None and found.updated_at is not None
    assert found.published_at.isoformat() == "2026-03-14T18:05:00+05:30"
    assert found.updated_at.isoformat() == "2026-03-15T09:00:00+00:00"


def test_only_a_body() -> None:
    (found,) = drafts({"body": "The pier is long. It is old."})
    assert (found.title, found.id, found.published_from) == ("The pier is long", None, DateOrigin.NONE)


def test_keys_stay_when_lines_move() -> None:
    lines: list[dict[str, object]] = [
        {"body": "One pier."},
        {"body": "Two piers.", "url": "https://sable.example/2"},
        {"body": "Three piers.", "title": "Three", "published_at": "2026-03-14"},
    ]
    before = {item.body: item.key for item in drafts(*lines)}
    after = {item.body: item.key for item in drafts(*reversed(lines))}
    assert before == after
    assert len(set(before.values())) == 3
    changed = drafts({**lines[1], "body": "Two long piers."}, {**lines[2], "body": "Three long piers."})
    assert [item.key for item in changed] == [before["Two piers."], before["Three piers."]]


BAD: list[tuple[bytes, str]] = [
    (b"{", "is not JSON"),
    (b"[1]", "is not a JSON object"),
    (b"null", "is not a JSON object"),
    (b'{"title": "a"}', "has no body"),
    (b'{"body": 7}', "has no body"),
    (b'{"body": " \\n"}', "has no body"),
    (b'{"body": "caf\xe9"}', "is not UTF-8 (byte 14)"),
    (b'{"body": "a", "published_at": "2026-02-31"}', "'2026-02-31'"),
    (b'{"body": "a", "updated_at": "soon"}', "cannot be read: 'soon'"),
    (b"[" * 100_000, ""),
    (b'{"body": "a", "n": ' + b"9" * 5_000 + b"}", "a number is too long"),
]


@pytest.mark.parametrize(("line", "words"), BAD)
def test_a_bad_line_is_named_and_the_others_come_in(line: bytes, words: str) -> None:
    first, bad, last = parsed(b'{"body": "One."}\n' + line + b'\n\n{"body": "Two."}')
    assert isinstance(first, Draft) and isinstance(last, Draft)
    assert isinstance(bad, Unreadable)
    assert bad.key == "line 2"
    assert words in bad.reason


def test_half_characters_can_be_stored() -> None:
    (found,) = parsed(b'{"body": "a \\ud83d b", "title": "x \\udc00 y"}')
    assert isinstance(found, Draft)
    assert (found.body, found.title) == ("a \ufffd b", "x y")


def test_numbers_and_lists_as_fields() -> None:
    (found,) = drafts({"body": "One.", "id": 12, "author": ["Jane Doe", "John Roe"], "published_at": 1773511500})
    assert (found.id, found.author) == ("12", "Jane Doe, John Roe")
    assert found.published_at == datetime(2026, 3, 14, 18, 5, tzinfo=UTC)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks(encoding: str) -> None:
    (found,) = parsed('{"body": "Où ?"}\r\n'.encode(encoding))
    assert isinstance(found, Draft)
    assert found.body == "Où ?"


def test_an_empty_export() -> None:
    assert parsed(b"\n \n") == [Unreadable("", "is empty")]
