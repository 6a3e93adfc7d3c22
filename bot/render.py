"""Cards, pages and sentences as Discord layouts that never pass a limit, whatever the articles hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import discord
from discord import ui

from bot.blocks import card_blocks, kept
from bot.card import Card
from bot.escape import link_text, markdown
from bot.reading import Kind, Page, Place, Run

QUOTE_COLOUR = discord.Colour(0x3B6EA5)
"""The ink of the stripe beside an answer."""

ROW = 5
"""Buttons that Discord puts into one row."""

MOST_BUTTONS = 25
"""Five rows: with their container and texts 35 components, where Discord takes 40."""

TITLE, BYLINE, NOTICE = 200, 300, 900
"""Characters of a page's title, of the line below it, and of a notice."""

ButtonOf = Callable[[Place, str], ui.Item[ui.LayoutView]]
"""Makes the button that leads to a place, with this label."""


def notice(text: str) -> ui.LayoutView:
    """One sentence, or a few lines of them."""
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.TextDisplay(kept(text, NOTICE * 4) or "…"))
    return view


def answer_view(
    card: Card, answer_id: str, button: ButtonOf, below: Sequence[ui.Item[ui.LayoutView]] = ()
) -> ui.LayoutView:
    """An answer with a button per source; `below` are buttons for the answer as a whole."""
    blocks = card_blocks(card)
    frame: ui.Container[ui.LayoutView] = ui.Container(accent_colour=QUOTE_COLOUR)
    frame.add_item(ui.TextDisplay(blocks.answer))
    if blocks.articles:
        frame.add_item(ui.Separator()).add_item(ui.TextDisplay(blocks.articles))
    for row in _rows([*_openers(card, answer_id, button), *below]):
        frame.add_item(row)
    if blocks.notes:
        frame.add_item(ui.TextDisplay(blocks.notes))
    return ui.LayoutView(timeout=None).add_item(frame)


def _openers(card: Card, answer_id: str, button: ButtonOf) -> list[ui.Item[ui.LayoutView]]:
    numbers = [source.number for source in card.sources if source.number is not None]
    return [button(Place(Kind.PASSAGE, answer_id, number), f"[{number}] Passage") for number in numbers[:MOST_BUTTONS]]


def page_view(page: Page, button: ButtonOf) -> ui.LayoutView:
    """A page of a passage or an article: where it is from, the text with the quotes in bold, and where to go on."""
    frame: ui.Container[ui.LayoutView] = ui.Container(accent_colour=QUOTE_COLOUR)
    frame.add_item(ui.TextDisplay(_head(page)))
    frame.add_item(ui.Separator()).add_item(ui.TextDisplay(_marked(page.runs) or "…"))
    if page.notice:
        frame.add_item(ui.TextDisplay(f"-# {kept(page.notice, NOTICE)}"))
    for row in _rows(_turners(page, button)):
        frame.add_item(row)
    return ui.LayoutView(timeout=None).add_item(frame)


def _head(page: Page) -> str:
    what = "passage" if page.place.kind is Kind.PASSAGE else "article"
    at = "" if page.count == 1 else f", page {(page.place.page or 0) + 1} of {page.count}"
    lines = [
        f"**[{page.place.number}] {kept(page.title, TITLE, link_text)}**",
        kept(page.byline, BYLINE),
        f"-# The {what}{at}",
    ]
    return "\n".join(line for line in lines if line)


def _turners(page: Page, button: ButtonOf) -> list[ui.Item[ui.LayoutView]]:
    here = page.place
    at = here.page or 0
    buttons = []
    if at > 0:
        buttons.append(button(here.turned(at - 1), "Back"))
    if at + 1 < page.count:
        buttons.append(button(here.turned(at + 1), "Next"))
    other, label = (Kind.ARTICLE, "Whole article") if here.kind is Kind.PASSAGE else (Kind.PASSAGE, "The passage")
    buttons.append(button(Place(other, here.answer, here.number, 0), label))
    if page.link:
        buttons.append(ui.Button(label="Open in the browser", url=page.link))
    return buttons


def _marked(runs: Sequence[Run]) -> str:
    """The runs as Markdown; bold is set line by line, since Discord ends it at some line breaks."""
    return "".join(_bold(run.text) if run.quoted else markdown(run.text) for run in runs).strip()


def _bold(text: str) -> str:
    lines = []
    for line in markdown(text).split("\n"):
        inner = line.strip()
        lines.append(line.replace(inner, f"**{inner}**", 1) if inner else line)
    return "\n".join(lines)


def _rows(buttons: Iterable[ui.Item[ui.LayoutView]]) -> list[ui.ActionRow[ui.LayoutView]]:
    every = list(buttons)
    return [ui.ActionRow(*every[at : at + ROW]) for at in range(0, len(every), ROW)]
