"""Sentences ranked by words that are alike, where the model knows words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from answer.rank import BY_FORM, BY_SENSE, Ranker
from finding import found

ALIKE = ({"fracture", "crack"}, {"vessel", "ship"}, {"keeper", "guard"})


class Meanings:
    """Words of one group have the same vector; any other word has its own."""

    def word_vectors(self, words: Sequence[str]) -> NDArray[np.float32]:
        groups = [next((min(group) for group in ALIKE if word in group), word) for word in words]
        known = list(dict.fromkeys(groups))
        return np.eye(len(known), dtype=np.float32)[[known.index(group) for group in groups]]


BODY = "The keeper walked home. A crack runs through the pivot of the bridge. Nobody on the bridge was hurt."
QUESTION = "Where is the fracture in the bridge?"


def test_a_word_that_is_alike_counts() -> None:
    seen = found(QUESTION, {"Bridge": BODY})
    by_sense = Ranker(word_vectors=Meanings()).rank(QUESTION, seen)
    assert "crack" in by_sense.candidates[0].text
    alike = {scored.candidate.text: scored.features.alike for scored in by_sense.sentences}
    plain = {scored.candidate.text: scored.features.alike for scored in Ranker().rank(QUESTION, seen).sentences}
    crack = by_sense.candidates[0].text
    assert alike[crack] > 0.99 > plain[crack] > 0
    assert all(alike[text] >= plain[text] for text in plain)


def test_each_way_has_its_own_weights() -> None:
    assert Ranker().weights is BY_FORM
    assert Ranker(word_vectors=Meanings()).weights is BY_SENSE


def test_nothing_to_rank_is_fine() -> None:
    ranker = Ranker(word_vectors=Meanings())
    assert ranker.rank(QUESTION, found(QUESTION, {})).candidates == []
    assert ranker.rank("?!", found(QUESTION, {"Bridge": BODY})).candidates == []
    assert ranker.rank("誰が", found("誰が", {"港": "市長が開けた。", "": "…"})).candidates
