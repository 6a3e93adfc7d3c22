"""The editor's trial: a folder, a feed and a site are kept level through edits, removals, moves, outages and kills."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from index.fetch.addresses import read_allowed
from index.fetch.fetcher import Fetcher
from index.types import MAIN_LIBRARY
from index.upkeep import Change, Report, Source, Wishes
from library import found, open_small, write_article
from made_web import Days, page, publish, sitemap
from webserver import WebServer, serving


@pytest.fixture
def site() -> Iterator[WebServer]:
    with serving() as server:
        yield server


@dataclass
class Newsroom:
    """What a newsroom does: `says` is the word by which each article can be found now, `past` are those that cannot."""

    site: WebServer
    folder: Path
    clock: Days
    chance: random.Random
    says: dict[str, str] = field(default_factory=dict)
    past: set[str] = field(default_factory=set)
    feed: list[str] = field(default_factory=list)
    dates: dict[str, str] = field(default_factory=dict)
    lies: dict[str, str] = field(default_factory=dict)

    def write(self, name: str) -> None:
        """Publish an article, or change it."""
        if before := self.says.get(name):
            self.past.add(before)
        self.says[name] = word = f"qz{self.chance.getrandbits(40):010x}"
        text = f"The word of the day is {word}, says {name}."
        if name.startswith("file"):
            write_article(self.folder, f"{name}.md", text)
            return
        path = self.lies.get(name, f"/{name}")
        now = self.clock.now().isoformat()
        self.site.serve(path, page(name.title(), text, date=now, canonical=self.site.url(path)))
        self.dates[name] = self.clock.now().isoformat()
        self.list()

    def withdraw(self, name: str) -> None:
        """Take an article away."""
        self.past.add(self.says.pop(name))
        if name.startswith("file"):
            (self.folder / f"{name}.md").unlink()
        else:
            self.site.gone(self.lies.get(name, f"/{name}"))
            self.dates.pop(name)
            self.list()

    def move(self, name: str) -> None:
        """Lead a page to a new address for good."""
        text = f"The word of the day is {self.says[name]}, says {name}."
        self.lies[name] = path = f"/moved-{name}"
        there = self.site.serve(path, page(name.title(), text, canonical=self.site.url(path)))
        self.site.redirect(f"/{name}", there, status=301)

    def some(self, kind: str) -> str:
        """One of the articles that there are."""
        return self.chance.choice(sorted(name for name in self.says if name.startswith(kind)))

    def work(self, step: int) -> None:
        """What ten minutes bring: edits and new articles, and now and then removals, moves and an outage."""
        for kind in ("file", "item", "page"):
            self.write(self.some(kind))
        self.write(f"{self.chance.choice(['file', 'item', 'page'])}{10 + step}")
        if step == 1:
            for kind in ("file", "item", "page"):
                self.withdraw(self.some(kind))
        if step == 2:
            self.move(self.some("item"))
            self.move(self.some("page"))
        self.site.down = step in (3, 4)

    def list(self) -> None:
        """Bring feed and sitemap up to date: the feed holds only the newest six."""
        items = sorted((n for n in self.dates if n.startswith("item")), key=lambda n: self.dates[n])[-6:]
        publish(self.site, [{"link": self.site.url(f"/{n}"), "title": n, "summary": self.dates[n]} for n in items])
        places = {self.site.url(f"/{n}"): day for n, day in self.dates.items() if n.startswith("page")}
        self.site.serve("/sitemap.xml", sitemap(places), media_type="application/xml")


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 7))])
def test_a_folder_a_feed_and_a_site_are_kept_level(tmp_path: Path, site: WebServer, seed: int) -> None:
    clock, chance = Days(), random.Random(seed)
    fetcher = Fetcher(gap=0.0, allowed=read_allowed("127.0.0.1"), clock=clock)
    index = open_small(tmp_path / "var", fetcher=fetcher, now=clock.now, chance=chance.random)
    room = Newsroom(site, tmp_path / "news", clock, chance)
    for name in [f"{kind}{number}" for kind in ("file", "item", "page") for number in range(6)]:
        room.write(name)
    reports: list[Report] = []
    wishes = Wishes(every=timedelta(minutes=10))
    given: list[Path | str] = [room.folder, site.url("/feed"), site.url("/sitemap.xml")]
    reports.append(index.add_paths(MAIN_LIBRARY, given, wishes=wishes))

    def kept(_source: Source, report: Report) -> None:
        reports.append(report)

    for step in range(9):  # an hour and a half
        room.work(step)
        if step in (5, 6):  # as small as it is: the disk is full
            index._connections.mine.execute(f"PRAGMA max_page_count = {1 if step == 5 else 1_000_000}")
        clock.pass_(minutes=11)
        index.keep_level(kept, once=True)
        assert step == 5 or index.verify().differences == (), step  # on a full disk vectors are missing
    for _ in range(12):  # days, in which every page is looked at
        clock.pass_(hours=12)
        index.keep_level(kept, once=True)
        if any(source.held for source in index.status().sources):  # an outage let changes gather
            reports.append(index.sync(MAIN_LIBRARY, confirmed=True))

    lost = {name for name, word in room.says.items() if not found(index, word)}
    assert lost == set()
    assert {word for word in room.past if found(index, word)} == set()
    assert len(room.says) == index.status().articles
    assert sum(r.count(Change.ADDED) - r.count(Change.REMOVED) for r in reports) == len(room.says)
    assert [source.error for source in index.status().sources] == [None] * 3
    assert index.verify().differences == ()
    index.close()


KILLED = """
import sys
sys.path[:0] = {paths!r}
from pathlib import Path
from index.fetch.addresses import read_allowed
from index.fetch.fetcher import Fetcher
from library import open_small
index = open_small(Path({data!r}), fetcher=Fetcher(gap=0.0, allowed=read_allowed("127.0.0.1")))
print("ready", flush=True)
index.add_paths("main", [{url!r}])
"""


@pytest.mark.parametrize("after", [3, 25, 40])
def test_a_kill_while_a_site_is_fetched_loses_and_doubles_nothing(
    tmp_path: Path, site: WebServer, root: Path, after: int
) -> None:
    names = [f"page{number:02}" for number in range(40)]
    for name in names:
        site.serve(f"/{name}", page(name.title(), f"The {name} was seen at the weir."))
    places = {site.url(f"/{name}"): "2026-05-01" for name in names}
    url = site.serve("/sitemap.xml", sitemap(places), media_type="application/xml")
    code = KILLED.format(paths=[str(root), str(root / "tests")], data=str(tmp_path / "var"), url=url)
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stdout.readline()
        until = time.monotonic() + 20
        while len(site.requests) < after and process.poll() is None and time.monotonic() < until:
            time.sleep(0.005)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()

    fetcher = Fetcher(gap=0.0, allowed=read_allowed("127.0.0.1"))
    index = open_small(tmp_path / "var", fetcher=fetcher)
    before = index.status().articles
    site.requests.clear()
    report = index.add_paths(MAIN_LIBRARY, [url])
    assert report.count(Change.ADDED) == 40 - before
    assert len([request for request in site.requests if request.path.startswith("/page")]) == 40 - before
    assert index.status().articles == 40
    assert index.verify().differences == ()
    index.close()
