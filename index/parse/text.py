"""Plain text and Markdown: the body is kept as it is, front matter aside."""

from __future__ import annotations

from index.origins import Origin
from index.parse.draft import draft, verbatim
from index.parse.encoding import decode
from index.parse.facts import Facts, Sheet
from index.parse.fields import facts_in
from index.parse.frontmatter import split
from index.types import Draft


def read_text(raw: bytes, sheet: Sheet) -> Draft:
    """A plain text as an article."""
    return draft(decode(raw), Facts(), sheet)


def read_markdown(raw: bytes, sheet: Sheet) -> Draft:
    """A Markdown file as an article; the body stays Markdown."""
    fields, body = split(verbatim(decode(raw)))
    return draft(body, facts_in(fields, sheet.zone, Origin.FRONT_MATTER), sheet, markdown=True)
