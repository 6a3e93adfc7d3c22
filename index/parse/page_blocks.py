"""The article among a page's menus: trafilatura finds it; its blocks become text that `index.blocks` can read.

Headings are written as `## heading`, list items as `- item`, table rows as `a | b`, so that a page keeps its shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

ENOUGH = 0.4
"""Of the text of the page's one `<article>`. Where trafilatura found less, the element is taken whole."""

CLUTTER = frozenset("comments comment-list commentlist disqus_thread related newsletter share social-share".split())
"""Classes and ids of what stands in an article's element without being of it."""

_NOT_TEXT = ("script", "style", "nav", "aside", "form", "noscript", "template", "svg", "footer", "iframe", "button")
_BLOCKS = "p div section article main header ul ol table blockquote pre figure dl dt dd hr".split()
_BORDER, _LINE, _CELL = "\ue000", "\ue001", "\ue002"


def blocks_of(source: str, soup: BeautifulSoup) -> list[str]:
    """The paragraphs, headings, lists and tables of the article in a page."""
    blocks = _blocks_of_article(source)
    around = _around(soup)
    if not blocks or (around is not None and around.name == "article" and _is_too_little(blocks, around)):
        return blocks_of_element(around)
    return blocks


def _is_too_little(blocks: list[str], element: Tag) -> bool:
    return sum(map(len, blocks)) < ENOUGH * len(" ".join("".join(_pieces(element)).split()))


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
            yield "\n".join(f"- {item}" for item in map(_item, child.iter("item")) if item)
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


def _item(item: Any) -> str:
    """The text of a list item without the list in it, whose items come after it."""
    inner = ("".join(part.itertext()) if part.tag != "list" else " " for part in item)
    tails = (part.tail or "" for part in item)
    return " ".join("".join([item.text or "", *(a + b for a, b in zip(inner, tails, strict=True))]).split())


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


def blocks_of_element(element: Tag | None) -> list[str]:
    """The blocks of all that an element holds, menus and the like left out."""
    if element is None:
        return []
    text = " ".join("".join(_pieces(element)).split())
    blocks = ("\n".join(_lines(block)) for block in text.split(_BORDER))
    return [block for block in blocks if block.strip("#- \n")]


def _pieces(element: Tag) -> Iterator[str]:
    """The text under `element` with marks for its blocks, in one pass however deep it is nested."""
    from bs4.element import NavigableString, PreformattedString, Tag

    waiting: list[object] = [element]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Tag):
            if node.name not in _NOT_TEXT and not _is_clutter(node):
                before, after = _marks(node.name)
                waiting += [after, *reversed(node.contents), before]
        elif isinstance(node, str) and not isinstance(node, PreformattedString):
            yield str(node) if isinstance(node, NavigableString) else node


def _is_clutter(tag: Tag) -> bool:
    names = [str(tag.get("id") or ""), *tag.get_attribute_list("class")]
    return any(str(name).lower() in CLUTTER for name in names)


def _marks(name: str) -> tuple[str, str]:
    """What stands before and after the text of an element."""
    if name in ("td", "th"):
        return "", _CELL
    if name in ("li", "tr", "br"):
        return _LINE + ("- " if name == "li" else ""), _LINE
    if re.fullmatch("h[1-6]", name):
        return _BORDER + "#" * int(name[1]) + " ", _BORDER
    return (_BORDER, _BORDER) if name in _BLOCKS else ("", "")


def _lines(block: str) -> Iterator[str]:
    for line in block.split(_LINE):
        cells = " | ".join(cell.strip() for cell in line.split(_CELL)).rstrip(" |").strip()
        if cells.strip("-"):
            yield cells
