"""What was fetched at an address as an article: a page, or a text or a PDF that lies there as a file."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from index.feeds.kinds import what_is
from index.feeds.types import ContentKind
from index.origins import Origin
from index.parse.draft import draft
from index.parse.encoding import decode
from index.parse.errors import Refused
from index.parse.facts import Facts, Sheet
from index.types import Draft, Unreadable


def read_page(
    content: bytes, *, url: str, charset: str | None, zone: ZoneInfo, media_type: str = "text/html"
) -> Draft | Unreadable:
    """The article fetched at `url`; `charset` is what the server called its encoding. This raises nothing."""
    sheet = Sheet(_path(url), None, zone)
    try:
        return _read(content, url, charset, sheet, media_type)
    except Refused as refused:
        return Unreadable("", refused.reason)
    except RecursionError:
        return Unreadable("", "is nested too deeply")


def _read(content: bytes, url: str, charset: str | None, sheet: Sheet, media_type: str) -> Draft:
    if not content.strip():
        raise Refused("is empty")
    kind = what_is(content, media_type=media_type, url=url)
    if kind is ContentKind.PAGE:
        from index.parse.html import read_html

        return read_html(content, sheet, url=url, charset=charset)
    facts = Facts()
    facts.fill(Facts(url=url), Origin.ADDRESS)
    if kind is ContentKind.PDF:
        from index.parse.pdf import read_pdf

        return read_pdf(content, sheet, facts)
    if kind is ContentKind.TEXT:
        markdown = media_type == "text/markdown" or sheet.name.casefold().endswith((".md", ".markdown"))
        return draft(decode(content, declared=charset), facts, sheet, markdown=markdown)
    if kind is ContentKind.OTHER:
        raise Refused(f"is not a page but {media_type or 'something unknown'}")
    raise Refused(f"is a {kind.value}, not an article")


def _path(url: str) -> str:
    """The address below its host, as the name of a file: a date may stand in it."""
    try:
        return str(PurePosixPath(unquote(urlsplit(url).path.strip("/")) or "index"))
    except ValueError:
        return "index"
