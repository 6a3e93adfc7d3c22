"""Copies in an index: counted once, the original first, whatever came when; undone when an article changes or goes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice, permutations
from pathlib import Path

import pytest

from answer.assemble import build
from answer.contract import whole_answer
from answer.types import Answered, Question
from bot.cli.explain import explanation
from command import run
from index import recipe, sketch
from index.engine import Index
from index.ledger import copies as ledger_copies
from index.types import MAIN_LIBRARY, Hit, Query, Window
from library import ASKED, open_small

STORY = (
    "The swing bridge at Harrowmere closed on Monday after divers found a crack of 31 centimetres in its bearing. "
    "The council said that repairs would cost 4.2 million pounds and take until July. Mayor Ines Halloran asked "
    "drivers to go by Pellport. A ferry will carry people across the estuary from Friday, every half hour, for two "
    "pounds."
)
MORE = (
    f"{STORY}\n\nAt the north bank the baker Odo Finch has opened a stall that sells pasties to those who wait in line."
)
UPDATE = STORY.replace("4.2 million", "6.9 million")
OTHER = "The lido of Ostmark has opened for the summer. The water of the bridge pool is cold, and the crack is mended."
QUESTION = "How long is the crack in the bearing of the swing bridge?"


def put(index: Index, name: str, body: str, day: int = 1, *, library: str = MAIN_LIBRARY) -> None:
    head = f"---\nid: {name}\ntitle: {name}\nsource: {name.title()}\ndate: 2026-05-{day:02}\n---\n"
    index.add_uploads(library, [(f"{name}.md", f"{head}{body}\n".encode())])


def search(index: Index, text: str = QUESTION, **more: object) -> tuple[Hit, ...]:
    return index.search(Query(text=text, libraries=(MAIN_LIBRARY,), asked_at=ASKED, **more)).hits  # type: ignore[arg-type]


def stories(index: Index, text: str = QUESTION, **more: object) -> dict[str, list[str]]:
    """The articles that were found, by title, each with those that it stands for."""
    return {
        hit.passage.article.title: [one.title for one in hit.copies]
        for hit in search(index, text, **more)
        if hit.passage.article.title != "lido"
    }


def copies(index: Index, name: str) -> list[str]:
    history = index.history(MAIN_LIBRARY, name)
    assert history
    return [one.title for one in history.copies]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    opened = open_small(tmp_path / "var")
    put(opened, "lido", OTHER)
    yield opened
    opened.close()


def test_a_story_is_found_once_and_names_its_copies(index: Index) -> None:
    put(index, "herald", STORY, 2)
    put(index, "packet", f"PELLPORT, 2 May — {STORY}", 3)
    put(index, "dispatch", f"# Bridge shut\n\n{STORY}", 4)
    assert stories(index) == {"herald": ["packet", "dispatch"]}
    assert search(index)[-1].passage.article.title == "lido"


def test_the_order_in_which_they_come_does_not_matter(tmp_path: Path) -> None:
    told = []
    orders = permutations([("a", STORY, 4), ("b", MORE, 2), ("c", STORY, 3), ("d", UPDATE, 1)])
    for number, order in enumerate(islice(orders, 0, None, 5)):
        opened = open_small(tmp_path / str(number))
        for one in order:
            put(opened, *one)
        told.append({name: copies(opened, name) for name in "abcd"})
        opened.close()
    assert told == [{"a": ["b", "c"], "b": ["c", "a"], "c": ["b", "a"], "d": []}] * 5


def test_another_figure_is_not_hidden(index: Index) -> None:
    put(index, "herald", STORY, 2)
    put(index, "packet", UPDATE, 3)
    assert stories(index, text="What will the repairs of the bridge cost?") == {"herald": [], "packet": []}


def test_filters_come_before_the_choice(index: Index) -> None:
    put(index, "herald", STORY, 2)
    put(index, "packet", STORY, 9)
    assert stories(index, outlet="Packet") == {"packet": ["herald"]}
    window = Window(datetime(2026, 5, 5, tzinfo=UTC), None)
    assert stories(index, window=window) == {"packet": ["herald"]}


def test_a_copy_stands_where_only_it_has_what_was_asked(index: Index) -> None:
    put(index, "herald", STORY, 2)
    put(index, "packet", MORE, 3)
    assert stories(index) == {"herald": ["packet"]}
    assert stories(index, text="Who sells pasties at the north bank?") == {"packet": ["herald"]}


def test_undone_when_an_article_changes_or_goes(index: Index) -> None:
    put(index, "herald", STORY, 2)
    put(index, "packet", STORY, 3)
    put(index, "packet", UPDATE, 3)
    assert stories(index) == {"herald": [], "packet": []}
    put(index, "packet", STORY, 3)
    put(index, "dispatch", STORY, 4)
    assert stories(index) == {"herald": ["packet", "dispatch"]}
    index.remove(MAIN_LIBRARY, "herald")
    assert stories(index) == {"packet": ["dispatch"]}
    index.remove(MAIN_LIBRARY, "dispatch")
    assert stories(index) == {"packet": []}
    put(index, "herald", STORY, 2)
    assert stories(index) == {"herald": ["packet"]}


def test_another_date_may_make_another_one_the_original(index: Index) -> None:
    put(index, "herald", STORY, 2)
    put(index, "packet", STORY, 3)
    put(index, "herald", STORY, 5)
    assert stories(index) == {"packet": ["herald"]}


def test_libraries_are_kept_apart(index: Index) -> None:
    put(index, "herald", STORY, 2)
    put(index, "secret", STORY, 1, library="guild:7")
    assert stories(index) == {"herald": []}


def test_what_was_left_is_completed_by_the_next_change(tmp_path: Path) -> None:
    stopped = open_small(tmp_path)
    stopped.stop()
    put(stopped, "herald", STORY, 2)
    put(stopped, "packet", STORY, 3)
    assert stories(stopped) == {"herald": [], "packet": []}
    stopped.close()

    again = open_small(tmp_path)
    again.sync(MAIN_LIBRARY)
    assert stories(again) == {"herald": ["packet"]}
    again.close()


def test_a_kill_in_the_middle_leaves_nothing_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    def killed(*_: object) -> None:
        raise Killed

    opened = open_small(tmp_path)
    put(opened, "herald", STORY, 2)
    with monkeypatch.context() as patch:
        patch.setattr(ledger_copies, "compared", killed)
        with pytest.raises(Killed):
            put(opened, "packet", STORY, 3)
    opened.close()

    again = open_small(tmp_path)
    assert stories(again) == {"herald": [], "packet": []}
    again.sync(MAIN_LIBRARY)
    assert stories(again) == {"herald": ["packet"]}
    assert again.verify().differences == ()
    again.close()


def test_other_rules_of_ours_find_them_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = open_small(tmp_path)
    put(opened, "herald", STORY, 2)
    put(opened, "packet", STORY, 3)
    opened.close()

    monkeypatch.setattr(recipe, "COPIES", "2")
    monkeypatch.setattr(sketch, "_SEED", b"other orders")
    sketch._orders.cache_clear()
    again = open_small(tmp_path)
    put(again, "dispatch", STORY, 4)
    sketch._orders.cache_clear()
    assert stories(again) == {"herald": ["packet", "dispatch"]}
    again.close()


def test_copies_do_not_crowd_out_other_stories(index: Index) -> None:
    lines = [f'{{"id": "copy {number}", "body": "{STORY}"}}' for number in range(70)]
    index.add_uploads(MAIN_LIBRARY, [("copies.jsonl", "\n".join(lines).encode())])
    hits = search(index, limit=2)
    assert [hit.passage.article.title for hit in hits if not hit.copies] == ["lido"]
    assert [len(hit.copies) for hit in hits if hit.copies] == [69]


def test_an_answer_quotes_a_story_once(index: Index) -> None:
    for day, name in enumerate(("herald", "packet", "dispatch"), 2):
        put(index, name, STORY, day)
    asked = Question(text=QUESTION, libraries=(MAIN_LIBRARY,), asked_at=ASKED)
    answer = build(index).chain.answer_now(asked)
    assert isinstance(answer, Answered)
    assert {citation.article.title for claim in answer.claims for citation in claim.citations} <= {"herald", "lido"}
    assert [one["article_id"] for one in whole_answer(answer, seconds=0)["hits"][0]["also_in"]] == [
        "packet",
        "dispatch",
    ]


def test_show_and_explain_name_the_copies(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(index, "herald", STORY, 2)
    put(index, "packet", STORY, 3)
    monkeypatch.setenv("INDEX_DATA_DIR", str(tmp_path / "var"))
    assert "Also in: Packet (3 May 2026)" in run("index", "show", "herald").out
    told = json.loads(run("index", "show", "packet", "--json").out)
    assert [one["article_id"] for one in told["also_in"]] == ["herald"]
    assert "Also in: Packet (3 May 2026): packet" in explanation(
        index.search(Query(text=QUESTION, libraries=(MAIN_LIBRARY,), asked_at=ASKED))
    )
