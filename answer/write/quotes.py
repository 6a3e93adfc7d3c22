"""The writer that needs no model: each claim is a run of sentences that answers, quoted as it stands."""

from __future__ import annotations

from answer.choose import choose
from answer.rank import Candidate, Ranked
from answer.types import Citation, Claim, Question, Written
from index.types import Found


class QuotesWriter:
    """Lifts the lines that answer out of the articles."""

    name = "quotes"
    prompt = None

    def write(self, question: Question, found: Found, ranked: Ranked | None = None) -> Written:
        """One claim for each run of sentences chosen, best first; none where nothing was ranked."""
        chosen = choose(ranked) if ranked else []
        claims = tuple(Claim(candidate.text, (cite(candidate),)) for candidate in chosen)
        return Written(claims=claims, writer=self.name)


def cite(candidate: Candidate) -> Citation:
    """The citation of a run of sentences."""
    passage = candidate.hit.passage
    return Citation(
        article=passage.article,
        passage_id=passage.id,
        passage_start=passage.start,
        passage_end=passage.end,
        start=candidate.start,
        end=candidate.end,
        quote=candidate.text,
    )
