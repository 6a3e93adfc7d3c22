"""Puts index, writer and chain together; the bot, the terminal and the evaluation all come through here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from answer.chain import AnswerChain
from answer.journal import AnswerJournal
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
def opened(settings: IndexSettings, *, create: bool) -> Iterator[House]:
    """The house, closed at the end. Raises `Mistake` where there is no index and none may be made."""
    index = open_index(settings, create=create)
    try:
        yield build(index)
    finally:
        index.close()


def build(index: Index) -> House:
    """The house around an open index."""
    chain = AnswerChain(
        search=index.search, writer=QuotesWriter(), index_digest=index.digest, embedding=index.embedding
    )
    return House(index, chain, AnswerJournal(pages=index))
