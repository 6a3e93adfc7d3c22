"""JSON Feed 1.0 and 1.1, which feedparser does not read. What has the wrong type counts as missing."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from datetime import tzinfo
from typing import Any

from index.feeds.kinds import FEED_JSON
from index.feeds.markup import id_in, line_in, whole
from index.feeds.moments import moment
from index.feeds.types import Feed, Item
from index.parse.addresses import absolute
from index.parse.encoding import decode
from index.parse.errors import Refused
from index.parse.facts import language_of, line_of


def read_json_feed(content: bytes, *, url: str, zone: tzinfo, limit: int) -> Feed:
    """The feed fetched at `url`, with at most `limit` items. Raises `Refused` for what is none."""
    found = _loaded(content)
    items = [one for one in found["items"][:limit] if isinstance(one, dict)]
    language = _text(found, "language")
    return Feed(
        title=line_in(_text(found, "title")),
        language=language_of(language),
        items=tuple(_item(one, url, _author(found), language, zone) for one in items),
    )


def _loaded(content: bytes) -> dict[str, Any]:
    try:
        found = json.loads(decode(content), strict=False)
    except ValueError as error:
        raise Refused("is not JSON that can be read") from error
    except RecursionError as error:
        raise Refused("is nested too deeply") from error
    named = isinstance(found, dict) and str(found.get("version")).startswith(FEED_JSON)
    if not named or not isinstance(found.get("items"), list):
        raise Refused("is JSON, but not a JSON Feed")
    return dict(found)


def _item(one: dict[str, Any], url: str, author: str | None, language: str, zone: tzinfo) -> Item:
    markup, text = _text(one, "content_html"), _text(one, "content_text")
    content, summary = markup or _paragraphs(text), _text(one, "summary")
    id_ = one.get("id")
    named = str(id_) if isinstance(id_, str | int | float) and not isinstance(id_, bool) else ""
    addresses = (absolute(_text(one, name), url) for name in ("url", "external_url"))
    return Item(
        url=next(filter(None, addresses), None) or (absolute(named, None) if named else None),
        id=id_in(named),
        title=line_in(_text(one, "title")),
        author=_author(one) or author,
        published_at=moment(one.get("date_published"), zone),
        updated_at=moment(one.get("date_modified"), zone),
        summary=summary or content or None,
        content=whole(content, ""),
        language=language_of(_text(one, "language") or language),
    )


def _text(one: dict[str, Any], name: str) -> str:
    value = one.get(name)
    return value if isinstance(value, str) else ""


def _author(one: dict[str, Any]) -> str | None:
    """`authors` of 1.1, `author` of 1.0."""
    return line_of(", ".join(_names(one.get("authors") or [one.get("author")])))


def _names(authors: object) -> Iterator[str]:
    for author in authors if isinstance(authors, list) else []:
        if isinstance(author, dict) and (name := line_in(author.get("name"))):
            yield name


def _paragraphs(text: str) -> str:
    """Plain text as HTML, as all content of items is."""
    blocks = (block.strip() for block in text.replace("\r\n", "\n").split("\n\n"))
    return "".join(f"<p>{html.escape(block, quote=False)}</p>" for block in blocks if block)
