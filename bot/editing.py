"""What editors look up in their library: suggestions, the article or source that they mean, how it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.errors import BadInput
from bot.escape import one_line
from bot.handles import beginning, handle
from bot.report import library_lines, source_lines, vector_lines
from bot.types import Archive
from bot.wording import counted, joined, published
from index.types import MAIN_LIBRARY, Article
from index.upkeep import Source

SUGGESTED = 25
"""Suggestions that Discord shows at most."""

LOOKED_THROUGH = 1000
"""Articles whose ids begin alike, or of one title, among which the one that is meant is looked for."""

MOST_ADDRESSES = 50
"""Feeds, sitemaps and pages of one server, which all share one machine; files and the operator's are not counted."""

OWN, MAIN = "This server's articles", "The main library"
NONE_YET = "This server has no articles of its own yet; add some with /articles add."

Suggestion = tuple[str, str]
"""What is shown, and what is sent back when it is chosen."""


def article_suggestions(archive: Archive, library: str, part: str) -> list[Suggestion]:
    found = archive.article_choices(library, part, SUGGESTED)
    return [(joined(one_line(a.title), one_line(a.outlet or ""), published(a)), handle(a.id)) for a in found]


def source_suggestions(archive: Archive, library: str, part: str) -> list[Suggestion]:
    wanted = part.casefold()
    sources = [source for source in _sources(archive, library) if wanted in source.location.casefold()]
    return [(one_line(source.location), str(source.id)) for source in sources[:SUGGESTED]]


def find_article(archive: Archive, library: str, name: str) -> Article:
    """The article with this id, or the only one with this title; raise `BadInput` where there is none."""
    found = archive.article_choices(library, beginning(name), LOOKED_THROUGH)
    same = [article for article in found if name in (article.id, handle(article.id))]
    same = same or [article for article in found if one_line(article.title) == one_line(name)]
    if len(same) != 1:
        raise BadInput("This server has no article like that; choose one from the list that appears as you type.")
    return same[0]


def find_source(archive: Archive, library: str, name: str) -> Source:
    """The source with this id or location; raise `BadInput` where there is none."""
    for source in _sources(archive, library):
        if name in (str(source.id), source.location):
            return source
    raise BadInput("This server has no source like that; choose one from the list that appears as you type.")


def find_named(archive: Archive, library: str, article: str | None, source: str | None) -> tuple[str, str]:
    """By which name to remove the article or the source that was given, and what to call it; raise `BadInput`."""
    if (article is None) == (source is None):
        raise BadInput("Choose an article or a source from the lists that appear as you type.")
    if source is not None:
        location = find_source(archive, library, source).location
        return location, one_line(location)
    found = find_article(archive, library, article or "")
    return found.id, joined(one_line(found.title), one_line(found.outlet or ""))


def removed(said: str, gone: Sequence[Article], *, whole: bool) -> str:
    """What was removed, as one sentence."""
    if whole:
        return f"Removed: {said} with {counted(len(gone), 'article')}. None of it is ever cited again."
    return f"Removed: {said}. It is never cited again."


def check_room(archive: Archive, library: str) -> None:
    """Raise `BadInput` where a server has as many addresses as it may have."""
    if sum(source.kind.remote for source in _sources(archive, library)) >= MOST_ADDRESSES:
        raise BadInput(f"This server has {MOST_ADDRESSES} feeds, sitemaps and pages, the most; remove one first.")


def web_address(text: str) -> str:
    """An address as members write it; raise `BadInput` for what is none: folders of this machine are none."""
    address = text.strip().strip("<>")
    if not re.match(r"https?://[^\s/]", address, re.IGNORECASE):
        raise BadInput("Give the whole address, as https://example.org/feed.")
    return address


def _sources(archive: Archive, library: str) -> list[Source]:
    return [source for source in archive.status([library]).sources if source.library == library]


def server_status(archive: Archive, library: str, libraries: Sequence[str]) -> str:
    """How a server's libraries stand; of the operator's, only its size and dates."""
    status = archive.status(libraries)
    shown = {name: coverage for name, coverage in status.libraries.items() if name in libraries}
    lines = library_lines(shown, {library: OWN, MAIN_LIBRARY: MAIN})
    if library not in shown or not shown[library].articles:
        lines.append(NONE_YET)
    own = [source for source in status.sources if source.library == library]
    return "\n".join([*lines, *source_lines(own), *vector_lines(status)])
