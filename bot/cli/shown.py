"""What `pullquote index show` prints of one article: as JSON for programs (docs/json.md), as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from answer import contract
from bot.escape import clean, one_line
from bot.remarks import also_in, corrected
from bot.wording import counted, day, published
from index.corrections import Correction, corrections
from index.errors import Mistake
from index.types import Article, Passage
from index.versions import History

if TYPE_CHECKING:
    from index.engine import Index


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An article with all that is kept of it; without text while it is withdrawn."""

    article: Article
    history: History
    body: str
    passages: list[Passage]
    origins: dict[str, str]


def look_up(engine: Index, name: str) -> Shown:
    """The article with this id, or the one whose id begins so; a withdrawn one by its whole id. Raises `Mistake`."""
    found = engine.articles_named(name)
    if len(found) > 1 and found[0].id != name:
        raise Mistake(f"The ids of {len(found)} articles begin with {name!r}; give more of it.")
    history = engine.history(found[0].library, found[0].id) if found else engine.history(None, name)
    if history is None:
        raise Mistake(f"No article is called {name!r}; `pullquote search` shows the ids with --explain.")
    one = history.article
    body = engine.body(one.library, one.id, one.version)
    return Shown(
        article=one,
        history=history,
        body=body.text if body else "",
        passages=engine.passages_of(one),
        origins=engine.origins_of(one),
    )


def as_json(found: Shown) -> dict[str, Any]:
    """An article as it is stored; offsets are characters of `body`."""
    one = found.article
    return {
        **contract.article(one),
        "id": one.id,
        "library": one.library,
        "version": one.version,
        "author": one.author,
        "language": one.language,
        "published_from": one.published_from.value,
        "updated_at": contract.moment(one.updated_at),
        "withdrawn_at": contract.moment(found.history.removed_at),
        "path": one.path,
        "origins": found.origins,
        "versions": [
            {
                "version": version.number,
                "indexed_at": contract.moment(version.indexed_at),
                "updated_at": contract.moment(version.updated_at),
                "kept": version.kept,
            }
            for version in found.history.versions
        ],
        "corrections": [_correction(found.body, note) for note in corrections(found.body)],
        "also_in": [contract.article(copy) for copy in found.history.copies],
        "passages": [{"start": passage.start, "end": passage.end} for passage in found.passages],
        "body": found.body,
    }


def _correction(body: str, note: Correction) -> dict[str, Any]:
    return {
        "kind": note.kind.value,
        "on": note.on.isoformat() if note.on else None,
        "start": note.start,
        "end": note.end,
        "text": body[note.start : note.end],
    }


def as_text(found: Shown) -> str:
    """The same for people: what is said about it, then the text."""
    one, removed = found.article, found.history.removed_at
    said = {
        "id": one.id,
        "title": one.title,
        "outlet": one.outlet,
        "author": one.author,
        "published": f"{published(one)} (from: {one.published_from.value})",
        "updated": contract.moment(one.updated_at),
        "withdrawn": removed and f"{day(removed)}; its text is no longer shown",
        "url": one.url,
        "file": one.path,
        "version": f"{one.version}, {counted(len(found.passages), 'passage')}, {len(found.body):,} characters",
    }
    lines = [f"{name:<10}{one_line(str(value))}" for name, value in said.items() if value]
    notes = [f"{'':<10}{remark}" for remark in (*corrected(found.body), *also_in(found.history.copies))]
    return "\n".join([*lines, *_versions(found.history), *notes, "", clean(found.body)])


def _versions(history: History) -> Iterator[str]:
    """A line for each version, where there are several."""
    if len(history.versions) < 2:
        return
    for version in history.versions:
        since = version.updated_at or version.indexed_at
        kept = "" if version.kept else ", text no longer kept"
        yield f"{'':<10}version {version.number}: {day(since)}, indexed {day(version.indexed_at)}{kept}"
