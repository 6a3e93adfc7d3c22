"""Pullquote as a program to be measured: its commands are those of `COMMANDS`, each prints JSON."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from statistics import quantiles
from threading import Thread
from time import perf_counter
from typing import Any

from bench.asked import ASKED_AT
from bench.vectors import Marking
from index.assemble import open_index
from index.embed.minilm import MiniLM
from index.settings import IndexSettings
from index.types import MAIN_LIBRARY, Query

SEARCHED = 20
STARTED = perf_counter()
FIRST = 10  # questions that do not count
KIB_PER_MIB = 1024


def _settings(folder: str) -> IndexSettings:
    return IndexSettings(data_dir=Path(folder))


def words(articles: str, folder: str, encoder: MiniLM | None = None) -> dict[str, Any]:
    """Seconds until the words can be searched."""
    index = open_index(_settings(folder), create=True, encoder=encoder)
    index.leave_vectors()
    started = perf_counter()
    report = index.add_paths(MAIN_LIBRARY, [Path(articles)])
    seconds = perf_counter() - started
    index.close()
    return {"articles": len(report.entries), "passages": report.passages, "words": seconds}


def add(articles: str, folder: str) -> dict[str, Any]:
    """The same, and seconds until the last vector is in Chroma; the model is loaded before."""
    model = MiniLM()
    model.load()
    found = words(articles, folder, model)
    index = open_index(_settings(folder), create=False, encoder=model)
    started = perf_counter()
    index.hold_vectors("bench")
    index.catch_up()
    seconds = perf_counter() - started
    assert index.status().vectors_missing == index.status().chroma_behind == 0
    index.close()
    return found | {"vectors": found["words"] + seconds}


def search(folder: str, questions: str, how: str) -> dict[str, Any]:
    """Milliseconds per search and MiB of a process; `how`: it asks Chroma (`chroma`) or scans the ledger (`ledger`)."""
    index = open_index(_settings(folder), create=False, encoder=Marking(MiniLM()))
    if how == "chroma":
        assert index.hold_vectors("bench")
    asked = json.loads(Path(questions).read_text(encoding="utf-8"))
    seconds = []
    for text in [*asked[:FIRST], *asked]:
        started = perf_counter()
        index.search(Query(text=text, libraries=(MAIN_LIBRARY,), asked_at=ASKED_AT, limit=SEARCHED))
        seconds.append(perf_counter() - started)
    passages = index.status().passages
    index.close()
    cuts = quantiles(seconds[FIRST:], n=100, method="inclusive")
    return {
        "passages": passages,
        "p50": cuts[49] * 1000,
        "p95": cuts[94] * 1000,
        "first": seconds[0] * 1000,
        "mib": peak(),
    }


def peak() -> float:
    """The most memory that this process ever held, in MiB (Linux); what its parent held does not count."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / KIB_PER_MIB


def first(folder: str, question: str) -> dict[str, Any]:
    """The bot's house from nothing to its first answer, while the ledger's follower begins its work."""
    from answer.assemble import opened
    from answer.types import Question

    with opened(_settings(folder), create=True) as house:
        house.index.hold_vectors("bench")
        house.index.leave_vectors()
        following = Thread(target=house.index.catch_up)
        following.start()
        house.chain.answer_now(Question(text=question, libraries=(MAIN_LIBRARY,), asked_at=ASKED_AT))
        answered = perf_counter()
        following.join()
    return {"seconds": answered - STARTED}


COMMANDS = {"words": words, "add": add, "search": search, "first": first}

if __name__ == "__main__":
    command, *rest = sys.argv[1:]
    print(json.dumps(COMMANDS[command](*rest)))
