"""A title for a text that has none: its headline, or its first sentence cut to a line."""

from __future__ import annotations

import re

from index.parse.facts import line_of, shortened
from index.sentences import Kind, sentences

MAX_HEADLINE = 120
"""Characters. A first line longer than this is a paragraph."""

MAX_SENTENCE = 100
"""Characters of a first sentence that stand for a title."""

LOOKED_AT = 5_000
"""Characters. A text whose first heading or sentence comes later has none worth showing."""

_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,500}\)")
_EMPHASIS = re.compile(r"(\*{1,3}|_{1,3}|`{1,2}|~~)(?=\S)(.{0,300}?\S)\1(?!\w)")


def heading_of(body: str) -> str | None:
    """The first `# heading` of a Markdown text."""
    head = body[:LOOKED_AT]
    first = next((s for s in sentences(head) if s.kind is Kind.HEADING), None)
    return plain(head[first.start : first.end]) if first else None


def title_from(lines: list[str], used: set[int]) -> str | None:
    """The headline, or else the beginning, of a text whose lines `used` are not of the story."""
    story = [number for number, line in enumerate(lines) if line.strip() and number not in used]
    if not story:
        return None
    first = lines[story[0]].strip()
    if _is_headline(first) and _stands_apart(lines, story[0], used) and len(story) > 1:
        return plain(first)
    return _beginning("\n".join(lines[number] for number in range(story[0], len(lines)) if number not in used))


def plain(text: str) -> str | None:
    """A line of Markdown without its marks."""
    return line_of(_EMPHASIS.sub(r"\2", _LINK.sub(r"\1", text)), limit=300)


def _is_headline(line: str) -> bool:
    return (
        len(line) <= MAX_HEADLINE
        and line[-1] not in ".…:;,。।"
        and not line.startswith(("- ", "* ", "> ", "|", "```"))
        and any(map(str.isalpha, line))
    )


def _stands_apart(lines: list[str], number: int, used: set[int]) -> bool:
    return number + 1 < len(lines) and (not lines[number + 1].strip() or number + 1 in used)


def _beginning(text: str) -> str | None:
    head = text[:LOOKED_AT]
    for sentence in sentences(head):
        if words := plain(head[sentence.start : sentence.end]):
            words = words[:-1] if words.endswith(".") and not words.endswith("..") else words
            return shortened(words, MAX_SENTENCE)
    return None
