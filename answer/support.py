"""Whether a claim says what its quotes say, as far as code can tell: its numbers, dates, names and its yes or no.

Pure and without a model. A claim that is its own quote is sound by nature and costs a comparison of strings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from answer.days import clocks, days, of, said_by, weekday_of, weekdays, without_days
from answer.figures import Figure, all_figures, figures
from answer.names import Spoken, names
from answer.negation import contradicts
from answer.types import Claim
from index.types import Article

YEARS = range(1500, 2101)


class Kind(StrEnum):
    """What does not agree."""

    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    NAME = "name"
    NEGATION = "negation"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that a claim says and its quotes do not; `what` as the claim has it."""

    kind: Kind
    what: str

    @property
    def reason(self) -> str:
        """One clause for people."""
        if self.kind is Kind.NEGATION:
            return f"it affirms what is denied, or denies what is affirmed, about “{self.what}…”"
        return f"the {self.kind.value} “{self.what}” does not stand in what it cites"


def is_quote(claim: Claim) -> bool:
    """Whether the claim's text is simply its quote, or its quotes in a row."""
    quotes = [citation.quote for citation in claim.citations]
    return claim.text in quotes or claim.text == " ".join(quotes)


def faults(claim: Claim, known: frozenset[str] = frozenset()) -> Iterator[Fault]:
    """What the claim says that its quotes do not; `known` are the names of all passages (`names.known_names`)."""
    if is_quote(claim):
        return
    quotes = [citation.quote for citation in claim.citations]
    articles = [citation.article for citation in claim.citations]
    evidence = _Evidence(quotes, articles)
    yield from evidence.wrong_days(claim.text)
    yield from evidence.wrong_numbers(claim.text)
    yield from evidence.wrong_names(claim.text, known)
    if head := contradicts(claim.text, quotes, lambda clause: _bears(clause, claim.text)):
        yield Fault(Kind.NEGATION, head)


class _Evidence:
    """What the quotes, and the titles, outlets and dates of their articles, bear out."""

    def __init__(self, quotes: Sequence[str], articles: Sequence[Article]) -> None:
        self._quotes = quotes
        self._articles = list(dict.fromkeys(articles))
        written = [_written(article) for article in articles]
        self._year = next((day.year for day in written if day), None)
        self._days = [day for quote, on in zip(quotes, written, strict=True) for day in said_by(quote, on)]
        self._days += [of(on) for article in self._articles for on in _dates(article)]
        self._titles = [article.title for article in self._articles]
        self._figures = [figure for text in (*quotes, *self._titles) for figure in all_figures(without_days(text))]

    def wrong_days(self, text: str) -> Iterator[Fault]:
        """Dates, weekdays and times of day."""
        for day in days(text):
            if not any(day.fits(known, self._year) for known in self._days):
                yield Fault(Kind.DATE, day.text)
        said = {number for quote in self._quotes for _, number in weekdays(quote)}
        said |= {number for day in self._days if (number := weekday_of(day, self._year)) is not None}
        for name, number in weekdays(text):
            if number not in said:
                yield Fault(Kind.DATE, name)
        times = [clock.minutes for quote in self._quotes for clock in clocks(quote)]
        for clock in clocks(text):
            if all(clock.minutes.isdisjoint(known) for known in times):
                yield Fault(Kind.TIME, clock.text)

    def wrong_numbers(self, text: str) -> Iterator[Fault]:
        """Amounts, counts and years."""
        for figure in figures(without_days(text)):
            if not self._has(figure):
                yield Fault(Kind.NUMBER, figure.text)

    def _has(self, figure: Figure) -> bool:
        if any(figure.fits(known) for known in self._figures):
            return True
        if figure.unit is not None:
            return False
        if figure.ordinal:
            return any(Decimal(day.day) in figure.values for day in self._days if day.day)
        return any(Decimal(day.year) in figure.values for day in self._days if day.year in YEARS and day.year)

    def wrong_names(self, text: str, known: frozenset[str]) -> Iterator[Fault]:
        """People, places and outlets."""
        outlets = [article.outlet for article in self._articles if article.outlet]
        spoken = Spoken([*self._quotes, *self._titles, *outlets])
        return (Fault(Kind.NAME, name) for name in names(text, known) if name not in spoken)


def _bears(sentence: str, claim: str) -> bool:
    """Whether a sentence has every number and date of the claim."""
    there, said = list(days(sentence)), list(all_figures(without_days(sentence)))
    same_days = all(any(day.fits(known, None) for known in there) for day in days(claim))
    return same_days and all(any(one.fits(other) for other in said) for one in figures(without_days(claim)))


def _written(article: Article) -> date | None:
    return article.published_at.date() if article.published_at else next(iter(_dates(article)), None)


def _dates(article: Article) -> list[date]:
    return [moment.date() for moment in (article.published_at, article.updated_at) if moment]
