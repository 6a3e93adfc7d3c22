"""Reports and status as text."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from bot.report import report_text, source_lines, status_text
from index.types import Coverage
from index.upkeep import Change, Entry, Report, Source, SourceKind, Status


def report(*entries: Entry, **fields: object) -> Report:
    plain: dict[str, object] = {"unchanged": 3, "passages": 40, "embedded": 30, "reused": 10, "seconds": 1.25}
    return Report(entries=entries, **(plain | fields))  # type: ignore[arg-type]


def test_counts_then_failures_then_the_rest() -> None:
    text = report_text(
        report(
            Entry(Change.ADDED, "a.md"),
            Entry(Change.FAILED, "b.md", "the file is empty"),
            Entry(Change.UPDATED, "c.md"),
            Entry(Change.REMOVED, "d\x1b[2J.md"),
        )
    )
    assert text == (
        "1 added, 1 updated, 3 unchanged, 1 removed, 1 failed.\n40 passages in 1.2 s.\n"
        "failed  b.md: the file is empty\nadded  a.md\nupdated  c.md\nremoved  d[2J.md"
    )


def test_long_lists_are_counted() -> None:
    text = report_text(report(*(Entry(Change.ADDED, f"{n}.md") for n in range(24))))
    assert text.endswith("added  11.md\nand 12 more added")


def test_a_dry_run_says_so() -> None:
    text = report_text(report(Entry(Change.ADDED, "a.md"), dry_run=True))
    assert text.startswith("Dry run, nothing was changed. It would be: 1 added")
    assert "passages" not in text


def source(number: int, error: str | None = None) -> Source:
    return Source(
        id=number, library="main", kind=SourceKind.FOLDER, location=f"/news/{number}",
        synced_at=datetime(2026, 5, 20, 15, 0, tzinfo=UTC) if number else None, error=error, articles=1, passages=2,
    )  # fmt: skip


def test_sources() -> None:
    assert source_lines([source(0), source(1, "it is gone")]) == [
        "/news/0: 1 article, 2 passages, never refreshed",
        "/news/1: 1 article, 2 passages, refreshed 20 May 2026 15:00 UTC; failed: it is gone",
    ]
    assert source_lines([source(n) for n in range(20)], shown=5)[-1] == "and 15 sources more"


def test_the_whole_status() -> None:
    status = Status(
        data_dir=Path("var"),
        libraries={"main": Coverage(2, datetime(2026, 1, 3, tzinfo=UTC), datetime(2026, 5, 28, tzinfo=UTC))},
        sources=(),
        articles=2,
        passages=9,
        vectors_missing=4,
        chroma_behind=0,
        model="all-MiniLM-L6-v2",
        holder="pullquote index sync (pid 7)",
    )
    assert status_text(status) == (
        "2 articles, 9 passages in var\nmain: 2 articles, 3 January to 28 May 2026\n"
        "searching by meaning lags: 4 vectors still to come, 0 changes not yet in Chroma\n"
        "embedding model: all-MiniLM-L6-v2\nbeing changed by: pullquote index sync (pid 7)"
    )


def test_only_the_counts_where_nothing_is_to_be_listed() -> None:
    text = report_text(report(Entry(Change.ADDED, "a.md"), Entry(Change.FAILED, "b.md", "no")), shown=0)
    assert text == "1 added, 0 updated, 3 unchanged, 0 removed, 1 failed.\n40 passages in 1.2 s."
