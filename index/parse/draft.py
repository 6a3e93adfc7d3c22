"""A body and what is known of it become a `Draft`; what is missing is looked for in the text and the file's name."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import PurePosixPath

from index.origins import Origin
from index.parse.datelines import read_lines
from index.parse.errors import Refused
from index.parse.facts import MAX_TITLE, Facts, Sheet, line_of
from index.parse.titles import heading_of, title_from
from index.types import DateOrigin, Draft

NAME_YEARS = range(1900, 2101)
"""A file name with another year in it has a number that looks like a date."""

_NAME_DATE = re.compile(r"(?<![^\W_])(\d{4})([-_./]?)(\d{2})\2(\d{2})(?![^\W_])")
_SURROGATES = re.compile("[\ud800-\udfff]")


def verbatim(text: str) -> str:
    """`text` as it is stored: line ends are `\\n`, outer blank lines, NULs and half characters are gone."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    text = _SURROGATES.sub("\ufffd", text).rstrip()
    blank = len(text) - len(text.lstrip())
    return text[text.rfind("\n", 0, blank) + 1 :]


def draft(body: str, facts: Facts, sheet: Sheet, *, key: str = "", markdown: bool = False) -> Draft:
    """The article; `facts` are what its file says in the places made for it. Raises `Refused` for an empty one."""
    body = verbatim(body)
    if not body.strip("\ufeff\u200b \n\t"):
        raise Refused("is empty")
    lines = body.split("\n")
    found = read_lines(lines, sheet.zone, month_first=(facts.language or "").lower() == "en-us")
    facts.fill(found.facts, Origin.TEXT)
    _date_from_file(facts, sheet, named=not key)
    _agree(facts)
    if facts.title is None:
        facts.fill(Facts(title=(heading_of(body) if markdown else None) or title_from(lines, found.used)), Origin.TEXT)
        facts.fill(Facts(title=line_of(lines[0], MAX_TITLE)), Origin.TEXT)
    return Draft(
        body=body,
        title=facts.title or PurePosixPath(sheet.name).stem,
        key=key,
        id=facts.id,
        outlet=facts.outlet,
        author=facts.author,
        url=facts.url,
        language=facts.language,
        published_at=facts.published_at,
        published_from=facts.published_from,
        updated_at=facts.updated_at,
        origins={name: origin.value for name, origin in facts.origins.items()},
    )


def _date_from_file(facts: Facts, sheet: Sheet, *, named: bool) -> None:
    """A file of many articles (`named` false) says nothing of the date of each."""
    if facts.published_at or not named:
        return
    if from_name := _date_in_name(sheet):
        facts.fill(Facts(published_at=from_name, published_from=DateOrigin.FILE_NAME), Origin.FILE_NAME)
    elif sheet.modified_at and not facts.updated_at:
        guess = Facts(published_at=sheet.modified_at, published_from=sheet.modified_from)
        facts.fill(guess, Origin(sheet.modified_from.value))


def _date_in_name(sheet: Sheet) -> datetime | None:
    """The last date in the path: `2026/03/14/pier.html`, `20260314_pier.txt`."""
    for year, _, month, day in reversed(_NAME_DATE.findall(sheet.name)):
        try:
            moment = datetime(int(year), int(month), int(day), tzinfo=sheet.zone)
        except ValueError:
            continue
        if moment.year in NAME_YEARS:
            return moment
    return None


def _agree(facts: Facts) -> None:
    """An update at or before the publication is none; an article with only an update came out then at the latest."""
    if facts.published_at is None and facts.updated_at:
        updated = Facts(published_at=facts.updated_at, published_from=facts.updated_from)
        facts.fill(updated, facts.origins["updated_at"])
    elif facts.published_at and facts.updated_at and facts.updated_at <= facts.published_at:
        facts.updated_at = None
        del facts.origins["updated_at"]
