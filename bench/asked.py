"""Questions to measure with: each asks for what a sentence of a varied article says, in words of that sentence.

Those of the evaluation are worded unlike the articles on purpose; of them two in three would be refused, and choosing,
quoting and verifying left out of the figure.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime

from bench.corpus import SEED, Article, Corpus
from index.sentences import Kind, sentences

ASKED_AT = datetime(2026, 7, 20, tzinfo=UTC)
LONG = 100  # characters of a sentence that says enough to be asked about
KEPT = 9  # of its longest words, in their order
ASKING = ("What is known about", "What happened with", "What was said about", "Who spoke of", "When was there news of")
_WORD = re.compile(r"[^\W\d_]+")


def questions(corpus: Corpus, count: int) -> list[str]:
    """`count` questions, each about another article as long as there are enough."""
    chance = random.Random(SEED)
    numbers = chance.sample(range(corpus.count), min(count, corpus.count))
    found: list[str] = []
    while len(found) < count:
        article = corpus.article(numbers[len(found) % len(numbers)])
        sentence = chance.choice(list(_telling(article)))
        found.append(f"{chance.choice(ASKING)} {_gist(sentence)}?")
    return found


def _telling(article: Article) -> Iterator[str]:
    body = article["body"]
    for one in sentences(body):
        if one.kind is Kind.PROSE and one.end - one.start >= LONG:
            yield body[one.start : one.end]


def _gist(sentence: str) -> str:
    """Its longest words, as they follow each other."""
    words = _WORD.findall(sentence)
    kept = sorted(sorted(range(len(words)), key=lambda at: -len(words[at]))[:KEPT])
    return " ".join(words[at] for at in kept)
