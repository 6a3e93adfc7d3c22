"""Searching a small library: windows, outlets, odd text, and agreement between Chroma and the exact scan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from index.engine import Index
from index.ledger import reading
from index.types import MAIN_LIBRARY, Found, Query, Window
from library import WordsEncoder, open_small, write_article

ASKED = datetime(2026, 7, 1, tzinfo=UTC)
MONTHS = {"01": "January", "02": "February", "03": "March", "04": "April", "05": "May"}


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    place = tmp_path / "articles"
    for number, month in MONTHS.items():
        body = f"The harbour council of Ostmark met in {month}. It spent {number} crowns on herring."
        write_article(place, f"{month}.md", body, title=f"Council in {month}", date=f"2026-{number}-10")
    (place / "other.txt").write_text(
        "Herring fell out of the sky\n\nPublished 3 April 2026 at 09:00 CET\n\nIt rained herring."
    )
    opened = open_small(tmp_path / "var")
    opened.add_paths(MAIN_LIBRARY, [place])
    yield opened
    opened.close()


def search(index: Index, text: str, **more: object) -> Found:
    return index.search(Query(text=text, libraries=(MAIN_LIBRARY,), asked_at=ASKED, **more))  # type: ignore[arg-type]


def titles(found: Found) -> list[str]:
    return [hit.passage.article.title for hit in found.hits]


def test_both_rankings_find_it(index: Index) -> None:
    best = search(index, "What did the council do in March?").hits[0]
    assert best.passage.article.title == "Council in March"
    assert best.meaning_rank and best.words_rank


def test_a_passage_is_what_stands_in_the_body(index: Index) -> None:
    for hit in search(index, "council herring crowns").hits:
        article = hit.passage.article
        body = index.body(article.library, article.id, article.version)
        assert body
        assert body.text[hit.passage.start : hit.passage.end] == hit.passage.text


@pytest.mark.parametrize("chroma", [False, True])
def test_a_window_lets_nothing_else_through(index: Index, chroma: bool) -> None:
    if chroma:
        index.hold_vectors("test")
    window = Window(datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
    found = search(index, "council herring", window=window)
    assert set(titles(found)) == {"Council in February", "Council in March"}
    assert (found.searched.articles, found.archive.articles) == (2, 6)


def test_an_outlet_lets_nothing_else_through(index: Index) -> None:
    found = search(index, "herring", outlet="the test")
    assert len(found.hits) == 5
    assert {hit.passage.article.outlet for hit in found.hits} == {"The Test"}


def test_an_empty_window_searches_nothing(index: Index) -> None:
    found = search(index, "herring", window=Window(datetime(2030, 1, 1, tzinfo=UTC)))
    assert (found.hits, found.searched.articles) == ((), 0)


@pytest.mark.parametrize(
    "text",
    [
        '"NEAR(a*',
        "' OR 1=1 --",
        "a AND",
        "NOT",
        "head:herring",
        "*",
        "herring*",
        "(((",
        "{a b}",
        "-",
        "🙂",
        "ﷺ",
        "a\x00b",
    ],
)
def test_syntax_is_only_text(index: Index, text: str) -> None:
    search(index, text)


def test_chroma_and_the_exact_scan_agree(index: Index) -> None:
    scanned = search(index, "council of Ostmark in May")
    assert index.hold_vectors("test")
    asked = search(index, "council of Ostmark in May")
    assert [hit.passage.id for hit in asked.hits] == [hit.passage.id for hit in scanned.hits]
    for one, other in zip(asked.hits, scanned.hits, strict=True):
        assert one.score == pytest.approx(other.score, abs=1e-3)


def test_what_chroma_was_not_given_yet_is_found_by_meaning(index: Index, tmp_path: Path) -> None:
    index.hold_vectors("test")
    other = open_small(tmp_path / "var")
    other.add_uploads(MAIN_LIBRARY, [("new.txt", b"Zeppelins over Ostmark. They were grey.")])
    assert other.status().chroma_behind
    hit = search(index, "zeppelins grey").hits[0]
    assert hit.meaning_rank == 1
    index.catch_up()
    assert index.status().chroma_behind == 0
    assert search(index, "zeppelins grey").hits[0].meaning_rank == 1
    other.close()


def test_words_are_enough_without_vectors(tmp_path: Path, index: Index) -> None:
    index.close()
    other = open_small(tmp_path / "var", WordsEncoder("another model"))
    found = search(other, "What did the council do in March?")
    assert found.hits[0].passage.article.title == "Council in March"
    assert found.hits[0].meaning_rank is None
    other.sync(MAIN_LIBRARY)
    assert search(other, "What did the council do in March?").hits[0].meaning_rank
    assert other.verify().differences == ()
    other.close()


def test_rarity_knows_common_from_rare(index: Index) -> None:
    rarity = search(index, "Did the herrings meet a zeppelin?").term_rarity
    assert rarity["herrings"] < rarity["zeppelin"]


def test_outlets_and_choices_take_any_text(index: Index) -> None:
    assert index.outlets([MAIN_LIBRARY], "test", 5) == ["The Test"]
    assert index.outlets([MAIN_LIBRARY], "%_", 5) == []
    assert index.article_choices(MAIN_LIBRARY, "march", 5)[0].title == "Council in March"


def test_no_libraries_no_hits(index: Index) -> None:
    found = index.search(Query(text="herring", libraries=(), asked_at=ASKED))
    assert (found.hits, found.archive.articles) == ((), 0)


def test_passages_that_are_gone_are_left_out(index: Index) -> None:
    with index._connections.reading() as db:
        assert reading.passages(db, [10**9]) == {}


def test_the_newest_articles_come_newest_first_as_of_the_asking(index: Index) -> None:
    found = index.search(Query(text="", libraries=(MAIN_LIBRARY,), asked_at=ASKED, newest=True))
    assert titles(found)[:3] == ["Council in May", "Council in April", "Herring fell out of the sky"]
    before = datetime(2026, 3, 1, tzinfo=UTC)
    early = index.search(Query(text="", libraries=(MAIN_LIBRARY,), asked_at=before, newest=True))
    assert titles(early) == ["Council in February", "Council in January"]
    window = Window(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
    within = index.search(Query(text="", libraries=(MAIN_LIBRARY,), asked_at=ASKED, newest=True, window=window))
    assert titles(within) == ["Council in March"]
