"""Passages and articles, page by page: nothing lost, the quotes marked, the limits kept."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answer.types import Citation, Claim
from bot.blocks import ROOM
from bot.buttons import place_button
from bot.errors import Refused
from bot.escape import clean, markdown
from bot.reading import PAGE, Kind, Page, Place, Run, cited_passages, open_page, page_cost, parse_place
from bot.render import page_view
from fakes import FakeArchive, FakeJournal
from made import answered, kept

BODIES = st.text(
    st.sampled_from("ab*_ \n.😀") | st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200
).flatmap(lambda text: st.integers(1, 60).map(lambda times: text * times))


@st.composite
def cited(draw: st.DrawFn) -> tuple[str, Citation]:
    body = draw(BODIES)
    first, start, end, last = sorted(draw(st.lists(st.integers(0, len(body)), min_size=4, max_size=4)))
    archive = FakeArchive()
    return body, Citation(archive.put("main", "a", body, url=None), 1, first, last, start, end, body[start:end])


def read(body: str, citation: Citation, kind: Kind) -> list[Page]:
    archive, journal = FakeArchive(), FakeJournal()
    archive.put("main", "a", body, url=None)
    known = kept(answered(Claim("Prose.", (citation,))))
    journal.keep(known)

    def page(number: int) -> Page:
        place = Place(kind, known.id, 1, number)
        return open_page(place, archive=archive, journal=journal, guild=None, member="1")

    return [page(number) for number in range(page(0).count)]


@settings(max_examples=40, deadline=None)
@given(cited(), st.sampled_from(Kind))
def test_pages_lose_nothing_mark_the_quote_and_fit(case: tuple[str, Citation], kind: Kind) -> None:
    body, citation = case
    pages = read(body, citation, kind)
    runs = [run for page in pages for run in page.runs]
    whole = body if kind is Kind.ARTICLE else body[citation.passage_start : citation.passage_end]
    assert "".join(run.text for run in runs) == whole
    assert "".join(run.text for run in runs if run.quoted) == citation.quote
    for page in pages:
        assert page_cost("".join(run.text for run in page.runs)) <= PAGE
        assert page_view(page, place_button).content_length() <= ROOM


@settings(max_examples=100, deadline=None)
@given(st.lists(st.builds(Run, st.text(st.sampled_from("a*_# \n-.\u200b"), max_size=20), st.booleans()), max_size=5))
def test_bold_is_all_that_is_added(runs: list[Run]) -> None:
    page = Page(
        place=Place(Kind.PASSAGE, "x", 1), count=1, title="T", byline="B", link=None, notice=None, runs=tuple(runs)
    )  # fmt: skip
    shown = [item.content for item in page_view(page, place_button).walk_children() if hasattr(item, "content")][1]
    plain = re.sub(r"(?<!\\)\*\*", "", shown.replace("\\\\", "\x00"))
    expected = "".join(markdown(run.text) for run in runs).strip().replace("\\\\", "\x00") or "…"
    assert plain == expected
    assert clean(shown) == shown


def test_passages_of_one_article_are_shown_once_each() -> None:
    body = "One. Two.\n\nThree."
    article = FakeArchive().put("main", "a", body)
    one, two, three = (
        Citation(article, 1, *passage, start, start + len(quote), quote)
        for quote, passage in (("One.", (0, 9)), ("Two.", (0, 9)), ("Three.", (11, 17)))
        for start in (body.index(quote),)
    )
    assert cited_passages([three, one, two], body) == [
        (Run("Three.", True),),
        (Run("One.", True), Run(" ", False), Run("Two.", True)),
    ]


def test_a_quote_that_does_not_stand_there_is_not_marked() -> None:
    article = FakeArchive().put("main", "a", "Something else.")
    wrong = Citation(article, 1, 0, 15, 0, 4, "Some!")
    assert cited_passages([wrong], "Something else.") == [(Run("Something else.", False),)]


@pytest.mark.parametrize("text", ["p:abc_-9:1", "a:abc:12:0", "p:abc:1:99999"])
def test_places_come_back_from_their_text(text: str) -> None:
    assert str(parse_place(text)) == text


@pytest.mark.parametrize(
    "text", ["", "p", "p:abc", "p:abc:", "p:abc:1:", "q:abc:1", "p:abc:1:2:3", "p:a b:1", "p:abc:-1"]
)
def test_other_texts_are_no_places(text: str) -> None:
    with pytest.raises(Refused):
        parse_place(text)
