"""`pullquote index add URL`, `sync --yes` and `watch`: addresses beside paths, wishes, held changes, what is due."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from command import run
from library import write_article
from made_web import page, publish
from webserver import WebServer, serving


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[WebServer]:
    monkeypatch.setenv("INDEX_FETCH_ALLOW", "127.0.0.1")
    monkeypatch.setenv("INDEX_FETCH_GAP", "0")
    with serving() as server:
        yield server


def test_addresses_and_paths_are_added_together_and_status_tells(site: WebServer, tmp_path: Path) -> None:
    feed = publish(site, [{"link": site.url("/o"), "title": "Otter", "content": "The otter was seen at Ostmark."}])
    write_article(tmp_path / "news", "gull.md", "A gull stole a pasty at noon.")
    added = run("index", "add", feed, str(tmp_path / "news"), "--every", "30m", "--limit", "50", "--json")
    report = json.loads(added.out)
    assert (added.code, report["added"], report["held"], report["notices"]) == (0, 2, 0, [])
    status = json.loads(run("index", "status", "--json").out)
    assert [(s["kind"], s["location"], s["every_seconds"], s["limit"], s["held"]) for s in status["sources"]] == [
        ("feed", feed, 1800, 50, None), ("folder", str(tmp_path / "news"), 1800, 50, None),
    ]  # fmt: skip
    assert all(s["next_at"] for s in status["sources"])
    assert ", next " in run("index", "status").out
    shown = json.loads(run("index", "show", report["entries"][0]["name"], "--json").out)
    assert shown["origins"]["published_at"] == "feed"


def test_an_address_that_gives_nothing_is_a_mistake(site: WebServer) -> None:
    done = run("index", "add", site.url("/none"), "http://10.0.0.1/feed", "ftp://o.example/x")
    assert done.code == 2
    assert done.out.count("could not be fetched") == 3


@pytest.mark.parametrize("every", ["1m", "3d", "often", "-5m", ""])
def test_a_time_that_makes_no_sense_is_a_mistake(tmp_path: Path, every: str) -> None:
    write_article(tmp_path / "news", "gull.md", "A gull stole a pasty at noon.")
    done = run("index", "add", str(tmp_path / "news"), "--every", every)
    assert done.code == 2
    assert "Traceback" not in done.err
    assert not (tmp_path / "var").exists()


def test_a_held_change_is_made_by_yes(tmp_path: Path) -> None:
    news = tmp_path / "news"
    for number in range(5):
        write_article(news, f"{number}.md", f"Barge {number} sank.")
    assert run("index", "add", str(news)).code == 0
    for number in range(5):
        (news / f"{number}.md").unlink()
    held = run("index", "sync")
    assert held.out.startswith("0 added, 0 updated, 0 unchanged, 0 removed, 0 failed, 5 held.")
    assert f"pullquote index sync --source {news} --yes" in held.out
    assert "held: of 5 articles 5 would go" in run("index", "status").out
    assert "5 removed" in run("index", "sync", "--source", "news", "--yes").out


def test_watch_once_syncs_what_is_due(site: WebServer, tmp_path: Path) -> None:
    url = site.serve("/otters", page("Otters", "Otters came back to the weir."))
    assert run("index", "add", url).code == 0
    asked = len(site.requests)
    assert run("index", "watch", "--once").code == 0
    assert len(site.requests) == asked, "nothing is due yet"


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_watch_takes_up_changes_until_it_is_told_to_stop(tmp_path: Path, root: Path, number: signal.Signals) -> None:
    news = tmp_path / "news"
    write_article(news, "gull.md", "A gull stole a pasty at noon.")
    assert run("index", "add", str(news), "--watch").code == 0
    env = {**os.environ, "PYTHONPATH": str(root), "HF_HUB_OFFLINE": "1"}
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "index", "watch"], cwd=tmp_path, env=env, stderr=subprocess.PIPE, text=True
    ) as process:
        write_article(news, "otter.md", "Otters came back to the weir.")
        until = time.monotonic() + 30
        while json.loads(run("index", "status", "--json").out)["articles"] < 2 and time.monotonic() < until:
            time.sleep(0.2)
        process.send_signal(number)
        _, said = process.communicate(timeout=15)
    assert process.returncode == 0
    assert "1 added" in said
    assert "Traceback" not in said
