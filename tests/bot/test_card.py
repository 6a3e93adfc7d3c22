"""What an answer shows, the same for Discord and the terminal, and how the terminal prints it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from answer.types import Answer, Claim, Dropped, NotFound, Question, Silence
from bot.bodies import edition
from bot.card import ADD_IN_DISCORD, make_card, numbered
from bot.plain import card_text
from bot.wording import between, counted, published, window_said
from index.types import Coverage, DateOrigin, Window
from made import ASKED_AT, PROVENANCE, answered, article, cite

FERRY = "The ferry returns on 3 May. Tickets cost four pounds.\n\nDivers mended the hull."
POST = "Work on the ferry is done."
ferry = article()
post = article(
    "post", title="Done", outlet="Coast Post", url=None, published_at=datetime(2026, 4, 2, tzinfo=UTC)
)  # fmt: skip
returns, tickets, hull = (
    cite(ferry, FERRY, quote)
    for quote in ("The ferry returns on 3 May.", "Tickets cost four pounds.", "Divers mended the hull.")
)
done = cite(post, POST, POST)


def not_found(why: Silence, **fields: object) -> NotFound:
    plain = {
        "question": Question(text="Who won?", libraries=("main",), asked_at=ASKED_AT),
        "closest": (ferry, post),
        "searched": Coverage(7, None, None),
        "archive": Coverage(24, datetime(2026, 1, 3, tzinfo=UTC), datetime(2026, 5, 28, tzinfo=UTC)),
        "newest": None,
        "hits": (),
        "provenance": PROVENANCE,
    }
    return NotFound(why=why, **(plain | fields))  # type: ignore[arg-type]


def test_one_number_per_article_in_the_order_of_first_mention() -> None:
    answer = answered(Claim(POST, (done,)), Claim("Prose.", (hull, done)), Claim("More.", (returns,)))
    card = make_card(answer)
    assert [statement.numbers for statement in card.statements] == [(1,), (1, 2), (2,)]
    assert [(source.number, source.outlet) for source in card.sources] == [(1, "Coast Post"), (2, "Harrowmere Herald")]
    assert numbered(answer) == {1: (done,), 2: (hull, returns)}


def test_a_quote_is_shown_once_with_its_byline() -> None:
    card = make_card(answered(Claim(returns.quote, (returns,))))
    assert card.statements[0].byline == "Harrowmere Herald, 14 March 2026"
    assert card.sources[0].excerpts == ()


def test_without_an_outlet_the_byline_names_the_article() -> None:
    body = "The lido opens."
    nowhere = article("lido", title="The lido", outlet=None, published_at=None)
    card = make_card(answered(Claim(body, (cite(nowhere, body, body),))))
    assert card.statements[0].byline == "The lido, undated"


def test_prose_has_its_quotes_with_the_sources() -> None:
    card = make_card(answered(Claim("It comes back in May for four pounds.", (returns, tickets))))
    assert card.statements[0].byline is None
    assert card.sources[0].excerpts == (returns.quote, tickets.quote)


def test_links_open_at_the_first_passage_when_the_body_is_there() -> None:
    answer = answered(Claim(tickets.quote, (tickets,)))
    assert make_card(answer).sources[0].link == "https://herald.example/ferry"
    linked = make_card(answer, {edition(ferry): FERRY}).sources[0].link
    assert linked == "https://herald.example/ferry#:~:text=Tickets%20cost%20four%20pounds."


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "14 March 2026"),
        ({"published_from": DateOrigin.FILE_TIME}, "about 14 March 2026 (file date)"),
        ({"published_at": None, "published_from": DateOrigin.NONE}, "undated"),
        ({"published_at": None, "updated_at": datetime(2026, 3, 16, tzinfo=UTC)}, "updated 16 March 2026"),
        ({"updated_at": datetime(2026, 3, 16, tzinfo=UTC)}, "14 March 2026, updated 16 March 2026"),
        ({"updated_at": datetime(2026, 3, 14, 20, tzinfo=UTC)}, "14 March 2026"),
        (
            {"published_at": datetime(2025, 5, 20, 1, 0, tzinfo=timezone(timedelta(hours=5, minutes=30)))},
            "20 May 2025",
        ),
    ],
)
def test_dates(fields: dict[str, object], said: str) -> None:
    assert published(article(**fields)) == said  # type: ignore[arg-type]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("2026-05-12", "2026-05-19", "12 to 18 May 2026"),
        ("2026-05-12", "2026-06-04", "12 May to 3 June 2026"),
        ("2025-12-12", "2026-01-04", "12 December 2025 to 3 January 2026"),
        ("2026-05-12", "2026-05-13", "12 May 2026"),
        ("2026-05-12", None, "since 12 May 2026"),
        (None, "2026-05-19", "until 18 May 2026"),
        (None, None, "any date"),
        ("2026-05-12T10:30", None, "since 12 May 2026 10:30"),
        (None, "2026-05-19T08:00", "until 19 May 2026 08:00"),
        ("2026-05-12T10:30", "2026-05-13", "12 May 2026 10:30 to 12 May 2026"),
        (None, "0001-01-01", "until 1 January 1"),
    ],
)
def test_windows(since: str | None, until: str | None, said: str) -> None:
    assert window_said(Window(since and at(since), until and at(until))) == said  # type: ignore[arg-type]


def test_numbers() -> None:
    assert counted(1, "article") == "1 article"
    assert counted(1204, "article") == "1,204 articles"
    assert between(at("2026-05-12"), at("2026-05-12")) == "12 May 2026"


def test_the_window_and_all_that_is_worth_saying_are_noted() -> None:
    newest = article("new", title="Late again", published_at=datetime(2026, 5, 19, tzinfo=UTC))
    window = Window(at("2026-05-12"), at("2026-05-19"))
    answer = answered(
        Claim(returns.quote, (returns,)),
        question=Question(text="x", libraries=("main",), asked_at=ASKED_AT, window=window, outlet="Herald"),
        newest=newest,
        notices=("These two disagree.",),
        dropped=(Dropped("No.", "not there"),),
    )
    assert make_card(answer).notes == (
        "These two disagree.",
        "Left out 1 sentence that the articles do not bear out.",
        "Newest article on this: Late again, Harrowmere Herald, 19 May 2026.",
        "Searched 12 to 18 May 2026, 7 articles of Herald.",
    )


def test_the_newest_article_is_not_named_where_it_is_cited() -> None:
    assert make_card(answered(Claim(returns.quote, (returns,)), newest=ferry)).notes == ("Searched 7 articles.",)


NOT_ANSWERED = """\
Not in the articles: none of them answers this.

