"""Passages of two papers on one bridge, as a search would find them, and a rule-based writer of quotes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from answer.rank import Ranked
from answer.types import Citation, Claim, Question, Written
from answer.verify import verify
from answer.write.fallback import FallbackWriter
from index.sentences import sentences
from index.terms import question_terms, words
from index.types import Article, Coverage, Found, Hit, Passage, Query
from made import ASKED_AT, article

HERALD = """The Harrowmere Swing Bridge closed to all vehicles at 8 p.m. last night after a second crack was found in \
its pivot. It is expected to reopen by 30 May.

The repair will cost £4.2 million, Cllr. Desmond Arkwell, leader of the district council, told a meeting on Thursday. \
The contractor is Tarbrook Civils.

The second crack is 12 centimetres long. The ferry, which holds twelve passengers, belongs to Winnie Castellane."""
PACKET = """The swing bridge will not reopen on 30 May. The date is now Saturday 4 July.

The new pivot, weighing 18.5 tonnes, was tested at the foundry on Monday 18 May. A second casting was poured on \
Wednesday night. Cllr. Enoch Tully put the cost of the five weeks at “about £300,000, and my good humour”."""

CLOSED = article(
    "closed", title="Swing bridge shuts to traffic", outlet="Harrowmere Herald",
    published_at=datetime(2026, 3, 14, 8, 10, tzinfo=UTC),
)  # fmt: skip
DELAYED = article(
    "delayed", title="Bridge put off until July", outlet="Pellport Packet",
    published_at=datetime(2026, 5, 22, 17, 20, tzinfo=UTC),
)  # fmt: skip
BODIES = {"closed": HERALD, "delayed": PACKET}
Writers = Callable[..., FallbackWriter]
"""Makes the model writer with quotes behind it; its arguments are fields of `AnswerSettings`."""

QUESTION = Question(text="When does the swing bridge reopen?", libraries=("main",), asked_at=ASKED_AT)


def found(*texts: tuple[Article, str]) -> Found:
    """Both articles, whole, as one passage each; or those given."""
    bodies = texts or ((CLOSED, HERALD), (DELAYED, PACKET))
    hits = tuple(
        Hit(passage=Passage(id=number, article=of, start=0, end=len(body), text=body), score=1 / number)
        for number, (of, body) in enumerate(bodies, 1)
    )
    query = Query(text=QUESTION.text, libraries=("main",), asked_at=ASKED_AT)
    return Found(query, hits, Coverage(2, None, None), Coverage(2, None, None))


def shown(written: Written) -> tuple[Claim, ...]:
    """What a reader would see, every quote of it compared with the article."""
    claims, _ = verify(written.claims, found())
    for citation in (citation for claim in claims for citation in claim.citations):
        assert citation.quote == BODIES[citation.article.id][citation.start : citation.end]
    return claims


class RuleQuotes:
    """Quotes the first sentence of each passage that has two words of the question."""

    name = "quotes"
    prompt = None

    def write(self, question: Question, found: Found, ranked: Ranked | None = None) -> Written:
        wanted = set(question_terms(question.text))
        claims = [claim for hit in found.hits if (claim := _quoted(hit.passage, wanted))]
        return Written(claims=tuple(claims), writer=self.name)


def _quoted(passage: Passage, wanted: set[str]) -> Claim | None:
    for one in sentences(passage.text):
        text = passage.text[one.start : one.end]
        if len(wanted.intersection(words(text))) >= 2:
            start, end = passage.start + one.start, passage.start + one.end
            return Claim(text, (Citation(passage.article, passage.id, passage.start, passage.end, start, end, text),))
    return None
