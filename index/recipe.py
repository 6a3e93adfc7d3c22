"""By which of our rules the index was made; where they are others today, it is made anew behind the answers.

Raise a number below when its rule changes what comes out. Articles are cut anew one by one, each in one step with its
vectors computed before, so that an answer sees an article as it was or as it will be.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from index.ledger import articles, catalogue, copies, reading, recutting, rewords, shelves, vectors
from index.ledger.articles import embedded_text, text_digest

if TYPE_CHECKING:
    from index.ledger.connection import Connections, Db
    from index.models import Models
    from index.types import Span

CUTTING = "1"  # sentences and passages, and the line above a passage that is embedded
HEADS = "1"  # what the word index holds of title, outlet and date
PARSING = "1"  # what is read from a file or page
COPIES = "1"  # by what copies of one story are found and told apart
FIRST = "1"  # what ledgers were made by that do not say
STEP = 20  # articles in one step: some seconds of embedding


def prepare(connections: Connections) -> None:
    """Before anything is changed: words of other heads are made anew, files that other rules read are read again.

    Copies that other rules found are forgotten; the change at hand looks for them anew.
    """
    with connections.reading() as db:
        if all(_same(db, *part) for part in (("heads", HEADS), ("parsing", PARSING), ("copies", COPIES))):
            return
    with connections.writing() as db:
        if not _same(db, "heads", HEADS):
            for library in catalogue.libraries(db).values():
                rewords.forget_tables(db, library)
                rewords.fill(db, library)
            catalogue.set_setting(db, "recipe:heads", HEADS)
        if not _same(db, "parsing", PARSING):
            recutting.forget_files(db)
            catalogue.set_setting(db, "recipe:parsing", PARSING)
        if not _same(db, "copies", COPIES):
            copies.forget_all(db)
            catalogue.set_setting(db, "recipe:copies", COPIES)
        catalogue.touch(db)


def outdated(db: Db) -> bool:
    """Whether articles are still cut by other rules than today's."""
    return not _same(db, "cutting", CUTTING)


def recut(connections: Connections, models: Models, stopping: Callable[[], bool], *, steps: int | None = None) -> None:
    """Cut anew what other rules cut, oldest first; stopped or killed, the next call goes on. Only for the writer."""
    from index.passages import passages

    done = 0
    while not stopping() and done != steps:
        done += 1
        with connections.reading() as db:
            if not outdated(db):
                return
            some = recutting.after(db, int(catalogue.setting(db, "recipe:reached") or 0), STEP)
            model = shelves.standing(db).model or models.configured.name
            cuts = {pk: passages(reading.current_body(db, pk)) for pk in some}
            changed = {pk: spans for pk, spans in cuts.items() if recutting.differs(db, pk, spans)}
        _embed(connections, models, model, changed)
        with connections.writing() as db:
            for pk, spans in changed.items():
                articles.recut(db, pk, spans, model)
            _reach(db, some)


def _reach(db: Db, some: list[int]) -> None:
    """Note how far it came; past the last one all is cut by today's rules."""
    if some:
        catalogue.set_setting(db, "recipe:reached", str(some[-1]))
    else:
        catalogue.set_setting(db, "recipe:cutting", CUTTING)
        catalogue.forget(db, "recipe:reached")
    catalogue.touch(db)


def _embed(connections: Connections, models: Models, model: str, cuts: dict[int, list[Span]]) -> None:
    """Compute the vectors of passages that are to be, as far as they are not known."""
    encoder = models.named(model)
    if encoder is None:
        return
    texts = {}
    with connections.reading() as db:
        for pk, spans in cuts.items():
            title, outlet, published_at, body = recutting.said(db, pk)
            for start, end in spans:
                text = embedded_text(title, outlet, published_at, body[start:end])
                texts[text_digest(text)] = text
        lacking = [digest for digest in texts if not vectors.has(db, model, digest)]
    if lacking:
        computed = encoder.embed_passages([texts[digest] for digest in lacking]).astype("<f2")
        with connections.writing() as db:
            vectors.put(db, model, [(d, v.tobytes()) for d, v in zip(lacking, computed, strict=True)])


def _same(db: Db, part: str, today: str) -> bool:
    return (catalogue.setting(db, f"recipe:{part}") or FIRST) == today
