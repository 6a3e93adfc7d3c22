"""What can go wrong in the index, as a tree; the sentences for people are made at the edge from `message`.

IndexFailure
├── Mistake            the caller's: a path that is not there, a setting that makes no sense (exit code 2)
├── LibraryLocked      another process is changing the index (retryable)
├── LedgerUnusable     the ledger is damaged, of a newer version, or cannot be opened
├── StorageFull        the disk is full or the folder cannot be written (retryable)
├── ModelUnusable      the embedding model is missing, is not the one it says it is, or does not load
└── VectorsUnusable    Chroma cannot be opened or asked; the words still work (retryable)
"""

from __future__ import annotations


class IndexFailure(Exception):
    """Base of all; `message` is one sentence that says what was wrong and what to do."""

    retryable = False

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Mistake(IndexFailure):
    """The caller asked for something that cannot be."""


class LibraryLocked(IndexFailure):
    """Another process holds the lock of the index."""

    retryable = True


class LedgerUnusable(IndexFailure):
    """The ledger cannot be read."""


class StorageFull(IndexFailure):
    """The disk is full, or the folder cannot be written."""

    retryable = True


class ModelUnusable(IndexFailure):
    """The embedding model cannot be used."""


class VectorsUnusable(IndexFailure):
    """The vector store cannot be used."""

    retryable = True
