"""What can go wrong while answering, as a tree; the words for people are in `message`.

AnswerFailure
├── BadQuestion     empty, too long, or without a word in it (exit code 2)
└── ModelFailure    the chat model is down, slow, over its budget or incoherent (retryable)
"""

from __future__ import annotations


class AnswerFailure(Exception):
    """Base of all; `message` is one sentence that says what was wrong and what to do."""

    retryable = False

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class BadQuestion(AnswerFailure):
    """There is nothing to look for in the question."""


class ModelFailure(AnswerFailure):
    """The chat model gave nothing that can be used."""

    retryable = True
