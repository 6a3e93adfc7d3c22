"""Which model answers, which is made ready behind it, and which of Chroma's shelves holds whose vectors.

A shelf is one whole copy of a model's vectors. The one that answers is never rebuilt: another is filled beside it.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from index.ledger import catalogue

MODEL, WANTED, SPELLED = "embedding_model", "wanted_model", "model_setting:"
SHELF, FILLING, NUMBER, DROPS = "shelf", "shelf_filling", "shelf_number", "shelf_drops"
PREFIX = "shelf-"
BEFORE_SHELVES = "copied_model"  # what ledgers had in the place of a shelf
SET_ASIDE = "chroma_set_aside"
MIN_DROPS = 1000  # below it a rebuild gives nothing back that is worth it


@dataclass(frozen=True, slots=True)
class Shelf:
    """One copy in Chroma, and the model that made its vectors."""

    name: str
    model: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What answers now, and what is being made ready. Of `filling`, passages with ids up to `filled` are there."""

    model: str | None
    wanted: str | None
    shelf: Shelf | None
    filling: Shelf | None
    filled: int
    drops: int


def standing(db: sqlite3.Connection) -> Standing:
    """How models and shelves stand."""
    filling = json.loads(catalogue.setting(db, FILLING) or "null")
    shelf = json.loads(catalogue.setting(db, SHELF) or "null")
    return Standing(
        model=catalogue.setting(db, MODEL),
        wanted=catalogue.setting(db, WANTED),
        shelf=Shelf(shelf["name"], shelf["model"]) if shelf else None,
        filling=Shelf(filling["name"], filling["model"]) if filling else None,
        filled=int(filling["filled"]) if filling else 0,
        drops=int(catalogue.setting(db, DROPS) or 0),
    )


def settle(db: sqlite3.Connection, model: str, spelled: str) -> None:
    """Have `model` answer: at once where none did, else when its vectors are complete."""
    catalogue.set_setting(db, SPELLED + model, spelled)
    now = standing(db)
    if now.model is None:
        catalogue.set_setting(db, MODEL, model)
    elif now.model == model:
        catalogue.forget(db, WANTED)
    else:
        catalogue.set_setting(db, WANTED, model)


def spelled(db: sqlite3.Connection, model: str) -> str | None:
    """How a model was named in the settings, so that it can be loaded again."""
    return catalogue.setting(db, SPELLED + model)


def next_name(db: sqlite3.Connection) -> str:
    """What the next shelf will be called; a name is not used twice."""
    return f"{PREFIX}{int(catalogue.setting(db, NUMBER) or 0) + 1}"


def begin(db: sqlite3.Connection, model: str) -> Shelf:
    """Start to fill a new shelf. Where none answers, the ledger as it is now stands for all orders so far."""
    shelf = Shelf(next_name(db), model)
    catalogue.set_setting(db, NUMBER, shelf.name.removeprefix(PREFIX))
    advance(db, shelf, 0)
    if catalogue.setting(db, SHELF) is None:
        db.execute("DELETE FROM outbox")
    return shelf


def advance(db: sqlite3.Connection, filling: Shelf, filled: int) -> None:
    """Note how far a shelf is filled."""
    value = {"name": filling.name, "model": filling.model, "filled": filled}
    catalogue.set_setting(db, FILLING, json.dumps(value))


def switch(db: sqlite3.Connection, filling: Shelf) -> None:
    """Have a shelf that is filled answer, and its model with it."""
    catalogue.set_setting(db, SHELF, json.dumps({"name": filling.name, "model": filling.model}))
    catalogue.forget(db, FILLING, DROPS)
    answer_by(db, filling.model)


def answer_by(db: sqlite3.Connection, model: str) -> None:
    """Have a model answer from now on, of which all vectors are in the ledger."""
    catalogue.set_setting(db, MODEL, model)
    if catalogue.setting(db, WANTED) == model:
        catalogue.forget(db, WANTED)
    catalogue.touch(db)


def abandon(db: sqlite3.Connection) -> None:
    """Fill the shelf under way no further."""
    catalogue.forget(db, FILLING)


def lose(db: sqlite3.Connection, note: str | None = None) -> None:
    """No shelf can be asked any more; `note` says when and why, for `status`."""
    catalogue.forget(db, SHELF, FILLING, DROPS)
    if note:
        catalogue.set_setting(db, SET_ASIDE, note)


def dropped(db: sqlite3.Connection, count: int) -> None:
    """Count what was deleted from the shelf that answers; Chroma gives no space back."""
    if count:
        catalogue.set_setting(db, DROPS, str(int(catalogue.setting(db, DROPS) or 0) + count))


def churned(db: sqlite3.Connection, now: Standing) -> bool:
    """Whether more was deleted from the shelf than it holds."""
    if now.drops <= MIN_DROPS:
        return False
    return now.drops > int(db.execute("SELECT count(*) FROM passage").fetchone()[0])
