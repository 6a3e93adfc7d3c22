"""A day is all of it, for members, for programs and for the evaluation alike."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.cli.options import read_scope
from evals.measure import question
from evals.types import Case
from index.iso import read_asked_at, read_days, read_period
from index.types import Window

BERLIN = ZoneInfo("Europe/Berlin")
MOMENTS = st.integers(0, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, BERLIN))
WRITTEN = (
    MOMENTS.map(datetime.isoformat)
    | MOMENTS.map(lambda moment: moment.replace(tzinfo=None).isoformat())
    | MOMENTS.map(lambda moment: moment.date().isoformat())
)


def test_a_day_from_midnight_to_midnight_in_the_readers_zone() -> None:
    start, end = read_period("2026-03-29", BERLIN)
    assert (start.isoformat(), end.isoformat()) == ("2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00")


def test_the_day_of_until_is_part_of_the_window() -> None:
    window = read_days("2026-03-01", "2026-03-31", UTC)
    assert datetime(2026, 3, 31, 23, 59, tzinfo=UTC) in window
    assert datetime(2026, 4, 1, tzinfo=UTC) not in window
    assert read_days(None, None, UTC) == Window()


@given(WRITTEN, WRITTEN)
def test_members_programs_and_the_evaluation_mean_the_same(one: str, other: str) -> None:
    since, until = sorted((one, other), key=lambda text: read_asked_at(text, UTC))
    evaluated = question(Case(id="1", question="q", answers=(), asked={"since": since, "until": until, "as_of": until}))
    assume(evaluated.window.since != evaluated.window.until)
    typed = read_scope(since, until, None, until, zone=ZoneInfo("UTC"))
    assert (evaluated.asked_at, evaluated.window) == (typed.asked_at, typed.window)


@pytest.mark.parametrize("nonsense", ["", "tomorrow", "2026-13-01", "2026-02-30T10:00"])
def test_what_is_no_date_is_a_value_error(nonsense: str) -> None:
    with pytest.raises(ValueError):
        read_period(nonsense, UTC)
    with pytest.raises(ValueError):
        read_asked_at(nonsense, UTC)
