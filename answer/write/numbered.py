"""The passages that a model gets to read: numbered, dated, bounded, and fenced by a mark that no article can know."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from datetime import datetime

from index.types import Article, Found, Passage

PASSAGES = 12
"""As many as a small local model keeps apart; the answer is hardly ever further down."""

CHARACTERS = 14_000
"""About 3,500 tokens, so that question, rules and passages fit the 4,096 or 8,192 tokens of a local server."""

NONCE_BYTES = 8

_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""What people do not see and a model may read as an order: controls, zero-width and bidi marks, tag characters."""


def numbered(found: Found) -> tuple[Passage, ...]:
    """The passages to show, best first; the passage at index 0 has number 1."""
    chosen: list[Passage] = []
    room = CHARACTERS
    for hit in found.hits[:PASSAGES]:
        room -= len(hit.passage.text)
        if room < 0 and chosen:
            break
        chosen.append(hit.passage)
    return tuple(chosen)


def new_nonce() -> str:
    """A mark for one request."""
    return secrets.token_hex(NONCE_BYTES)


def fenced(passages: Sequence[Passage], nonce: str) -> str:
    """The passages as the prompt has them."""
    return "\n\n".join(_fenced(number, passage, nonce) for number, passage in enumerate(passages, 1))


def _fenced(number: int, passage: Passage, nonce: str) -> str:
    article = passage.article
    about = [f"{name}: {visible(value)}" for name, value in _facts(article) if value]
    return "\n".join(
        [
            f"<passage {number} {nonce}>",
            *about,
            "text:",
            visible(passage.text, lines=True),
            f"</passage {number} {nonce}>",
        ]
    )


def _facts(article: Article) -> list[tuple[str, str | None]]:
    return [
        ("title", article.title),
        ("outlet", article.outlet),
        ("published", spoken(article.published_at)),
        ("updated", spoken(article.updated_at)),
    ]


def spoken(moment: datetime | None) -> str | None:
    """`Saturday 14 March 2026`, in the moment's own zone; the weekday lets a model place "on Monday"."""
    return f"{moment:%A} {moment.day} {moment:%B} {moment.year}" if moment else None


def visible(text: str, *, lines: bool = False) -> str:
    """The text without what nobody sees, on one line unless `lines`."""
    text = _HIDDEN.sub("", text)
    return text if lines else " ".join(text.split())