Closest
- Harrowmere Herald, The ferry returns, 14 March 2026
  https://herald.example/ferry
- Coast Post, Done, 2 April 2026

Searched 7 articles.
In the archive: 24 articles, 3 January to 28 May 2026."""


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        (not_found(Silence.NOTHING_RELEVANT), NOT_ANSWERED),
        (
            not_found(Silence.EMPTY_LIBRARY, closest=()),
            "There are no articles yet: add some with: pullquote index add PATH.",
        ),
        (
            not_found(
                Silence.EMPTY_WINDOW,
                closest=(),
                question=Question(
                    text="x", libraries=("main",), asked_at=ASKED_AT, window=Window(at("2026-05-12"), at("2026-05-19"))
                ),
            ),
            "There are no articles with this date: 12 to 18 May 2026.\n\n"
            "In the archive: 24 articles, 3 January to 28 May 2026.\n"
            "Ask again with a wider window to search more.",
        ),
    ],
)
def test_no_answer_in_the_terminal(answer: Answer, text: str) -> None:
    assert card_text(make_card(answer)) == text


def test_discord_says_who_can_add() -> None:
    card = make_card(not_found(Silence.EMPTY_LIBRARY, closest=()), how_to_add=ADD_IN_DISCORD)
    assert card.headline == "There are no articles yet: an editor can add some with /articles add."


def test_an_unknown_outlet_is_an_empty_window() -> None:
    asked = Question(text="x", libraries=("main",), asked_at=ASKED_AT, outlet="Nowhere")
    card = make_card(not_found(Silence.EMPTY_WINDOW, closest=(), question=asked))
    assert card.headline == "There are no articles of Nowhere."
    assert card.notes[-1] == "Ask again without a source to search all outlets."


ANSWERED = """\
> The ferry returns on 3 May. [1]
> — Harrowmere Herald, 14 March 2026

The work is done and nothing more is to be said about it, except this, which makes the line wrap.
[2]

Sources
[1] Harrowmere Herald, The ferry returns, 14 March 2026
    https://herald.example/ferry
[2] Coast Post, Done, 2 April 2026
    > Work on the ferry is done.

Searched 7 articles."""


def test_an_answer_in_the_terminal() -> None:
    prose = "The work is done and nothing more is to be said about it, except this, which makes the line wrap."
    answer = answered(Claim(returns.quote, (returns,)), Claim(prose, (done,)))
    assert card_text(make_card(answer), width=98) == ANSWERED


def test_the_terminal_gets_no_command_from_an_article() -> None:
    body = "The \x1b[31mferry\x1b[0m returns.\x07"
    evil = article(title="T\x1b]0;owned\x07", outlet="O\x9b1m", author="\x1b[2J")
    text = card_text(make_card(answered(Claim(body, (cite(evil, body, body),)))))
    assert not set(text) & set("\x1b\x07\x9b")
