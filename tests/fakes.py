"""Fakes of the Protocols in `bot/types.py`, each with a rule and not with canned returns."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from answer.errors import BadQuestion
from answer.types import Answer, Answered, Citation, Claim, Kept, NotFound, Question, Silence
from fake_archive import FakeArchive, words
from index.types import Found, Query
from made import ASKED_AT, PROVENANCE

__all__ = ["FakeAnswerer", "FakeArchive", "FakeJournal"]


@dataclass
class FakeAnswerer:
    """Quotes the sentences that share two words with the question, the best three; asks the archive as it is told."""

    archive: FakeArchive
    before: Callable[[Question], None] = lambda question: None

    async def answer(self, question: Question) -> Answer:
        self.before(question)
        if not words(question.text):
            raise BadQuestion("There is no word in the question; ask in words.")
        found = self.archive.search(
            Query(text=question.text, libraries=question.libraries, asked_at=question.asked_at,
                  window=question.window, outlet=question.outlet)
        )  # fmt: skip
        claims = _claims(found, words(question.text))
        newest = max((hit.passage.article for hit in found.hits), key=lambda a: a.newest_date or ASKED_AT, default=None)
        if claims:
            return Answered(
                question=question, claims=claims, searched=found.searched, archive=found.archive, newest=newest,
                hits=found.hits, provenance=PROVENANCE,
            )  # fmt: skip
        closest = tuple({hit.passage.article.id: hit.passage.article for hit in found.hits}.values())[:3]
        return NotFound(
            question=question, why=_silence(found), closest=closest, searched=found.searched, archive=found.archive,
            newest=newest, hits=found.hits, provenance=PROVENANCE,
        )  # fmt: skip


def _silence(found: Found) -> Silence:
    if not found.archive.articles:
        return Silence.EMPTY_LIBRARY
    return Silence.NOTHING_RELEVANT if found.searched.articles else Silence.EMPTY_WINDOW


def _claims(found: Found, wanted: set[str]) -> tuple[Claim, ...]:
    scored = []
    for hit in found.hits:
        for match in re.finditer(r"\S.*?(?:[.!?](?=\s|$)|$)", hit.passage.text, re.DOTALL):
            start = hit.passage.start + match.start()
            citation = Citation(
                hit.passage.article, hit.passage.id, hit.passage.start, hit.passage.end, start,
                start + len(match[0]), match[0],
            )  # fmt: skip
            scored.append((len(wanted & words(match[0])), Claim(match[0], (citation,))))
    best = sorted((pair for pair in scored if pair[0] >= 2), key=lambda pair: -pair[0])
    return tuple(claim for _, claim in best[:3])


@dataclass
class FakeJournal:
    """Remembers answers; hand the same one to a new client, and that is a restart."""

    kept: dict[str, Kept] = field(default_factory=dict)

    given: int = 0

    def new_id(self) -> str:
        self.given += 1
        return f"answer-{self.given - 1:05d}"

    def keep(self, kept: Kept) -> None:
        self.kept[kept.id] = kept

    def forget(self, before: datetime) -> int:
        old = [id_ for id_, kept in self.kept.items() if kept.asked_at < before][:2]
        for id_ in old:
            del self.kept[id_]
        return len(old)

    def recall(self, answer_id: str) -> Kept | None:
        return self.kept.get(answer_id)
