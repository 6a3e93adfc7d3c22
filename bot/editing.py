"""What editors look up in their library: suggestions, the article or source that they mean, how it stands."""

from __future__ import annotations

from collections.abc import Sequence

from bot.errors import BadInput
from bot.escape import one_line
from bot.handles import beginning, handle
from bot.report import library_lines, source_lines, vector_lines
from bot.types import Archive
from bot.wording import joined, published
from index.types import MAIN_LIBRARY, Article
from index.upkeep import Source

SUGGESTED = 25
"""Suggestions that Discord shows at most."""

LOOKED_THROUGH = 1000
"""Articles whose ids begin alike, or of one title, among which the one that is meant is looked for."""

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
