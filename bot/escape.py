"""Article and model text made harmless and left looking as it was: for Discord by backslashes, for both by cleaning."""

from __future__ import annotations

import re

_NEWLINES = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")

_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls, among them the ESC that begins a terminal command
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb"  # zero-width, bidi, fillers
    "\ud800-\udfff"  # lone surrogates, which no wire carries
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"  # musical controls, tags
)

_STRAY_JOINER = re.compile("(?<!\\S)[\u200c\u200d]|[\u200c\u200d](?!\\S)")
_JOINERS = re.compile("([\u200c\u200d])[\u200c\u200d]+")
"""Joiners make emoji, Persian and Indic scripts what they are: one stays between two visible characters."""

_MEANING = re.compile(
    r"[\\*_~`|<>@#\[\]]"  # emphasis, spoilers, code, mentions, headings, links
    r"|/(?=/)|(?P<host>(?i:discord(?:app)?\.(?:gg|com|gift|new)))/"  # bare URLs, and invitations without their https
    r"|:(?=[\w+~-]+:)"  # :emoji:
    r"|^(?P<indent>[^\S\n]*\d*)(?P<list>[-+]|(?<=\d)[.)])",  # lists at the start of a line
    re.MULTILINE,
)


def clean(text: str) -> str:
    """Take away what cannot be seen: controls, ANSI escapes, bidi overrides, zero-width characters."""
    text = _NEWLINES.sub("\n", text).replace("\t", " ")
    text = _UNSEEN.sub("", text)
    return _STRAY_JOINER.sub("", _JOINERS.sub(r"\1", text))


def one_line(text: str) -> str:
    """The text in one line, with single spaces."""
    return " ".join(clean(text).split())


def markdown(text: str) -> str:
    """The text so that Discord shows it as it is: no formatting, mention, link, emoji or timestamp comes of it."""
    return _MEANING.sub(_escaped, clean(text))


def _escaped(match: re.Match[str]) -> str:
    if match["host"]:
        return f"{match['host']}\\/"
    if match["list"]:
        return f"{match['indent']}\\{match['list']}"
    return f"\\{match[0]}"


def link_text(text: str) -> str:
    """Text for the brackets of a masked link: brackets become parentheses, since Discord pairs escaped ones too."""
    return markdown(one_line(text).replace("[", "(").replace("]", ")"))
