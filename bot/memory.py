"""Keeping an answer must never cost the member the answer itself: what cannot be kept is shown without buttons."""

from __future__ import annotations

import logging

from answer.types import Answer
from bot.types import Journal
from index.errors import IndexFailure

log = logging.getLogger(__name__)


def keep(journal: Journal, answer: Answer, *, guild: str | None, asker: str, private: bool) -> str | None:
    """Keep an answer; its id, or None where the journal is locked, full or damaged. Blocks."""
    try:
        return journal.keep(answer, guild=guild, asker=asker, private=private)
    except (IndexFailure, OSError):
        log.exception("an answer could not be kept")
        return None
