"""The newest articles of some libraries, page by page, as a list in Discord Markdown that always fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.blocks import OUTLET, ROOM, kept
from bot.escape import link_text, markdown, one_line
from bot.handles import beginning, handle
from bot.link import safe_url
from bot.trim import measure
from bot.types import Archive
from bot.wording import published
from index.types import Article

PAGE, MOST_PAGES = 10, 100
"""Articles on a page, and how far back one can turn; each page is read anew from its library's newest."""

LONGEST_OUTLET = 80
"""Characters of an outlet's handle in a button, which has a hundred for all that it knows."""

TITLE = 150
"""Characters of a title, escaped."""

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Newest:
    """One page of articles, the newest first; `page` counts from 0."""

    articles: tuple[Article, ...]
    outlet: str | None
    page: int
    more: bool


def newest(archive: Archive, libraries: Sequence[str], outlet: str | None, page: int) -> Newest:
    """A page of the newest articles, of one outlet where it is given. Blocks."""
    page = min(page, MOST_PAGES - 1)
    first, after = page * PAGE, (page + 1) * PAGE
    found = [
        article
        for library in libraries
        for article in archive.article_choices(library, "", after + 1, outlet=outlet)
    ]  # fmt: skip
    found.sort(key=lambda article: article.published_at or _LONG_AGO, reverse=True)
    more = len(found) > after and page + 1 < MOST_PAGES
    return Newest(articles=tuple(found[first:after]), outlet=outlet, page=page, more=more)


def outlet_handle(outlet: str) -> str:
    """What a button remembers of an outlet."""
    return handle(outlet, LONGEST_OUTLET)


def outlet_of(archive: Archive, libraries: Sequence[str], remembered: str) -> str | None:
    """The outlet that a button remembers; None where there is none like that any more. Blocks."""
    named = archive.outlets(libraries, beginning(remembered), PAGE * MOST_PAGES)
    return next((outlet for outlet in named if outlet_handle(outlet) == remembered), None)


def newest_text(shown: Newest) -> str:
    """The page as text: with links where all of them fit."""
    with_links = _text(shown, links=True)
    return with_links if measure(with_links) <= ROOM else _text(shown, links=False)


def _text(shown: Newest, *, links: bool) -> str:
    of = f" of {kept(one_line(shown.outlet), OUTLET)}" if shown.outlet else ""
    if not shown.articles:
        return f"There are no articles{of}{' so far back' if shown.page else ''}."
    at = f", page {shown.page + 1}" if shown.page or shown.more else ""
    lines = [_line(article, shown.page * PAGE + number, links) for number, article in enumerate(shown.articles, 1)]
    return "\n".join([f"**The newest articles{of}{at}**", *lines])


def _line(article: Article, number: int, links: bool) -> str:
    title = kept(one_line(article.title) or "Untitled", TITLE, link_text)
    url = safe_url(article.url) if links else None
    outlet = f"{kept(one_line(article.outlet), OUTLET)}, " if article.outlet else ""
    return f"{number}\\. {outlet}{f'[{title}]({url})' if url else title}, {markdown(published(article))}"
