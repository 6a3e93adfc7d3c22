"""No card passes Discord's limits, whatever it holds, and each sheds what is missed least."""

from __future__ import annotations

import re

from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks import ROOM, card_blocks
from bot.buttons import place_button
from bot.card import Card, Listed, Statement
from bot.reading import Kind, Page, Place, Run
from bot.render import answer_view, notice, page_view
from bot.trim import measure

TEXT = st.text(st.sampled_from("ab*_ []😀.") | st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
LONG = st.builds(lambda text, times: text * times, TEXT, st.integers(1, 200))
URLS = st.none() | st.builds(lambda n: "https://x.example/" + "a" * n, st.integers(1, 490))

STATEMENTS = st.builds(
    Statement, text=LONG, numbers=st.lists(st.integers(1, 99), max_size=30).map(tuple), byline=st.none() | LONG
)


@st.composite
def listed(draw: st.DrawFn, number: int | None) -> Listed:
    return Listed(
        number=number,
        title=draw(LONG),
        outlet=draw(st.none() | LONG),
        date="about 14 September 2026 (file date)",
        url=draw(URLS),
        link=draw(URLS),
        excerpts=tuple(draw(st.lists(LONG, max_size=3))),
    )


@st.composite
def cards(draw: st.DrawFn) -> Card:
    count = draw(st.integers(0, 30))
    return Card(
        question=draw(LONG),
        headline=draw(st.none() | LONG),
        statements=tuple(draw(st.lists(STATEMENTS, max_size=12))),
        sources=tuple(draw(listed(number)) for number in range(1, count + 1)),
        closest=tuple(draw(st.lists(listed(None), max_size=3))),
        notes=tuple(draw(st.lists(LONG, max_size=8))),
    )


def check(view: ui.LayoutView) -> None:
    texts = [item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay)]
    assert sum(measure(text) for text in texts) <= 4000
    assert all(texts), "Discord takes no empty text"
    assert len(list(view.walk_children())) <= 40
    ids = [item.custom_id for item in view.walk_children() if isinstance(item, ui.Button) and item.url is None]
    assert len(ids) == len(set(ids))
    for item in view.walk_children():
        if isinstance(item, ui.Button):
            assert len(item.label or "") <= 80
            assert len(item.url or "") <= 512


@settings(max_examples=30, deadline=None)
@given(cards())
def test_any_card_fits(card: Card) -> None:
    assert card_blocks(card).cost <= ROOM
    check(answer_view(card, "answer-00000", place_button))


@settings(max_examples=60, deadline=None)
@given(LONG, LONG, LONG, st.lists(st.builds(Run, st.text(max_size=900), st.booleans()), max_size=3), URLS)
def test_any_page_fits(title: str, byline: str, notice_: str, runs: list[Run], link: str | None) -> None:
    place = Place(Kind.PASSAGE, "answer-00000", 1, 1)
    page = Page(place=place, count=9, title=title, byline=byline, link=link, notice=notice_, runs=tuple(runs)[:1])
    check(page_view(page, place_button))


@given(LONG)
def test_any_notice_fits(text: str) -> None:
    check(notice(text))


def card(statement: str, title: str = "The ferry returns", excerpt: str = "A quote.", number: int = 1) -> Card:
    source = Listed(
        number=1, title=title, outlet="Herald", date="14 March 2026", url="https://x.example/a",
        link="https://x.example/a#:~:text=b", excerpts=(excerpt,),
    )  # fmt: skip
    statements = tuple(Statement(text=statement, numbers=(1,), byline="Herald") for _ in range(number))
    return Card(question="When?", headline=None, statements=statements, sources=(source,), closest=(), notes=("N.",))


def test_a_short_card_shows_everything() -> None:
    blocks = card_blocks(card("The ferry *returns*."))
    assert blocks.answer == "**When?**\n\n> The ferry \\*returns\\*. \\[1\\]\n> — Herald"
    assert blocks.articles == (
        "**Sources**\n\\[1\\] Herald, [The ferry returns](https://x.example/a#:~:text=b), 14 March 2026\n> A quote."
    )
    assert blocks.notes == "-# N."


def test_long_quotes_end_between_words_with_the_sign_that_there_is_more() -> None:
    word = "repairs_of_the_ferry "
    blocks = card_blocks(card(word * 300))
    quote = re.search(r"> (.*) \\\[1\\\]", blocks.answer)
    assert quote is not None
    kept = quote[1].removesuffix(" \\[…\\]")
    assert kept != quote[1]
    assert set(kept.replace("\\", "").split()) == {word.strip()}
    assert "https://x.example/a" in blocks.articles


def test_a_card_that_just_fits_is_not_cut() -> None:
    blocks = card_blocks(card("word " * 600))
    assert "…" not in blocks.answer


def test_very_many_statements_say_how_many_are_left_out() -> None:
    blocks = card_blocks(card("word " * 100, number=60))
    assert "sentences more" in blocks.answer


def test_more_sources_than_buttons() -> None:
    sources = tuple(Listed(number=n, title="T", outlet=None, date="undated", url=None, link=None) for n in range(1, 41))
    many = Card(question="When?", headline=None, statements=(), sources=sources, closest=(), notes=())
    check(answer_view(many, "answer-00000", place_button))
