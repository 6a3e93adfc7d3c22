"""Fits the numbers in `answer/rank.py` and `answer/answerable.py` on public data and prints them and what they reach.

    python -m evals.fit_answerable --squad2 dev8.json --multihop multihop_rag/

Sentences: a softmax over those of a question, so that one that holds the answer wins. Answerable: a logistic model over
`Signs`, on near misses (SQuAD 2), on null queries (MultiHop-RAG) and on small libraries that are asked about something
else. What is printed as reached was measured on folds left out of the fit, SQuAD's by whole topics. Run it twice after
a change to the sentences' features: `Signs` are read with the numbers that stand in `answer/rank.py`.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from answer.answerable import THRESHOLD, Signs, signs
from answer.features import Features
from answer.rank import Ranked, Ranker
from evals.fitting import Array, auc, fit_logistic, fit_softmax
from index.assemble import open_index
from index.engine import Index
from index.settings import IndexSettings
from index.types import Found, Query

FOLDS = 4
SMALL = {1: 150, 3: 80, 10: 40, 40: 15}  # articles in a small library, and how many such libraries
ASKED = 5  # questions for each answer that a small library is asked
SHARES = {"squad2": 4.0, "multihop": 2.0}  # what a set weighs, half for each answer; each size of small libraries 1
ASKED_AT = datetime(2024, 6, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Case:
    """A question, the articles that answer it (none: unanswerable), where in them, and its topic."""

    text: str
    articles: frozenset[str]
    spans: tuple[tuple[int, int], ...]
    topic: str


@dataclass(frozen=True, slots=True)
class Example:
    """A question as a library was asked it."""

    group: str
    case: Case
    found: Found
    answerable: bool


def squad2(path: Path) -> tuple[list[dict[str, Any]], list[Case]]:
    """Each paragraph is an article under its topic's title."""
    articles: list[dict[str, Any]] = []
    cases: list[Case] = []
    for topic in json.loads(path.read_text())["data"]:
        for paragraph in topic["paragraphs"]:
            id_ = f"squad-{len(articles)}"
            articles.append({"id": id_, "title": topic["title"].replace("_", " "), "body": paragraph["context"]})
            for asked in paragraph["qas"]:
                gold = frozenset() if asked["is_impossible"] else frozenset([id_])
                spans = tuple((a["answer_start"], a["answer_start"] + len(a["text"])) for a in asked["answers"])
                cases.append(Case(asked["question"], gold, spans, topic["title"]))
    return articles, cases


def multihop(folder: Path) -> tuple[list[dict[str, Any]], list[Case]]:
    """Each title's facts are an article; a null query has none."""
    articles: list[dict[str, Any]] = []
    ids: dict[str, str] = {}
    for line in (folder / "evidence_pool.jsonl").read_text().splitlines():
        row = json.loads(line)
        ids[row["title"]] = id_ = f"multihop-{len(articles)}"
        kept = {key: row[key] for key in ("title", "published_at", "source") if row.get(key)}
        articles.append({"id": id_, "body": "\n\n".join(row["facts"]), **kept})
    cases = []
    for row in json.loads((folder / "queries_dev.json").read_text()):
        gold = frozenset(ids[evidence["title"]] for evidence in row["evidence_list"])
        cases.append(Case(row["query"], gold, (), row["question_type"]))
    return articles, cases


def add(index: Index, folder: Path, library: str, articles: Sequence[dict[str, Any]]) -> None:
    path = folder / f"{library}.jsonl"
    path.write_text("\n".join(json.dumps(article) for article in articles))
    index.add_paths(library, [path])


def ask(index: Index, library: str, case: Case) -> Found:
    return index.search(Query(text=case.text, libraries=(library,), asked_at=ASKED_AT))


def examples(index: Index, folder: Path, squad: Path, hops: Path) -> Iterator[Example]:
    """Both sets over their own libraries, then small libraries asked what they have and what they have not."""
    sets = {"squad2": squad2(squad), "multihop": multihop(hops)}
    for name, (articles, cases) in sets.items():
        add(index, folder, name, articles)
        for case in cases:
            yield Example(name, case, ask(index, name, case), bool(case.articles))
    dice = random.Random(5)
    by_id = {article["id"]: article for both in sets.values() for article in both[0]}
    single = [case for both in sets.values() for case in both[1] if len(case.articles) == 1]
    for size, times in SMALL.items():
        for number in range(times):
            name = f"small-{size}-{number}"
            held = {next(iter(case.articles)) for case in dice.sample(single, size)}
            add(index, folder, name, [by_id[id_] for id_ in sorted(held)])
            inside = [case for case in single if case.articles <= held]
            outside = dice.sample([case for case in single if not case.articles & held], ASKED)
            for case in dice.sample(inside, min(ASKED, len(inside))) + outside:
                yield Example(f"small-{size}", case, ask(index, name, case), case.articles <= held)


