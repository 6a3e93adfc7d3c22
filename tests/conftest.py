"""What every test gets: an empty environment of ours, and no way out but loopback (see `addopts`)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from webserver import WebServer, serving

OURS = ("INDEX_", "ANSWER_", "BOT_", "DISCORD_", "LANGSMITH_", "LANGCHAIN_")


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """No setting of this machine, and no `.env` of this folder, reaches a test."""
    for name in [name for name in os.environ if name.startswith(OURS)]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.chdir(tmp_path)
    yield


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture
def web() -> Iterator[WebServer]:
    """A web server on loopback; fetching from it needs an explicit allowance, as an operator would give."""
    with serving() as site:
        yield site
