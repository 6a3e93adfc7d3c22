"""The writer that needs no model: each claim is a run of sentences that answers, quoted as it stands."""

from __future__ import annotations

from collections.abc import Sequence

from answer.choose import NEAR, choose
from answer.disagree import disagreement, notice
from answer.rank import Candidate, Ranked
from answer.types import Citation, Claim, Question, Written
from index.types import Found


class QuotesWriter:
    """Lifts the lines that answer out of the articles."""

    name = "quotes"
    prompt = None

    def write(self, question: Question, found: Found, ranked: Ranked | None = None) -> Written:
        """One claim for each run of sentences chosen, best first; none where nothing was ranked."""
        if ranked is None:
            return Written(claims=(), writer=self.name)
        chosen = choose(ranked)
        differing = disagreement(ranked.asked, chosen, _likely(ranked))
        if differing is not None:
            chosen += [one for one in (differing.one, differing.other) if not _quoted(one, chosen)]
        return Written(
            claims=tuple(Claim(candidate.text, (cite(candidate),)) for candidate in chosen),
            writer=self.name,
            notices=() if differing is None else (notice(differing),),
        )


def _likely(ranked: Ranked) -> list[Candidate]:
    """The sentences that might have been chosen."""
    best = ranked.sentences[0].candidate.score if ranked.sentences else 0.0
    return [scored.candidate for scored in ranked.sentences if scored.candidate.score >= NEAR * best]


def _quoted(one: Candidate, chosen: Sequence[Candidate]) -> bool:
    """Whether a sentence stands in what is quoted already."""
    return any(
        other.hit.passage.id == one.hit.passage.id and other.start <= one.start and one.end <= other.end
        for other in chosen
    )


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
