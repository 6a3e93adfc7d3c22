"""Takes out of the ledger what fits nothing, so that it can be made anew; bodies that are there are never touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.ledger import checks, rewords, vectors

if TYPE_CHECKING:
    from index.ledger.connection import Db


def drop_strays(db: Db) -> None:
    """Take out passages without an article or text, unsound vectors, and orders that point nowhere."""
    orphans = checks.orphans(db)
    for one in orphans:  # of a library that nobody knows any more
        db.execute("INSERT INTO outbox(library, passage, adds) SELECT id, ?, 0 FROM library", (one,))
    _delete(db, "passage", "id", orphans)
    _delete(db, "outbox", "seq", checks.aimless(db))
    db.executemany("DELETE FROM vector WHERE digest = ? AND model = ?", checks.unsound_vectors(db))
    vectors.drop_unused(db)


def tie(db: Db) -> None:
    """Have every row name others that are there: a lost library comes back under a new name, other rows go.

    An article stays in any case; it only loses its source.
    """
    for table, parent in checks.dangling(db):
        for _, _, to, column, key, *_ in db.execute(f"PRAGMA foreign_key_list({table})").fetchall():
            if to != parent:
                continue
            lost = f"{column} IS NOT NULL AND {column} NOT IN (SELECT {key or 'rowid'} FROM {parent})"
            if parent == "library":
                db.execute(
                    f"INSERT OR IGNORE INTO library(id, name) SELECT {column}, 'recovered-' || {column} "
                    f"FROM {table} WHERE {lost}"
                )
            elif table == "article":
                db.execute(f"UPDATE article SET {column} = NULL WHERE {lost}")
            else:
                db.execute(f"DELETE FROM {table} WHERE {lost}")


def let_go_of_bodiless(db: Db) -> int:
    """Take articles out whose text is lost, and forget their files, so that the next sync reads them again."""
    lost = checks.bodiless(db)
    for pk in lost:
        db.execute("DELETE FROM passage WHERE article = ?", (pk,))
        db.execute("DELETE FROM file WHERE (source, path) IN (SELECT source, path FROM article WHERE pk = ?)", (pk,))
        db.execute("UPDATE article SET live = 0, digest = x'' WHERE pk = ?", (pk,))
    return len(lost)


def to_cut(db: Db) -> set[int]:
    """Live articles whose passages do not fit their text, or that have none."""
    found = checks.uncut(db)
    for passage in vectors.damaged(db):
        found |= {int(row[0]) for row in db.execute("SELECT article FROM passage WHERE id = ?", (passage,))}
    return found


def forget_cut(db: Db, articles: set[int]) -> None:
    """Forget the passages of these articles without a word to the word index, which is made anew after."""
    for pk in articles:
        db.execute(
            "INSERT INTO outbox(library, passage, adds) SELECT a.library, p.id, 0 FROM passage p "
            "JOIN article a ON a.pk = p.article WHERE a.pk = ?",
            (pk,),
        )
        db.execute("DELETE FROM passage WHERE article = ?", (pk,))


def remake_words(db: Db, library: int) -> None:
    """Make a library's word index anew, whatever state its tables are in."""
    rewords.forget_tables(db, library)
    rewords.fill(db, library)


def _delete(db: Db, table: str, key: str, found: set[int]) -> None:
    db.executemany(f"DELETE FROM {table} WHERE {key} = ?", [(one,) for one in found])
