"""Mends what `verify` finds: words and passages are made anew from the articles, whose texts are never touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.ledger import articles, catalogue, mending, reading, shelves

if TYPE_CHECKING:
    from index.ledger.connection import Connections


def repair(connections: Connections) -> None:
    """In one step: take out what fits nothing, cut anew what was cut wrongly, make the words anew."""
    from index.passages import passages

    with connections.writing() as db:
        mending.tie(db)
        mending.let_go_of_bodiless(db)
        mending.drop_strays(db)
        wrong = mending.to_cut(db)
        mending.forget_cut(db, wrong)
        for library in catalogue.libraries(db).values():
            mending.remake_words(db, library)
        for pk in wrong:
            articles.recut(db, pk, passages(reading.current_body(db, pk)), shelves.standing(db).model or "")
        catalogue.touch(db)
