"""A card as plain text for the terminal: wrapped, and without a character that the terminal would obey."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from bot.card import Card, Listed, Statement
from bot.escape import clean
from bot.wording import joined

WIDTH = 96
"""Columns: comfortable to read, and the widest that fits a split screen."""


def card_text(card: Card, width: int = WIDTH) -> str:
    """The card as lines of at most `width` columns; links are never broken."""
    blocks = ["\n".join(block) for block in _blocks(card, width) if block]
    return "\n\n".join(blocks)


def wrapped(text: str, width: int = WIDTH, *, first: str = "", rest: str | None = None) -> str:
    """The text in lines between words, each led by `first` or `rest`."""
    lead = first if rest is None else rest
    return textwrap.fill(
        clean(text),
        width,
        initial_indent=first,
        subsequent_indent=lead,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _blocks(card: Card, width: int) -> Iterator[list[str]]:
    yield [wrapped(card.headline, width)] if card.headline else []
    for statement in card.statements:
        yield list(_statement(statement, width))
    yield _list("Sources", card.sources, width)
    yield _list("Closest", card.closest, width)
    yield [wrapped(note, width) for note in card.notes]


def _statement(statement: Statement, width: int) -> Iterator[str]:
    marks = "".join(f"[{number}]" for number in statement.numbers)
    if statement.byline is None:
        yield wrapped(f"{statement.text} {marks}", width)
        return
    yield wrapped(f"{statement.text} {marks}", width, first="> ")
    yield wrapped(f"— {statement.byline}", width, first="> ")


def _list(heading: str, articles: tuple[Listed, ...], width: int) -> list[str]:
    if not articles:
        return []
    return [heading, *(line for article in articles for line in _listed(article, width))]


def _listed(article: Listed, width: int) -> Iterator[str]:
    mark = "-" if article.number is None else f"[{article.number}]"
    indent = " " * (len(mark) + 1)
    yield wrapped(joined(article.outlet, article.title, article.date), width, first=f"{mark} ", rest=indent)
    for remark in article.remarks:
        yield wrapped(remark, width, first=indent)
    for excerpt in article.excerpts:
        yield wrapped(excerpt, width, first=f"{indent}> ")
    if article.link:
        yield f"{indent}{article.link}"
