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

ID_BYTES = 9  # 12 URL-safe characters; not to be guessed


class Pages(Protocol):
    """Where pages are kept."""

    def keep(self, page: Page) -> None: ...

    def recall(self, id_: str) -> Page | None: ...


class AnswerJournal:
    """Answers by id. What was found but not cited is not kept."""

    def __init__(self, *, pages: Pages) -> None:
        self._pages = pages

    def keep(self, answer: Answer, *, guild: str | None, asker: str, private: bool) -> str:
        """Keep an answer; return its id."""
        id_ = secrets.token_urlsafe(ID_BYTES)
        content = _adapter().dump_json(replace(answer, hits=())).decode()
        self._pages.keep(
            Page(id_, guild, asker, private, datetime.now(UTC).isoformat(), content, tuple(_editions(answer)))
        )
        return id_

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


@cache
def _adapter() -> TypeAdapter[Answer]:
    from pydantic import TypeAdapter

    return TypeAdapter(Answer)
