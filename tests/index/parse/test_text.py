"""Plain text: its dates, authors and titles from its lines, its body as it is."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.parse import parse
from index.types import DateOrigin, Draft, Parsed

LONDON = ZoneInfo("Europe/London")
MODIFIED = datetime(2026, 8, 1, 12, tzinfo=UTC)
STORY = "The ferry ran aground at dawn, its owner said. Nobody was hurt.\n\nIt will sail again on Monday."


def one(text: str | bytes, name: str = "a.txt", modified_at: datetime | None = MODIFIED) -> Parsed:
    raw = text.encode() if isinstance(text, str) else text
    (found,) = parse(raw, name=name, modified_at=modified_at, zone=LONDON)
    return found


def draft(text: str | bytes, name: str = "a.txt", modified_at: datetime | None = MODIFIED) -> Draft:
    found = one(text, name, modified_at)
    assert isinstance(found, Draft), found
    return found


def test_an_article_without_title_whose_dates_stand_around_it() -> None:
    found = draft(f"Updated 3 June 2025 at 20:41 IST\n{STORY}\nPublished 3 June 2025 at 20:41 IST\n")
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2025-06-03T20:41:00+05:30"
    assert found.published_from is DateOrigin.TEXT
    assert found.updated_at is None
    assert found.title == "The ferry ran aground at dawn, its owner said"
    assert found.body.startswith("Updated 3 June 2025 at 20:41 IST\nThe ferry")


HEADS: list[tuple[str, str | None, str | None, str | None]] = [
    ("Published 3 March 2026 at 09:00 GMT", "2026-03-03T09:00:00+00:00", None, None),
    ("Published: Tuesday, 3 March 2026, 10.30 GMT", "2026-03-03T10:30:00+00:00", None, None),
    ("Published: March 3, 2026, 6:05 p.m. EST", "2026-03-03T18:05:00-05:00", None, None),
    ("*Published 3 March 2026*", "2026-03-03T00:00:00+00:00", None, None),
    ("Last modified 2026-03-14 18:05 CET", "2026-03-14T18:05:00+01:00", "2026-03-14T18:05:00+01:00", None),
    ("14 March 2026", "2026-03-14T00:00:00+00:00", None, None),
    ("Port Sable, 14 March 2026, 17:20 GMT", "2026-03-14T17:20:00+00:00", None, None),
    ("By Jane Doe", None, None, "Jane Doe"),
    ("By Jane Doe, Harbour Correspondent", None, None, "Jane Doe"),
    ("BY JANE DOE AND JOHN VAN DER ROE", None, None, "JANE DOE AND JOHN VAN DER ROE"),
    ("The Sable Packet, published 7 April 2026 at 07:15 BST", "2026-04-07T07:15:00+01:00", None, None),
    ("By Jane Doe | Published 3 March 2026, 18:05 | Updated 4 March 2026, 09:00", "2026-03-03T18:05:00+00:00",
     "2026-03-04T09:00:00+00:00", "Jane Doe"),
    ("Updated 24 April 2026, 4.10 p.m. BST (first published 23 April 2026, 9.00 a.m. BST)",
     "2026-04-23T09:00:00+01:00", "2026-04-24T16:10:00+01:00", None),
    ("Published 21 March 2026, 07:30 (GMT), by Jane Doe", "2026-03-21T07:30:00+00:00", None, "Jane Doe"),
    ("Veröffentlicht am 3. März 2026, 14:05 Uhr", "2026-03-03T14:05:00+00:00", None, None),
    ("Von Jana Doe, Stand: 3. März 2026", "2026-03-03T00:00:00+00:00", "2026-03-03T00:00:00+00:00", "Jana Doe"),
    ("Publié le 3 mars 2026 à 14h05", "2026-03-03T14:05:00+00:00", None, None),
    ("Publicado el 3 de marzo de 2026", "2026-03-03T00:00:00+00:00", None, None),
    ("Published 03/04/2026 5:00 p.m. ET", "2026-03-04T17:00:00-05:00", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("line", "published", "updated", "author"), HEADS)
def test_a_line_at_the_head(line: str, published: str | None, updated: str | None, author: str | None) -> None:
    found = draft(f"A ferry runs aground\n\n{line}\n\n{STORY}", modified_at=None)
    assert found.title == "A ferry runs aground"
    assert (found.published_at and found.published_at.isoformat()) == published
    assert (found.updated_at and found.updated_at.isoformat()) == updated
    assert found.author == author


@pytest.mark.parametrize(
    "line",
    [
        "By the end of the day it was calm",
        "Updated figures show 3 boats on 4 March 2026",
        "3 of 2026 boats sank",
        "The book was published 3 March 2026.",
        "It began on 3 March 2026 and ended in tears",
        "By 2026 it was over",
        "Published Monday",
        "Date: soon",
        "45/99/2026 is a lot number",
    ],
)
def test_a_line_of_the_story_is_none_of_that(line: str) -> None:
    found = draft(f"{line}\n\n{STORY}", modified_at=None)
    assert (found.published_at, found.updated_at, found.author) == (None, None, None)


def test_an_address_and_an_outlet_in_lines_of_their_own() -> None:
    found = draft(f"A ferry runs aground\n\nSource: Sable Packet\nhttps://sable.example/ferry\n\n{STORY}")
    assert (found.outlet, found.url) == ("Sable Packet", "https://sable.example/ferry")


def test_a_date_in_the_middle_is_part_of_the_story() -> None:
    lines = ["It rained."] * 20
    lines[10] = "Published 3 March 2026"
    assert draft("\n".join(lines), modified_at=None).published_at is None


TITLES = [
    ("A ferry runs aground\n\nIt did.", "A ferry runs aground"),
    ("Why did the ferry run aground?\n\nIt did.", "Why did the ferry run aground?"),
    ("A ferry runs aground\nBy Jane Doe\nIt did.", "A ferry runs aground"),
    ("By Jane Doe\nA ferry ran aground. It did.", "A ferry ran aground"),
    ("A ferry ran aground.\n\nIt did.", "A ferry ran aground"),
    ("A ferry runs aground", "A ferry runs aground"),
    ("word " * 60, "word " * 19 + "word…"),
    ("x" * 500, "x" * 99 + "…"),
    ("14 March 2026", "14 March 2026"),
    ("🙂🙂", "🙂🙂"),
    ("A \u202eferry\u202c \x07runs\u2028aground\n\nIt did.", "A ferry runs aground"),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_a_title_is_found(text: str, title: str) -> None:
    assert draft(text).title == title


NAMES = [
    ("2026-03-14-ferry.txt", "2026-03-14T00:00:00+00:00"),
    ("20260714_ferry.txt", "2026-07-14T00:00:00+01:00"),
    ("2026/03/14/ferry.txt", "2026-03-14T00:00:00+00:00"),
    ("archive 2026.03.14.txt", "2026-03-14T00:00:00+00:00"),
]


@pytest.mark.parametrize(("name", "moment"), NAMES)
def test_the_date_of_the_file_name(name: str, moment: str) -> None:
    found = draft(STORY, name)
    assert found.published_at is not None
    assert (found.published_at.isoformat(), found.published_from) == (moment, DateOrigin.FILE_NAME)


@pytest.mark.parametrize(
    "name", ["ferry.txt", "2026-02-31-ferry.txt", "a20260314.txt", "12345678.txt", "000_20ab2.txt"]
)
def test_the_time_of_the_file_is_a_guess(name: str) -> None:
    found = draft(STORY, name)
    assert (found.published_at, found.published_from) == (MODIFIED, DateOrigin.FILE_TIME)
    assert draft(STORY, name, None).published_from is DateOrigin.NONE


def test_the_body_stays_as_it_is_but_for_line_ends_and_outer_blank_lines() -> None:
    assert (
        draft("\r\n \n  Indented.\r\rTwo  spaces\ttab \r\nEnd.\0 \n\n").body == "  Indented.\n\nTwo  spaces\ttab \nEnd."
    )


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    found = one(text.encode("utf-8", "replace"), modified_at=None)
    if isinstance(found, Draft):
        assert found.title
        assert "\n" not in found.title
        assert len(found.title) <= 300
        assert found.body == found.body.rstrip()
    else:
        assert found.reason
