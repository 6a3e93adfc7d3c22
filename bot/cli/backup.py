"""`pullquote index backup` and `index restore`: the whole ledger as one file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.cli.settings import load
from bot.wording import counted
from index.settings import IndexSettings

if TYPE_CHECKING:
    from index.backup import Copied

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON (docs/json.md).")


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@json_option
def backup(target: Path, force: bool, as_json: bool) -> int:
    """Copy the whole index into one file, or into a folder under a name with the time; others may go on writing."""
    from index.backup import back_up

    done = back_up(load(IndexSettings).data_dir, target, force=force)
    click.echo(_json(done) if as_json else f"{done.path}: {_size(done)}.")
    return 0


@click.command()
@click.argument("source", type=click.Path(path_type=Path))
@json_option
def restore(source: Path, as_json: bool) -> int:
    """Put a backup in the place of the index, which is kept beside it; not while a bot runs."""
    from index.assemble import open_index
    from index.backup import restore as put_back

    settings = load(IndexSettings)
    done = put_back(settings.data_dir, source)
    index = open_index(settings, create=False)
    try:
        index.catch_up()  # Chroma is filled anew from the ledger's vectors
    finally:
        index.close()
    kept = f" What was there is now {done.replaced}." if done.replaced else ""
    click.echo(_json(done) if as_json else f"{done.path}: {_size(done)}.{kept}")
    return 0


def _size(done: Copied) -> str:
    return f"{counted(done.content.articles, 'article')}, {counted(done.content.passages, 'passage')}"


def _json(done: Copied) -> str:
    found: dict[str, Any] = {
        "path": str(done.path),
        "articles": done.content.articles,
        "passages": done.content.passages,
        "bytes": done.path.stat().st_size,
        "replaced": str(done.replaced) if done.replaced else None,
    }
    return json.dumps(found, ensure_ascii=False, indent=2)
