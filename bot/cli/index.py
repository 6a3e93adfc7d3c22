"""`pullquote index …`: adding, syncing, looking, removing, verifying."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.edge import CALLERS, OURS
from bot.cli.settings import load
from index.settings import IndexSettings
from index.types import MAIN_LIBRARY, Progress
from index.upkeep import Change, Report

if TYPE_CHECKING:
    from index.engine import Index

as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON (docs/json.md).")
dry_run_option = click.option("--dry-run", is_flag=True, help="Tell what would change, and change nothing.")


words_option = click.option(
    "--words", is_flag=True, help="Return once the words can be searched; a running bot or the next sync adds vectors."
)


@click.group()
def index() -> None:
    """The articles: add them, keep them level with their sources, look inside."""


@index.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@words_option
@dry_run_option
@as_json_option
def add(paths: tuple[Path, ...], words: bool, dry_run: bool, as_json: bool) -> int:
    """Index files and folders (.md, .txt, .html, .pdf, .jsonl, .csv), and remember them as sources for `sync`."""
    with _opened(create=True) as engine, _progress(as_json) as progress:
        if words:
            engine.leave_vectors()
        report = engine.add_paths(MAIN_LIBRARY, paths, dry_run=dry_run, progress=progress)
    _tell(report, as_json)
    indexed = report.unchanged + report.count(Change.ADDED) + report.count(Change.UPDATED)
    if not indexed:
        click.echo("Nothing could be indexed; the report says why.", err=True)
    return 0 if indexed else CALLERS


@index.command()
@click.option("--source", metavar="LOCATION", help="Only this source, as `status` names it.")
@words_option
@dry_run_option
@as_json_option
def sync(source: str | None, words: bool, dry_run: bool, as_json: bool) -> int:
    """Bring the index level with its sources: what is new, what changed, what went."""
    with _opened(create=False) as engine, _progress(as_json) as progress:
        if words:
            engine.leave_vectors()
        report = engine.sync(None, source=source, dry_run=dry_run, progress=progress)
    _tell(report, as_json)
    return 0


@index.command()
@as_json_option
def status(as_json: bool) -> int:
    """Show sources, sizes, dates, and what is still to be done."""
    from bot.cli import reports
    from bot.report import status_text

    with _opened(create=False) as engine:
        found = engine.status()
    click.echo(_json(reports.status(found)) if as_json else status_text(found))
    return 0


@index.command()
@click.argument("name")
@as_json_option
def remove(name: str, as_json: bool) -> int:
    """Remove an article by its id, or a source with its articles by its location."""
    from answer.contract import article
    from bot.escape import one_line

    with _opened(create=False) as engine:
        gone = engine.remove(MAIN_LIBRARY, name)
    if as_json:
        click.echo(_json({"removed": [article(one) for one in gone]}))
    else:
        for one in gone:
            click.echo(f"removed {one.id} {one_line(one.title)}")
        click.echo(f"{len(gone):,} removed. Nothing of it will be cited again.")
    return 0


@index.command()
@click.argument("article")
@as_json_option
def show(article: str, as_json: bool) -> int:
    """Show an article as it is stored, with its versions and passages."""
    from bot.cli import shown

    with _opened(create=False) as engine:
        found = shown.look_up(engine, article)
    click.echo(_json(shown.as_json(found)) if as_json else shown.as_text(found))
    return 0


@index.command()
@click.option("--repair", is_flag=True, help="Make anew what differs; articles are never touched.")
@as_json_option
def verify(repair: bool, as_json: bool) -> int:
    """Compare ledger, words and vectors, and name each difference."""
    from bot.cli import reports

    with _opened(create=False) as engine:
        found = engine.verify(mend=repair)
    click.echo(_json(reports.verification(found)) if as_json else reports.verification_text(found))
    return OURS if found.differences and not found.repaired else 0


@contextmanager
def _opened(*, create: bool) -> Iterator[Index]:
    from index.assemble import open_index

    engine = open_index(load(IndexSettings), create=create)
    try:
        yield engine
    finally:
        engine.close()


def _tell(report: Report, as_json: bool) -> None:
    if as_json:
        from bot.cli import reports

        click.echo(_json(reports.report(report)))
    else:
        from bot.report import report_text

        click.echo(report_text(report))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


@contextmanager
def _progress(quiet: bool) -> Iterator[Progress | None]:
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
