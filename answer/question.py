"""What may be asked: cleans a question, and refuses what has nothing in it to look for."""

from __future__ import annotations

import re
import unicodedata

from answer.errors import BadQuestion
from index.terms import words

MAX_CHARACTERS = 2000  # Discord's own limit on a message; an option of a command may hold more
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def clean(text: str) -> str:
    """The question on one line. Raises `BadQuestion` where it is empty, too long, or without a word."""
    text = " ".join(CONTROL.sub(" ", unicodedata.normalize("NFC", _sound(text))).split())
    if not text:
        raise BadQuestion("The question is empty; ask something, such as “When does the bridge reopen?”")
    if len(text) > MAX_CHARACTERS:
        raise BadQuestion(f"The question has {len(text):,} characters; at most {MAX_CHARACTERS:,} can be searched for.")
    if not words(text):
        raise BadQuestion("The question has no word in it to search for; put it in words.")
    return text


def _sound(text: str) -> str:
    """Without lone surrogates, which no store takes."""
    return text.encode("utf-8", "replace").decode("utf-8")
