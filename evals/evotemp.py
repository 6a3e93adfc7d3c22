"""EvoTemp: each question has a day on which it is asked; right are the documents that are marked as up to date."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.types import Case, EvalSet

DAY = re.compile(r"\d{4}/\d{2}/\d{2}")


def evotemp(path: Path | None) -> EvalSet:
    """The documents of all questions as one archive; right are those of the question's own with `cred` "high"."""
    assert path is not None
    articles: list[Mapping[str, Any]] = []
    cases = []
    for asked in json.loads(path.read_text(encoding="utf-8")):
        articles += [
            {
                "id": _id(asked, one), "title": one["title"] or one["text"].split("\n", 1)[0][:100],
                "body": one["text"], "published_at": _day(one["date"]),
            }
            for one in asked["docs"]
            if one["text"]
        ]  # fmt: skip
        day = _day(asked["q_date"])
        cases.append(
            Case(
                id=str(asked["id"]), question=asked["question"].strip(), answers=tuple(_answers(asked)),
                articles=frozenset(_id(asked, one) for one in asked["docs"] if one["cred"] == "high"),
                asked={"as_of": day} if day else {},
            )
        )  # fmt: skip
    return EvalSet("evotemp", articles, cases)


def _answers(asked: Mapping[str, Any]) -> Sequence[str]:
    """All that count; some come in groups of the same meaning."""
    return [one for given in asked["answers"] for one in ([given] if isinstance(given, str) else given)]


def _id(asked: Mapping[str, Any], document: Mapping[str, Any]) -> str:
    return f"{asked['id']}-{document['id']}"


def _day(written: object) -> str | None:
    """`2023/11/17` as ISO 8601; None for what is no date (NaN, null, "1 month ago")."""
    return written.strip().replace("/", "-") if isinstance(written, str) and DAY.fullmatch(written.strip()) else None
