"""Questions whose times belong to what they are about, or to now or later: none of them may hide an article."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from answer.time.reading import read_time

LONDON = ZoneInfo("Europe/London")
WEDNESDAY = datetime(2026, 5, 20, 15, 0, tzinfo=LONDON)

SUBJECTS = [
    # a year, a month or a day within a name or a noun phrase
    "Who won the 2022 World Cup?",
    "How much was the 2019 budget?",
    "What was in the May 2024 agreement?",
    "What was decided at the March meeting?",
    "How many died in the 1998 flood?",
    "Who won the Formula 1 season 2024?",
    "What did Article 50 say?",
    "What was on page 3-9?",
    "Which articles were changed by Article 3-9?",
    "What happened after 9/11?",
    "How long was the 24-hour strike?",
    "What did the 1990s bring?",
    "What was the price in 2024 dollars?",
    "How was the flood of March 2019 dealt with?",
    "What was signed in the agreement of 3 May?",
    "What became of the class of 2020?",
    "Who was Time's person of the year?",
    "What was said about the winter of discontent?",
    "What did the summer school cost?",
    "How were the May elections counted?",
    "How were elections in March elections counted?",
    "Which team won in week 13?",
    "Was the crack found in January the cause?",
    "Did the strike on Tuesday affect the ferry?",
    "What did the company founded in late 2015 announce?",
    "What happened to the man arrested on Tuesday?",
    "What is the name of the man who resigned on Tuesday?",
    "What was said about the bridge that opened in March?",
    "How many trees fell in Tuesday's storm?",
    "What was decided at last week's meeting?",
    "Who won this year's Nobel Prize?",
    "What came of yesterday's vote?",
    "Who wrote “Last Summer in Pellport”?",
    'Who wrote "Since Yesterday"?',
    "Who sang 'Friday on my mind'?",
    # names
    "What did Theresa May say?",
    "What did May say?",
    "May I swim in the lake?",
    "Did the army march?",
    "What did April Jones paint?",
    "What did the Sunday Times report?",
    "When was the Sunday market opened?",
    "What happened on Black Friday?",
    "What was sold on Cyber Monday?",
    "Who starred in Friday Night Lights?",
    "Who presented the Today programme?",
    "What did USA Today report?",
    "What did Business Today say about Adani?",
    "Who played in Last Summer?",
    # not a date
    "What changed before the election?",
    "What has happened since the fire?",
    "Who led before Arkwell?",
    "What was closed after the storm?",
    "When was the last time the bridge closed?",
    "Who won the last game?",
    "How was the last season?",
    "Who was the previous mayor?",
    "What was the first day like?",
    "What happened on 31 February?",
    "What happened on 32 May?",
    "What happened on 12/05/2026?",
    "What happened in 1,999 houses?",
    "Which roads were closed between 2000 and 3000 vehicles?",
    # history, records, long times, comparisons
    "In March 2020, how many children were born?",
    "Who was born in March 2025?",
    "Which company was founded in 2025?",
    "Who built the bridge in 1931?",
    "Who provided a definition in 1960?",
    "How many people lived here in 1990?",
    "Is it the hottest summer since 1976?",
    "When was the first strike since March?",
    "Who has led the council since 2014?",
    "How much have rents risen in the last five years?",
    "Has a team won twice in the last twenty years?",
    "What happened a hundred years ago?",
    "How many jobs were cut compared to last year?",
    "Was it warmer than last summer?",
    "Was it as wet as in March?",
    "Did both papers report it on Tuesday?",
    "How did sales develop in Q3?",
    "Which team was ahead in the third quarter?",
    "What was the budget for 2025?",
    # now, and what is to come
    "Is the library open today?",
    "Is the library open on Sunday?",
    "Which shops open on Sunday?",
    "Who plays on Saturday?",
    "What is on in Pellport tonight?",
    "What will happen in June?",
    "When does the bridge reopen in June?",
    "Are buses running this week?",
    "How many people live in Pellport today?",
    "What happens next week?",
    "What is planned for tomorrow?",
    "What's happening this weekend?",
    "Will the pool close in 2030?",
    "What was promised by 2030?",
    "What was announced for December 2027?",
    "Is the road closed until April?",
    "What do the trams cost on Sundays?",
    "Does the market take place every Friday?",
    "Was the man held for 24 hours?",
    "Can I drive a lorry over the swing bridge now?",
    "What is the latest on Quennick?",
    # elsewhere
    "Was kostete der Haushalt 2019?",
    "Ist die Bibliothek heute offen?",
    "Wer gewann die Weltmeisterschaft 2022?",
    "Qui a gagné la Coupe du monde 2022 ?",
    "La bibliothèque est-elle ouverte aujourd'hui ?",
    "¿Está abierta la biblioteca hoy?",
]
LONG_STORY = (
    "The council decided, after the storm that had closed the harbour for days, to mend the wall, and the mayor said "
    "that all of it would be paid by the port: what did the paper write on Tuesday?"
)


@pytest.mark.parametrize("question", [*SUBJECTS, LONG_STORY])
def test_a_time_of_the_subject_is_no_window(question: str) -> None:
    read = read_time(question, asked_at=WEDNESDAY, zone=LONDON)
    assert not read.window, question[slice(*read.phrase)] if read.phrase else ""
    assert read.phrase is None


@pytest.mark.parametrize(
    ("question", "now"),
    [
        ("What is the latest on Quennick?", True),
        ("Can I drive a lorry over the swing bridge now?", True),
        ("Who currently leads the council?", True),
        ("What has been decided recently?", True),
        ("Is the library open today?", True),
        ("Are buses running this week?", True),
        ("What happened this week?", False),
        ("Is the library open on Sunday?", False),
        ("Who directed Apocalypse Now?", False),
        ("What did USA Today report?", False),
        ("How long is the crack?", False),
    ],
)
def test_a_question_about_now_is_told(question: str, now: bool) -> None:
    assert read_time(question, asked_at=WEDNESDAY, zone=LONDON).asks_now is now
