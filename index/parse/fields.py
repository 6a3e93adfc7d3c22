"""Metadata that stands in named fields (front matter, JSONL, CSV), by the usual spellings of their names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from hashlib import blake2b
from zoneinfo import ZoneInfo

from index.origins import Origin
from index.parse.dates import read_date
from index.parse.errors import Refused
from index.parse.facts import MAX_NAME, MAX_TITLE, Facts, language_of, line_of, shortened, url_of
from index.types import DateOrigin

# Names without case, `_`, `-` and spaces.
TITLE = ("title", "headline")
OUTLET = ("source", "outlet", "publication", "site", "sitename", "publisher", "newspaper")
AUTHOR = ("author", "authors", "byline", "by", "creator")
PUBLISHED = ("publishedat", "published", "datepublished", "publishdate", "publicationdate", "pubdate", "date")
UPDATED = ("updatedat", "updated", "lastmod", "modified", "modifiedat", "datemodified", "lastmodified", "lastupdated")
URL = ("url", "link", "canonical", "canonicalurl", "permalink")
LANGUAGE = ("language", "lang", "locale", "inlanguage")

MAX_NAMES = 20
"""Authors. A list longer than this is no byline."""


def facts_in(fields: Mapping[str, object], zone: ZoneInfo, origin: Origin) -> Facts:
    """What the fields say. Raises `Refused` for a date that cannot be or cannot be read: its writer can mend it."""
    named = {plain_name(str(name)): value for name, value in fields.items()}
    source = _text(named, OUTLET)
    language = language_of(_text(named, LANGUAGE))
    facts = Facts(
        title=line_of(_text(named, TITLE), MAX_TITLE),
        outlet=None if url_of(source) else line_of(source),
        author=line_of(_text(named, AUTHOR)),
        url=url_of(_text(named, URL)) or url_of(source),
        language=language,
        id=_id(_text(named, ("id",))),
    )
    month_first = (language or "").lower() == "en-us"
    if published := _date(named, PUBLISHED, zone, month_first):
        facts.published_at, facts.published_from = published, DateOrigin.GIVEN
    if updated := _date(named, UPDATED, zone, month_first):
        facts.updated_at, facts.updated_from = updated, DateOrigin.GIVEN
    known = Facts()
    known.fill(facts, origin)
    return known


def _id(text: str) -> str | None:
    """An id as it was given: one that was cut would meet others."""
    if len(text) > MAX_NAME:
        raise Refused(f"has an id of more than {MAX_NAME} characters")
    return line_of(text)


def plain_name(name: str) -> str:
    """A field's name without case, marks and spaces."""
    return re.sub(r"[\W_]", "", name).lower()


def key_of(facts: Facts, body: str) -> str:
    """What tells an article from the others of its file wherever its line stands."""
    if facts.id:
        return facts.id
    dated = f"{facts.title}\n{facts.published_at.isoformat()}" if facts.title and facts.published_at else None
    known = facts.url or dated or body
    return blake2b(known.encode("utf-8", "replace"), digest_size=8).hexdigest()


def words_of(value: object) -> str:
    """A field as text: a list is joined with commas, of an object its name is taken."""
    if isinstance(value, list):
        return ", ".join(filter(None, (words_of(item) for item in value[:MAX_NAMES] if not isinstance(item, list))))
    if isinstance(value, dict):
        name = value.get("name")
        return name.strip() if isinstance(name, str) else ""
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _text(named: Mapping[str, object], names: tuple[str, ...]) -> str:
    return next((words for name in names if (words := words_of(named.get(name)))), "")


def _date(named: Mapping[str, object], names: tuple[str, ...], zone: ZoneInfo, month_first: bool) -> datetime | None:
    words = _text(named, names)
    if not words or words.lower() in ("null", "none", "~"):
        return None
    moment = read_date(words, zone, month_first=month_first)
    if moment is None:
        raise Refused(f"has a date that cannot be read: {shortened(words, 60)!r}")
    return moment
