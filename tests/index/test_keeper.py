"""Keeping level by itself: what is due is synced in its rhythm, a watched folder within seconds, and a stop ends it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from index.engine import Index
from index.errors import LibraryLocked
from index.fetch.addresses import read_allowed
from index.fetch.fetcher import Fetcher
from index.types import MAIN_LIBRARY
from index.upkeep import Report, Source, Wishes
from library import counts, found, open_small, write_article
from made_web import Days, page, publish
from webserver import WebServer, serving

Kept = list[tuple[str, dict[str, int]]]


@pytest.fixture
def clock() -> Days:
    return Days()


@pytest.fixture
def index(tmp_path: Path, clock: Days) -> Iterator[Index]:
    fetcher = Fetcher(gap=0.0, allowed=read_allowed("127.0.0.1"), clock=clock)
    opened = open_small(tmp_path / "var", fetcher=fetcher, now=clock.now, chance=lambda: 0.5)
    yield opened
    opened.close()


@pytest.fixture
def site() -> Iterator[WebServer]:
    with serving() as server:
        yield server


def once(index: Index) -> Kept:
    """What is done for the sources that are due now."""
    kept: Kept = []
    index.keep_level(lambda source, report: kept.append((source.location, counts(report))), once=True)
    return kept


@contextmanager
def kept_by_itself(index: Index) -> Iterator[Kept]:
    """A thread that keeps level, as the bot's."""
    kept: Kept = []

    def tell(source: Source, report: Report) -> None:
        kept.append((source.location, counts(report)))

    thread = threading.Thread(target=index.keep_level, args=(tell,))
    thread.start()
    try:
        yield kept
    finally:
        index.stop()
        thread.join(5)
    assert not thread.is_alive()


def soon(happened: Callable[[], object], seconds: float = 8.0) -> bool:
    until = time.monotonic() + seconds
    while not happened() and time.monotonic() < until:
        time.sleep(0.05)
    return bool(happened())


def test_each_source_is_synced_when_it_is_due(index: Index, site: WebServer, clock: Days, folder: Path) -> None:
    feed = publish(site, [{"link": site.url("/o"), "title": "Otter", "content": "The otter was seen."}], etag='"1"')
    index.add_urls(MAIN_LIBRARY, [feed, site.serve("/gull", page("Gull", "A gull stole a pasty."))])
    index.add_paths(MAIN_LIBRARY, [folder], wishes=Wishes(every=timedelta(hours=3)))

    assert once(index) == []
    clock.pass_(hours=1)
    assert once(index) == [(feed, {"unchanged": 1})]
    clock.pass_(hours=2)
    (folder / "gull.md").unlink()
    assert sorted(once(index)) == [(str(folder), {"removed": 1, "unchanged": 1}), (feed, {"unchanged": 1})]
    clock.pass_(days=1)
    assert [location for location, _ in once(index)] == [feed, str(folder), site.url("/gull")]
    assert once(index) == []


def test_a_folder_is_not_due_by_itself(index: Index, clock: Days, folder: Path) -> None:
    index.add_paths(MAIN_LIBRARY, [folder])
    clock.pass_(days=30)
    assert once(index) == []


def test_a_source_that_another_process_took_is_left_to_it(index: Index, site: WebServer, clock: Days) -> None:
    feed = publish(site, [{"link": site.url("/o"), "title": "Otter", "content": "The otter was seen."}])
    index.add_urls(MAIN_LIBRARY, [feed])
    clock.pass_(hours=1)
    nested: list[Kept] = []
    index.keep_level(lambda _source, _report: nested.append(once(index)), once=True)
    assert nested == [[]]


def test_what_cannot_be_done_now_is_tried_a_minute_later(index: Index, site: WebServer, clock: Days) -> None:
    index.add_urls(MAIN_LIBRARY, [publish(site, [{"link": site.url("/o"), "title": "O", "content": "The otter."}])])
    clock.pass_(hours=1)
    good, busy = index._editor.keep, iter([True, False])

    def keep(source: Source) -> Report:
        if next(busy):
            raise LibraryLocked("The index is being changed by another.")
        return good(source)

    index._editor.keep = keep  # type: ignore[method-assign]
    assert once(index) == []
    clock.pass_(minutes=1)
    assert [done for _, done in once(index)] == [{"unchanged": 1}]


def test_a_watched_folder_is_level_within_seconds(index: Index, folder: Path) -> None:
    index.add_paths(MAIN_LIBRARY, [folder], wishes=Wishes(watched=True))
    write_article(folder, "late.md", "A zeppelin came while nobody watched.")
    with kept_by_itself(index) as kept:
        assert soon(lambda: found(index, "zeppelin"))
        write_article(folder, "new.md", "An otter came back.")
        assert soon(lambda: found(index, "otter"))
        (folder / "new.md").unlink()
        assert soon(lambda: not found(index, "otter"))
    assert kept[0] == (str(folder), {"added": 1, "unchanged": 2})
    assert index.verify().differences == ()


def test_a_folder_may_be_watched_before_it_holds_anything(index: Index, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    index.add_paths(MAIN_LIBRARY, [tmp_path / "empty"], wishes=Wishes(watched=True))
    with kept_by_itself(index):
        time.sleep(0.1)
        write_article(tmp_path / "empty", "first.md", "An otter came back.")
        assert soon(lambda: found(index, "otter"))


def test_a_stop_ends_a_sync_of_a_slow_site_soon(index: Index, site: WebServer, clock: Days) -> None:
    from web_acts import Stalls

    index.add_urls(MAIN_LIBRARY, [publish(site, [{"link": site.url("/o"), "title": "O", "content": "The otter."}])])
    site.act("/feed", Stalls())
    clock.pass_(hours=1)
    asked = len(site.requests)
    with kept_by_itself(index):
        assert soon(lambda: len(site.requests) > asked)
        began = time.monotonic()
    assert time.monotonic() - began < 5
    (source,) = index.status().sources
    assert source.error is None, "it was not the site that failed"
