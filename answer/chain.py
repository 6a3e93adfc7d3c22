"""A question's way to its answer, as a LangChain chain: search, choose, decide, write, verify.

The chain takes a `Question` and gives a dict that keeps what was found; a stream gives the documents before the answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, timedelta, tzinfo
from operator import itemgetter
from time import perf_counter
from typing import TYPE_CHECKING, cast

from answer.answerable import THRESHOLD, answerable
from answer.overview import has_no_subject, newest_first
from answer.question import clean
from answer.rank import Ranked, Ranker
from answer.rerank import best_first
from answer.settings import STALE_DAYS
from answer.types import Answer, Answered, NotFound, Provenance, Question, Silence, State, Writer, Written
from answer.verify import verify
from answer.when import Asked, is_history, stale, stated
from index.types import Article, Found, Query

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

HITS = 20  # passages that a writer may see
CLOSEST = 3
ON_THE_SUBJECT = 0.8  # of the best passage's score: what scores less is about something else


@dataclass(frozen=True, slots=True)
class Draft:
    """What the writer wrote, or why it was not asked."""

    written: Written | None = None
    silence: Silence | None = None


class AnswerChain:
    """Builds the chain from a search, a ranker of sentences and a writer.

    `index_digest` says which state of the index is asked; in `zone` "yesterday" is meant; an answer about now whose
    newest article is older than `stale_after` says so.
    """

    def __init__(
        self,
        *,
        search: Callable[[Query], Found],
        ranker: Ranker,
        writer: Writer,
        index_digest: Callable[[], str],
        embedding: str,
        zone: tzinfo = UTC,
        stale_after: timedelta = timedelta(days=STALE_DAYS),
    ) -> None:
        self._search = search
        self._ranker = ranker
        self._writer = writer
        self._index_digest = index_digest
        self._embedding = embedding
        self._zone = zone
        self._stale_after = stale_after

    def runnable(self) -> Runnable[Question, State]:
        """The chain: `invoke`, `ainvoke`, `stream` and `astream` take a `Question`.

        Raises `BadQuestion` and the errors of the index.
        """
        from langchain_core.runnables import RunnableLambda

        from answer.retriever import documents
        from answer.step import Step

        return (
            RunnableLambda(self._begin, name="question")
            | Step("search", self._find)
            | Step("documents", documents)
            | Step("write", self._write)
            | Step("verify", self._verify)
        )

    async def answer(self, question: Question) -> Answer:
        """Answer off the event loop."""
        chain = await asyncio.to_thread(self.runnable)  # the first time it imports LangChain
        return cast("Answer", (await chain.ainvoke(question))["answer"])

    def answer_now(self, question: Question) -> Answer:
        """Answer in this thread: the same steps, without waiting for LangChain to be imported."""
        state = self._begin(question)
        for learn in (self._find, self._write, self._verify):
            state |= learn(state)
        return cast("Answer", state["answer"])

    def _begin(self, question: Question) -> State:
        asked = stated(replace(question, text=clean(question.text)), self._zone)
        return {"question": asked.question, "asked": asked, "seconds": {}}

    def _find(self, state: State) -> State:
        asked: Asked = state["asked"]
        with _timed(state, "search"):
            found, ranked = self._search_for(asked)
            if is_history(asked, found):
                asked = asked.at_any_date()
                found, ranked = self._search_for(asked)
        return {"question": asked.question, "asked": asked, "found": found, "ranked": ranked}

    def _search_for(self, asked: Asked) -> tuple[Found, Ranked]:
        question = asked.question
        query = Query(
            text=question.text, libraries=question.libraries, asked_at=question.asked_at, window=question.window,
            outlet=question.outlet, limit=HITS,
        )  # fmt: skip
        find = newest_first if has_no_subject(question.text, question.phrase) else best_first
        return find(self._search, self._ranker, query)

    def _write(self, state: State) -> State:
        return {"draft": self._draft(state)}

    def _verify(self, state: State) -> State:
        return {"answer": self._verified(state)}

    def _draft(self, state: State) -> Draft:
        question, found, ranked = state["question"], state["found"], state["ranked"]
        if not found.archive.articles:
            return Draft(silence=Silence.EMPTY_LIBRARY)
        if not found.searched.articles:
            return Draft(silence=Silence.EMPTY_WINDOW)
        with _timed(state, "decide"):
            if not found.query.newest and answerable(found, ranked) < THRESHOLD:
                return Draft(silence=Silence.NOTHING_RELEVANT)
        with _timed(state, "write"):
            return Draft(written=self._writer.write(question, found, ranked))

    def _verified(self, state: State) -> Answer:
        question, found, draft = state["question"], state["found"], state["draft"]
        written = draft.written or Written(claims=(), writer=self._writer.name, prompt=self._writer.prompt)
        with _timed(state, "verify"):
            claims, dropped = verify(written.claims, found)
        provenance = Provenance(
            writer=written.writer,
            embedding=self._embedding,
            prompt=written.prompt,
            index=self._index_digest(),
            seconds=dict(state["seconds"]),
        )
        newest = _newest(found)
        if claims:
            caveat = stale(state["asked"], newest, self._stale_after)
            return Answered(
                question=question, claims=claims, searched=found.searched, archive=found.archive, newest=newest,
                hits=found.hits, dropped=dropped, notices=(*written.notices, *([caveat] if caveat else ())),
                provenance=provenance,
            )  # fmt: skip
        return NotFound(
            question=question, why=draft.silence or Silence.NOTHING_RELEVANT, closest=_closest(found),
            searched=found.searched, archive=found.archive, newest=newest, hits=found.hits, dropped=dropped,
            notices=written.notices, provenance=provenance,
        )  # fmt: skip


@contextmanager
def _timed(state: State, step: str) -> Iterator[None]:
    started = perf_counter()
    try:
        yield
    finally:
        state["seconds"][step] = perf_counter() - started


def _closest(found: Found) -> tuple[Article, ...]:
    """The articles of the best hits, each once."""
    best: dict[tuple[str, str], Article] = {}
    for hit in found.hits:
        best.setdefault((hit.passage.article.library, hit.passage.article.id), hit.passage.article)
    return tuple(best.values())[:CLOSEST]


def _newest(found: Found) -> Article | None:
    """The newest article on the subject."""
    floor = ON_THE_SUBJECT * found.hits[0].score if found.hits else 0.0
    dated = [
        (article.newest_date, article)
        for hit in found.hits
        if hit.score >= floor and (article := hit.passage.article).newest_date is not None
    ]
    return max(dated, key=itemgetter(0))[1] if dated else None
