"""Web pages: trafilatura finds the article among the menus; its blocks become plain text that `index.blocks` can read.

Headings are written as `## heading`, list items as `- item`, table rows as `a | b`, so that a page keeps its shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from index.parse.draft import draft
from index.parse.encoding import declared_in_html, decode
from index.parse.facts import Sheet
from index.parse.page_facts import facts_of
from index.types import Draft

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

ENOUGH = 0.4
"""Of the text of the page's one `<article>`. Where trafilatura found less, the element is taken whole."""

_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,500}\?>", re.IGNORECASE)
_NOT_TEXT = ("script", "style", "nav", "aside", "form", "noscript", "template", "svg", "footer", "iframe", "button")
_BLOCKS = "p div section article main header h1 h2 h3 h4 h5 h6 ul ol table blockquote pre figure dl dt dd hr".split()
_BORDER, _LINE = "\ue000", "\ue001"


def read_html(raw: bytes, sheet: Sheet) -> Draft:
    """A page as an article: its text, and what it says of itself, to machines first."""
    from bs4 import BeautifulSoup

    source = _DECLARATION.sub("", decode(raw, declared=declared_in_html(raw)), count=1)
    soup = BeautifulSoup(source, "lxml")
    facts = facts_of(soup, sheet.zone)
    blocks = _blocks_of_article(source)
    around = _around(soup)
    if not blocks or (around is not None and around.name == "article" and _is_too_little(blocks, around)):
        blocks = _blocks_of_element(around)
    if facts.title and blocks and blocks[0].lstrip("# ").casefold() == facts.title.casefold():
        blocks = blocks[1:] or blocks
    return draft("\n\n".join(blocks), facts, sheet, markdown=True)


def _is_too_little(blocks: list[str], element: Tag) -> bool:
    return sum(map(len, blocks)) < ENOUGH * len(" ".join(element.get_text(" ").split()))


def _blocks_of_article(source: str) -> list[str]:
    import trafilatura

    try:
        found = trafilatura.bare_extraction(
            source, include_comments=False, include_tables=True, favor_recall=True, target_language=None
        )
    except Exception:  # noqa: BLE001  a page that breaks the extractor is read without it
        return []
    body = getattr(found, "body", None)
    return [block for block in _blocks(body) if block] if body is not None else []


def _blocks(element: Any) -> Iterator[str]:
    """The blocks of trafilatura's own markup, in order."""
    for child in element:
        if child.tag == "list":
            yield "\n".join(f"- {item}" for item in map(_flat, child.iter("item")) if item)
        elif child.tag == "table":
            yield "\n".join(filter(None, map(_row, child.iter("row"))))
        elif child.tag == "head":
            yield f"{'#' * _level(child)} {_flat(child)}" if _flat(child) else ""
        elif child.tag in ("quote", "div") and len(child.xpath("./p|./list|./table|./head")):
            yield from _blocks(child)
        else:
            yield _paragraph(child)
        if child.tail and child.tail.strip():
            yield " ".join(child.tail.split())


def _level(head: Any) -> int:
    rend = head.get("rend", "")
    return int(rend[1]) if re.fullmatch("h[1-6]", rend) else 2


def _flat(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _row(row: Any) -> str:
    cells = [_flat(cell).replace("|", "/") for cell in row.iter("cell")]
    return " | ".join(cells).rstrip(" |") if any(cells) else ""


def _paragraph(element: Any) -> str:
    """A paragraph; where it has line breaks, as many lines."""
    for line_break in element.iter("lb"):
        line_break.tail = _LINE + (line_break.tail or "")
    lines = "".join(element.itertext()).split(_LINE)
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def _around(soup: BeautifulSoup) -> Tag | None:
    """The element that holds the article: the one `<article>`, or `<main>`, or the whole body."""
    articles = soup.find_all("article")
    return articles[0] if len(articles) == 1 else soup.find("main") or soup.body or None


def _blocks_of_element(element: Tag | None) -> list[str]:
    if element is None:
        return []
    for unwanted in element.find_all(_NOT_TEXT):
        unwanted.decompose()
    for row in element.find_all("tr"):
        cells = [" ".join(cell.get_text(" ").split()) for cell in row.find_all(["td", "th"])]
        row.string = _LINE + " | ".join(cells) + _LINE
    for tag in element.find_all([*_BLOCKS, "li", "br"]):
        border = _LINE if tag.name in ("li", "br") else _BORDER
        tag.insert_before(
            border + ("- " if tag.name == "li" else "#" * int(tag.name[1]) + " " if tag.name[1:].isdigit() else "")
        )
        tag.insert_after(border)
    text = " ".join(element.get_text().split())
    blocks = ("\n".join(_lines(block)) for block in text.split(_BORDER))
    return [block for block in blocks if block.strip("#- \n")]


def _lines(block: str) -> Iterator[str]:
    for line, _ in groupby(line.strip() for line in block.split(_LINE)):
        if line:
            yield line
