"""CSV: one article a row, under the names that JSONL has, whatever parts the columns."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.parse import csv_rows, parse, too_large
from index.types import Draft, Parsed, Unreadable

NAMES = "id,url,title,body,published_at,updated_at,source,author"
ROW = (
    '7,https://herald.example/a,"Pier, ferry","The pier is long.\n\nIt is ""old"".",2026-03-14T18:05:00+01:00,'
    "2026-03-15,Herald,Jane Doe"
)


def rows(text: str | bytes) -> list[Parsed]:
    raw = text.encode() if isinstance(text, str) else text
    return list(parse(raw, name="export.csv", modified_at=None, zone=ZoneInfo("Europe/Berlin")))


def one(text: str | bytes) -> Draft:
    (found,) = rows(text)
    assert isinstance(found, Draft), found
    return found


def test_a_row_is_an_article() -> None:
    found = one(f"{NAMES}\n{ROW}\n")
    assert (found.id, found.key, found.url) == ("7", "7", "https://herald.example/a")
    assert (found.title, found.outlet, found.author) == ("Pier, ferry", "Herald", "Jane Doe")
    assert found.body == 'The pier is long.\n\nIt is "old".'
    assert found.published_at is not None and found.updated_at is not None
    assert found.published_at.isoformat() == "2026-03-14T18:05:00+01:00"
    assert found.updated_at.isoformat() == "2026-03-15T00:00:00+01:00"
    assert set(found.origins.values()) == {"fields"}


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(mark: str) -> None:
    assert one(f"Title{mark}Full Text{mark}Lang\nPier{mark}The pier is long.{mark}en\n").language == "en"


def test_excel_says_its_delimiter() -> None:
    found = rows("sep=;\r\ntitle;text\r\nPier;The pier, the long one.\r\n;\r\nFerry;\r\n")
    assert isinstance(found[0], Draft) and found[0].body == "The pier, the long one."
    assert found[1:] == [Unreadable("line 5", "has no text")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = "title;text\nCafé;Le café du port a été fermé, a déclaré la maire à midi. Où aller à présent ?\n"
    assert one(text.encode(encoding)).title == "Café"


def test_a_bad_row_is_named_with_its_line_and_costs_only_itself() -> None:
    found = rows(
        f'{NAMES}\n{ROW}\n8,,No body,,,,,\n\n9,,x,"two\nlines",2026-02-31,,,\n10,,x,y,,,,,,z\n11,,Ok,Good,,,,\n'
    )
    assert isinstance(found[0], Draft) and isinstance(found[-1], Draft)
    assert found[1:-1] == [
        Unreadable("line 5", "has no body"),
        Unreadable("line 7", "has a date that cannot be: '2026-02-31'"),
        Unreadable("line 9", "has 10 values for 8 columns; is one not in quotes?"),
    ]


def test_a_huge_value_is_named_and_the_rows_before_it_stay() -> None:
    found = rows(f'title,text\nA,Good.\nB,"{"x " * (csv_rows.MAX_FIELD // 2 + 10)}')
    assert isinstance(found[0], Draft)
    (bad,) = found[1:]
    assert bad == Unreadable("line 3", "has a value of more than 10,000,000 characters; is a quote not closed?")


BAD = [
    ("", "is empty"),
    ("title,author\nPier,Jane\n", "has no column named body or text in its first line"),
    ("title,text\n", "has no rows below the names of its columns"),
    (b"PK\x03\x04...", "is a ZIP or Office file, not text"),
    (",".join(["text", *"x" * 600]) + "\na\n", "has more than 500 columns"),
]


@pytest.mark.parametrize(("raw", "reason"), BAD)
def test_what_is_no_table_of_articles(raw: str | bytes, reason: str) -> None:
    assert rows(raw) == [Unreadable("", reason)]


def test_sizes() -> None:
    assert too_large("export.csv", 50_000_000) is None
    assert too_large("export.csv", 60_000_000) == "is larger than 50 MB (it has 60.0 MB)"


PIECES = st.sampled_from(['"', ",", "\n", "\r", "title,text\n", "a,b", ";", "\0", "sep=,\n", "2026-02-31", "é"])


@settings(deadline=None, max_examples=80)
@given(st.lists(PIECES, max_size=12), st.booleans())
def test_no_table_raises(pieces: list[str], named: bool) -> None:
    for found in rows("title,text,date\n" * named + "".join(pieces)):
        assert isinstance(found, Draft | Unreadable)
