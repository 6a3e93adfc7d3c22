"""What is seen of questions and of sentences."""

from __future__ import annotations

import pytest

from answer.asked import Wanted, kindred, stem, take_apart
from answer.features import Best, Features, features, longest_run
from answer.rank import Ranker
from answer.scene import scenes
from finding import found


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Who opened the pier?", Wanted.PERSON),
        ("To whom was it sold?", Wanted.PERSON),
        ("When does it open?", Wanted.TIME),
        ("In what year was it built?", Wanted.TIME),
        ("How many boats sail?", Wanted.NUMBER),
        ("What percentage voted?", Wanted.NUMBER),
        ("How long a ceasefire?", Wanted.NUMBER),
        ("Where is the pier?", Wanted.PLACE),
        ("Why did it close?", Wanted.REASON),
        ("Which boat sank?", Wanted.THING),
        ("How did it sink?", Wanted.ANY),
        ("the pier", Wanted.ANY),
        ("what", Wanted.THING),
        ("", Wanted.ANY),
    ],
)
def test_what_a_question_wants(question: str, wanted: Wanted) -> None:
    assert take_apart(question, {}).wanted is wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("propose", "proposal"),
        ("opened", "opening"),
        ("studies", "study"),
        ("boats", "boat"),
        ("running", "run"),
        ("city", "cities"),
    ],
)
def test_forms_of_a_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_kin_share_their_beginning() -> None:
    assert kindred(frozenset({"invasion", "news"}), "invad") == {"invasion"}
    assert not kindred(frozenset({"inn"}), "invad")
    assert not kindred(frozenset({"cars"}), "car")


def test_names_are_capitals_and_numbers_after_the_first_word() -> None:
    assert take_apart("Which mayor of Harrowmere resigned in 2024?", {}).names == (stem("harrowmere"), "2024")


def test_a_question_of_function_words_keeps_them() -> None:
    assert take_apart("Who is she?", {}).rarity


def test_the_focus_is_what_which_asks_for() -> None:
    assert take_apart("Which northern river flooded the town?", {}).focus[:2] == (stem("northern"), stem("river"))


def test_the_longest_run_counts_words_in_a_row() -> None:
    assert longest_run(("the", "new", "pier", "opened"), ("a", "new", "pier", "the")) == 2
    assert longest_run((), ("a",)) == 0


def seen_of(question: str, title: str, body: str, at: int) -> Features:
    asked, hits = take_apart(question, {}), found(question, {title: body}).hits
    return features(asked, scenes(asked, hits, None)[0], Best(asked, hits))[at]


def test_the_features_of_a_sentence() -> None:
    seen = seen_of("How many boats sail to Skarrow?", "Boats", "They are old. Seven boats sail to Skarrow daily.", 1)
    assert seen.alike == pytest.approx(1.0)
    assert seen.run == pytest.approx(4 / 6)
    assert (seen.wanted, seen.unwanted) == (0.7, 0.0)
    assert seen.position == 1.0


def test_what_stands_around_adds_to_a_sentence() -> None:
    body = "The ferry sank. Its captain swam. The harbour froze."
    seen = seen_of("captain of the ferry in the harbour of Skarrow", "Skarrow", body, 1)
    assert seen.alike == pytest.approx(1 / 4)
    assert seen.before == seen.after == seen.title == pytest.approx(1 / 4)


def test_a_year_is_no_count() -> None:
    assert seen_of("How many boats sank?", "", "Boats sank in 1999.", 0).unwanted == 1.0


def test_features_stay_small_on_long_input() -> None:
    question = "pier " * 2_000
    seen = found(question, {"Pier": "The pier " * 5_000 + "."})
    assert all(0 <= candidate.score <= 1 for candidate in Ranker().rank(question, seen).candidates)


def test_a_question_is_about_what_happened_to_not_about_happening() -> None:
    assert take_apart("What happened to the bridge?", {}).content == ("bridge",)
    assert take_apart("What happened?", {}).content


def test_the_title_s_own_line_is_not_an_answer() -> None:
    hits = found("When does the pier open?", {"The pier opens": "The pier opens\n\nThe pier opens on 3 May."})
    texts = [one.text for one in Ranker().rank("When does the pier open?", hits).candidates]
    assert texts == ["The pier opens on 3 May."]
