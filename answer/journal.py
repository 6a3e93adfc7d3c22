"""Keeps answers in the ledger, so that their buttons work after a restart."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Protocol

from answer.types import Answer, Answered, Kept
from index.ledger.journal import Page

if TYPE_CHECKING:
    from pydantic import TypeAdapter

log = logging.getLogger(__name__)

AT_ONCE = 200  # answers deleted in one transaction: some milliseconds, in which nobody else can write
ID_BYTES = 9  # 12 URL-safe characters; not to be guessed


class Pages(Protocol):
    """Where pages are kept."""

    def keep(self, page: Page) -> None: ...

    def recall(self, id_: str) -> Page | None: ...

    def forget(self, before: str, most: int) -> int: ...


class AnswerJournal:
    """Answers by id. What was found but not cited is not kept."""

    def __init__(self, *, pages: Pages) -> None:
        self._pages = pages

    def new_id(self) -> str:
        """An id that no answer has."""
        return secrets.token_urlsafe(ID_BYTES)

    def keep(self, kept: Kept) -> None:
        """Keep an answer under its id."""
        content = _adapter().dump_json(replace(kept.answer, hits=())).decode()
        quoted = tuple(_editions(kept.answer))
        self._pages.keep(Page(kept.id, kept.guild, kept.asker, kept.private, _text(kept.asked_at), content, quoted))

    def forget(self, before: datetime) -> int:
        """Forget some of the answers that were asked for before this moment; return how many, 0 when none is left."""
        return self._pages.forget(_text(before), AT_ONCE)

    def recall(self, answer_id: str) -> Kept | None:
        """The answer with this id."""
        page = self._pages.recall(answer_id)
        if page is None:
            return None
        try:
            answer = _adapter().validate_json(page.content)
        except ValueError:  # whose text would hold the question
            log.warning("the kept answer %s is of another format", page.id)
            return None
        return Kept(
            id=page.id,
            answer=answer,
            asked_at=datetime.fromisoformat(page.asked_at),
            guild=page.guild,
            asker=page.asker,
            private=page.private,
        )


def _editions(answer: Answer) -> Iterator[tuple[str, str, int]]:
    """The versions that an answer quotes, so that they are kept before others."""
    for claim in answer.claims if isinstance(answer, Answered) else ():
        for citation in claim.citations:
            yield citation.article.library, citation.article.id, citation.article.version


def _text(moment: datetime) -> str:
    """As the ledger compares it."""
    return moment.astimezone(UTC).isoformat()


@cache
def _adapter() -> TypeAdapter[Answer]:
    from pydantic import TypeAdapter

    return TypeAdapter(Answer)
