"""What is known of an article besides its body, gathered from the most trusted place to the least."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from index.origins import Origin
from index.types import DateOrigin

MAX_TITLE = 300
MAX_NAME = 200
MAX_URL = 2_000
"""Characters: Discord shows no longer title, and a link over this is not one that a person wrote."""

NAMES = ("title", "outlet", "author", "url", "language", "id", "published_at", "updated_at")
"""What can be known of an article."""

_BREAKS = re.compile(r"[\x00-\x20\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_UNSEEN = re.compile(
    r"[\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is known of a file besides its bytes: its path in its folder, its time, and the zone of naive dates.

    `modified_from` says whose time it is: that of the file, or of the document in it.
    """

    name: str
    modified_at: datetime | None
    zone: ZoneInfo
    modified_from: DateOrigin = DateOrigin.FILE_TIME


@dataclass(slots=True, kw_only=True)
class Facts:
    """Metadata in the making; None is not known yet. `origins` says where what is known was found."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    language: str | None = None
    id: str | None = None
    published_at: datetime | None = None
    published_from: DateOrigin = DateOrigin.NONE
    updated_at: datetime | None = None
    updated_from: DateOrigin = DateOrigin.NONE
    origins: dict[str, Origin] = field(default_factory=dict)

    def fill(self, others: Facts, origin: Origin) -> None:
        """Take what is not known yet from a less trusted place; `origin` is that of what does not say its own."""
        for name in NAMES:
            if getattr(self, name) is None and (value := getattr(others, name)) is not None:
                setattr(self, name, value)
                self.origins[name] = others.origins.get(name, origin)
                if name == "published_at":
                    self.published_from = others.published_from
                elif name == "updated_at":
                    self.updated_from = others.updated_from


def line_of(text: str, limit: int = MAX_NAME) -> str | None:
    """`text` as one clean line: no control characters, no marks that turn the writing round; None if empty."""
    clean = _BREAKS.sub(" ", _UNSEEN.sub("", text[: 10 * limit])).strip()
    return shortened(clean, limit) or None


def shortened(text: str, limit: int) -> str:
    """`text`, or as many whole words of it as fit, with `…`."""
    if len(text) <= limit:
        return text
    cut = text[:limit]
    at = cut.rfind(" ")
    return (cut[:at] if at > limit // 2 else cut[:-1]).rstrip(" ,;:–—-") + "…"


def url_of(text: str) -> str | None:
    """`text` if it is an absolute web address of sensible length."""
    text = text.strip()
    fits = len(text) <= MAX_URL and re.fullmatch(r"https?://[^\s\x00-\x1f\x7f<>\"\\]+", text, re.IGNORECASE)
    return text if fits and not _UNSEEN.search(text) else None


def language_of(text: str) -> str | None:
    """`text` as a language tag: `de`, `en-US`."""
    text = text.strip()
    return text.replace("_", "-") if _LANGUAGE.fullmatch(text) else None
