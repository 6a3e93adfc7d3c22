"""A card as Discord Markdown of at most 4,000 characters, at the highest density that fits.

Each density sheds what a reader misses least: first the excerpts, then the links' text fragments, then the ends of
long statements (the passage's button shows all of it), remarks and links, and at last whole statements and sources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.card import Card, Listed, Statement
from bot.escape import link_text, markdown
from bot.trim import measure, shorten
from bot.wording import counted

ROOM = 3900
"""Characters over all texts of a message: Discord takes 4,000, some are left for what it may count otherwise."""

QUESTION, NOTE, MOST_NOTES = 250, 250, 5
"""Characters of the question said back and of each note; and how many notes."""


@dataclass(frozen=True, slots=True)
class Density:
    """How much of each part is shown, in escaped characters; `items` counts statements and articles."""

    statement: int
    excerpt: int
    title: int
    remarks: bool
    fragments: bool
    links: bool
    items: int


DENSITIES = (
    Density(statement=ROOM, excerpt=300, title=150, remarks=True, fragments=True, links=True, items=25),
    Density(statement=ROOM, excerpt=0, title=150, remarks=True, fragments=True, links=True, items=25),
    Density(statement=ROOM, excerpt=0, title=100, remarks=True, fragments=False, links=True, items=25),
    Density(statement=900, excerpt=0, title=100, remarks=True, fragments=False, links=True, items=25),
    Density(statement=400, excerpt=0, title=100, remarks=False, fragments=False, links=True, items=25),
    Density(statement=400, excerpt=0, title=80, remarks=False, fragments=False, links=False, items=25),
    Density(statement=200, excerpt=0, title=60, remarks=False, fragments=False, links=False, items=10),
    Density(statement=80, excerpt=0, title=40, remarks=False, fragments=False, links=False, items=8),
)
"""The last one fits always: 8 statements and 8 articles of about 150 characters each, and the notes."""

OUTLET, BYLINE = 60, 120
"""Characters of an outlet's name in a list, and of outlet and date below a quote."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """The three texts of an answer; `articles` and `notes` may be empty."""

    answer: str
    articles: str
    notes: str

    @property
    def cost(self) -> int:
        return measure(self.answer) + measure(self.articles) + measure(self.notes)


def card_blocks(card: Card, room: int = ROOM) -> Blocks:
    """The card's texts, as rich as the room allows."""
    for density in DENSITIES:
        blocks = Blocks(_answer(card, density), _articles(card, density), _notes(card))
        if blocks.cost <= room:
            return blocks
    return Blocks(_answer(card, DENSITIES[-1]), _articles(card, DENSITIES[-1]), "")


def kept(text: str, room: int, escape: Callable[[str], str] = markdown) -> str:
    """The text escaped, cut between words so that it fits escaped."""
    return escape(shorten(text, room, lambda part: measure(escape(part)))) if room > 0 else ""


def _answer(card: Card, density: Density) -> str:
    parts = [f"**{kept(card.question, QUESTION)}**"]
    if card.headline:
        parts.append(kept(card.headline, density.statement))
    parts += [_statement(statement, density) for statement in card.statements[: density.items]]
    left = len(card.statements) - density.items
    if left > 0:
        parts.append(f"-# and {counted(left, 'sentence')} more")
    return "\n\n".join(parts)


def _statement(statement: Statement, density: Density) -> str:
    marks = "".join(f"\\[{number}\\]" for number in statement.numbers[: density.items])
    text = kept(statement.text, density.statement)
    if statement.byline is None:
        return f"{text} {marks}"
    return f"> {text} {marks}\n> — {kept(statement.byline, BYLINE)}"


def _articles(card: Card, density: Density) -> str:
    lines = [*_list("Sources", card.sources, density), *_list("Closest", card.closest, density)]
    return "\n".join(lines)


def _list(heading: str, articles: tuple[Listed, ...], density: Density) -> Iterator[str]:
    if not articles:
        return
    yield f"**{heading}**"
    for article in articles[: density.items]:
        yield from _listed(article, density)
    left = len(articles) - density.items
    if left > 0:
        yield f"-# and {counted(left, 'article')} more"


def _listed(article: Listed, density: Density) -> Iterator[str]:
    mark = "" if article.number is None else f"\\[{article.number}\\] "
    outlet = f"{kept(article.outlet, OUTLET)}, " if article.outlet else ""
    yield f"{mark}{outlet}{_title(article, density)}, {markdown(article.date)}"
    for remark in article.remarks if density.remarks else ():
        yield f"-# {kept(remark, NOTE)}"
    for excerpt in article.excerpts[: density.items] if density.excerpt else ():
        yield f"> {kept(excerpt, density.excerpt)}"


def _title(article: Listed, density: Density) -> str:
    link = article.link if density.fragments else article.url
    title = kept(article.title, density.title, link_text)
    return f"[{title}]({link})" if link and density.links else title


def _notes(card: Card) -> str:
    return "\n".join(f"-# {kept(note, NOTE)}" for note in card.notes[:MOST_NOTES])
