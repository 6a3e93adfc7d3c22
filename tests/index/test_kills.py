"""kill -9 at any point of a change: asking works on what was complete, and the next sync completes it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path

import pytest

from index.engine import Index
from index.passages import passages
from index.store import HNSW
from index.types import MAIN_LIBRARY, Article, Query
from killed import REAL, SAVED_OFTEN, Act, Killer, opened
from library import write_article

KINDS = ("add", "update", "remove", "rebuild", "model", "repair")
ASKED = datetime(2026, 7, 1, tzinfo=UTC)
FIRST, MOST = 24, 60  # articles
WORDS = "barge otter heron bridge tide ledger herring mayor council storm quay lantern ferry amber".split()


@pytest.fixture(autouse=True)
def _saved_often(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SAVED_OFTEN.items():
        monkeypatch.setitem(HNSW, name, value)


@pytest.fixture(scope="module")
def killer(root: Path) -> Iterator[Killer]:
    found = Killer(root)
    yield found
    found.close()


class Newsroom:
    """A folder of articles that changes, an index of it, and kills."""

    def __init__(self, folder: Path, killer: Killer, seed: int, model: str = "one") -> None:
        self.chance = random.Random(seed)
        self.killer = killer
        self.articles = folder / "articles"
        self.data = folder / "var"
        self.model = model
        self.next = 0
        self.kills = 0
        for _ in range(FIRST):
            self._write_new()
        self.settle("the start")

    def _write_new(self) -> None:
        self._write(f"{self.next}.md")
        self.next += 1

    def _write(self, name: str) -> None:
        sentences = [
            " ".join(self.chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(self.chance.randrange(1, 30))
        ]
        write_article(self.articles, name, f"Piece {name} stands here. " + " ".join(sentences))

    def change(self, kind: str) -> None:
        """Change the folder, or what the settings say."""
        names = sorted(path.name for path in self.articles.iterdir())
        if kind == "add" or len(names) < FIRST:
            for _ in range(self.chance.randrange(1, 8)):
                self._write_new()
        if kind == "update":
            for name in self.chance.sample(names, len(names) // 4):
                self._write(name)
        if kind == "remove" or len(names) > MOST:
            for name in self.chance.sample(names, len(names) // 5):
                (self.articles / name).unlink()
        if kind == "model":
            self.model = {"one": "two", "two": "one", REAL: REAL}[self.model]

    def kill(self, kind: str) -> None:
        """Change, have a process that takes the change in die, look at what it left, complete it, and look again."""
        self.change(kind)
        act = Act(kind, str(self.data), str(self.articles), self.model)
        if self.chance.random() < 0.3:
            act = replace(act, seconds=self.chance.uniform(0.005, 0.6))
        else:
            act = replace(act, at=int(self.chance.triangular(1, 60, 8)))
        done = self.killer.run(act)
        self.kills += done.killed
        assert done.killed or done.code == 0, act
        self.settle(f"{act} after {done}")

    def settle(self, what: str) -> None:
        index = opened(self.data, self.model)
        try:
            if what != "the start":
                self._answers(index, what)
                index.sync(None)
            else:
                index.add_paths(MAIN_LIBRARY, [self.articles])
            self._complete(index, what)
        finally:
            index.close()

    def _answers(self, index: Index, what: str) -> None:
        """What is there is whole: every article is cut as its body is, and the words find it."""
        for article in index.article_choices(MAIN_LIBRARY, "", 1000):
            self._whole(index, article, what)
        index.hold_vectors("test")
        found = index.search(Query(text="barge otter heron stands here", libraries=(MAIN_LIBRARY,), asked_at=ASKED))
        assert found.hits, what
        for hit in found.hits:
            body = index.body(MAIN_LIBRARY, hit.passage.article.id, hit.passage.article.version)
            assert body and body.text[hit.passage.start : hit.passage.end] == hit.passage.text, what

    def _whole(self, index: Index, article: Article, what: str) -> None:
        body = index.body(MAIN_LIBRARY, article.id, article.version)
        assert body, what
        cut = [(one.start, one.end) for one in index.passages_of(article)]
        assert cut == [tuple(span) for span in passages(body.text)], f"{article.id}: {what}"

    def _complete(self, index: Index, what: str) -> None:
        """All of the folder is there once, with vectors of the right model, in Chroma too; and nothing else is."""
        texts = {path.name: path.read_text().split("---\n", 2)[2].strip() for path in self.articles.iterdir()}
        held = index.article_choices(MAIN_LIBRARY, "", 1000)
        assert sorted(article.path or "" for article in held) == sorted(texts), what
        for article in held:
            body = index.body(MAIN_LIBRARY, article.id, article.version)
            assert body and body.text.strip() == texts[article.path or ""], what
            self._whole(index, article, what)
        status = index.status()
        assert (status.vectors_missing, status.chroma_behind) == (0, 0), what
        assert index.verify().differences == (), what
        with index._connections.reading() as db:
            from index.ledger.shelves import standing

            now = standing(db)
        assert (now.wanted, now.filling) == (None, None), what


@pytest.mark.parametrize("kind", KINDS)
def test_a_kill_leaves_what_was_complete_and_the_next_sync_completes_it(
    tmp_path: Path, killer: Killer, kind: str
) -> None:
    Newsroom(tmp_path, killer, seed=KINDS.index(kind)).kill(kind)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_eighteen_kills_one_upon_another(tmp_path: Path, killer: Killer, seed: int) -> None:
    newsroom = Newsroom(tmp_path, killer, seed=1000 + seed)
    for kind in cycle(KINDS):
        newsroom.kill(kind)
        if newsroom.kills == 18:
            break


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_ten_kills_with_the_real_model(tmp_path: Path, killer: Killer, seed: int) -> None:
    newsroom = Newsroom(tmp_path, killer, seed=2000 + seed, model=REAL)
    for kind in cycle(KINDS):
        newsroom.kill(kind)
        if newsroom.kills == 10:
            break
