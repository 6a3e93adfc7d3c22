"""Dates, authors and addresses in lines at the head and the foot of a text: `Updated 3 May 2026 at 9:00 IST`.

A date without a word such as `Published` before it counts only at the head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from index.origins import Origin
from index.parse.dates import Phrase, match_phrase
from index.parse.errors import ImpossibleDate
from index.parse.facts import Facts, line_of, url_of
from index.types import DateOrigin

HEAD, FOOT = 8, 4
"""Lines with words in which writers put such things; in the middle of a text a date is part of the story."""

MAX_LINE = 160
"""Characters. A longer line is a paragraph."""

MAX_STRAY = 45
"""Characters of a line that may be left beside date and author: an outlet, a place, a role."""

_PUBLISHED = (
    r"(?:first |originally )?published|publication date|posted|issued|date|veröffentlicht|erschienen|publiée?"
    r"|publicado|pubblicato|gepubliceerd|publicerad|udgivet|julkaistu|opublikowano"
)
_UPDATED = (
    r"(?:last )?(?:updated|modified|revised|corrected)|update|(?:zuletzt )?(?:aktualisiert|geändert)|stand"
    r"|mise? à jour|modifiée?|actualizado|atualizado|aggiornato|bijgewerkt|uppdaterad|opdateret|päivitetty"
    r"|zaktualizowano"
)
_LABEL = re.compile(
    rf"(?:^|[,|•·;(–—]\s*|\s-\s+)(?:(?P<published>{_PUBLISHED})|(?P<updated>{_UPDATED}))\s*:?\s+(?=.*\d)", re.IGNORECASE
)
_PLACE = re.compile(r"(?:[^\W\d_][\w.'’-]{1,20}\s?){1,3}[,:]\s+")
_MARKS = " \t*_#>()[]"
_ENDS = re.compile(r"[\s)\].]*(?:$|[,|•·;(–—-])")
_BYLINE = re.compile(
    r"(?:^|[,|•·;(–—]\s*)(?:by|von|par|por|di|door|av|af|authors?:|autor(?:in)?:|auteurs?:)\s+"
    r"(?P<name>[^,|•·;()–—]{2,80}?)\s*(?=$|[,|•·;()–—]|\s-\s)",
    re.IGNORECASE,
)
_OUTLET = re.compile(r"(?:source|outlet|publication|quelle|fuente):\s+(?P<name>[^,|•·]{2,80})", re.IGNORECASE)
_PARTICLES = frozenset("de da del della di du la le van von den der zu bin al and und et y e en &".split())


@dataclass(slots=True)
class Lines:
    """What the lines of a text say of it; `used` are the numbers of those that say nothing else."""

    facts: Facts = field(default_factory=Facts)
    used: set[int] = field(default_factory=set)


def read_lines(lines: list[str], zone: ZoneInfo, *, month_first: bool = False) -> Lines:
    """Read the head and the foot of a text. Raises `ImpossibleDate` where such a line has one."""
    found = Lines()
    head, foot = _edges(lines)
    for number in head + foot:
        facts = _line(lines[number].strip(_MARKS), zone, month_first, bare=number in head)
        if facts is not None:
            found.facts.fill(facts, Origin.TEXT)
            found.used.add(number)
    return found


def _edges(lines: list[str]) -> tuple[list[int], list[int]]:
    worded = [number for number, line in enumerate(lines) if line.strip()]
    head = worded[:HEAD]
    return head, [number for number in worded[-FOOT:] if number not in head]


def _line(line: str, zone: ZoneInfo, month_first: bool, *, bare: bool) -> Facts | None:
    """What one line says of the article; None if it is a line of the story."""
    if not line or len(line) > MAX_LINE:
        return None
    if url := url_of(line):
        return Facts(url=url)
    if outlet := _OUTLET.fullmatch(line):
        return Facts(outlet=line_of(outlet["name"]))
    facts, spans = Facts(), []
    dates = list(_dates(line, zone, month_first))
    if not dates and bare and (phrase := _bare(line, zone, month_first)):
        dates = [(None, phrase)]
    for label, phrase in dates:
        spans.append((label.start() if label else 0, phrase.end))
        if label and label["updated"]:
            facts.fill(Facts(updated_at=phrase.moment, updated_from=DateOrigin.TEXT), Origin.TEXT)
        else:
            facts.fill(Facts(published_at=phrase.moment, published_from=DateOrigin.TEXT), Origin.TEXT)
    if byline := _byline(line):
        spans.append(byline.span())
        facts.author = line_of(byline["name"])
    return facts if spans and _stray(line, spans) <= MAX_STRAY else None


def _dates(line: str, zone: ZoneInfo, month_first: bool) -> Iterator[tuple[re.Match[str] | None, Phrase]]:
    for label in _LABEL.finditer(line):
        phrase = match_phrase(line, label.end(), zone, month_first=month_first)
        if phrase and _ENDS.match(line, phrase.end):
            yield label, phrase


def _bare(line: str, zone: ZoneInfo, month_first: bool) -> Phrase | None:
    """A line that is a date and nothing else but a place before it."""
    place = _PLACE.match(line)
    for at in (0, place.end() if place else 0):
        try:
            phrase = match_phrase(line, at, zone, month_first=month_first)
        except ImpossibleDate as error:
            if error.words == line[at:]:
                raise
            continue
        if phrase and not line[phrase.end :].strip(" ."):
            return phrase
    return None


def author_in(line: str) -> str | None:
    """The name after `By` in a line that has a byline."""
    byline = _byline(line)
    return line_of(byline["name"]) if byline else None


def _byline(line: str) -> re.Match[str] | None:
    return next((match for match in _BYLINE.finditer(line) if _is_name(match["name"])), None)


def _is_name(words: str) -> bool:
    """Whether each word has a capital: `the council` is no author."""
    names = [word for word in words.split() if word not in _PARTICLES]
    return 0 < len(names) <= 8 and all(word[0].isupper() and not any(map(str.isdigit, word)) for word in names)


def _stray(line: str, spans: list[tuple[int, int]]) -> int:
    return len(line) - sum(end - start for start, end in spans)
