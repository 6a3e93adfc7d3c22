"""Puts index, writer and chain together; the bot, the terminal and the evaluation all come through here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, timedelta, tzinfo

from answer.chain import AnswerChain
from answer.journal import AnswerJournal
from answer.rank import Ranker
from answer.settings import STALE_DAYS, AnswerSettings
from answer.types import Writer
from answer.write.quotes import QuotesWriter
from index.assemble import open_index
from index.engine import Index
from index.settings import IndexSettings


@dataclass(frozen=True, slots=True)
class House:
    """An index with whoever answers from it and whoever remembers the answers."""

    index: Index
    chain: AnswerChain
    journal: AnswerJournal


@contextmanager
def opened(
    settings: IndexSettings, *, create: bool, answer_settings: AnswerSettings | None = None, zone: tzinfo = UTC
) -> Iterator[House]:
    """The house, closed at the end; without `answer_settings` it quotes; in `zone` "yesterday" is meant.

    Raises `Mistake` where there is no index and none may be made.
    """
    index = open_index(settings, create=create)
    try:
        yield build(index, answer_settings, zone=zone)
    finally:
        index.close()


def build(index: Index, answer_settings: AnswerSettings | None = None, *, zone: tzinfo = UTC) -> House:
    """The house around an open index; without `answer_settings` it quotes; in `zone` "yesterday" is meant."""
    writer = choose_writer(answer_settings)
    chain = AnswerChain(
        search=index.search,
        ranker=Ranker(word_vectors=index.word_vectors),
        writer=writer,
        index_digest=index.digest,
        embedding=index.embedding,
        zone=zone,
        stale_after=timedelta(days=answer_settings.stale_days if answer_settings else STALE_DAYS),
    )
    return House(index, chain, AnswerJournal(pages=index))


def choose_writer(settings: AnswerSettings | None) -> Writer:
    """Quotes; where a model is named, the model with quotes behind it."""
    if settings is None or not settings.model:
        return QuotesWriter()
    from answer.model import ChatModel
    from answer.write.fallback import FallbackWriter
    from answer.write.model import ModelWriter

    model = ChatModel(settings)
    return FallbackWriter(first=ModelWriter(name=model.name, ask=model.ask), then=QuotesWriter())
