"""Whole answers in a warm process, beside the stock pipeline's bare `similarity_search` over as many chunks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Any

from answer.assemble import build
from answer.types import Answered, Question
from bench import corpus
from bench.asked import ASKED_AT, questions
from bench.figures import Figure
from bench.stock import HITS, chunks, store
from bench.vectors import VariedEncoder
from index.assemble import open_index
from index.embed.minilm import MiniLM
from index.settings import IndexSettings
from index.types import MAIN_LIBRARY

WARM_UP = 5
ASKED = 150


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds per question, in the order asked, over how many passages, and the share that was answered."""

    passages: int
    seconds: list[float]
    answered: float = 0.0

    def quantile(self, share: float) -> float:
        """The seconds within which this share of the questions was done."""
        return quantiles(self.seconds, n=100, method="inclusive")[round(share * 100) - 1]


def figures(place: Path, articles: Path, passages: int) -> Iterator[Figure]:
    """Answers and bare searches over about `passages` passages, in this process."""
    given, made = place / "warm.jsonl", corpus.of_passages(articles, passages)
    corpus.write(given, made.articles())
    encoder = VariedEncoder(MiniLM(), made)
    asked = questions(made, ASKED)
    mine = ours(place / "warm-ours", given, encoder, asked)
    print(f"  ours: {mine.passages} passages; {mine.answered:.0%} of the questions answered", flush=True)
    theirs = stock(place / "warm-stock", given, encoder, mine.passages, asked)
    for name, share in (("p50", 0.5), ("p95", 0.95)):
        yield Figure(
            section="warm", what=f"answer, warm, {name} / stock's bare search", unit="ms",
            ours=mine.quantile(share) * 1000, stock=theirs.quantile(share) * 1000, at_most=2.0,
            note=f"{mine.passages:,} passages, {mine.answered:.0%} answered",
        )  # fmt: skip


def timings(ask: Callable[[str], Any], asked: Sequence[str]) -> list[float]:
    """Seconds per question, after a few that do not count."""
    for question in asked[:WARM_UP]:
        ask(question)
    found = []
    for question in asked:
        started = perf_counter()
        ask(question)
        found.append(perf_counter() - started)
    return found


def ours(folder: Path, articles: Path, encoder: VariedEncoder, asked: Sequence[str]) -> Timed:
    """Whole answers: search, choose, decide, verify; with Chroma, as the bot asks it."""
    index = open_index(IndexSettings(data_dir=folder), create=True, encoder=encoder)
    try:
        index.add_paths(MAIN_LIBRARY, [articles])
        index.hold_vectors("bench")
        chain = build(index).chain
        answered = []

        def ask(text: str) -> None:
            answer = chain.answer_now(Question(text=text, libraries=(MAIN_LIBRARY,), asked_at=ASKED_AT))
            answered.append(isinstance(answer, Answered))

        seconds = timings(ask, asked)
        return Timed(index.status().passages, seconds, sum(answered) / len(answered))
    finally:
        index.close()


def stock(folder: Path, articles: Path, encoder: VariedEncoder, count: int, asked: Sequence[str]) -> Timed:
    """`similarity_search` over `count` chunks."""
    lines = articles.read_text(encoding="utf-8").splitlines()
    texts = chunks([json.loads(line)["body"] for line in lines])
    where = store(str(folder))
    for at in range(0, count, 1000):
        some = [f"{number} {texts[number % len(texts)]}" for number in range(at, min(at + 1000, count))]
        where._collection.add(
            ids=[str(number) for number in range(at, at + len(some))],
            documents=some,
            embeddings=encoder.embed_passages(some),
        )
    return Timed(count, timings(lambda text: where.similarity_search(text, k=HITS), asked))
