"""What is a copy of one story and what is not: on variations of the sample articles, and by how they are found."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from evals.copies import COPIES, OTHERS, bodies, rates, taken
from index.copies import Text, is_copy
from index.sketch import BANDS, ROWS, bands, said, signature, words_of

STORY = (
    "The swing bridge at Harrowmere closed on Monday after divers found a crack of 31 centimetres in its bearing. "
    "The council said that repairs would cost 4.2 million pounds and take until July. Mayor Ines Halloran asked "
    "drivers to go by Pellport. A ferry will carry people across the estuary from Friday, every half hour, for two "
    "pounds."
)


@pytest.fixture(scope="module")
def articles(root: Path) -> list[str]:
    return bodies(root / "articles")


def test_copies_are_told_from_other_stories(articles: list[str]) -> None:
    """The figures that docs/decisions.md states; `python -m evals.copies` prints them by kind."""
    found = list(rates(articles[::4]))
    assert [(rate.kind, rate.taken) for should, rate in found if not should and rate.taken] == []
    assert sum(rate.taken for should, rate in found if should) >= 0.97 * sum(r.all for should, r in found if should)


@pytest.mark.parametrize("kind", [*COPIES, *OTHERS])
def test_either_way_round(kind: str, articles: list[str]) -> None:
    vary = (COPIES | OTHERS)[kind]  # type: ignore[operator]
    assert taken(articles[0], vary(articles[0])) == taken(vary(articles[0]), articles[0])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("31 centimetres", "45 centimetres"),
        ("4.2 million", "6.2 million"),
        ("until July", "until September"),
        ("on Monday", "on Thursday"),
        ("Ines Halloran", "Desmond Arkwell"),
        ("two pounds", "three pounds"),
    ],
)
def test_another_fact_is_another_story(old: str, new: str) -> None:
    assert old in STORY
    assert not is_copy(Text.read(STORY, None), Text.read(STORY.replace(old, new), None))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("said that repairs", "says repairs"),
        ("Mayor Ines Halloran", "The mayor"),
        ("after divers", "when divers had"),
        ("The swing bridge at Harrowmere", "HARROWMERE, 12 May — The swing bridge at Harrowmere"),
    ],
)
def test_other_words_for_the_same_are_the_same_story(old: str, new: str) -> None:
    assert old in STORY
    assert is_copy(Text.read(STORY, None), Text.read(STORY.replace(old, new), None))


def test_far_apart_only_the_very_same_is_a_copy() -> None:
    edited = STORY.replace("said that repairs", "says repairs").replace("asked drivers to go", "sent drivers round")
    assert is_copy(Text.read(STORY, 0.0), Text.read(edited, 86_400.0))
    assert not is_copy(Text.read(STORY, 0.0), Text.read(edited, 86_400.0 * 90))
    assert is_copy(Text.read(STORY, 0.0), Text.read(STORY, 86_400.0 * 900))


def test_short_texts_are_never_copies() -> None:
    assert bands(Text.read("The bridge is closed. The ferry sails.", None).runs) == []
    assert not is_copy(Text.read("The bridge is closed.", None), Text.read("The bridge is closed.", None))


def test_headlines_and_bylines_do_not_count() -> None:
    head = "# Bridge closed\n\nBy Dilys Marchbank\n\n14 March 2026\n\n"
    assert words_of(head + STORY, said(head + STORY)) == words_of(STORY, said(STORY))


def test_japanese_is_compared_by_character() -> None:
    text = "港は月曜日に閉鎖された。修理には七月までかかると町は述べた。フェリーは金曜日から三十分ごとに運航される。"
    assert is_copy(Text.read(text, None), Text.read(text.replace("町は述べた", "町役場は述べた"), None))


def test_signatures_estimate_as_datasketch_does(articles: list[str]) -> None:
    """And stay what they are, since ledgers keep them."""
    from datasketch import MinHash

    one, other = (Text.read(text, None).runs for text in (articles[0], COPIES["end cut off"](articles[0])))
    shared = len(np.intersect1d(one, other)) / len(np.union1d(one, other))
    ours = float((signature(one) == signature(other)).mean())
    theirs = [MinHash(num_perm=BANDS * ROWS, seed=1) for _ in range(2)]
    for sketch, runs in zip(theirs, (one, other), strict=True):
        sketch.update_batch([run.tobytes() for run in runs])
    assert ours == pytest.approx(shared, abs=0.15)
    assert theirs[0].jaccard(theirs[1]) == pytest.approx(shared, abs=0.15)
    assert bands(Text.read(STORY, None).runs)[:2] == [8293485402162001253, 1424489559326520253]
