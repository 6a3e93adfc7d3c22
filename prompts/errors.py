"""What can go wrong with a prompt; always our own mistake, or a broken installation.

PromptUnusable  a file is missing, or its placeholders are not those that the code fills
"""

from __future__ import annotations


class PromptUnusable(Exception):
    """`message` is one sentence that names the file and what is wrong with it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
