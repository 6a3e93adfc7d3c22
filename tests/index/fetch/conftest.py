"""A fetcher for which loopback is allowed and nothing has to wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from index.fetch.addresses import read_allowed
from index.fetch.fetcher import Fetcher
from index.fetch.types import Fetched, NotModified

Make = Callable[..., Fetcher]


@pytest.fixture
def make() -> Iterator[Make]:
    """Makes fetchers and closes them."""
    made: list[Fetcher] = []

    def one(**given: Any) -> Fetcher:
        made.append(Fetcher(**{"gap": 0.0, "allowed": read_allowed("127.0.0.1"), **given}))
        return made[-1]

    yield one
    for fetcher in made:
        fetcher.close()


@pytest.fixture
def fetcher(make: Make) -> Fetcher:
    """One that may fetch from loopback."""
    return make()


def content(answer: Fetched | NotModified) -> bytes:
    assert isinstance(answer, Fetched)
    return answer.content
