"""Keeping the sources level beside the bot, or alone in a terminal: what was done is logged, a signal ends it."""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from bot.escape import one_line
from bot.report import report_lines
from index.upkeep import Change, Report, Source

log = logging.getLogger(__name__)


def log_kept(source: Source, report: Report) -> None:
    """A line for a source in which something happened: as a warning where it failed or was held."""
    if not report.entries and not report.notices:
        return
    trouble = report.count(Change.FAILED) or report.count(Change.HELD)
    said = " ".join(report_lines(report, shown=3 if trouble else 0))
    log.log(logging.WARNING if trouble else logging.INFO, "%s: %s", one_line(source.location), said)


@contextmanager
def stopped_by_signals(stop: Callable[[], object]) -> Iterator[None]:
    """Have Ctrl-C and SIGTERM call `stop`, so that what is under way ends soon and in order."""
    before = {}
    with suppress(ValueError):  # not the main thread, in tests
        for number in (signal.SIGINT, signal.SIGTERM):
            before[number] = signal.signal(number, lambda *_: stop())
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