def sentences_of(example: Example, ranked: Ranked) -> tuple[Array, Array]:
    """The features of a question's sentences, and which of them hold the answer."""
    rows, right = [], []
    for scored in ranked.sentences:
        one = scored.candidate
        rows.append(scored.features)
        here = one.hit.passage.article.id in example.case.articles
        right.append(here and any(start < one.end and end > one.start for start, end in example.case.spans))
    return np.array(rows, dtype=float).reshape(-1, len(Features._fields)), np.array(right, dtype=bool)


def fit_sentences(name: str, questions: Sequence[tuple[Example, tuple[Array, Array]]]) -> None:
    """Print the weights of `Features` named so, and how often the first sentence holds the answer, topics left out."""
    topics = sorted({example.case.topic for example, _ in questions})
    seen = [
        (topics.index(e.case.topic) % FOLDS, rows, right)
        for e, (rows, right) in questions
        if e.answerable and len(rows)
    ]
    won = 0
    for fold in range(FOLDS):
        weights = fit_softmax([(rows, right) for at, rows, right in seen if at != fold and right.any()])
        won += sum(right[np.argmax(rows @ weights)] for at, rows, right in seen if at == fold)
    weights = fit_softmax([(rows, right) for _, rows, right in seen if right.any()])
    scores = np.concatenate([rows @ weights for _, (rows, _) in questions])[:, None]
    labels = np.concatenate([right for _, (_, right) in questions]).astype(float)
    scale, bias = fit_logistic(scores, labels, np.ones(len(labels)))
    print(
        f"rank.{name} =",
        {field: round(float(weight), 2) for field, weight in zip(Features._fields, weights, strict=True)},
    )
    print(f"scale={scale[0]:.3f}, bias={bias:.2f}")
    print(f"first sentence holds the answer (topics left out): {won / len(seen):.3f} of {len(seen)}")


def fit_answerable(seen: Sequence[tuple[Example, Signs]]) -> None:
    """Print the weights of `Signs`, and what folds left out are decided like."""
    rows, labels = np.array([s for _, s in seen], dtype=float), np.array([e.answerable for e, _ in seen], dtype=float)
    groups = np.array([example.group for example, _ in seen])
    shares = np.zeros(len(seen))
    for group in set(groups):
        for label in (0, 1):
            mine = (groups == group) & (labels == label)
            shares[mine] = SHARES.get(group, 1.0) / max(1, mine.sum())
    topics = sorted({example.case.topic for example, _ in seen if example.group == "squad2"})
    folds = np.random.default_rng(0).integers(0, FOLDS, len(seen))
    for at, (example, _) in enumerate(seen):
        if example.group == "squad2":
            folds[at] = topics.index(example.case.topic) % FOLDS
    chances = np.zeros(len(seen))
    for fold in range(FOLDS):
        out = folds == fold
        weights, bias = fit_logistic(rows[~out], labels[~out], shares[~out])
        chances[out] = 1 / (1 + np.exp(-(rows[out] @ weights + bias)))
    weights, bias = fit_logistic(rows, labels, shares)
    print(
        "answerable.WEIGHTS =",
        {name: round(float(weight), 2) for name, weight in zip(Signs._fields, weights, strict=True)},
    )
    print(f"answerable.BIAS = {bias:.2f}")
    for group in sorted(set(groups)):
        no, yes = chances[(groups == group) & (labels == 0)], chances[(groups == group) & (labels == 1)]
        print(f"{group:10} AUROC {auc(labels[groups == group], chances[groups == group]):.3f}", end="")
        for threshold in sorted({0.2, 0.3, THRESHOLD, 0.4, 0.5}):
            print(f"  {threshold}: {(no < threshold).mean():.3f}/{(yes < threshold).mean():.3f}", end="")
        print("  (refused of those without / with an answer)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--squad2", type=Path, required=True)
    parser.add_argument("--multihop", type=Path, required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        index = open_index(IndexSettings(data_dir=folder / "var"), create=True)
        try:
            found = list(examples(index, folder, options.squad2, options.multihop))
            by_sense = Ranker(word_vectors=index.word_vectors)
            for fitted, ranker in (("BY_FORM", Ranker()), ("BY_SENSE", by_sense)):
                ranked = [(example, ranker.rank(example.case.text, example.found)) for example in found]
                fit_sentences(fitted, [(e, sentences_of(e, best)) for e, best in ranked if e.group == "squad2"])
        finally:
            index.close()
    fit_answerable([(e, signs(e.found, best)) for e, best in ranked if best.sentences])


if __name__ == "__main__":
    main()
