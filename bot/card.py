"""What an answer shows and in which order: the decisions that Discord and the terminal share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import assert_never

from answer.types import Answer, Answered, Citation, Claim, NotFound, Silence
from bot.bodies import Bodies, Edition, citations_of, edition
from bot.escape import one_line
from bot.link import passage_link, safe_url
from bot.remarks import also_in, corrected
from bot.wording import counted, covered, joined, published, window_said
from index.types import Article, Coverage

ADD_IN_TERMINAL = "add some with: pullquote index add PATH"
ADD_IN_DISCORD = "an editor can add some with /articles add"

WIDER = "Ask again with a wider window to search more."
OTHER_OUTLET = "Ask again without a source to search all outlets."

NO_BODIES: Bodies = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One claim: its text, its sources' numbers, and outlet (or title) and date where the text is itself the quote."""

    text: str
    numbers: tuple[int, ...]
    byline: str | None = None

    @property
    def is_quote(self) -> bool:
        return self.byline is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An article in a list. `link` opens at the passage where that is possible, `url` never does.

    `excerpts` are the quotes that no statement shows already, `remarks` what else is said of the article.
    """

    number: int | None
    title: str
    outlet: str | None
    date: str
    url: str | None
    link: str | None
    excerpts: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An answer, ready to be shown. `headline` says why there is none; `notes` go below, in small print.

    `widens`: a window was searched, and all dates may hold more.
    """

    question: str
    headline: str | None
    statements: tuple[Statement, ...]
    sources: tuple[Listed, ...]
    closest: tuple[Listed, ...]
    notes: tuple[str, ...]
    widens: bool = False


def make_card(answer: Answer, bodies: Bodies = NO_BODIES, *, how_to_add: str = ADD_IN_TERMINAL) -> Card:
    """The card of an answer; with the cited articles' bodies its links open at the passages."""
    if isinstance(answer, Answered):
        return _answered(answer, bodies)
    return _not_found(answer, how_to_add)


def numbered(answer: Answer) -> Mapping[int, tuple[Citation, ...]]:
    """The citations of an answer by source number: one per article, in the order of first mention, from 1."""
    by_article: dict[Edition, list[Citation]] = {}
    for citation in citations_of(answer):
        known = by_article.setdefault(edition(citation.article), [])
        if citation not in known:
            known.append(citation)
    return {number: tuple(group) for number, group in enumerate(by_article.values(), 1)}


def _answered(answer: Answered, bodies: Bodies) -> Card:
    sources = numbered(answer)
    numbers = {edition(group[0].article): number for number, group in sources.items()}
    statements = tuple(_statement(claim, numbers) for claim in answer.claims)
    shown = {statement.text for statement in statements if statement.is_quote}
    also = {edition(hit.passage.article): hit.copies for hit in answer.hits}
    return Card(
        question=one_line(answer.question.text),
        headline=None,
        statements=statements,
        sources=tuple(_source(number, group, bodies, shown, also) for number, group in sources.items()),
        closest=(),
        notes=tuple(note for note in _notes(answer) if note),
    )


def _statement(claim: Claim, numbers: Mapping[Edition, int]) -> Statement:
    text = one_line(claim.text)
    quoted = next((citation for citation in claim.citations if one_line(citation.quote) == text), None)
    return Statement(
        text=text,
        numbers=tuple(sorted({numbers[edition(citation.article)] for citation in claim.citations})),
        byline=None if quoted is None else _byline(quoted.article),
    )


def _byline(article: Article) -> str:
    return joined(one_line(article.outlet or "") or one_line(article.title), published(article))


def _source(
    number: int, group: tuple[Citation, ...], bodies: Bodies, shown: set[str], also: Mapping[Edition, Sequence[Article]]
) -> Listed:
    article, first = group[0].article, group[0]
    quotes = dict.fromkeys(one_line(citation.quote) for citation in group)
    body = bodies.get(edition(article))
    return replace(
        _listed(article, number),
        link=passage_link(article.url, body, first.start, first.end) or safe_url(article.url),
        excerpts=tuple(quote for quote in quotes if quote not in shown),
        remarks=(*(corrected(body) if body else ()), *also_in(also.get(edition(article), ()))),
    )


def _listed(article: Article, number: int | None = None) -> Listed:
    url = safe_url(article.url)
    return Listed(
        number=number,
        title=one_line(article.title) or "Untitled",
        outlet=one_line(article.outlet or "") or None,
        date=published(article),
        url=url,
        link=url,
    )


def _notes(answer: Answered) -> list[str | None]:
    notices = [one_line(notice) for notice in answer.notices]
    dropped = len(answer.dropped)
    unsupported = f"Left out {counted(dropped, 'sentence')} that the articles do not bear out." if dropped else None
    return [*notices, unsupported, _newer(answer), _searched(answer)]


def _newer(answer: Answered) -> str | None:
    """The newest article on the subject, where it is newer than all that is cited."""
    newest = answer.newest
    if newest is None or newest.newest_date is None:
        return None
    cited = [citation.article.newest_date for citation in citations_of(answer)]
    if any(date is not None and date >= newest.newest_date for date in cited):
        return None
    return (
        f"Newest article on this: {joined(one_line(newest.title), one_line(newest.outlet or ''), published(newest))}."
    )


def _searched(answer: Answer) -> str:
    """What was searched, with the window said back where one was given."""
    articles, window = counted(answer.searched.articles, "article"), answer.question.window
    outlet = f" of {one_line(answer.question.outlet)}" if answer.question.outlet else ""
    if not window:
        return f"Searched {articles}{outlet}."
    return f"Searched {window_said(window)}, {articles}{outlet}."


def _not_found(answer: NotFound, how_to_add: str) -> Card:
    headline, notes = _silence(answer, how_to_add)
    notes = (*map(one_line, answer.notices), *notes)
    return Card(
        question=one_line(answer.question.text),
        headline=headline,
        statements=(),
        sources=(),
        closest=tuple(_listed(article) for article in answer.closest),
        notes=notes,
        widens=bool(answer.question.window) and answer.why is not Silence.EMPTY_LIBRARY,
    )


def _silence(answer: NotFound, how_to_add: str) -> tuple[str, tuple[str, ...]]:
    match answer.why:
        case Silence.EMPTY_LIBRARY:
            return f"There are no articles yet: {how_to_add}.", ()
        case Silence.EMPTY_WINDOW:
            return _nothing_there(answer), (_archive(answer.archive), _wider(answer))
        case Silence.NOTHING_RELEVANT:
            notes = (_searched(answer), _archive(answer.archive), *([_wider(answer)] if answer.question.window else []))
            return "Not in the articles: none of them answers this.", notes
    assert_never(answer.why)


def _wider(answer: NotFound) -> str:
    """How to search more than an outlet, or a window, which was given or read from the question."""
    if answer.question.phrase is None:
        return WIDER if answer.question.window else OTHER_OUTLET
    return f"Ask again without “{one_line(answer.question.phrase)}” to search all dates."


def _nothing_there(answer: NotFound) -> str:
    outlet = f" of {one_line(answer.question.outlet)}" if answer.question.outlet else ""
    if not answer.question.window:
        return f"There are no articles{outlet}."
    return f"There are no articles{outlet} with this date: {window_said(answer.question.window)}."


def _archive(coverage: Coverage) -> str:
    return f"In the archive: {covered(coverage)}."
