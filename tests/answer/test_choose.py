"""Which sentences are quoted, and where they begin and end."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from answer.choose import MOST
from answer.choose import choose as chosen_of
from answer.rank import PASSAGES, Candidate, Ranker
from finding import found
from index.types import Found

FERRY = """# The ferry

The ferry to Skarrow returns on 14 March after a winter in dock. It will sail six times a day. Tickets cost 4.50 pounds.

Mayor Ines Halloran opened the new pier. She called it the best day of her term.

The town paid 2.1 million pounds for the engines. Critics had asked for a bridge instead."""

LIBRARY = """The library in Harrowmere closes for repairs. Its roof has leaked since 2019.
Builders from Pellport will mend it."""


def candidates(question: str, seen: Found) -> list[Candidate]:
    return Ranker().rank(question, seen).candidates


def choose(question: str, seen: Found) -> list[Candidate]:
    return chosen_of(Ranker().rank(question, seen))


ARCHIVE = {"The ferry returns": FERRY, "Library to close": LIBRARY}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("When does the ferry to Skarrow return?", "14 March"),
        ("How much did the town pay for the engines?", "2.1 million"),
        ("Who opened the new pier?", "Ines Halloran"),
        ("Since when has the library's roof leaked?", "2019"),
        ("Which builders will mend the library?", "Pellport"),
    ],
)
def test_the_first_quote_holds_the_answer(question: str, answer: str) -> None:
    assert answer in choose(question, found(question, ARCHIVE))[0].text


@pytest.mark.parametrize(
    "question", ["When does the ferry return?", "What happened with the ferry?", "tickets", "Compare both"]
)
def test_every_quote_stands_in_its_body(question: str) -> None:
    for candidate in [*choose(question, found(question, ARCHIVE)), *candidates(question, found(question, ARCHIVE))]:
        body = ARCHIVE[candidate.hit.passage.article.title]
        assert candidate.text == body[candidate.start : candidate.end] != ""
        assert candidate.hit.passage.start <= candidate.start < candidate.end <= candidate.hit.passage.end


def test_candidates_come_best_first_with_probabilities() -> None:
    scores = [
        candidate.score for candidate in candidates("Who opened the pier?", found("Who opened the pier?", ARCHIVE))
    ]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_a_heading_is_never_quoted() -> None:
    assert all(
        "#" not in c.text and c.text != "The ferry" for c in candidates("The ferry?", found("The ferry?", ARCHIVE))
    )


def test_a_table_row_may_be_quoted() -> None:
    body = "# Fares\n\n| Boat | Fare |\n|---|---|\n| Skarrow | 4.50 |\n| Merrowsea | 7.20 |\n"
    question = "How much is the Merrowsea fare?"
    assert "7.20" in choose(question, found(question, {"Fares": body}))[0].text


def test_the_same_sentence_in_two_papers_is_quoted_once() -> None:
    question = "When does the ferry to Skarrow return?"
    wire = "The ferry to Skarrow returns on 14 March after a winter in dock."
    chosen = choose(question, found(question, {"A": wire, "B": wire.replace("after", "following")}))
    assert len(chosen) == 1


def test_a_sentence_that_leans_on_another_brings_it_along() -> None:
    question = "What did she call the best day of her term?"
    chosen = choose(question, found(question, ARCHIVE))[0]
    assert chosen.text == "Mayor Ines Halloran opened the new pier. She called it the best day of her term."


def test_a_quotation_is_not_opened_in_the_middle() -> None:
    body = "Talks went on. “It must be long enough. Our proposal is thirty days,” he wrote."
    question = "How many days is the proposal?"
    assert choose(question, found(question, {"Talks": body}))[0].text.startswith("“It must")


def test_a_comparison_hears_each_article() -> None:
    question = "Compare the ferry and the library"
    titles = {candidate.hit.passage.article.title for candidate in choose(question, found(question, ARCHIVE))}
    assert titles == set(ARCHIVE)


def test_never_more_than_five_sentences() -> None:
    body = " ".join(
        f"The ferry number {n} has a {colour} hull." for n, colour in enumerate("red blue grey pink teal gold".split())
    )
    question = "What happened with the ferry hull?"
    chosen = choose(question, found(question, {"Hulls": body, "Ferry": FERRY}))
    assert sum(candidate.text.count(".") for candidate in chosen) <= MOST


@pytest.mark.parametrize("question", ["", "   ", "😀😀", "???!", "\u200d", "\ud800"])
def test_without_a_word_there_is_no_candidate(question: str) -> None:
    assert candidates(question, found(question, ARCHIVE)) == []
    assert choose(question, found(question, ARCHIVE)) == []


@pytest.mark.parametrize("number", [None, math.nan, math.inf, -math.inf])
def test_scores_that_are_no_numbers_do_no_harm(number: float | None) -> None:
    question = "Who opened the new pier?"
    seen = found(question, ARCHIVE)
    broken = replace(seen, hits=tuple(replace(hit, cosine=number, bm25=number) for hit in seen.hits))
    assert all(math.isfinite(candidate.score) for candidate in candidates(question, broken))
    assert "Halloran" in choose(question, broken)[0].text


def test_no_more_passages_are_read_than_stated() -> None:
    articles = {f"Town {n}": f"The mayor of town {n} spoke." for n in range(PASSAGES * 2)}
    assert len(candidates("Which mayor spoke?", found("Which mayor spoke?", articles))) == PASSAGES


def test_other_scripts_and_no_hits_are_fine() -> None:
    assert choose(
        "Кто открыл новый пирс?", found("Кто открыл новый пирс?", {"Пирс": "Мэр открыла новый пирс. Был дождь."})
    )
    assert choose("誰が開けた", found("誰が開けた", {"港": "市長が桟橋を開けた。雨だった。"}))
    assert choose("Who opened the pier?", found("Who opened the pier?", {})) == []
