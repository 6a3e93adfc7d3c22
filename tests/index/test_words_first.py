"""Words first: an article is found by its words at once, and vectors follow, of the newest articles first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from index import vectorize
from index.types import MAIN_LIBRARY, Query
from library import ASKED, WordsEncoder, found, open_small, write_article

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Recorder(WordsEncoder):
    """Keeps what it was given, and lets something happen before it embeds."""

    def __init__(self, before: Callable[[], object] = lambda: None) -> None:
        super().__init__()
        self.given: list[str] = []
        self.before = before

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.before()
        self.given += texts
        return super().embed_passages(texts)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    for month, subject in ((2, "herring"), (5, "lighthouse"), (3, "turnips")):
        write_article(folder, f"{subject}.md", f"The {subject} came to the harbour.", date=f"2026-0{month}-14")
    return folder


def test_words_are_searched_before_vectors_are_there(tmp_path: Path, articles: Path) -> None:
    index = open_small(tmp_path / "var")
    index.leave_vectors()
    report = index.add_paths(MAIN_LIBRARY, [articles])
    assert (report.embedded, report.reused, report.to_come) == (0, 0, 3)
    assert index.status().vectors_missing == 3
    assert found(index, "lighthouse")
    index.catch_up()
    assert (index.status().vectors_missing, index.status().chroma_behind) == (0, 0)
    assert index.sync(None).to_come == 0
    index.close()


def test_what_its_words_find_is_ranked_as_it_will_be(tmp_path: Path, articles: Path) -> None:
    index = open_small(tmp_path / "var")
    index.leave_vectors()
    index.add_paths(MAIN_LIBRARY, [articles])
    query = Query(text="lighthouse", libraries=(MAIN_LIBRARY,), asked_at=ASKED)
    early = index.search(query).hits[0]
    index.catch_up()
    later = index.search(query).hits[0]
    assert early.cosine == pytest.approx(later.cosine, abs=0.01)
    assert early.passage == later.passage
    index.close()


def test_the_newest_articles_get_their_vectors_first(
    tmp_path: Path, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectorize, "TEXTS_PER_STEP", 1)
    encoder = Recorder()
    index = open_small(tmp_path / "var", encoder)
    index.add_paths(MAIN_LIBRARY, [articles])
    assert [text.partition(",")[0] for text in encoder.given] == ["lighthouse", "turnips", "herring"]
    index.close()


def test_what_is_removed_or_comes_meanwhile_does_no_harm(
    tmp_path: Path, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectorize, "TEXTS_PER_STEP", 1)
    encoder = Recorder()
    index = open_small(tmp_path / "var", encoder)
    index.leave_vectors()
    index.add_paths(MAIN_LIBRARY, [articles])

    def meanwhile() -> None:
        encoder.before = lambda: None
        (articles / "herring.md").unlink()
        write_article(articles, "eels.md", "The eels came up the river.", date="2026-06-01")
        index.sync(None)

    encoder.before = meanwhile
    index.catch_up()
    assert not any("herring" in text for text in encoder.given)
    assert index.status().vectors_missing == 0
    assert not index.verify().differences
    index.close()
