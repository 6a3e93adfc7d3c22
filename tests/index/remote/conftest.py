"""A site on loopback, a clock that the test moves, and an index that fetches without waiting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.engine import Index
from index.fetch.addresses import read_allowed
from index.fetch.fetcher import Fetcher
from library import open_small
from made_web import Days
from webserver import WebServer, serving


@pytest.fixture
def site() -> Iterator[WebServer]:
    with serving() as server:
        yield server


@pytest.fixture
def clock() -> Days:
    return Days()


@pytest.fixture
def index(tmp_path: Path, clock: Days) -> Iterator[Index]:
    fetcher = Fetcher(gap=0.0, allowed=read_allowed("127.0.0.1"), clock=clock)
    opened = open_small(tmp_path / "var", fetcher=fetcher, now=clock.now, chance=lambda: 0.5)
    yield opened
    opened.close()
