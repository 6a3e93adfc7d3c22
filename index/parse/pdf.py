"""PDF files: the text of all pages in paragraphs, with what the document says of itself."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from index.apart.call import apart
from index.origins import Origin
from index.parse.dates import read_date
from index.parse.draft import draft
from index.parse.errors import ImpossibleDate
from index.parse.facts import MAX_TITLE, Facts, Sheet, language_of, line_of
from index.types import DateOrigin, Draft

WORK = "index.parse.pdf_lines"

MIN_TITLE = 3
"""Letters of a title: shorter ones are numbers of documents."""

_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint)|untitled|\(?unspecified\)?|\(?anonymous\)?|document\d*|slide \d+|layout \d+"
    r"|powerpoint presentation|title|unbenannt|sans titre)\b.*"
    r"|.*\.(?:docx?|indd|qxp|qxd|pdf|tex|dvi|odt|rtf|pptx?|xlsx?)",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"\(?(?:unspecified|anonymous|unknown|user|admin|administrator|root|author|owner)\)?", re.IGNORECASE
)
_MADE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-]\d\d)'?(\d\d)?)?")


def read_pdf(raw: bytes, sheet: Sheet, known: Facts | None = None) -> Draft:
    """A PDF as an article; `known` is what is known of it from elsewhere. Raises `Refused`."""
    found: Any = apart(WORK, raw, {}, what="a PDF")
    paragraphs = [(str(text), float(size)) for text, size in found["paragraphs"]]
    facts = known or Facts()
    facts.fill(_said(found), Origin.PDF)
    facts.fill(Facts(title=_largest(paragraphs)), Origin.TEXT)
    texts = [text for text, _ in paragraphs if text]
    if texts and facts.title and texts[0].lstrip("# ").casefold() == facts.title.casefold():
        texts = texts[1:] or texts
    made = _made(str(found.get("created", "")), sheet)
    sheet = Sheet(sheet.name, made, sheet.zone, DateOrigin.PDF) if made else sheet
    article = draft("\n\n".join(texts), facts, sheet, markdown=True)
    if article.origins.get("url") == Origin.TEXT:  # an address by itself is one of the works it refers to
        origins = {name: origin for name, origin in article.origins.items() if name != "url"}
        return replace(article, url=None, origins=origins)
    return article


def _said(found: dict[str, str]) -> Facts:
    title, author = line_of(found.get("title", ""), MAX_TITLE), line_of(found.get("author", ""))
    if title and (_NO_TITLE.fullmatch(title) or sum(map(str.isalpha, title)) < MIN_TITLE):
        title = None
    if author and _NO_AUTHOR.fullmatch(author):
        author = None
    return Facts(title=title, author=author, language=language_of(found.get("language", "")))


def _largest(paragraphs: list[tuple[str, float]]) -> str | None:
    """The heading in the largest letters near the beginning."""
    heads = [(size, -number, text) for number, (text, size) in enumerate(paragraphs[:5]) if text.startswith("## ")]
    return line_of(max(heads)[2].removeprefix("## "), MAX_TITLE) if heads else None


def _made(words: str, sheet: Sheet) -> datetime | None:
    """`D:20260314180500+01'00'`; a document can be no younger than its file."""
    match = _MADE.match(words.strip())
    if not match:
        return None
    year, month, day, hour, minute, second, utc, hours, minutes = match.groups()
    zone = "Z" if utc else f"{hours}:{minutes or '00'}" if hours else ""
    try:
        return read_date(
            f"{year}-{month or '01'}-{day or '01'}T{hour or '00'}:{minute or '00'}:{second or '00'}{zone}", sheet.zone
        )
    except ImpossibleDate:
        return None
