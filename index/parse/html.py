"""Web pages as articles; one with very many tags is read in a process of its own, since it may take minutes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from index.origins import Origin
from index.parse.draft import draft
from index.parse.encoding import declared_in_html, decode
from index.parse.errors import Refused
from index.parse.facts import Facts, Sheet
from index.parse.judge import refuse_other
from index.parse.linked_data import LinkedData
from index.parse.page_blocks import ENOUGH, blocks_of
from index.parse.page_facts import facts_of
from index.types import Draft

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

MANY_TAGS = 20_000
"""The longest reports of news sites have half of it; parsing takes a second for about as many."""

_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,500}\?>", re.IGNORECASE)


def read_html(raw: bytes, sheet: Sheet, *, url: str | None = None, charset: str | None = None) -> Draft:
    """A page as an article: its text, and what it says of itself, to machines first.

    `url` is where it was fetched, `charset` what the server called its encoding; None for a file, which is an article
    because somebody says so. Raises `Refused` for a page that is none.
    """
    if raw.count(b"<") > MANY_TAGS:
        from index.parse.html_apart import page_apart

        facts, body = page_apart(raw, sheet.zone, url, charset)
    else:
        facts, body = page_of(raw, sheet.zone, url, charset)
    return draft(body, facts, sheet, markdown=True)


def page_of(raw: bytes, zone: ZoneInfo, url: str | None, charset: str | None) -> tuple[Facts, str]:
    """What a page says of itself, and its text."""
    source = decode(raw, declared=charset or declared_in_html(raw))
    if declaration := _DECLARATION.match(source):  # bs4 warns of it, and it may name another encoding
        source = source[declaration.end() :]
    soup = _soup(source)
    data = LinkedData(soup, url)
    facts = facts_of(soup, data, zone, url=url)
    if data.for_subscribers:
        source = _without_scripts(soup)
    blocks, facts.origins["body"] = blocks_of(source, soup), Origin.TEXT
    if _is_filled_by_script(blocks, data.paragraphs):
        blocks, facts.origins["body"] = data.paragraphs, Origin.JSON_LD
    if facts.title and blocks and blocks[0].lstrip("# ").casefold() == facts.title.casefold():
        blocks = blocks[1:] or blocks
    if url is not None:
        refuse_other(soup, data, blocks, url)
    return facts, "\n\n".join(blocks)


def _without_scripts(soup: BeautifulSoup) -> str:
    """The page without its JSON-LD, which may have the text that only subscribers are meant to see."""
    for script in soup.find_all("script"):
        script.decompose()
    return str(soup)


def _is_filled_by_script(blocks: list[str], paragraphs: list[str]) -> bool:
    """Whether a page's text is (nearly) only in its JSON-LD, where trafilatura finds it as one paragraph."""
    if sum(map(len, blocks)) < ENOUGH * sum(map(len, paragraphs)):
        return True
    return len(blocks) == 1 < len(paragraphs) and "".join(blocks[0].split()) == "".join("".join(paragraphs).split())


def _soup(source: str) -> BeautifulSoup:
    from bs4 import BeautifulSoup
    from bs4.exceptions import ParserRejectedMarkup

    try:
        return BeautifulSoup(source, "lxml")
    except (ParserRejectedMarkup, ValueError, AssertionError) as error:
        raise Refused("is HTML that cannot be parsed") from error
