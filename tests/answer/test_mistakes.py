"""What a note of correction says was wrong is never quoted as an answer, by whichever writer."""

from __future__ import annotations

import pytest

from answer.choose import choose
from answer.rank import Ranker
from answer.write.evidence import Evidence
from finding import found

BUDGET = (
    "The council passed a budget after four hours.\n\n"
    "**Correction, 7 March 2026:** An earlier version of this article gave the vote on the budget as 22 to 16. "
    "It was 21 to 16, with one abstention. We are grateful to our readers."
)
QUESTION = "What was the vote on the budget?"


def quotes(question: str) -> str:
    return " ".join(one.text for one in choose(Ranker().rank(question, found(question, {"Budget": BUDGET}))))


def test_the_mistake_is_not_quoted_and_what_is_right_is() -> None:
    assert "22 to 16" not in quotes(QUESTION)
    assert "21 to 16" in quotes(QUESTION)


@pytest.mark.parametrize("question", ["What was corrected about the vote on the budget?"])
def test_who_asks_about_the_correction_is_told(question: str) -> None:
    assert "22 to 16" in quotes(question)


def test_a_claim_cannot_stand_on_it() -> None:
    passages = [hit.passage for hit in found(QUESTION, {"Budget": BUDGET}).hits]
    cited = [c.quote for p in passages for c in Evidence(passages).cite("The vote on the budget was 22 to 16.", p)]
    assert cited
    assert not any("22 to 16" in quote for quote in cited)
