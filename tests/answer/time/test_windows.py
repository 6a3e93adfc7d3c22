"""Questions that state when, and the window of publication dates that each means."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from answer.time.reading import read_time
from index.types import Window

LONDON = ZoneInfo("Europe/London")
WEDNESDAY = "2026-05-20T15:00"

FROM_A_WEDNESDAY = [
    ("What happened today?", "2026-05-20", "2026-05-21"),
    ("What happened yesterday?", "2026-05-19", "2026-05-21"),
    ("Yesterday Quennick announced what?", "2026-05-19", "2026-05-21"),
    ("What were yesterday's headlines?", "2026-05-19", "2026-05-20"),
    ("What happened the day before yesterday?", "2026-05-18", "2026-05-21"),
    ("What was decided this morning?", "2026-05-20", "2026-05-21"),
    ("Who was arrested last night?", "2026-05-19", "2026-05-21"),
    ("What happened tonight?", "2026-05-20", "2026-05-21"),
    ("What happened last week?", "2026-05-11", "2026-05-18"),
    ("What happened last week in Pellport?", "2026-05-11", "2026-05-18"),
    ("Last week, what did the council decide?", "2026-05-11", "2026-05-18"),
    ("WHAT HAPPENED LAST WEEK", "2026-05-11", "2026-05-18"),
    ("What is the news from last week?", "2026-05-11", "2026-05-18"),
    ("What happened this week?", "2026-05-18", "2026-05-25"),
    ("What is happening this week?", "2026-05-18", "2026-05-25"),
    ("What's new this week?", "2026-05-18", "2026-05-25"),
    ("What has happened in the past week?", "2026-05-13", "2026-05-21"),
    ("What happened over the last week?", "2026-05-13", "2026-05-21"),
    ("What happened in the past 10 days?", "2026-05-10", "2026-05-21"),
    ("What happened in the last 24 hours?", "2026-05-19", "2026-05-21"),
    ("Who resigned in the last few days?", "2026-05-16", "2026-05-21"),
    ("Which roads were closed in the last two weeks?", "2026-05-06", "2026-05-21"),
    ("What was reported in the last three months?", "2026-02-20", "2026-05-21"),
    ("What was reported within the past year?", "2025-05-20", "2026-05-21"),
    ("What is new since Tuesday?", "2026-05-19", None),
    ("What has changed since last week?", "2026-05-11", None),
    ("What did the council decide since 3 May?", "2026-05-03", None),
    ("What was reported from 3 May onwards?", "2026-05-03", None),
    ("What has the council done since March?", "2026-03-01", None),
    ("What happened on Tuesday?", "2026-05-19", "2026-05-21"),
    ("What happened on Wednesday?", "2026-05-20", "2026-05-21"),
    ("What happened on Thursday?", "2026-05-14", "2026-05-17"),
    ("Who was hurt on Friday night?", "2026-05-15", "2026-05-18"),
    ("How hot did it get last Friday?", "2026-05-15", "2026-05-18"),
    ("Did the protesters march on Tuesday?", "2026-05-19", "2026-05-21"),
    ("What happened over the weekend?", "2026-05-16", "2026-05-19"),
    ("Who won at the weekend?", "2026-05-16", "2026-05-19"),
    ("Who won last weekend?", "2026-05-16", "2026-05-19"),
    ("What was reported about the bridge in March?", "2026-03-01", "2026-04-01"),
    ("What was reported in March about the bridge?", "2026-03-01", "2026-04-01"),
    ("In March, how many people came?", "2026-03-01", "2026-04-01"),
    ("Where was the pike found in March?", "2026-03-01", "2026-04-01"),
    ("what happened in may?", "2026-05-01", "2026-06-01"),
    ("And in May?", "2026-05-01", "2026-06-01"),
    ("What happened in June?", "2025-06-01", "2025-07-01"),
    ("What was reported about the bridge in March 2025?", "2025-03-01", "2025-04-01"),
    ("What was reported in March of 2025?", "2025-03-01", "2025-04-01"),
    ("What happened last March?", "2026-03-01", "2026-04-01"),
    ("What happened last May?", "2025-05-01", "2025-06-01"),
    ("What was reported between 3 and 9 May?", "2026-05-03", "2026-05-10"),
    ("What was reported between 28 April and 3 May?", "2026-04-28", "2026-05-04"),
    ("What was reported from December to February?", "2025-12-01", "2026-03-01"),
    ("What was reported between 30 December and 2 January 2026?", "2025-12-30", "2026-01-03"),
    ("Who resigned from April to June?", "2026-04-01", "2026-07-01"),
    ("What was in the news 3-9 May?", "2026-05-03", "2026-05-10"),
    ("What was reported May 3–9, 2026?", "2026-05-03", "2026-05-10"),
    ("What happened in early May?", "2026-05-01", "2026-05-11"),
    ("What was said in mid-April?", "2026-04-11", "2026-04-21"),
    ("What was said in late February?", "2026-02-21", "2026-03-01"),
    ("Which shops closed in late 2025?", "2025-09-01", "2026-01-01"),
    ("Which shops closed in 2025?", "2025-01-01", "2026-01-01"),
    ("Which shops closed during 2025?", "2025-01-01", "2026-01-01"),
    ("Which shops closed this year?", "2026-01-01", "2027-01-01"),
    ("Which shops closed last year?", "2025-01-01", "2026-01-01"),
    ("Which shops closed this month?", "2026-05-01", "2026-06-01"),
    ("Which shops closed last month?", "2026-04-01", "2026-05-01"),
    ("What was built in Q3?", "2025-07-01", "2025-10-01"),
    ("What happened in Q3 2025?", "2025-07-01", "2025-10-01"),
    ("What happened in the third quarter?", "2025-07-01", "2025-10-01"),
    ("What happened in the first half of 2025?", "2025-01-01", "2025-07-01"),
    ("What happened last quarter?", "2026-01-01", "2026-04-01"),
    ("What happened last summer?", "2025-06-01", "2025-09-01"),
    ("What happened in the summer of 2025?", "2025-06-01", "2025-09-01"),
    ("What happened in the spring?", "2026-03-01", "2026-06-01"),
    ("What happened last winter?", "2025-12-01", "2026-03-01"),
    ("What was reported before 12 May?", None, "2026-05-12"),
    ("What was reported after 12 May?", "2026-05-13", None),
    ("What was reported until April?", None, "2026-05-01"),
    ("What happened on 3 May?", "2026-05-03", "2026-05-06"),
    ("What happened on May 3rd, 2026?", "2026-05-03", "2026-05-06"),
    ("What happened on the 3rd of May?", "2026-05-03", "2026-05-06"),
    ("What did the Herald write on 3 May about the gull?", "2026-05-03", "2026-05-04"),
    ("What happened on 2026-05-12?", "2026-05-12", "2026-05-15"),
    ("What happened on 25/04/2026?", "2026-04-25", "2026-04-28"),
    ("What happened on 3.5.2026?", "2026-05-03", "2026-05-06"),
    ("What happened 5 days ago?", "2026-05-15", "2026-05-18"),
    ("What happened a week ago?", "2026-05-11", "2026-05-18"),
    ("What happened two months ago?", "2026-03-01", "2026-04-01"),
]
ELSEWHERE = [
    ("Was ist letzte Woche passiert?", "2026-05-11", "2026-05-18"),
    ("Was wurde am Dienstag beschlossen?", "2026-05-19", "2026-05-21"),
    ("Was geschah im März 2026?", "2026-03-01", "2026-04-01"),
    ("Was wurde in den letzten drei Monaten berichtet?", "2026-02-20", "2026-05-21"),
    ("Was geschah zwischen dem 3. und dem 9. Mai?", "2026-05-03", "2026-05-10"),
    ("Was hat der Rat seit dem 3. Mai beschlossen?", "2026-05-03", None),
    ("Que s’est-il passé la semaine dernière ?", "2026-05-11", "2026-05-18"),
    ("Qu'est-il arrivé le 3 mai ?", "2026-05-03", "2026-05-06"),
    ("Que s'est-il passé ces 10 derniers jours ?", "2026-05-10", "2026-05-21"),
    ("¿Qué pasó ayer?", "2026-05-19", "2026-05-21"),
    ("¿Qué pasó la semana pasada en Pellport?", "2026-05-11", "2026-05-18"),
    ("¿Qué ocurrió en marzo de 2026?", "2026-03-01", "2026-04-01"),
]
AT_BORDERS = [
    ("2026-05-18T00:00", "Europe/London", "What happened last week?", "2026-05-11", "2026-05-18"),  # a Monday
    ("2026-05-17T23:59", "Europe/London", "What happened last week?", "2026-05-04", "2026-05-11"),  # a Sunday
    ("2026-05-17T12:00", "Europe/London", "What happened over the weekend?", "2026-05-16", "2026-05-18"),
    ("2026-05-17T12:00", "Europe/London", "Who won last weekend?", "2026-05-09", "2026-05-12"),
    ("2026-01-01T00:30", "Europe/London", "What happened yesterday?", "2025-12-31", "2026-01-02"),
    ("2026-01-02T12:00", "Europe/London", "What happened last week?", "2025-12-22", "2025-12-29"),
    ("2026-01-02T12:00", "Europe/London", "What happened last month?", "2025-12-01", "2026-01-01"),
    ("2026-01-02T12:00", "Europe/London", "What happened last quarter?", "2025-10-01", "2026-01-01"),
    ("2028-03-01T12:00", "UTC", "What happened yesterday?", "2028-02-29", "2028-03-02"),
    ("2028-03-31T12:00", "UTC", "What happened in the past month?", "2028-02-29", "2028-04-01"),
    ("2027-01-15T12:00", "UTC", "What happened on 29 February 2024?", "2024-02-29", "2024-03-03"),
    ("2025-06-15T12:00", "UTC", "What happened on 29 February?", "2024-02-29", "2024-03-03"),
    ("2026-03-29T12:00", "Europe/London", "What happened today?", "2026-03-29", "2026-03-30"),  # 23 hours long
    ("2026-10-25T12:00", "America/New_York", "What happened on Sunday?", "2026-10-25", "2026-10-26"),
    ("2026-11-01T12:00", "America/New_York", "What happened today?", "2026-11-01", "2026-11-02"),  # 25 hours long
]


def bounds(window: Window, zone: ZoneInfo) -> tuple[date | None, date | None]:
    """A window's days; both ends are midnights of the zone."""
    for end in (window.since, window.until):
        assert end is None or (end.tzinfo is zone and end.time().isoformat() == "00:00:00")
    return window.since and window.since.date(), window.until and window.until.date()


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


