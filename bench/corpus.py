"""Articles to measure on: the sample articles, varied so that each is about other people and places."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zoneinfo import ZoneInfo

from index.parse import parse
from index.sentences import sentences
from index.types import Draft

SEED = 20260523
PARAGRAPHS = 17  # of one varied article: about 4,000 characters, as news has
GERMAN = "de"  # whose capitals are no names
TOGETHER = 3  # sentences that keep their company
PASSAGES_PER_ARTICLE = 6.4  # measured; only to know how many articles to make
FIRST = "Al Bram Cor Dun Ell Fen Gar Hol Ing Jor Kel Lud Mar Nor Oak Pen Quar Ros Sel Tor Ul Ven Wick Yar".split()
LAST = "bury combe dale field ford ham hurst ley mere minster port stead thorpe ton wick worth".split()
DATES = frozenset(
    "January February March April May June July August September October November December "
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
)
_NAME = re.compile(r"\b[A-Z][a-z]{2,}\b")
_INSIDE = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,}\b")  # a capital that opens no sentence
_NUMBER = re.compile(r"\b(?!19\d\d\b|20\d\d\b)\d{3,4}\b")  # no day and no year: it would be a date that cannot be

Article = dict[str, str]
"""One line of JSONL."""


def drafts(folder: Path) -> list[Draft]:
    """The sample articles in English."""
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    parsed = (parse(file.read_bytes(), name=file.name, modified_at=None, zone=ZoneInfo("UTC")) for file in files)
    return [one for some in parsed for one in some if isinstance(one, Draft) and one.language != GERMAN]


@dataclass(frozen=True)
class Corpus:
    """`count` articles: runs of a few sentences of the originals, about other people, places and figures."""

    originals: tuple[Draft, ...]
    count: int

    @cached_property
    def spans(self) -> list[tuple[int, int, int]]:
        """Every sentence of the originals: which one, from where to where."""
        return [(at, s.start, s.end) for at, one in enumerate(self.originals) for s in sentences(one.body)]

    @cached_property
    def pool(self) -> list[str]:
        """Their texts."""
        return [self.originals[at].body[start:end] for at, start, end in self.spans]

    @cached_property
    def openings(self) -> list[int]:
        """The sentences that a run can begin with, since it ends in the same original."""
        last = len(self.spans) - TOGETHER + 1
        return [at for at in range(last) if self.spans[at][0] == self.spans[at + TOGETHER - 1][0]]

    @cached_property
    def names(self) -> frozenset[str]:
        """What is capitalised inside sentences and nowhere small: people, places, clubs."""
        text = "\n".join(self.pool)
        return frozenset(_INSIDE.findall(text)) - DATES - {word.capitalize() for word in re.findall(r"[a-z]+", text)}

    def picked(self, number: int) -> list[int]:
        """The sentences that an article's runs begin with."""
        return random.Random(f"{SEED}/{number}").sample(self.openings, PARAGRAPHS)

    def renamed(self, text: str, number: int) -> str:
        """The text as an article has it: with the article's own names."""
        return _NAME.sub(lambda found: self._called(found[0], number), text)

    def article(self, number: int) -> Article:
        """One article; always the same for its number."""
        chance = random.Random(f"{SEED}/{number}/figures")
        text = "\n\n".join(map(self._run, self.picked(number)))
        body = _NUMBER.sub(lambda _: str(chance.randrange(10, 5000)), self.renamed(text, number))
        place = self.renamed("Harrowmere", number)
        return {
            "id": f"bench-{number}",
            "title": self.renamed(self.originals[self.spans[self.picked(number)[0]][0]].title, number),
            "source": f"{place} Gazette",
            "published_at": f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}T08:00:00+00:00",
            "body": body,
        }

    def articles(self) -> Iterator[Article]:
        """All of them, in order."""
        return map(self.article, range(self.count))

    def _run(self, first: int) -> str:
        original, start, _ = self.spans[first]
        return self.originals[original].body[start : self.spans[first + TOGETHER - 1][2]]

    def _called(self, name: str, number: int) -> str:
        if name not in self.names:
            return name
        chance = random.Random(f"{name}/{number}")
        return chance.choice(FIRST) + chance.choice(FIRST).lower() + chance.choice(LAST)


def of_passages(folder: Path, passages: int) -> Corpus:
    """A corpus that is cut into about so many passages."""
    return Corpus(tuple(drafts(folder)), max(1, round(passages / PASSAGES_PER_ARTICLE)))


def write(target: Path, articles: Iterable[Article]) -> None:
    """Articles as JSONL."""
    with target.open("w", encoding="utf-8") as file:
        for article in articles:
            file.write(json.dumps(article, ensure_ascii=False) + "\n")
