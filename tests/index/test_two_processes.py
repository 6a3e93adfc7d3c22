"""Bot and terminal at once: one writes, the other waits or hears who does; nobody hears of the dead."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.errors import LibraryLocked
from index.ledger.connection import LEDGER_FILE
from index.locks import WRITER, Lock
from index.types import MAIN_LIBRARY
from killed import Act, Killer, opened
from library import found, open_small, write_article


def test_two_processes_that_add_at_once_both_do(tmp_path: Path, root: Path) -> None:
    for number in range(60):
        write_article(tmp_path / f"side{number % 2}", f"{number}.md", f"Article {number} is about barge {number}.")
    killers = [Killer(root), Killer(root)]
    acts = [Act("add", str(tmp_path / "var"), str(tmp_path / f"side{side}"), "one") for side in (0, 1)]
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda pair: pair[0].run(pair[1]), zip(killers, acts, strict=True)))
    for killer in killers:
        killer.close()

    assert [one.code for one in done] == [0, 0]
    index = opened(tmp_path / "var", "one")
    index.catch_up()
    status = index.status()
    assert (status.articles, status.vectors_missing, status.chroma_behind) == (60, 0, 0)
    assert index.verify().differences == ()
    index.close()


def test_a_terminal_adds_while_a_bot_asks_and_follows(tmp_path: Path, root: Path) -> None:
    for number in range(30):
        write_article(tmp_path / "articles", f"{number}.md", f"Article {number} is about barge {number}.")
    bot = opened(tmp_path / "var", "one")
    assert bot.hold_vectors("pullquote run")
    killer = Killer(root)
    with ThreadPoolExecutor(1) as pool:
        adding = pool.submit(killer.run, Act("add", str(tmp_path / "var"), str(tmp_path / "articles"), "one"))
        while not adding.done():
            bot.catch_up()
            found(bot, "barge 7")
    killer.close()
    assert adding.result().code == 0
    bot.catch_up()
    assert (bot.status().articles, bot.verify().differences) == (30, ())
    bot.close()


HOLDING = """
import sys
from pathlib import Path
from index.locks import WRITER, Lock
lock = Lock(Path(sys.argv[1]), WRITER)
lock.acquire("index add")
print("held", flush=True)
sys.stdin.read()
"""


def test_a_living_holder_is_shown_and_a_dead_one_is_not(tmp_path: Path, root: Path) -> None:
    index = open_small(tmp_path)
    command = [sys.executable, "-c", HOLDING, str(tmp_path)]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout and process.stdout.readline()
        assert f"index add (process {process.pid}, since" in (index.status().holder or "")
        process.kill()
    assert json.loads((tmp_path / f"{WRITER}.holder.json").read_text())["pid"] == process.pid
    assert index.status().holder is None
    assert Lock(tmp_path, WRITER).acquire("the next")
    index.close()


LOCKING = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.read()
"""


def test_a_locked_database_is_said_and_harms_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.ledger.connection.BUSY_SECONDS", 0.1)
    file = write_article(tmp_path / "articles", "gull.md", "A gull called Maurice stole a pasty.")
    index = open_small(tmp_path / "var")
    index.add_paths(MAIN_LIBRARY, [file])
    write_article(tmp_path / "articles", "gull.md", "A gull called Maurice gave it back.")
    command = [sys.executable, "-c", LOCKING, str(tmp_path / "var" / LEDGER_FILE)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout and process.stdout.readline()
        with pytest.raises(LibraryLocked, match="Another process is writing"):
            index.sync(None)
        assert found(index, "gull pasty")
        assert process.stdin
        process.stdin.close()
    index.sync(None)
    assert "gave it back" in found(index, "gull")[0]
    assert index.verify().differences == ()
    index.close()
