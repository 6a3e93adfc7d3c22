"""An item that a feed holds whole, as an article; and what a listing says of a page where the page is silent."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

from index.feeds.types import Feed, Item
from index.origins import Origin
from index.remote.types import Hint
from index.types import DateOrigin, Draft


def draft_of(item: Item, feed: Feed, zone: ZoneInfo) -> Draft | None:
    """The article in an item; None where its text cannot be read, so that the page is."""
    from index.parse.page import read_page

    page = (
        f"<!doctype html><html><head><meta charset=utf-8></head><body><article>{item.content}</article></body></html>"
    )
    read = read_page(page.encode("utf-8", "replace"), url=item.url or "", charset="utf-8", zone=zone)
    if not isinstance(read, Draft):
        return None
    said = {
        "title": item.title, "outlet": feed.title, "author": item.author, "url": item.url,
        "language": item.language or feed.language, "published_at": item.published_at, "updated_at": item.updated_at,
    }  # fmt: skip
    known = {name: value for name, value in said.items() if value}
    if item.published_at:
        known["published_from"] = DateOrigin.GIVEN
    origins = {**read.origins, **{name: Origin.FEED.value for name in known if name in said}}
    return replace(read, **{**known, "url": item.url}, origins=origins)  # type: ignore[arg-type]


def completed(draft: Draft, hint: Hint | None) -> Draft:
    """A page's article with what only the listing says of it."""
    if hint is None:
        return draft
    known: dict[str, object] = {
        name: value for name in ("author", "outlet", "language", "updated_at")
        if (value := getattr(hint, name)) and not getattr(draft, name)
    }  # fmt: skip
    if hint.published_at and draft.published_from in (DateOrigin.NONE, DateOrigin.FILE_TIME):
        known |= {"published_at": hint.published_at, "published_from": DateOrigin.GIVEN}
    origins = {**draft.origins, **{name: hint.origin for name in known if name != "published_from"}}
    return replace(draft, **known, origins=origins)  # type: ignore[arg-type]
