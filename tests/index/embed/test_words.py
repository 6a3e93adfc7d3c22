"""Vectors of single words, and the store of those met last."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from index.embed.minilm import MiniLM
from index.embed.transformer import Transformer
from index.embed.words import LONGEST, WordRows
from index.types import WordVectors

TABLE = np.random.default_rng(1).normal(size=(26, 8)).astype(np.float32)


class Letters:
    """A word's pieces are its letters; counts the words that it was asked for."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, words: Sequence[str]) -> list[list[int]]:
        self.asked += len(words)
        return [[ord(letter) - ord("a") for letter in word if "a" <= letter <= "z"] for word in words]


def test_rows_are_unit_means_in_the_order_given() -> None:
    rows = WordRows(table=TABLE, pieces=Letters()).of(["ab", "c", "ab"])
    mean = TABLE[:2].mean(axis=0)
    assert rows[0] == pytest.approx(mean / np.linalg.norm(mean), abs=1e-6)
    assert (rows[0] == rows[2]).all()
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1.0)


def test_a_word_without_pieces_is_nothing() -> None:
    rows = WordRows(table=TABLE, pieces=Letters())
    assert not rows.of(["港"]).any()
    assert rows.of([]).shape == (0, TABLE.shape[1])


def test_a_word_is_made_once() -> None:
    letters = Letters()
    rows = WordRows(table=TABLE, pieces=letters)
    rows.of(["boat", "pier"])
    rows.of(["pier", "ferry"])
    assert letters.asked == 3


def test_what_is_kept_is_bounded() -> None:
    rows = WordRows(table=TABLE, pieces=Letters(), kept=3)
    alone = [WordRows(table=TABLE, pieces=Letters()).of([word])[0] for word in "abcdefg"]
    for few in ("ab", "bcd", "ae", "abcdefg", "fg"):
        assert rows.of(list(few)) == pytest.approx(np.stack([alone[ord(word) - ord("a")] for word in few]), abs=1e-6)


def test_endless_words_are_cut() -> None:
    rows = WordRows(table=TABLE, pieces=Letters())
    assert (rows.of(["a" * 100_000]) == rows.of(["a" * LONGEST])).all()


def test_the_default_model_knows_words_and_others_need_not() -> None:
    model = MiniLM()
    assert isinstance(model, WordVectors)
    assert not isinstance(Transformer("some-model"), WordVectors)
    crack, fracture, mayor = model.word_vectors(["crack", "fracture", "mayor"])
    assert crack @ fracture > 0.3 > crack @ mayor
