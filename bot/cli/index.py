"""`pullquote index …`: looking, removing, verifying; what changes the index with its sources is in `changing`."""

from __future__ import annotations

import click

from bot.cli.backup import backup, restore
from bot.cli.changing import add, as_json_option, sync, watch
from bot.cli.edge import OURS
from bot.cli.engine import dumped, opened
from index.types import MAIN_LIBRARY


@click.group()
def index() -> None:
    """The articles: add them, keep them level with their sources, look inside."""


for command in (add, sync, watch, backup, restore):
    index.add_command(command)


@index.command()
@as_json_option
def status(as_json: bool) -> int:
    """Show sources, sizes, dates, and what is still to be done."""
    from bot.cli import reports
    from bot.report import status_text

    with opened(create=False) as engine:
        found = engine.status()
    click.echo(dumped(reports.status(found)) if as_json else status_text(found))
    return 0


@index.command()
@click.argument("name")
@as_json_option
def remove(name: str, as_json: bool) -> int:
    """Remove an article by its id, or a source with its articles by its location."""
    from answer.contract import article
    from bot.escape import one_line

    with opened(create=False) as engine:
        gone = engine.remove(MAIN_LIBRARY, name)
    if as_json:
        click.echo(dumped({"removed": [article(one) for one in gone]}))
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

    with opened(create=False) as engine:
        found = shown.look_up(engine, article)
    click.echo(dumped(shown.as_json(found)) if as_json else shown.as_text(found))
    return 0


@index.command()
@click.option("--repair", is_flag=True, help="Make anew what differs; articles are never touched.")
@as_json_option
def verify(repair: bool, as_json: bool) -> int:
    """Compare ledger, words and vectors, and name each difference."""
    from bot.cli import reports

    with opened(create=False) as engine:
        found = engine.verify(mend=repair)
    click.echo(dumped(reports.verification(found)) if as_json else reports.verification_text(found))
    return OURS if found.differences and not found.repaired else 0
