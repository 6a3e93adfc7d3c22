"""Asks every question of a set through the deployed chain, and counts what came of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from answer.assemble import build
from answer.types import Answer, Answered, Question
from evals.types import Case, EvalSet, Result
from index.assemble import open_index
from index.iso import read_asked_at, read_days
from index.settings import IndexSettings
from index.types import MAIN_LIBRARY

if TYPE_CHECKING:
    from index.engine import Index

PERCENT = 100.0
UTC = ZoneInfo("UTC")


def run(chosen: EvalSet, folder: Path) -> Iterator[Result]:
    """Index the set's articles below `folder` and ask its questions, one result each."""
    export = folder / "articles.jsonl"
    export.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in chosen.articles), encoding="utf-8")
    index = open_index(IndexSettings(data_dir=folder / "var"), create=True)
    try:
        index.add_paths(MAIN_LIBRARY, [export])
        chain = build(index, zone=ZoneInfo(chosen.zone)).chain
        for case in chosen.cases:
            started = perf_counter()
            answer = chain.answer_now(question(case))
            yield _result(case, answer, index, perf_counter() - started)
    finally:
        index.close()


def question(case: Case) -> Question:
    """A case as it is asked: in the words of its set, of its days, at its moment."""
    as_of = case.asked.get("as_of")
    return Question(
        text=case.question,
        libraries=(MAIN_LIBRARY,),
        asked_at=read_asked_at(as_of, UTC) if as_of else datetime.now(UTC),
        window=read_days(case.asked.get("since"), case.asked.get("until"), UTC),
        outlet=case.asked.get("source"),
    )


def _result(case: Case, answer: Answer, index: Index, seconds: float) -> Result:
    claims = answer.claims if isinstance(answer, Answered) else ()
    quotes = [[citation.quote for citation in claim.citations] for claim in claims]
    return Result(
        case=case,
        hits=tuple(dict.fromkeys(hit.passage.article.id for hit in answer.hits)),
        answered=isinstance(answer, Answered),
        first=bool(quotes) and _holds(quotes[:1], case.answers),
        right=_holds(quotes, case.answers),
        verbatim=all(_verbatim(index, answer)),
        seconds=seconds,
    )


def _holds(quotes: Sequence[Sequence[str]], answers: Sequence[str]) -> bool:
    text = _plain(" ".join(quote for claim in quotes for quote in claim))
    return any(_plain(answer) in text for answer in answers)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _verbatim(index: Index, answer: Answer) -> Iterator[bool]:
    for claim in answer.claims if isinstance(answer, Answered) else ():
        for citation in claim.citations:
            article = citation.article
            body = index.body(article.library, article.id, article.version)
            yield body is not None and body.text[citation.start : citation.end] == citation.quote


def table(results: Sequence[Result]) -> dict[str, float]:
    """Shares in per cent, and milliseconds; what has no cases is left out."""
    good = [result for result in results if result.case.answerable]
    none = [result for result in results if not result.case.answerable]
    rows = {
        "hit@1": _share([_gold_within(result, 1) for result in good if result.case.articles]),
        "hit@5": _share([_gold_within(result, 5) for result in good if result.case.articles]),
        "first quote holds the answer": _share([result.first for result in good]),
        "some quote holds the answer": _share([result.right for result in good]),
        "answerable, but refused": _share([not result.answered for result in good]),
        "unanswerable, and refused": _share([not result.answered for result in none]),
        "verbatim": _share([result.verbatim for result in results]),
        "ms per answer (median)": median(result.seconds for result in results) * 1000 if results else None,
    }
    return {name: value for name, value in rows.items() if value is not None}


def _gold_within(result: Result, rank: int) -> bool:
    return bool(result.case.articles & set(result.hits[:rank]))


def _share(hits: Sequence[bool]) -> float | None:
    return PERCENT * sum(hits) / len(hits) if hits else None
