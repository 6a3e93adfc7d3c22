"""A page with very many tags, read in a process of its own (`index.apart`), and its facts on their way back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from index.apart.call import apart
from index.origins import Origin
from index.parse.facts import NAMES, Facts
from index.parse.html import page_of
from index.types import DateOrigin

_DATES = ("published_at", "updated_at")


def page_apart(raw: bytes, zone: ZoneInfo, url: str | None, charset: str | None) -> tuple[Facts, str]:
    """The same as `html.page_of`. Raises `Refused` also where it takes too long."""
    said = {"zone": zone.key, "url": url or "", "charset": charset or ""}
    found: Any = apart("index.parse.html_apart", raw, said, what="a page")
    facts = Facts(**{name: found[name] for name in NAMES if name not in _DATES})
    for name in _DATES:
        setattr(facts, name, found[name] and datetime.fromisoformat(found[name]))
    facts.published_from, facts.updated_from = DateOrigin(found["published_from"]), DateOrigin(found["updated_from"])
    facts.origins = {name: Origin(value) for name, value in found["origins"].items()}
    return facts, str(found["body"])


def work(raw: bytes, said: dict[str, str]) -> dict[str, object]:
    """The facts of a page and its body, as JSON."""
    facts, body = page_of(raw, ZoneInfo(said["zone"]), said["url"] or None, said["charset"] or None)
    return {
        **{name: getattr(facts, name) for name in NAMES if name not in _DATES},
        **{name: _stored(getattr(facts, name)) for name in _DATES},
        "published_from": facts.published_from,
        "updated_from": facts.updated_from,
        "origins": facts.origins,
        "body": body,
    }


def _stored(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
