"""`pullquote index add`, `sync` and `watch`: what brings articles in and keeps them level with their sources."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import click

from bot.cli.edge import CALLERS
from bot.cli.engine import opened, progress, tell
from index.schedule import checked
from index.types import MAIN_LIBRARY
from index.upkeep import Change, Wishes

ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}

as_json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON (docs/json.md).")
dry_run_option = click.option("--dry-run", is_flag=True, help="Tell what would change, and change nothing.")
words_option = click.option(
    "--words", is_flag=True, help="Return once the words can be searched; a running bot or the next sync adds vectors."
)


def interval(context: click.Context, parameter: click.Parameter, value: str | None) -> timedelta | None:
    """`30m`, `6h`, `2d` as a time. Raises `Mistake` for one that is too short or too long."""
    if value is None:
        return None
    match = re.fullmatch(r"(\d{1,5})([mhd])", value.strip().casefold())
    if match is None:
        raise click.BadParameter(f"{value!r} is no time such as 30m, 6h or 2d.", context, parameter)
    return checked(int(match[1]) * UNITS[match[2]])


def place(text: str) -> Path | str:
    """What was given: an address of the web stays text, all else is a path."""
    return text if ADDRESS.match(text) else Path(text)


@click.command()
@click.argument("places", nargs=-1, required=True, metavar="PATH|URL...")
@click.option(
    "--every",
    metavar="TIME",
    callback=interval,
    help="Look again this often, 5m to 48h (feed 1h, sitemap 6h, page 1d).",
)
@click.option("--limit", type=click.IntRange(1), help="Articles that each source may have, the newest ones.")
@click.option(
    "--watch", is_flag=True, help="Take up changes of a folder within seconds, while the bot or `watch` runs."
)
@words_option
@dry_run_option
@as_json_option
def add(
    places: tuple[str, ...], every: timedelta | None, limit: int | None, watch: bool, words: bool, dry_run: bool,
    as_json: bool,
) -> int:  # fmt: skip
    """Index files and folders (.md, .txt, .html, .pdf, .jsonl, .csv), feeds, sitemaps, pages and sites, and remember
    them as sources to be kept level."""
    wishes = Wishes(every=every, limit=limit, watched=watch)
    with opened(create=True) as engine, progress(as_json) as shown:
        if words:
            engine.leave_vectors()
        given = [place(one) for one in places]
        report = engine.add_paths(MAIN_LIBRARY, given, wishes=wishes, dry_run=dry_run, progress=shown)
    tell(report, as_json)
    indexed = report.unchanged + report.count(Change.ADDED) + report.count(Change.UPDATED)
    if not indexed and not watch:
        click.echo("Nothing could be indexed; the report says why.", err=True)
    return 0 if indexed or watch else CALLERS


@click.command()
@click.option("--source", metavar="LOCATION", help="Only this source, as `status` names it.")
@click.option("--yes", is_flag=True, help="Make a large change that was held, once.")
@words_option
@dry_run_option
@as_json_option
def sync(source: str | None, yes: bool, words: bool, dry_run: bool, as_json: bool) -> int:
    """Bring the index level with its sources: what is new, what changed, what went."""
    with opened(create=False) as engine, progress(as_json) as shown:
        if words:
            engine.leave_vectors()
        report = engine.sync(None, source=source, dry_run=dry_run, confirmed=yes, progress=shown)
    tell(report, as_json)
    return 0


@click.command()
@click.option("--once", is_flag=True, help="Only what is due now, for cron.")
def watch(once: bool) -> int:
    """Keep sources level without the bot: what is due, and watched folders when they change. Ctrl-C ends it."""
    from bot.keeping import log_kept, stopped_by_signals
    from bot.logs import set_up_logging

    set_up_logging("INFO")
    with opened(create=False) as engine, stopped_by_signals(engine.stop):
        engine.keep_level(log_kept, once=once)
    return 0
