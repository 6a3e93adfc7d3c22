"""What a stated window does in the chain: it is searched and said back, options win, history is not hidden."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from answer.assemble import build
from answer.chain import AnswerChain
from answer.contract import whole_answer
from answer.types import Answer, Answered, NotFound, Question, Silence
from bot.card import make_card
from bot.plain import card_text
from index.assemble import open_index
from index.engine import Index
from index.settings import IndexSettings
from index.types import MAIN_LIBRARY, Window

LONDON = ZoneInfo("Europe/London")
ASKED = Question(
    text="What did the ferry carry?", libraries=(MAIN_LIBRARY,), asked_at=datetime(2026, 7, 20, 12, 0, tzinfo=UTC)
)
ARTICLES = [
    ("march", "2026-03-14", "The ferry carried 300 passengers in its first week, the harbour master said."),
    ("april", "2026-04-30T23:30:00+00:00", "The ferry carried 410 passengers after the storm, the port wrote."),
    ("july", "2026-07-01", "The ferry carried 975 passengers in the heat, and the pier of 1931 stood empty."),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("ferry")
    lines = [json.dumps({"id": id_, "title": "Ferry", "published_at": on, "body": body}) for id_, on, body in ARTICLES]
    (folder / "ferry.jsonl").write_text("\n".join(lines), encoding="utf-8")
    opened = open_index(IndexSettings(data_dir=folder / "var"), create=True)
    opened.add_paths(MAIN_LIBRARY, [folder / "ferry.jsonl"])
    yield opened
    opened.close()


@pytest.fixture
def chain(index: Index) -> AnswerChain:
    return build(index, zone=LONDON).chain


def ask(chain: AnswerChain, text: str, **fields: object) -> Answer:
    return chain.answer_now(replace(ASKED, text=text, **fields))  # type: ignore[arg-type]


def cited(answer: Answer) -> set[str]:
    assert isinstance(answer, Answered)
    return {citation.article.id for claim in answer.claims for citation in claim.citations}


def test_a_stated_window_is_searched_and_said_back(chain: AnswerChain) -> None:
    answer = ask(chain, "How many passengers did the ferry carry in March?")
    assert cited(answer) == {"march"}
    assert answer.question.phrase == "in March"
    assert "Searched 1 to 31 March 2026, 1 article." in card_text(make_card(answer))
    line = whole_answer(answer, seconds=0)
    assert line["window"] == {"since": "2026-03-01T00:00:00+00:00", "until": "2026-04-01T00:00:00+01:00"}
    assert line["window_read_from"] == "in March"


def test_days_begin_at_midnight_of_the_zone(chain: AnswerChain) -> None:
    """What appeared at 23:30 UTC on 30 April is of 1 May in London."""
    assert cited(ask(chain, "How many passengers did the ferry carry in May?")) == {"april"}


def test_options_win_over_words(chain: AnswerChain) -> None:
    july = Window(since=datetime(2026, 7, 1, tzinfo=UTC))
    answer = ask(chain, "How many passengers did the ferry carry in March?", window=july)
    assert cited(answer) == {"july"}
    assert (answer.question.window, answer.question.phrase) == (july, None)


def test_all_dates_are_searched_where_that_is_asked(chain: AnswerChain) -> None:
    answer = ask(chain, "How many passengers did the ferry carry last week?", any_date=True)
    assert not answer.question.window
    assert answer.searched.articles == len(ARTICLES)


def test_an_empty_window_is_said_with_a_way_out(chain: AnswerChain) -> None:
    answer = ask(chain, "How many passengers did the ferry carry last week?")
    assert isinstance(answer, NotFound)
    assert answer.why is Silence.EMPTY_WINDOW
    text = card_text(make_card(answer))
    assert "There are no articles with this date: 13 to 19 July 2026." in text
    assert "Ask again without “last week” to search all dates." in text


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("What happened to the ferry in December 2025?", Silence.EMPTY_WINDOW),
        ("What happened to the ferry in December?", Silence.EMPTY_WINDOW),
        ("What happened to the ferry in May 2020?", None),
        ("How many passengers did the ferry carry in December 2025?", None),
    ],
)
def test_what_lies_before_the_archive_is_history(chain: AnswerChain, question: str, why: Silence | None) -> None:
    answer = ask(chain, question)
    if why is None:
        assert not answer.question.window
        assert answer.searched.articles == len(ARTICLES)
    else:
        assert isinstance(answer, NotFound)
        assert answer.why is why


@pytest.mark.parametrize(
    ("question", "days", "said"),
    [
        ("How many passengers does the ferry carry now?", 19, True),
        ("How many passengers does the ferry carry now?", 13, False),
        ("How many passengers did the ferry carry?", 19, False),
    ],
)
def test_who_asks_about_now_is_told_how_old_the_newest_article_is(
    chain: AnswerChain, question: str, days: int, said: bool
) -> None:
    answer = ask(chain, question, asked_at=datetime(2026, 7, 1, tzinfo=UTC) + timedelta(days=days))
    caveat = f"The newest article on this is of 1 July 2026, {days} days before the question."
    assert isinstance(answer, Answered)
    assert (caveat in answer.notices) is said


def test_an_archive_without_dates_has_no_windows(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("undated")
    (folder / "a.jsonl").write_text(json.dumps({"id": "a", "title": "Ferry", "body": ARTICLES[0][2]}), encoding="utf-8")
    index = open_index(IndexSettings(data_dir=folder / "var"), create=True)
    try:
        index.add_paths(MAIN_LIBRARY, [folder / "a.jsonl"])
        answer = ask(build(index).chain, "How many passengers did the ferry carry last week?")
        assert cited(answer) == {"a"}
        assert not answer.question.window
    finally:
        index.close()
