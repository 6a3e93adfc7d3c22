"""`since` and `until`, as members write them on Wednesday, 20 May 2026, at three in the afternoon."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dates import read_window
from bot.errors import BadInput

NOW = datetime(2026, 5, 20, 13, 0, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("phrase", "first", "after"),
    [
        ("2026-05-12", "2026-05-12", "2026-05-13"),
        ("20260512", "2026-05-12", "2026-05-13"),
        ("2026-05", "2026-05-01", "2026-06-01"),
        ("2025", "2025-01-01", "2026-01-01"),
        ("today", "2026-05-20", "2026-05-21"),
        ("Yesterday", "2026-05-19", "2026-05-20"),
        ("this week", "2026-05-18", "2026-05-25"),
        ("last  week", "2026-05-11", "2026-05-18"),
        ("this month", "2026-05-01", "2026-06-01"),
        ("last month", "2026-04-01", "2026-05-01"),
        ("last year", "2025-01-01", "2026-01-01"),
        ("3 May", "2026-05-03", "2026-05-04"),
        ("May 3rd", "2026-05-03", "2026-05-04"),
        ("3 May 2024", "2024-05-03", "2024-05-04"),
        ("25 December", "2025-12-25", "2025-12-26"),
        ("March 2026", "2026-03-01", "2026-04-01"),
        ("February 2024", "2024-02-01", "2024-03-01"),
        ("June", "2025-06-01", "2025-07-01"),
        ("Monday", "2026-05-18", "2026-05-19"),
        ("3 days ago", "2026-05-17", "2026-05-18"),
        ("two weeks ago", "2026-05-06", "2026-05-07"),
        ("13.5.2026", "2026-05-13", "2026-05-14"),
        ("5/5/2026", "2026-05-05", "2026-05-06"),
        ("2026/05/12", "2026-05-12", "2026-05-13"),
        ("2026-5-3", "2026-05-03", "2026-05-04"),
        ("31 March", "2026-03-31", "2026-04-01"),
        ("45 days ago", "2026-04-05", "2026-04-06"),
    ],
)
def test_phrases(phrase: str, first: str, after: str) -> None:
    window = read_window(phrase, phrase, zone=BERLIN, now=NOW)
    assert window.since == datetime.fromisoformat(first).replace(tzinfo=BERLIN)
    assert window.until == datetime.fromisoformat(after).replace(tzinfo=BERLIN)


def test_days_are_those_of_the_zone() -> None:
    late = datetime(2026, 5, 19, 23, 30, tzinfo=UTC)
    window = read_window("today", None, zone=BERLIN, now=late)
    assert window.since == datetime(2026, 5, 20, tzinfo=BERLIN)
    assert window.since.utcoffset() == timedelta(hours=2)


def test_a_moment_is_taken_as_it_is() -> None:
    window = read_window("2026-05-12T10:30", "2026-05-12 12:00+00:00", zone=BERLIN, now=NOW)
    assert window.since == datetime(2026, 5, 12, 10, 30, tzinfo=BERLIN)
    assert window.until == datetime(2026, 5, 12, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize("nothing", [None, "", "   "])
def test_nothing_given_is_no_window(nothing: str | None) -> None:
    assert not read_window(nothing, nothing, zone=BERLIN, now=NOW)


@pytest.mark.parametrize(
    "phrase",
    ["blubb", "soonish", "2026-13-45", "2026-02-30", "0000", "9999", "9999-12-31", "12", "a", "3/4/2026", "spring 2026",
     "2026-13-01", "2026-02-31", "2026-02-31 10:00", "2026/13/01", "32 May", "32nd of May", "May 32", "31 April",
     "x" * 61, "🙂", "?", "'; DROP TABLE", "2026-05-12T99:00"],
)  # fmt: skip
def test_nonsense_is_one_sentence(phrase: str) -> None:
    with pytest.raises(BadInput, match=r"^I cannot read “.*” as a date; write it like 2026-05-12") as caught:
        read_window(phrase, None, zone=BERLIN, now=NOW)
    assert len(caught.value.message) < 200


def test_a_window_that_ends_before_it_begins() -> None:
    with pytest.raises(BadInput, match=r"^The window is empty: since 20 May 2026 is after until 3 May 2026\.$"):
        read_window("20 May 2026", "3 May 2026", zone=BERLIN, now=NOW)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=30))
def test_anything_is_a_window_or_a_sentence(phrase: str) -> None:
    try:
        read_window(phrase, phrase, zone=BERLIN, now=NOW)
    except BadInput as error:
        assert error.message
