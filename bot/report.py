"""Reports and status as lines of plain text: the terminal prints them, Discord escapes them and shows the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from bot.escape import one_line
from bot.trim import shorten
from bot.wording import counted, covered, day
from index.types import Coverage
from index.upkeep import Change, Entry, Held, Report, Source, Status

SHOWN = 12
"""Entries of a kind that are listed before the rest is only counted."""

NAME, REASON, NOTICE = 120, 200, 400
"""Characters of an entry's name, of the reason beside it, and of a sentence about a source."""

Confirm = Callable[[str], str]
"""Says of a source by its location how a change that was held is confirmed."""

_WOULD = "Dry run, nothing was changed. It would be: "


def in_terminal(location: str) -> str:
    """How a held change is confirmed there."""
    return f"pullquote index sync --source {location} --yes"


def in_discord(location: str) -> str:
    """How a held change is confirmed there."""
    return f"/articles refresh source:{location} confirm:True"


def report_lines(report: Report, *, shown: int = SHOWN, confirm: Confirm = in_terminal) -> list[str]:
    """What a sync did: the counts first, then what failed and why, then what was added, updated and removed.

    With `shown` 0 only the counts.
    """
    named = [change for change in Change if change is not Change.HELD or report.count(change)]
    counts = ", ".join(f"{report.count(change):,} {change.value}" for change in named)
    lines = [f"{_WOULD if report.dry_run else ''}{counts}."]
    lines += [shorten(one_line(notice), NOTICE) for notice in report.notices]
    lines += [shorten(one_line(_held(location, held, confirm)), NOTICE) for location, held in report.held]
    if not report.dry_run and report.seconds >= 0.05:
        lines.append(f"{counted(report.passages, 'passage')} in {report.seconds:.1f} s.")
    if report.to_come:
        lines.append(f"Vectors: {report.to_come:,} still to come; the words are searched already.")
    for change in (Change.FAILED, Change.HELD, Change.ADDED, Change.UPDATED, Change.REMOVED):
        lines += _entries([entry for entry in report.entries if entry.change is change], shown)
    return lines


def _held(location: str, held: Held, confirm: Confirm) -> str:
    parts = [f"{n:,} would {what}" for n, what in ((held.removed, "go"), (held.updated, "change")) if n]
    return (
        f"{location} is held: of its {held.articles:,} articles {' and '.join(parts)} at once. "
        f"If that is right: {confirm(location)}"
    )


def report_text(report: Report, *, shown: int = SHOWN, confirm: Confirm = in_terminal) -> str:
    return "\n".join(report_lines(report, shown=shown, confirm=confirm))


def _entries(entries: list[Entry], shown: int) -> Iterator[str]:
    for entry in entries[:shown]:
        reason = f": {shorten(one_line(entry.reason), REASON)}" if entry.reason else ""
        yield f"{entry.change.value}  {shorten(one_line(entry.name), NAME)}{reason}"
    if len(entries) > shown > 0:
        yield f"and {len(entries) - shown:,} more {entries[0].change.value}"


def status_text(status: Status) -> str:
    """The whole status, for the operator: with the folder, the model and who holds the lock."""
    lines = [
        f"{counted(status.articles, 'article')}, {counted(status.passages, 'passage')} in {status.data_dir}",
        *library_lines(status.libraries),
        *source_lines(status.sources),
        *vector_lines(status),
        f"embedding model: {one_line(status.model)}",
    ]
    lines += [one_line(note) for note in status.notes]
    if status.holder:
        lines.append(f"being changed by: {one_line(status.holder)}")
    return "\n".join(lines)


def library_lines(libraries: Mapping[str, Coverage], names: Mapping[str, str] | None = None) -> list[str]:
    """One line per library; `names` says what to call them."""
    called = names or {}
    return [f"{called.get(name, name)}: {covered(coverage)}" for name, coverage in libraries.items()]


def source_lines(sources: Iterable[Source], *, shown: int = SHOWN) -> list[str]:
    """One line per source, with its last refresh and what went wrong in it."""
    every = list(sources)
    lines = [_source(source) for source in every[:shown]]
    if len(every) > shown:
        lines.append(f"and {counted(len(every) - shown, 'source')} more")
    return lines


def _source(source: Source) -> str:
    """A line: its size, its last and next refresh, and what is wrong with it."""
    name = shorten(one_line(source.location), NAME)
    size = f"{counted(source.articles, 'article')}, {counted(source.passages, 'passage')}"
    return f"{name}: {'; '.join([f'{size}, {_refreshed(source)}', *_troubles(source)])}"


def _refreshed(source: Source) -> str:
    last = "never refreshed" if source.synced_at is None else f"refreshed {_moment(source.synced_at)}"
    watched = ", watched" if source.watched else ""
    return last + watched + (f", next {_moment(source.next_at)}" if source.next_at else "")


def _troubles(source: Source) -> Iterator[str]:
    if source.error:
        since = f" since {_moment(source.failing_since)}" if source.failing_since else ""
        yield f"failed{since}: {shorten(one_line(source.error), REASON)}"
    if held := source.held:
        yield f"held: of {held.articles:,} articles {held.removed:,} would go and {held.updated:,} would change"
    if source.pages_failing:
        yield f"{counted(source.pages_failing, 'page')} could not be used"


def _moment(moment: datetime) -> str:
    return f"{day(moment)} {moment:%H:%M %Z}".rstrip()


def vector_lines(status: Status) -> list[str]:
    """How far searching by meaning lags behind; nothing where it does not."""
    if not status.vectors_missing and not status.chroma_behind:
        return []
    behind = counted(status.chroma_behind, "change")
    return [f"searching by meaning lags: {status.vectors_missing:,} vectors still to come, {behind} not yet in Chroma"]
