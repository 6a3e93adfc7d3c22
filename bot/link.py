"""A link that opens an article at the quote: a text fragment made by code, or the plain address where that would err.

The syntax is that of the WICG's "Scroll to Text Fragment": `#:~:text=start,end`, with `-`, `,` and `&` percent-encoded.
"""

from __future__ import annotations

import re
from urllib.parse import quote as percent
from urllib.parse import urlsplit

LONGEST = 512
"""Characters: what Discord takes for the address of a button, and enough for any article's."""

WHOLE_QUOTE = 80
"""A quote up to this many characters goes into the link whole; a longer one by its first and last words."""

FEWEST_WORDS, MOST_WORDS = 3, 8
"""How many words begin and end a long quote: as few as are unique, since a page may differ from the stored body."""

DIRECTIVE = ":~:"

_BAD_IN_ADDRESS = re.compile(r"[\x00-\x20\x7f-\x9f<>\"\\^`{|}()\[\]]|[^\x00-\x7f]")
_UNFINDABLE = re.compile("\\n\\s*\\n|[\ud800-\udfff]")
"""In a quote: the end of a paragraph, over which browsers do not match; half a character, which no address carries."""


def safe_url(url: str | None) -> str | None:
    """The address if it may be shown as a link: http or https, with a host, no password, not too long."""
    if not url:
        return None
    address = _BAD_IN_ADDRESS.sub(lambda match: percent(match[0], safe="", errors="ignore"), url.strip())
    try:
        parts = urlsplit(address)
        port_fits = parts.port is None or parts.port > 0
    except ValueError:
        return None
    web = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    return address if web and port_fits and len(address) <= LONGEST else None


def passage_link(url: str | None, body: str | None, start: int, end: int) -> str | None:
    """The address, opening at `body[start:end]` where these words can be found on the page without doubt."""
    address = safe_url(url)
    if address is None or body is None:
        return address
    directive = _directive(body, start, end)
    if directive is None:
        return address
    plain, _, anchor = address.partition("#")
    anchor = anchor.partition(DIRECTIVE)[0]
    whole = f"{plain}#{anchor}{DIRECTIVE}text={directive}"
    return whole if len(whole) <= LONGEST else address


def _directive(body: str, start: int, end: int) -> str | None:
    quote = body[start:end].strip()
    if not quote or _UNFINDABLE.search(quote):
        return None
    page = _as_matched(body)
    if len(quote) <= WHOLE_QUOTE:
        return _encoded(quote) if _count(page, _as_matched(quote)) == 1 else None
    return _first_to_last(page, quote.split(), _as_matched(quote))


def _first_to_last(page: str, words: list[str], quote: str) -> str | None:
    """The fewest words with which a page that holds this text is opened at the whole quote and nothing else."""
    at = page.find(quote)
    for number in range(FEWEST_WORDS, min(MOST_WORDS, len(words) // 2) + 1):
        first, last = " ".join(words[:number]), " ".join(words[-number:])
        opening, closing = _as_matched(first), _as_matched(last)
        found = page.find(closing, at + len(opening))
        if _count(page, opening) == 1 and found == at + len(quote) - len(closing):
            return f"{_encoded(first)},{_encoded(last)}"
    return None


def _as_matched(text: str) -> str:
    """As browsers compare: without case, runs of white space as one space."""
    return " ".join(text.lower().split())


def _count(page: str, words: str) -> int:
    """How often the words occur, not seeing more than two."""
    first = page.find(words)
    return 0 if first < 0 else 1 if page.find(words, first + 1) < 0 else 2


def _encoded(text: str) -> str:
    return percent(" ".join(text.split()), safe="").replace("-", "%2D")
