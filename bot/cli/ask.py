"""`pullquote ask` and `pullquote search`."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from bot.cli import batch
from bot.cli.options import Scope, read_scope, scope_options
from bot.cli.settings import load
from bot.errors import BadInput
from bot.settings import BotSettings
from index.settings import IndexSettings
from index.types import MAIN_LIBRARY, Query

if TYPE_CHECKING:
    from answer.assemble import House
    from answer.types import Answer
    from index.engine import Index
    from index.types import Found

SEARCH_LIMIT = 10
MOST_HITS = 100


@click.command()
@click.argument("question", required=False)
@scope_options
@click.option("--json", "as_json", is_flag=True, help="Print the whole answer as JSON (docs/json.md).")
@click.option("--batch", "batch_file", metavar="FILE|-", help="Answer each line {id, question, …} of a file.")
def ask(
    question: str | None,
    since: str | None,
    until: str | None,
    source: str | None,
    as_of: str | None,
    as_json: bool,
    batch_file: str | None,
) -> int:
    """Answer QUESTION from the articles, every sentence with a passage quoted word for word."""
    zone = load(BotSettings).timezone
    scope = read_scope(since, until, source, as_of, zone=zone)
    _one_of(question, batch_file, "a question")
    from answer.assemble import opened
    from answer.settings import AnswerSettings

    with opened(load(IndexSettings), create=False, answer_settings=load(AnswerSettings), zone=zone) as house:
        if batch_file:
            defaults = {"since": since, "until": until, "source": source, "as_of": as_of}
            return batch.run(batch_file, partial(_answer_line, house), defaults=defaults, zone=zone)
        started = perf_counter()
        answer = _answer(house, question or "", scope)
        click.echo(_whole(answer, perf_counter() - started) if as_json else _card(house, answer))
    return 0


@click.command()
@click.argument("words", required=False)
@scope_options
@click.option("--limit", type=click.IntRange(1, MOST_HITS), default=SEARCH_LIMIT, show_default=True, help="Passages.")
@click.option("--explain", is_flag=True, help="Show the scores of both rankings.")
@click.option("--json", "as_json", is_flag=True, help="Print the hits as JSON (docs/json.md).")
@click.option("--batch", "batch_file", metavar="FILE|-", help="Search each line {id, question, …} of a file.")
def search(
    words: str | None,
    since: str | None,
    until: str | None,
    source: str | None,
    as_of: str | None,
    limit: int,
    explain: bool,
    as_json: bool,
    batch_file: str | None,
) -> int:
    """Find the passages that are closest to WORDS, by meaning and by words."""
    zone = load(BotSettings).timezone
    scope = read_scope(since, until, source, as_of, zone=zone)
    _one_of(words, batch_file, "some words")
    from index.assemble import open_index

    index = open_index(load(IndexSettings), create=False)
    try:
        if batch_file:
            defaults = {"since": since, "until": until, "source": source, "as_of": as_of}
            job = _hits_job(index, limit, explain)
            return batch.run(batch_file, job, defaults=defaults, zone=zone)
        click.echo(_found(index, words or "", scope, limit, explain, as_json))
    finally:
        index.close()
    return 0


def _one_of(text: str | None, batch_file: str | None, what: str) -> None:
    if (text is None) == (batch_file is None):
        raise BadInput(f"Give {what}, or --batch with a file of them.")


def _answer(house: House, text: str, scope: Scope) -> Answer:
    from answer.types import Question

    return house.chain.answer_now(
        Question(
            text=text, libraries=(MAIN_LIBRARY,), asked_at=scope.asked_at, window=scope.window, outlet=scope.outlet
        )
    )


def _answer_line(house: House, text: str, scope: Scope) -> dict[str, Any]:
    from answer.contract import answer_line

    started = perf_counter()
    answer = _answer(house, text, scope)
    return answer_line(answer, seconds=perf_counter() - started)


def _whole(answer: Answer, seconds: float) -> str:
    from answer.contract import whole_answer

    return json.dumps(whole_answer(answer, seconds=seconds), ensure_ascii=False, indent=2)


def _card(house: House, answer: Answer) -> str:
    from bot.bodies import read_bodies
    from bot.card import make_card
    from bot.plain import card_text

    return card_text(make_card(answer, read_bodies(house.index, answer)))


def _query(text: str, scope: Scope, limit: int) -> Query:
    from answer.question import clean

    return Query(
        text=clean(text), libraries=(MAIN_LIBRARY,), asked_at=scope.asked_at, window=scope.window,
        outlet=scope.outlet, limit=limit,
    )  # fmt: skip


def _hits_job(index: Index, limit: int, explain: bool) -> batch.Job:
    from answer import contract

    shown = contract.explained if explain else contract.hit
    search = _searcher(index)
    return lambda text, scope: {"hits": [shown(hit) for hit in search(_query(text, scope, limit)).hits]}


def _searcher(index: Index) -> Callable[[Query], Found]:
    """Searches as answering does."""
    from answer.rank import Ranker
    from answer.rerank import best_first

    ranker = Ranker(word_vectors=index.word_vectors)
    return lambda query: best_first(index.search, ranker, query)[0]


def _found(index: Index, words: str, scope: Scope, limit: int, explain: bool, as_json: bool) -> str:
    from answer import contract
    from bot.cli.explain import explanation
    from bot.terminal import found_text

    if as_json:
        shown = _hits_job(index, limit, explain)(words, scope)
        return json.dumps(
            {"query": words, "window": contract.window(scope.window), **shown}, ensure_ascii=False, indent=2
        )
    found = _searcher(index)(_query(words, scope, limit))
    return explanation(found) if explain else found_text(found)
