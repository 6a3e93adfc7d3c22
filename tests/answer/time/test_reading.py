"""What holds for every question: it is read without an error, into days of the zone, and always the same."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answer.time.reading import read_time

PIECES = st.sampled_from(
    """what happened was in on since until before after between and from to the last this past next early mid- late of
    May march 3 9 31 29 2024 2026 Tuesday Friday week weekend month year Q3 summer February yesterday today ago days 10
    12/05/2026 2026-02-30 seit Dienstag letzte Woche depuis mars hace 5 días ’s ? , “ ” '""".split()
)
ZONES = st.sampled_from(["UTC", "Europe/London", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Africa/Cairo"])
MOMENTS = st.datetimes(min_value=datetime(1, 1, 1), max_value=datetime(9999, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=12).map(" ".join) | st.text(max_size=80), MOMENTS, ZONES)
def test_any_text_is_read_into_whole_days_or_nothing(text: str, asked_at: datetime, name: str) -> None:
    zone = ZoneInfo(name)
    read = read_time(text, asked_at=asked_at, zone=zone)
    assert read == read_time(text, asked_at=asked_at, zone=zone)
    since, until = read.window.since, read.window.until
    if since and until:
        assert since < until
    if since:
        assert since.date() <= asked_at.astimezone(zone).date()
    for end in (since, until):
        assert end is None or (end.tzinfo is zone and end.time() == time())
    assert bool(read.window) == (read.phrase is not None)
    if read.phrase is not None:
        assert 0 <= read.phrase.start < read.phrase.end <= len(text)


@pytest.mark.parametrize("asked_at", [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
@pytest.mark.parametrize("question", ["What happened last year?", "What happened today?", "What is new since May?"])
def test_the_ends_of_the_calendar_are_no_error(asked_at: datetime, question: str) -> None:
    read_time(question, asked_at=asked_at, zone=ZoneInfo("Pacific/Apia"))


def test_a_long_text_is_read_quickly() -> None:
    """No pattern may take more than a moment over what a member can send."""
    read_time("in the last " * 160, asked_at=datetime(2026, 5, 20, tzinfo=UTC), zone=ZoneInfo("UTC"))
    read_time("3-9-3-9 May " * 160, asked_at=datetime(2026, 5, 20, tzinfo=UTC), zone=ZoneInfo("UTC"))
