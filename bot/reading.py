"""What a source's button opens: the passage or the whole article with its quotes, page by page, if one may see it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice

from answer.types import Citation
from bot.access import require_reader
from bot.card import numbered
from bot.errors import Refused
from bot.escape import markdown, one_line
from bot.fate import quoted_body
from bot.libraries import DIRECT_MESSAGE, askable
from bot.link import passage_link
from bot.trim import measure, pages
from bot.types import Archive, Body, Kept, Remembers
from bot.wording import joined, published
from index.types import Span

PAGE = 2800
"""Escaped characters of text on one page: what Discord's 4,000 leave beside title, byline, notice and link."""

MOST_PAGES = 200
"""Of one article, about half a million characters: each press cuts the pages anew, within a second or two."""

NOT_KEPT = "That answer is no longer kept here; ask the question again with /ask."
UNKNOWN = "That button is no longer known here; ask the question again with /ask."
NO_LIBRARY = "That article is in a library that this server does not ask any more."

_STATE = re.compile(r"(?P<kind>[pa]):(?P<answer>[\w-]{1,64}):(?P<number>[0-9]{1,3})(?::(?P<page>[0-9]{1,5}))?")


class Kind(StrEnum):
    """What is opened: the cited passages of a source, or all of the article."""

    PASSAGE = "p"
    ARTICLE = "a"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a button leads: source `number` of an answer, at a page; `page` None opens the first one anew."""

    kind: Kind
    answer: str
    number: int
    page: int | None = None

    def turned(self, page: int) -> Place:
        return replace(self, page=page)

    def __str__(self) -> str:
        page = "" if self.page is None else f":{self.page}"
        return f"{self.kind}:{self.answer}:{self.number}{page}"


def parse_place(text: str) -> Place:
    """Read a place back from a button; raise `Refused` where it is none of ours."""
    match = _STATE.fullmatch(text)
    if match is None:
        raise Refused(UNKNOWN)
    page = None if match["page"] is None else int(match["page"])
    return Place(Kind(match["kind"]), match["answer"], int(match["number"]), page)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a page; quoted ones are set in bold."""

    text: str
    quoted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a passage or an article, with all that is said around it. `place.page` counts from 0."""

    place: Place
    count: int
    title: str
    byline: str
    link: str | None
    notice: str | None
    runs: tuple[Run, ...]


def open_page(place: Place, *, archive: Archive, journal: Remembers, guild: str | None, member: str) -> Page:
    """The page that a button leads to. Blocks. Raise `Refused` where it is not for this member in this server."""
    kept = journal.recall(place.answer)
    if kept is None:
        raise Refused(NOT_KEPT)
    require_reader(kept, guild=guild, member=member)
    group = _source(kept, place.number)
    settings = DIRECT_MESSAGE if guild is None else archive.server_settings(guild)
    if group[0].article.library not in askable(guild, settings):
        raise Refused(NO_LIBRARY)
    return _page(place, group, *quoted_body(archive, group))


def _source(kept: Kept, number: int) -> tuple[Citation, ...]:
    group = numbered(kept.answer).get(number)
    if group is None:
        raise Refused(UNKNOWN)
    return group


def cited_passages(group: Sequence[Citation], text: str) -> list[tuple[Run, ...]]:
    """The passages that these citations of one article stand in, in full, each once."""
    quotes = _quotes(group, text)
    return [tuple(_runs(text, span, quotes)) for span in _passages(group)]


def _page(place: Place, group: Sequence[Citation], body: Body, notice: str | None) -> Page:
    spans = _spans(place.kind, group, body.text)
    at = min(place.page or 0, len(spans) - 1)
    article, first = group[0].article, group[0]
    return Page(
        place=Place(place.kind, place.answer, place.number, at),
        count=len(spans),
        title=one_line(article.title) or "Untitled",
        byline=joined(one_line(article.outlet or ""), one_line(article.author or ""), published(article)),
        link=passage_link(article.url, body.text, first.start, first.end),
        notice=notice,
        runs=tuple(_runs(body.text, spans[at], _quotes(group, body.text))),
    )


def _spans(kind: Kind, group: Sequence[Citation], text: str) -> list[Span]:
    """The pages as spans of the body: of each cited passage in turn, or of everything."""
    opened = [Span(0, len(text))] if kind is Kind.ARTICLE else _passages(group)
    cut = (page for span in opened for page in pages(text, span.start, span.end, PAGE, page_cost))
    return list(islice(cut, MOST_PAGES))


def _passages(group: Sequence[Citation]) -> list[Span]:
    return list(dict.fromkeys(Span(citation.passage_start, citation.passage_end) for citation in group))


def page_cost(text: str) -> int:
    """What a stretch costs on a page: escaped, each line perhaps set in bold."""
    return measure(markdown(text)) + len("****") * (text.count("\n") + 3)


def _quotes(group: Sequence[Citation], text: str) -> list[Span]:
    """Where the quotes stand, merged; one that is not there word for word is not marked."""
    spans = sorted(Span(c.start, c.end) for c in group if text[c.start : c.end] == c.quote)
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged


def _runs(text: str, page: Span, quotes: Sequence[Span]) -> Iterator[Run]:
    at = page.start
    for quote in quotes:
        start, end = max(quote.start, page.start), min(quote.end, page.end)
        if start >= end:
            continue
        if at < start:
            yield Run(text[at:start], False)
        yield Run(text[start:end], True)
        at = end
    if at < page.end:
        yield Run(text[at : page.end], False)
