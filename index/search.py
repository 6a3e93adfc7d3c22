"""Finds passages by meaning and by words, in the libraries that a query names and in no other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from index.fuse import GRACE, Rankings, fuse, nowness
from index.ledger import catalogue, copies, reading, vectors, words
from index.meaning import Meaning
from index.memo import Memo
from index.models import Models, QuestionVector
from index.once import once
from index.terms import question_terms
from index.types import Coverage, Found, Hit, Query, Window

if TYPE_CHECKING:
    from index.ledger.connection import Connections, Db

DEPTH = 50  # passages from each ranking before they are fused; 30 costs a point on MTRAG, 100 and 200 bring nothing

LATE = 5  # passages found by words that a search embeds itself while their vectors are still to come; some 30 ms each
DEEPER = 200, 800  # where copies filled the places of what else there is


class Search:
    """Search over one ledger and, where this process may ask it, its Chroma."""

    def __init__(self, *, connections: Connections, models: Models, meaning: Meaning) -> None:
        self._connections = connections
        self._models = models
        self._meaning = meaning
        self._memo = Memo()

    def find(self, query: Query) -> Found:
        """The best `query.limit` passages, with what was searched. Text without a word in it finds nothing."""
        terms = [] if query.newest else question_terms(query.text)
        vector = self._models.question(query.text) if terms else None
        with self._connections.reading() as db:
            known = catalogue.libraries(db)
            asked = [known[name] for name in query.libraries if name in known]
            state = catalogue.generation(db)
            held = [self._holding(db, state, library, terms) for library in asked]
            if query.newest:
                ranked = self._newest(db, query)
            else:
                ranked = self._ranked(db, dict(zip(asked, held, strict=True)), query, vector, state)
            archive = self._coverage(db, state, query.libraries, Window(), None)
            searched = self._coverage(db, state, query.libraries, query.window, query.outlet)
            counts = (
                self._memo.of(state, ("passages", library), partial(words.passages, db, library)) for library in asked
            )
            rarity = words.rarity(held, sum(counts))
        return Found(query, tuple(ranked[: query.limit]), searched, archive, term_rarity=rarity)

    def _holding(self, db: Db, state: str, library: int, terms: Sequence[str]) -> dict[str, int]:
        """How many passages hold each term."""
        return {
            term: self._memo.of(state, (library, term), partial(words.holding, db, library, term)) for term in terms
        }

    def _coverage(self, db: Db, state: str, libraries: tuple[str, ...], window: Window, outlet: str | None) -> Coverage:
        find = partial(reading.coverage, db, libraries, window, outlet)
        return self._memo.of(state, (libraries, window, outlet), find)

    def _newest(self, db: Db, query: Query) -> list[Hit]:
        """How the newest articles begin that there were when it was asked, copies of one story once."""
        until = query.asked_at + GRACE
        found = reading.beginnings(db, query.libraries, query.window, query.outlet, until, DEPTH)
        hits = [Hit(passage=passage, score=1 / rank) for rank, passage in enumerate(found, 1)]
        stories = copies.stories(db, [passage.id for passage in found])
        return once(hits, stories, copies.members(db, set(stories.values())))

    def _ranked(
        self,
        db: Db,
        libraries: Mapping[int, Mapping[str, int]],
        query: Query,
        vector: QuestionVector | None,
        state: str,
    ) -> list[Hit]:
        """Hits, best first, copies of one story once; looks deeper where copies took the places of other stories."""
        copied = self._memo.of(state, "copied", partial(copies.any_stories, db))
        for depth in (DEPTH, *DEEPER):
            rankings = self._rankings(db, libraries, query, vector, depth)
            passages = reading.passages(db, {id_ for id_, _ in (*rankings.by_meaning, *rankings.by_words)})
            hits = fuse(passages, rankings, query.asked_at, nowness(query))
            stories = copies.stories(db, list(passages)) if copied else {}
            ranked = once(hits, stories, copies.members(db, set(stories.values())))
            full = max(len(rankings.by_meaning), len(rankings.by_words)) >= depth
            if len(ranked) >= query.limit or len(ranked) == len(hits) or not full:
                break
        return ranked

    def _rankings(
        self,
        db: Db,
        libraries: Mapping[int, Mapping[str, int]],
        query: Query,
        vector: QuestionVector | None,
        depth: int,
    ) -> Rankings:
        """Both rankings over all libraries, so that their scores are fused on one scale.

        `libraries` says how many passages of each hold each term.
        """
        by_meaning: list[tuple[int, float]] = []
        by_words: list[tuple[int, float]] = []
        for library, held in libraries.items():
            eligible = reading.eligible(library, query.window, query.outlet)
            told = words.search(db, library, words.telling(held), depth, *eligible)
            by_words += told
            if vector is not None:
                by_meaning += self._meaning.nearest(db, library, vector, depth, *eligible)
                by_meaning += self._late(db, vector, [id_ for id_, _ in told[:LATE]])
        return Rankings(sorted(by_meaning, key=_best_first), sorted(by_words, key=_best_first))

    def _late(self, db: Db, asked: QuestionVector, passages: Sequence[int]) -> list[tuple[int, float]]:
        """The cosines of those of the passages whose vectors are still to come, so that they are ranked like others."""
        if not self._memo.of(catalogue.generation(db), asked.model, partial(vectors.any_missing, db, asked.model)):
            return []
        late = vectors.without(db, asked.model, passages)
        texts = {id_: text for id_ in late for _, text in vectors.texts(db, [id_])}
        encoder = self._models.named(asked.model)
        if not texts or encoder is None:
            return []
        cosines = encoder.embed_passages(list(texts.values())) @ asked.vector
        return [(id_, float(cosine)) for id_, cosine in zip(texts, cosines, strict=True)]


def _best_first(pair: tuple[int, float]) -> tuple[float, int]:
    return -pair[1], pair[0]
