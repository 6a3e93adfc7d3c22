"""The benchmark measures what it says: distinct articles, questions that they answer, right fits and verdicts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import corpus, plot
from bench.asked import questions
from bench.figures import Figure, times
from bench.grow import Fit
from bench.vectors import VariedEncoder
from index.embed.minilm import MiniLM
from index.terms import words

SAMPLES = Path(__file__).parents[2] / "articles"


@pytest.fixture(scope="module")
def made() -> corpus.Corpus:
    return corpus.of_passages(SAMPLES, 64)


def test_articles_are_the_same_each_time_and_about_others(made: corpus.Corpus, tmp_path: Path) -> None:
    found = list(made.articles())
    assert found == list(corpus.of_passages(SAMPLES, 64).articles())
    assert len({one["body"] for one in found}) == made.count
    assert len({one["source"] for one in found}) > made.count / 2
    corpus.write(tmp_path / "all.jsonl", found)
    assert [json.loads(line) for line in (tmp_path / "all.jsonl").read_text().splitlines()] == found


def test_a_question_asks_for_what_an_article_says(made: corpus.Corpus) -> None:
    bodies = [set(words(one["body"])) for one in made.articles()]
    for question in questions(made, 20):
        asked = set(words(question))
        assert max(len(asked & body) for body in bodies) >= 0.6 * len(asked)


def test_a_varied_passage_is_near_what_it_was_made_of(made: corpus.Corpus) -> None:
    model = MiniLM(threads=1)
    some = corpus.Corpus(made.originals[:3], 4)
    encoder = VariedEncoder(model, some)
    texts = [some.renamed(some.pool[at], 2) for at in (3, 9)]
    vectors = encoder.embed_passages(texts)
    asked = [encoder.embed_question(some.pool[at]) for at in (3, 9)]
    assert vectors[0] @ asked[0] > vectors[0] @ asked[1]
    assert vectors[1] @ asked[1] > vectors[1] @ asked[0]


def test_a_fit_finds_the_exponent() -> None:
    fit = Fit.of([(size, 3.0 * size**0.25) for size in (1_000, 10_000, 100_000)])
    assert fit.exponent == pytest.approx(0.25)
    assert fit.at(1_000_000) == pytest.approx(3.0 * 1_000_000**0.25)


def test_a_figure_is_reached_only_within_all_its_bounds() -> None:
    fields = {"section": "cold", "what": "sync", "unit": "s", "ours": 1.0, "stock": 300.0}
    assert Figure(**fields, at_most=1 / 200).reached  # type: ignore[arg-type]
    assert Figure(**fields, at_most=1 / 200, limit=0.5).reached is False  # type: ignore[arg-type]
    assert Figure(**fields).reached is None  # type: ignore[arg-type]
    assert (times(1 / 300), times(2.0)) == ("1/300.0", "2.00 x")


def test_the_plot_is_written(tmp_path: Path) -> None:
    beside = Figure(section="cold", what="ask", unit="s", ours=1.0, stock=9.0, at_most=1 / 6)
    grown = [
        Figure(section="grow", what=f"{n}", unit="ms", ours=n**0.3, passages=n, line_of="p50") for n in (1000, 10000)
    ]
    plot.draw([beside, *grown], tmp_path / "figures.svg")
    assert "<svg" in (tmp_path / "figures.svg").read_text()
