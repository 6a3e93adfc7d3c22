"""The index as a command uses it: opened and closed, with a bar of progress, its report printed."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from click import echo

from bot.cli.settings import load
from index.settings import IndexSettings
from index.types import Progress
from index.upkeep import Report

if TYPE_CHECKING:
    from index.engine import Index


@contextmanager
def opened(*, create: bool) -> Iterator[Index]:
    """The index of the settings, closed at the end. Raises `Mistake` where there is none and none is to be made."""
    from index.assemble import open_index

    engine = open_index(load(IndexSettings), create=create)
    try:
        yield engine
    finally:
        engine.close()


def tell(report: Report, as_json: bool) -> None:
    """Print what a change did."""
    if as_json:
        from bot.cli import reports

        echo(dumped(reports.report(report)))
    else:
        from bot.report import report_text

        echo(report_text(report))


def dumped(value: object) -> str:
    """A value as JSON for people's eyes too."""
    return json.dumps(value, ensure_ascii=False, indent=2)


@contextmanager
def progress(quiet: bool) -> Iterator[Progress | None]:
    """A bar on standard error, where a person watches; first over files, then over passages to embed."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        yield _mover(bar.update, bar.add_task("", total=None))


def _mover(update: Callable[..., None], task: object) -> Progress:
    return lambda done, of: update(task, completed=done, total=of)
