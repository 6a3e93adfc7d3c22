"""With a Chroma server the vectors are there for every process, and its loss costs only the ranking by meaning."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from index.assemble import open_index
from index.engine import Index
from index.errors import Mistake
from index.settings import IndexSettings
from index.types import MAIN_LIBRARY, Query
from library import WordsEncoder, write_article

ASKED = datetime(2026, 7, 1, tzinfo=UTC)
START_SECONDS = 30.0


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--path", str(tmp_path / "server")]
    process = subprocess.Popen(
        [*command, "--host", "127.0.0.1", "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}", process
    finally:
        process.kill()
        process.wait()


def _wait_for(port: int) -> None:
    for _ in range(int(START_SECONDS / 0.1)):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("the Chroma server did not start")


def opened(tmp_path: Path, url: str) -> Index:
    settings = IndexSettings(data_dir=tmp_path / "var", chroma_url=url, chroma_token=SecretStr("token"))
    return open_index(settings, create=True, encoder=WordsEncoder())


def test_every_process_asks_the_server(tmp_path: Path, server: tuple[str, subprocess.Popen[bytes]]) -> None:
    url, process = server
    write_article(tmp_path / "articles", "otter.md", "Otters came back to Ostmark.")
    writer, reader = opened(tmp_path, url), opened(tmp_path, url)
    writer.add_paths(MAIN_LIBRARY, [tmp_path / "articles"])
    assert writer.status().chroma_behind == 0
    assert not (tmp_path / "var" / "chroma").exists()

    query = Query(text="otters of Ostmark", libraries=(MAIN_LIBRARY,), asked_at=ASKED)
    assert reader.search(query).hits[0].meaning_rank == 1
    assert writer.verify().differences == ()

    process.kill()
    process.wait()
    hit = reader.search(query).hits[0]
    assert (hit.meaning_rank, hit.words_rank) == (1, 1)  # from the ledger's own vectors
    write_article(tmp_path / "articles", "gull.md", "Gulls left.")
    writer.add_paths(MAIN_LIBRARY, [tmp_path / "articles"])
    assert writer.status().chroma_behind == 1
    assert "does not answer; start it" in writer.verify().differences[0]
    writer.close()
    reader.close()


@pytest.mark.parametrize("address", ["ftp://nowhere", "http://localhost:eighty", "http://localhost:99999", "localhost"])
def test_an_address_that_is_none_is_a_mistake(tmp_path: Path, address: str) -> None:
    with pytest.raises(Mistake, match="INDEX_CHROMA_URL"):
        opened(tmp_path, address)
