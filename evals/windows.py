"""Whether a question's words about time are read as the window that they state, and hide nothing that is right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from answer.time.reading import read_time
from answer.types import Question
from evals.types import Case, EvalSet
from index.types import Window

PERCENT = 100.0


def window_rows(chosen: EvalSet, questions: Sequence[Question]) -> dict[str, float]:
    """Of the cases that name their window: read so from the words alone; of the others with right articles: one kept.

    `questions` are the cases as they are asked. What has no cases is left out.
    """
    read = [read_time(one.text, asked_at=one.asked_at, zone=ZoneInfo(chosen.zone)).window for one in questions]
    stated = [window == one.window for one, window in zip(questions, read, strict=True) if one.window]
    kept = list(_kept(chosen, questions, read))
    rows = {"window read as it is meant": stated, "right article in the window read": kept}
    return {name: PERCENT * sum(shares) / len(shares) for name, shares in rows.items() if shares}


def _kept(chosen: EvalSet, questions: Sequence[Question], read: Sequence[Window]) -> Iterator[bool]:
    published = {one["id"]: _moment(one, ZoneInfo(chosen.zone)) for one in chosen.articles}
    for case, asked, window in zip(chosen.cases, questions, read, strict=True):
        if window and not asked.window and case.articles:
            yield _any_in(case, window, published)


def _any_in(case: Case, window: Window, published: Mapping[str, datetime | None]) -> bool:
    return any(published.get(article) in window for article in case.articles)


def _moment(article: Mapping[str, Any], zone: ZoneInfo) -> datetime | None:
    written = article.get("published_at")
    moment = datetime.fromisoformat(written) if written else None
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)
