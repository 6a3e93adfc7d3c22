"""The whole road of a kept answer over a real index: its article changes, changes too often, goes, and comes back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

from answer.assemble import build
from answer.types import Answered, Question
from bot.errors import Refused
from bot.reading import Kind, Page, Place, open_page
from bot.wording import day
from command import run
from index.assemble import open_index
from index.engine import Index
from index.settings import IndexSettings
from index.types import MAIN_LIBRARY, Query
from library import ASKED, WordsEncoder, found, write_article
from made import kept

FIRST = "Nine otters were counted at the weir on Sunday. They looked well."
TODAY = day(datetime.now(UTC))


@dataclass
class Road:
    """An index over a folder, and an answer of it that was kept."""

    folder: Path
    index: Index
    open: Callable[[], Page]
    article: str

    def change(self, body: str, **facts: str) -> None:
        write_article(self.folder, "otter.md", body, **facts)
        self.index.sync(MAIN_LIBRARY)


def settled(folder: Path, keep: int) -> Road:
    write_article(folder / "articles", "otter.md", FIRST)
    write_article(folder / "articles", "weir.md", "The weir is old.")
    settings = IndexSettings(data_dir=folder / "var", keep_versions=keep)
    index = open_index(settings, create=True, encoder=WordsEncoder())
    index.add_paths(MAIN_LIBRARY, [folder / "articles"])
    house = build(index)
    asked = Question(text="How many otters were counted at the weir?", libraries=(MAIN_LIBRARY,), asked_at=ASKED)
    answer = house.chain.answer_now(asked)
    assert isinstance(answer, Answered)
    house.journal.keep(kept(answer))

    def page() -> Page:
        place = Place(Kind.ARTICLE, kept(answer).id, 1)
        return open_page(place, archive=index, journal=house.journal, guild=None, member="1")

    return Road(folder / "articles", index, page, answer.claims[0].citations[0].article.id)


@pytest.fixture(params=[5])
def road(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Road]:
    road = settled(tmp_path, cast("int", request.param))
    yield road
    road.index.close()


def shown(page: Page) -> str:
    return "".join(run.text for run in page.runs)


def test_unchanged_it_says_nothing(road: Road) -> None:
    assert road.open().notice is None


def test_changed_it_shows_what_was_quoted_and_says_when(road: Road) -> None:
    road.change("Ten otters were counted at the weir on Sunday. They looked well.")
    page = road.open()
    assert shown(page).startswith("Nine otters")
    assert page.notice and f"changed on {TODAY}" in page.notice
    assert "no longer stand in it" in page.notice


def test_a_new_title_is_no_change_of_the_text(road: Road) -> None:
    road.change(FIRST, title="Otters")
    assert road.open().notice is None


def test_a_later_date_of_update_is_told_though_the_text_is_the_same(road: Road) -> None:
    file = road.folder / "otter.md"
    file.write_text(file.read_text().replace("source:", "updated: 2026-05-12\nsource:"))
    road.index.sync(MAIN_LIBRARY)
    assert road.open().notice == "Its source dates an update of 12 May 2026; the text is the same."


def test_withdrawn_it_shows_nothing_and_can_come_back(road: Road) -> None:
    (road.folder / "otter.md").unlink()
    road.index.sync(MAIN_LIBRARY)
    with pytest.raises(Refused, match=rf"withdrawn on {TODAY}.*no longer shown"):
        road.open()
    assert road.index.body(MAIN_LIBRARY, road.article, 1) is None
    assert found(road.index, "otters") == []
    road.change(FIRST)
    assert road.open().notice is None


def test_withdrawn_by_an_editor_after_a_change(road: Road) -> None:
    road.change("Ten otters were counted.")
    road.index.remove(MAIN_LIBRARY, road.article)
    with pytest.raises(Refused, match="withdrawn on"):
        road.open()
    history = road.index.history(MAIN_LIBRARY, road.article)
    assert history
    assert [version.kept for version in history.versions] == [False, True]
    hits = road.index.search(Query(text="otters counted", libraries=(MAIN_LIBRARY,), asked_at=ASKED)).hits
    assert all(hit.passage.article.id != road.article for hit in hits)


@pytest.mark.parametrize("road", [2], indirect=True)
def test_the_version_that_an_answer_quotes_outlives_newer_ones(road: Road) -> None:
    for number in range(10, 16):
        road.change(f"{number} otters were counted.")
    history = road.index.history(MAIN_LIBRARY, road.article)
    assert history
    assert [version.number for version in history.versions if version.kept] == [1, 6, 7]
    page = road.open()
    assert shown(page).startswith("Nine otters")
    assert page.notice and "changed 6 times, last on" in page.notice


@pytest.mark.parametrize("road", [0], indirect=True)
def test_none_kept(road: Road) -> None:
    road.change("Ten otters were counted.")
    with pytest.raises(Refused, match=r"changed on .* no longer kept"):
        road.open()


def test_show_lists_the_versions(road: Road, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("INDEX_DATA_DIR", str(tmp_path / "var"))
    road.change("Ten otters were counted.")
    done = run("index", "show", road.article)
    assert done.code == 0
    assert f"version 1: {TODAY}" in done.out and f"version 2: {TODAY}" in done.out
    told = json.loads(run("index", "show", road.article, "--json").out)
    assert [(one["version"], one["kept"]) for one in told["versions"]] == [(1, True), (2, True)]
    assert told["withdrawn_at"] is None

    road.index.remove(MAIN_LIBRARY, road.article)
    told = json.loads(run("index", "show", road.article, "--json").out)
    assert (told["body"], told["passages"]) == ("", [])
    assert told["withdrawn_at"]
    assert "its text is no longer shown" in run("index", "show", road.article).out
