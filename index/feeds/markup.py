"""The words of a piece of HTML that stands in a feed, and whether they are a whole article."""

from __future__ import annotations

import html
import re

from index.parse.facts import MAX_TITLE, line_of

WHOLE = 600
"""Characters. Fewer are a summary, or so short that following them to the page costs little."""

WHOLE_DESCRIPTION = 1_500
"""Characters of RSS's `<description>`, which is mostly a summary, that make it the article."""

LOOKED_AT = 200
"""Characters at the end of a text in which it says that it goes on elsewhere."""

APPEARED = re.compile(r"\s*The post .{1,300} (?:first )?appeared (?:first )?on .{1,100}$", re.DOTALL)
"""What WordPress puts below each item."""

MAX_ID = 500
"""Characters of an item's id, which is mostly an address."""

_HIDDEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")
_CUT = re.compile(
    r"(?:…|\.\.\.|\[\s*(?:…|\.\.\.|\+\d+ chars)\s*\]"
    r"|(?:read|see) (?:more|on|the (?:full|rest|whole)\b.{0,60})|continue reading\b.{0,100}|weiterlesen|mehr lesen"
    r"|lire la suite|leer más|continua a leggere|lees (?:meer|verder)|läs mer|czytaj (?:dalej|więcej))"
    r"[\s.…»›>→!\])]*$",
    re.IGNORECASE,
)


def text_of(markup: str) -> str:
    """The words of HTML, without its tags."""
    bare = _TAG.sub(" ", _HIDDEN.sub(" ", markup)) if "<" in markup else markup
    return " ".join(html.unescape(bare).split())


def line_in(markup: object) -> str | None:
    """A title or a name, with its entities undone, as one line."""
    return line_of(text_of(markup), MAX_TITLE) if isinstance(markup, str) else None


def id_in(words: str) -> str | None:
    """An item's id; None where it is too long, since one that was cut would meet others."""
    return line_of(words, MAX_ID) if len(words) <= MAX_ID else None


def whole(content: str, summary: str) -> str | None:
    """The piece of a feed that is the article as a whole; None where it has to be followed to its page."""
    for markup, enough in ((content, WHOLE), (summary, WHOLE_DESCRIPTION)):
        text = APPEARED.sub("", text_of(markup))
        if len(text) >= enough and not _CUT.search(text[-LOOKED_AT:]):
            return markup
    return None
