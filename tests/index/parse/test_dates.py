"""Dates as writers write them, in words, numbers and zones; read the same on any day and any machine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.parse.dates import read_date
from index.parse.errors import ImpossibleDate

EARLIEST, LATEST = datetime(1900, 1, 1), datetime(2199, 12, 31)  # noqa: DTZ001  hypothesis asks for naive bounds
BERLIN = ZoneInfo("Europe/Berlin")

SPELLINGS = {
    "19 May 2025 at 21:52 IST": "2025-05-19T21:52:00+05:30",
    "March 3, 2026, 6:05 p.m. EST": "2026-03-03T18:05:00-05:00",
    "Tuesday, March 3, 2026 12:05 a.m. PST": "2026-03-03T00:05:00-08:00",
    "6:05 PM EDT, June 3rd, 2026": "2026-06-03T18:05:00-04:00",
    "14 July 2026 6 p.m. ET": "2026-07-14T18:00:00-04:00",
    "14 January 2026 6 p.m. ET": "2026-01-14T18:00:00-05:00",
    "14 March 2026 12 p.m. CST": "2026-03-14T12:00:00-06:00",
    "18:05, 14 July 2026 BST": "2026-07-14T18:05:00+01:00",
    "18:05, 14 July 2026": "2026-07-14T18:05:00+02:00",
    "18:05 BST, 14 July 2026": "2026-07-14T18:05:00+01:00",
    "24 April 2026, 4.10 p.m. BST": "2026-04-24T16:10:00+01:00",
    "21 March 2026, 07:30 (GMT)": "2026-03-21T07:30:00+00:00",
    "2026-03-14 18:05 CET": "2026-03-14T18:05:00+01:00",
    "2026-03-14 18:05 GMT+2": "2026-03-14T18:05:00+02:00",
    "2026-03-14 18:05 UTC-03:30": "2026-03-14T18:05:00-03:30",
    "2026-03-14 18:05 Asia/Tokyo": "2026-03-14T18:05:00+09:00",
    "2026-03-14T18:05:00Z": "2026-03-14T18:05:00+00:00",
    "2026-03-14T18:05:00+0530": "2026-03-14T18:05:00+05:30",
    "Tue, 03 Mar 2026 18:05:00 GMT": "2026-03-03T18:05:00+00:00",
    "1773511500": "2026-03-14T18:05:00+00:00",
    "1773511500000": "2026-03-14T18:05:00+00:00",
    "2026-07-14T18:05": "2026-07-14T18:05:00+02:00",
    "14 March 2026": "2026-03-14T00:00:00+01:00",
    "the 14th of March 2026": "2026-03-14T00:00:00+01:00",
    "Sept. 4, 2026": "2026-09-04T00:00:00+02:00",
    "14-Mar-2026": "2026-03-14T00:00:00+01:00",
    "20260314": "2026-03-14T00:00:00+01:00",
    "2026/03/14": "2026-03-14T00:00:00+01:00",
    "03/04/2026": "2026-04-03T00:00:00+02:00",
    "3. 4. 2026": "2026-04-03T00:00:00+02:00",
    "04/13/2026": "2026-04-13T00:00:00+02:00",
    "03/04/2026 5 pm EST": "2026-03-04T17:00:00-05:00",
    "3. März 2026, 14:05 Uhr": "2026-03-03T14:05:00+01:00",
    "Dienstag, 3. März 2026 um 14.05 Uhr MEZ": "2026-03-03T14:05:00+01:00",
    "3 mars 2026 à 14h05": "2026-03-03T14:05:00+01:00",
    "1er août 2026": "2026-08-01T00:00:00+02:00",
    "3 de marzo de 2026": "2026-03-03T00:00:00+01:00",
    "martedì 3 marzo 2026 alle 14:05": "2026-03-03T14:05:00+01:00",
    "3 maart 2026 om 14:05": "2026-03-03T14:05:00+01:00",
    "3 марта 2026": "2026-03-03T00:00:00+01:00",
    "2026年3月14日": "2026-03-14T00:00:00+01:00",
}


@pytest.mark.parametrize(("words", "moment"), SPELLINGS.items())
def test_a_date_is_read(words: str, moment: str) -> None:
    found = read_date(words, BERLIN)
    assert found is not None
    assert found.isoformat() == moment


def test_the_month_comes_first_in_the_united_states() -> None:
    assert read_date("03/04/2026", BERLIN, month_first=True) == datetime(2026, 3, 4, tzinfo=BERLIN)


@pytest.mark.parametrize(
    "words",
    [
        "2026-02-31",
        "2026-13-01",
        "31 February 2026",
        "31. Februar 2026",
        "31 février 2026",
        "14 March 2026 25:00",
        "0001-01-01",
        "3 March 9999",
        "32/01/2026",
        "2026-03-14T18:61:00",
    ],
)
def test_a_date_that_cannot_be_is_named(words: str) -> None:
    with pytest.raises(ImpossibleDate, match=words.split()[-1]):
        read_date(words, BERLIN)


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "yesterday",
        "in 3 days",
        "March 2026",
        "2026",
        "18:05",
        "3 foo 2026",
        "soon, 3 March 2026 or later",
        "now",
        "Monday",
        "3 March 2026 " * 20,
        "12 people 2026",
        "1" * 5_000,
    ],
)
def test_what_is_no_date_is_none(words: str) -> None:
    assert read_date(words, BERLIN) is None


@settings(deadline=None)
@given(st.datetimes(EARLIEST, LATEST), st.integers(-12 * 60, 14 * 60))
def test_iso_dates_are_read_back(naive: datetime, minutes: int) -> None:
    moment = naive.replace(tzinfo=UTC)
    text = f"{naive.isoformat()}{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    assert read_date(text, BERLIN) == moment - timedelta(minutes=minutes)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=120), st.from_regex(r"[0-9a-zA-Zä .,:/+-]{0,60}", fullmatch=True)))
def test_any_words_are_read_or_not(words: str) -> None:
    try:
        found = read_date(words, BERLIN)
    except ImpossibleDate:
        return
    assert found is None or found.tzinfo is not None
