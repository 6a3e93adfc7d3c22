"""What a listing says of a page, beside what the page says of itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from index.feeds.types import Place
from index.origins import Origin
from index.types import DateOrigin, Draft


def beside_place(draft: Draft, place: Place) -> Draft:
    """A page's article with what only its sitemap says; a date that was not given gives way to a news sitemap's."""
    known: dict[str, object] = {
        name: value for name in ("outlet", "language")
        if (value := getattr(place, name)) and not getattr(draft, name)
    }  # fmt: skip
    origins = {**draft.origins, **dict.fromkeys(known, Origin.SITEMAP.value)}
    return dated(replace(draft, origins=origins, **known), place.published_at, Origin.SITEMAP)  # type: ignore[arg-type]


def dated(draft: Draft, published_at: datetime | None, origin: Origin) -> Draft:
    """An article with the date that its listing gives, where its page gives none."""
    if published_at is None or draft.published_from is DateOrigin.GIVEN:
        return draft
    origins = {**draft.origins, "published_at": origin.value}
    return replace(draft, published_at=published_at, published_from=DateOrigin.GIVEN, origins=origins)
