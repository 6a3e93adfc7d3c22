"""Other rules of ours: the index is made anew behind its answers, article by article, and goes on where it stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import recipe
from index.engine import Index
from index.ledger import catalogue, words
from index.passages import passages
from index.types import MAIN_LIBRARY, Query, Span
from library import ASKED, WordsEncoder, open_small, write_article

ARTICLES = 50


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for number in range(ARTICLES):
        write_article(tmp_path / "articles", f"{number}.md", f"Article {number} is of barge {number}. " * 3)
    index = open_small(tmp_path / "var")
    index.add_paths(MAIN_LIBRARY, [tmp_path / "articles"])
    index.close()
    return tmp_path / "var"


def halves(body: str) -> list[Span]:
    """Another rule: every passage in two."""
    return [
        half
        for start, end in passages(body)
        for half in (Span(start, (start + end) // 2), Span((start + end) // 2, end))
    ]


def passage_counts(index: Index) -> set[int]:
    return {len(index.passages_of(article)) for article in index.article_choices(MAIN_LIBRARY, "", 100)}


def by_meaning(index: Index, text: str) -> bool:
    hits = index.search(Query(text=text, libraries=(MAIN_LIBRARY,), asked_at=ASKED)).hits
    return bool(hits) and all(hit.meaning_rank for hit in hits if hit.words_rank)


def test_articles_are_cut_anew_behind_the_answers(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recipe, "CUTTING", "2")
    monkeypatch.setattr("index.passages.passages", halves)
    encoder = WordsEncoder()
    index = open_small(data, encoder)
    assert "cut anew" in index.status().notes[0]
    index.catch_up()  # one step, as the bot takes it
    assert (passage_counts(index), index.status().vectors_missing) == ({1, 2}, 0)
    assert by_meaning(index, "barge 7")
    index.close()

    index = open_small(data, encoder)
    for _ in range(3):
        index.catch_up()
        assert index.status().vectors_missing == 0
    assert (passage_counts(index), index.status().notes, encoder.embedded) == ({2}, (), 2 * ARTICLES)
    assert index.verify().differences == ()
    index.catch_up()
    assert encoder.embedded == 2 * ARTICLES
    index.close()


def test_a_sync_cuts_all_anew_at_once(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recipe, "CUTTING", "2")
    monkeypatch.setattr("index.passages.passages", halves)
    index = open_small(data)
    index.sync(None)
    assert (passage_counts(index), index.status().notes, index.verify().differences) == ({2}, (), ())
    index.close()


def test_words_of_other_heads_are_made_anew_before_anything_changes(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shouted(title: str, outlet: str | None, published_at: str | None) -> str:
        return f"loud {title}"

    monkeypatch.setattr(recipe, "HEADS", "2")
    monkeypatch.setattr(words, "head", shouted)
    index = open_small(data)
    (data.parent / "articles" / "3.md").unlink()
    index.sync(None)
    assert index.verify().differences == ()
    found = index.search(Query(text="loud", libraries=(MAIN_LIBRARY,), asked_at=ASKED)).hits
    assert found and found[0].words_rank
    index.close()


def test_files_that_another_parser_read_are_read_again(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = open_small(data)
    assert index.sync(None).unchanged == ARTICLES
    monkeypatch.setattr(recipe, "PARSING", "2")
    index.close()
    index = open_small(data)
    with index._connections.writing() as db:
        db.execute("UPDATE article SET digest = x'00' WHERE pk = 1")  # as if the parser had read another title
    assert [entry.change.value for entry in index.sync(None).entries] == ["updated"]
    assert index.sync(None).unchanged == ARTICLES
    with index._connections.reading() as db:
        assert catalogue.setting(db, "recipe:parsing") == "2"
    index.close()
