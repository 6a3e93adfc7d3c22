"""How politely: one at once per host with a gap, so many in all, and nothing where a host said "later"."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from index.fetch.clock import SystemClock
from index.fetch.errors import Busy, Ending
from index.fetch.fetcher import Fetcher
from index.fetch.headers import LONGEST_PAUSE, SHORTEST_PAUSE, retry_after
from index.fetch.pace import MAX_HOSTS, Pace
from index.fetch.types import Fetched
from web_fakes import TestClock
from webserver import WebServer


def pace(clock: TestClock, *, at_once: int = 2, gap: float = 1.0) -> Pace:
    return Pace(at_once=at_once, gap=gap, clock=clock, closing=Event())


def test_a_host_has_its_gap(web: WebServer, make: type[Fetcher]) -> None:
    clock = TestClock()
    fetcher = make(clock=clock, gap=2.0)
    url = web.serve("/a", "x")
    for _ in range(3):
        fetcher.get(url)
    assert clock.slept == [2.0] * 3  # behind robots.txt and each page


def test_a_crawl_delay_is_a_longer_gap(web: WebServer, make: type[Fetcher]) -> None:
    clock = TestClock()
    fetcher = make(clock=clock, gap=2.0)
    web.serve("/robots.txt", "User-agent: *\nCrawl-delay: 7")
    url = web.serve("/a", "x")
    for _ in range(3):
        fetcher.get(url)
    assert clock.slept == [2.0, 7.0, 7.0]


def test_hosts_do_not_wait_for_each_other() -> None:
    clock = TestClock()
    ours = pace(clock)
    for host in ("a.example", "b.example", "c.example"):
        with ours.turn(host, gap=9.0):
            pass
    assert clock.slept == []


def most_at_once(hosts: list[str], turn: Callable[[str], object]) -> int:
    """The most that were inside at the same time, of one thread for each host."""
    running, most, guard, inside = 0, 0, threading.Lock(), threading.Event()

    def one(host: str) -> None:
        nonlocal running, most
        with turn(host):  # type: ignore[attr-defined]
            with guard:
                running += 1
                most = max(most, running)
            inside.wait(0.01)
            with guard:
                running -= 1

    with ThreadPoolExecutor(len(hosts)) as pool:
        list(pool.map(one, hosts))
    return most


def test_one_at_once_per_host_and_so_many_in_all() -> None:
    clock = TestClock()
    assert most_at_once(["a.example"] * 6, pace(clock, at_once=6, gap=0.0).turn) == 1
    hosts = [f"{at}.example" for at in range(8)]
    assert most_at_once(hosts, pace(clock, at_once=3, gap=0.0).turn) == 3


def test_a_host_that_said_later_is_left_alone_and_no_other(web: WebServer, make: type[Fetcher]) -> None:
    clock = TestClock()
    fetcher = make(clock=clock)
    url = web.serve("/a", "x")
    fetcher.get(url)
    asked = len(web.requests)
    with pytest.raises(Busy):
        fetcher.get(web.busy("/b", retry_after="100"))
    clock.seconds += 40
    with pytest.raises(Busy) as caught:
        fetcher.get(url)
    assert caught.value.retry_after == timedelta(seconds=60)
    assert len(web.requests) == asked + 1
    clock.seconds += 60
    assert isinstance(fetcher.get(url), Fetched)


def test_429_without_a_time_means_a_minute_and_503_means_none(web: WebServer, make: type[Fetcher]) -> None:
    fetcher = make(clock=TestClock())
    url = web.serve("/a", "x")
    with pytest.raises(Busy) as caught:
        fetcher.get(web.busy("/b", status=503))
    assert caught.value.retry_after is None
    assert isinstance(fetcher.get(url), Fetched)
    with pytest.raises(Busy) as caught:
        fetcher.get(web.busy("/b"))
    assert caught.value.retry_after == timedelta(minutes=1)


NOW = TestClock().now()


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("120", timedelta(minutes=2)),
        (" 5 ", timedelta(seconds=5)),
        ("0", SHORTEST_PAUSE),
        ("9" * 40, LONGEST_PAUSE),
        ("9" * 5000, LONGEST_PAUSE),
        ("Thu, 01 Jan 2026 01:00:00 GMT", timedelta(hours=1) - timedelta(seconds=1000)),
        ("Thu, 01 Jan 2026 01:00:00 -0000", timedelta(hours=1) - timedelta(seconds=1000)),
        ("Thu, 01 Jan 2099 01:00:00 GMT", LONGEST_PAUSE),
        ("Thu, 01 Jan 1999 01:00:00 GMT", SHORTEST_PAUSE),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        (None, None),
        ("²", None),
        ("Thu, 99 Jan 99999 01:00:00 GMT", None),
    ],
)
def test_retry_after_is_read_within_bounds(said: str | None, meant: timedelta | None) -> None:
    assert retry_after(said, now=NOW) == meant


def test_closing_wakes_who_waits() -> None:
    closing = Event()
    ours = Pace(at_once=1, gap=60.0, clock=SystemClock(), closing=closing)
    with ours.turn("a.example"):
        pass
    threading.Timer(0.02, closing.set).start()
    with pytest.raises(Ending), ours.turn("a.example"):
        raise AssertionError


def test_an_error_gives_the_turn_back() -> None:
    clock = TestClock()
    ours = pace(clock, at_once=1)
    for _ in range(3):
        with pytest.raises(KeyError), ours.turn("a.example"):
            raise KeyError
    assert clock.slept == [1.0, 1.0]


def test_hosts_are_forgotten_but_not_those_that_said_later() -> None:
    clock = TestClock()
    ours = pace(clock)
    ours.leave_alone("busy.example", timedelta(days=1))
    for at in range(3 * MAX_HOSTS):
        with ours.turn(f"{at}.example"):
            clock.seconds += 1
    assert len(ours._hosts) <= MAX_HOSTS
    with pytest.raises(Busy), ours.turn("busy.example"):
        raise AssertionError


def test_nothing_is_loaded_until_something_is_fetched(root: Path) -> None:
    code = (
        "import sys\nfrom index.assemble import make_fetcher\nfrom index.settings import IndexSettings\n"
        "make_fetcher(IndexSettings())\nprint([n for n in ('httpx', 'httpcore', 'protego') if n in sys.modules])"
    )
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(root)}
    done = subprocess.run([sys.executable, "-c", code], env=env, text=True, capture_output=True, check=True)
    assert done.stdout.strip() == "[]"
