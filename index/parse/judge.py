"""Tells pages that are no articles from those that are: front pages, lists of links, errors, the beginnings of texts.

What a page says of itself to machines counts more than how it looks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.parse.addresses import is_root
from index.parse.errors import Refused
from index.parse.linked_data import LinkedData

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

LEAST, LEAST_ARTICLE = 200, 80
"""Characters of a page's text, and of one that says that it is an article: the shortest news are two sentences."""

SHORT = 1_200
"""Characters. Errors and the beginnings of texts for subscribers are shorter, most articles longer."""

LONG_PARAGRAPH = 200
"""Characters. Headlines and the lines under them are shorter."""

MANY_ARTICLES = 3
"""`<article>` elements of a list; an article's page has one, and perhaps one of something else."""

OF_LINKS = 0.5
"""Of a page's lines that are links, or of its text outside long paragraphs: then it is a list."""

_ERROR = re.compile(
    r"^\W*(?:(?:(?:http|error|fehler)\W*)*(?:40[0134]|410|429|50[0-4])(?:\W*$|\W+(?:error|not|page|forbidden|bad|gone))"
    r"|(?:.{0,30}\b)?page (?:was |is |could )?not (?:be )?(?:found|available)\b|not found\b|access denied\b"
    r"|forbidden\W*$"
    r"|just a moment\b|attention required\b|are you (?:a )?(?:human|robot)\b|service (?:temporarily )?unavailable\b"
    r"|seite (?:wurde )?nicht gefunden|page (?:non trouvée|introuvable)|página no encontrada|pagina niet gevonden)",
    re.IGNORECASE,
)
_SUBSCRIBE = re.compile(
    r"(?:subscribe|log in|sign in|register|become a member|start your (?:free )?trial)\b.{0,60}"
    r"\b(?:(?:continue|keep) reading|read (?:this|the (?:full|rest|whole))|unlock|full access)\b"
    r"|(?:jetzt|bitte) (?:abonnieren|anmelden)|réservé aux abonnés|already a subscriber\?|to continue reading",
    re.IGNORECASE,
)


def refuse_other(soup: BeautifulSoup, data: LinkedData, blocks: list[str], url: str) -> None:
    """Raise `Refused` for the page fetched at `url`, whose text is `blocks`, if it is not an article."""
    text, declared = "\n".join(blocks), bool(data.article) or _says_article(soup)
    if not declared and len(text) < SHORT and any(map(_ERROR.search, _headlines(soup))):
        raise Refused("is an error page, not an article")
    if len(text) < SHORT and (data.for_subscribers or _SUBSCRIBE.search(text[-300:])):
        raise Refused("shows only its beginning; the rest is for subscribers")
    if not declared and is_root(url):
        raise Refused("is the front page of a site, not an article")
    if len(text) < (LEAST_ARTICLE if declared else LEAST):
        raise Refused(f"has too little text to be an article ({len(text)} characters)")
    if not declared and _is_list(soup, blocks):
        raise Refused("is a list of links, not an article")


def _says_article(soup: BeautifulSoup) -> bool:
    kind = soup.find("meta", property="og:type", content=True)
    return kind is not None and "article" in str(kind["content"]).casefold()


def _headlines(soup: BeautifulSoup) -> list[str]:
    found = [soup.title, soup.find("h1")]
    return [" ".join(tag.get_text(" ").split())[:300] for tag in found if tag is not None]


def _is_list(soup: BeautifulSoup, blocks: list[str]) -> bool:
    """Many short pieces with links to what they are about, or lines that are links themselves."""
    size = sum(map(len, blocks))
    long = sum(len(block) for block in blocks if len(block) >= LONG_PARAGRAPH and not block.startswith(("- ", "#")))
    if long > OF_LINKS * size:
        return False
    linked = [article for article in soup.find_all("article")[:MANY_ARTICLES] if article.find("a", href=True)]
    if len(linked) == MANY_ARTICLES:
        return True
    links = {_squeezed(link.get_text(" ")) for link in soup.find_all("a", href=True)}
    lines = [_squeezed(line.lstrip("#- ")) for block in blocks for line in block.split("\n")]
    return sum(len(line) for line in lines if line in links) > OF_LINKS * sum(map(len, lines))


def _squeezed(text: str) -> str:
    return "".join(text.split())