@pytest.mark.parametrize(("question", "since", "until"), [*FROM_A_WEDNESDAY, *ELSEWHERE])
def test_a_question_states_its_window(question: str, since: str | None, until: str | None) -> None:
    asked_at = datetime.fromisoformat(WEDNESDAY).replace(tzinfo=LONDON)
    read = read_time(question, asked_at=asked_at, zone=LONDON)
    assert bounds(read.window, LONDON) == (day(since), day(until))
    assert read.phrase is not None


@pytest.mark.parametrize(("asked", "zone", "question", "since", "until"), AT_BORDERS)
def test_windows_at_the_borders_of_the_calendar(
    asked: str, zone: str, question: str, since: str | None, until: str | None
) -> None:
    place = ZoneInfo(zone)
    read = read_time(question, asked_at=datetime.fromisoformat(asked).replace(tzinfo=place), zone=place)
    assert bounds(read.window, place) == (day(since), day(until))


def test_the_day_is_that_of_the_zone_not_of_the_moment() -> None:
    """Late on Tuesday in New York it is Wednesday in Tokyo."""
    moment = datetime(2026, 5, 19, 22, 0, tzinfo=ZoneInfo("America/New_York"))
    tokyo = ZoneInfo("Asia/Tokyo")
    read = read_time("What happened yesterday?", asked_at=moment, zone=tokyo)
    assert bounds(read.window, tokyo) == (date(2026, 5, 19), date(2026, 5, 21))
