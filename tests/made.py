"""Articles, citations and answers made for tests, with what matters to a test given and the rest plain."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from answer.types import Answer, Answered, Citation, Claim, Kept, Provenance, Question
from index.types import Article, Coverage, DateOrigin

PROVENANCE = Provenance(writer="quotes", embedding="fake", prompt=None, index="fake", seconds={})
ASKED_AT = datetime(2026, 5, 20, 15, 0, tzinfo=UTC)


def article(id_: str = "ferry", **fields: object) -> Article:
    """An article of the Harrowmere Herald, with what is given changed."""
    plain = Article(
        id=id_,
        library="main",
        version=1,
        title="The ferry returns",
        outlet="Harrowmere Herald",
        author="Ada Marsh",
        url="https://herald.example/ferry",
        language="en",
        published_at=datetime(2026, 3, 14, 9, 0, tzinfo=UTC),
        published_from=DateOrigin.GIVEN,
        updated_at=None,
        path=None,
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def cite(of: Article, body: str, quote: str) -> Citation:
    """The citation of a quote that stands in a body; its passage is the paragraph."""
    start = body.index(quote)
    end = start + len(quote)
    first = body.rfind("\n\n", 0, start) + 2 if "\n\n" in body[:start] else 0
    last = body.find("\n\n", end)
    return Citation(of, 1, first, len(body) if last < 0 else last, start, end, quote)


def answered(*claims: Claim, **fields: object) -> Answered:
    """An answer of these claims, with what is given changed."""
    plain = Answered(
        question=Question(text="When does the ferry return?", libraries=("main",), asked_at=ASKED_AT),
        claims=claims,
        searched=Coverage(7, None, None),
        archive=Coverage(24, datetime(2026, 1, 3, tzinfo=UTC), datetime(2026, 5, 28, tzinfo=UTC)),
        newest=None,
        hits=(),
        provenance=PROVENANCE,
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def kept(answer: Answer, **fields: object) -> Kept:
    """An answer as the journal keeps it, with what is given changed."""
    plain = Kept(id="answer-00000", answer=answer, asked_at=ASKED_AT, guild=None, asker="1", private=False)
    return replace(plain, **fields)  # type: ignore[arg-type]
