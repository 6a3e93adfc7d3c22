"""The sets that can be measured: the questions on the sample articles, and public ones by path."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from evals.evotemp import evotemp
from evals.types import Case, EvalSet
from index.parse import parse
from index.types import Draft

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "articles"
QUESTIONS = Path(__file__).with_name("questions.jsonl")
ASKED_LAST = "2026-07-20"


def samples(_: Path | None = None) -> EvalSet:
    """Our own: 33 articles, asked on the day after the last of them unless a question says otherwise."""
    cases = []
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        given = json.loads(line)
        scope = {key: given[key] for key in ("since", "until", "source") if key in given}
        cases.append(
            Case(
                id=given["id"],
                question=given["question"],
                answers=tuple(given["answers"]),
                kind=given["kind"],
                articles=frozenset(given["articles"]),
                asked={"as_of": given.get("as_of", ASKED_LAST), **scope},
            )
        )
    asked = [case for case in cases if case.kind != "follow_up"]
    return EvalSet("samples", list(_sample_articles()), asked, zone="Europe/London")


def _sample_articles() -> Iterator[Mapping[str, Any]]:
    for file in sorted(SAMPLES.rglob("*.*")):
        name = file.relative_to(SAMPLES).as_posix()
        for draft in parse(file.read_bytes(), name=name, modified_at=None, zone=ZoneInfo("UTC")):
            assert isinstance(draft, Draft)
            yield {
                "id": name, "title": draft.title, "source": draft.outlet, "body": draft.body,
                "published_at": draft.published_at.isoformat() if draft.published_at else None,
                "updated_at": draft.updated_at.isoformat() if draft.updated_at else None,
            }  # fmt: skip


def squad2(path: Path | None) -> EvalSet:
    """SQuAD 2.0's own schema: each paragraph is an article under its topic's title."""
    assert path is not None
    articles, cases = [], []
    for topic in json.loads(path.read_text(encoding="utf-8"))["data"]:
        for number, paragraph in enumerate(topic["paragraphs"]):
            id_ = f"{topic['title']}-{number}"
            articles.append({"id": id_, "title": topic["title"].replace("_", " "), "body": paragraph["context"]})
            cases += [
                Case(
                    id=asked["id"], question=asked["question"], articles=frozenset({id_}),
                    answers=() if asked["is_impossible"] else tuple({one["text"] for one in asked["answers"]}),
                )
                for asked in paragraph["qas"]
            ]  # fmt: skip
    return EvalSet("squad2", articles, cases)


def multihop(path: Path | None) -> EvalSet:
    """MultiHop-RAG: a folder with `evidence_pool.jsonl` and `queries_dev.json`. Any gold article found counts."""
    assert path is not None
    pool = [json.loads(line) for line in (path / "evidence_pool.jsonl").read_text(encoding="utf-8").splitlines()]
    articles = [
        {
            "id": one["title"], "title": one["title"], "source": one.get("source"), "url": None,
            "published_at": one.get("published_at"), "body": "\n\n".join(one["facts"]),
        }
        for one in pool
    ]  # fmt: skip
    cases = []
    for number, asked in enumerate(json.loads((path / "queries_dev.json").read_text(encoding="utf-8"))):
        gold = frozenset(one["title"] for one in asked["evidence_list"])
        facts = () if asked["question_type"] == "null_query" else tuple(one["fact"] for one in asked["evidence_list"])
        cases.append(
            Case(id=str(number), question=asked["query"], answers=facts, articles=gold, kind=asked["question_type"])
        )
    return EvalSet("multihop", articles, cases)


SETS: Mapping[str, Callable[[Path | None], EvalSet]] = {
    "samples": samples,
    "squad2": squad2,
    "multihop": multihop,
    "evotemp": evotemp,
}
