"""The words that open notes of correction in English, German, French and Spanish, and those that say what was wrong."""

from __future__ import annotations

import re

_MONTH = (
    r"(?:jan|feb|f[eé]v|mar|mär|apr|abr|avr|may|mai|jun|juin|jul|juil|aug|ago|ao[uû]|sep|oct|okt|nov|dec|d[eé]c|dez"
    r"|dic)[^\W\d_]{0,9}\.?"
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_NUMBER = r"\d{1,4}(?:[.:/-]\d{1,4}){0,2}(?:st|nd|rd|th|er|h|\s?[ap]\.?m\.?|\.)?"
_SMALL = r"on|at|of|the|vom|am|um|uhr|du|le|à|del?|el|las?|[ap]\.?m\.?|(?-i:[A-Z]{2,4})"

WHEN = rf"(?:(?:{_MONTH}|{_WEEKDAY}|{_NUMBER}|{_SMALL})(?![^\W_])[\s,|]*){{1,10}}"
"""Words of a date and a time of day and no others."""

DAY = re.compile(
    rf"(?P<year>\d{{4}})-(?P<number>\d\d)-(?P<day>\d\d)"
    rf"|(?P<first>\d{{1,2}})[./](?P<second>\d{{1,2}})[./](?P<year2>\d{{4}})"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?(?P<month2>{_MONTH}),?(?:\s+del?)?(?:\s+(?P<year3>\d{{4}}))?"
    rf"|(?P<month4>{_MONTH})\s+(?P<day4>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year4>\d{{4}}))?",
    re.IGNORECASE,
)

MONTHS = {
    **{name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)},
    "fev": 2, "avr": 4, "abr": 4, "mai": 5, "juin": 6, "juil": 7, "aou": 8, "ago": 8, "okt": 10, "dez": 12, "dic": 12,
}  # fmt: skip
"""By the first letters of the name, folded."""

CORRECTION = (
    r"corrections?|erratum|errata|berichtigung|korrektur(?:hinweis)?|richtigstellung|rectificatifs?|rectification"
    r"|correcci(?:ón|ones)|rectificación|fe\ de\ err(?:or|at)[ae]s"
)
UPDATE = r"updated?|aktualisier(?:t|ung)|nachtrag|mise\ à\ jour|actualiza(?:ción|do)"
CLARIFICATION = r"clarifications?|klarstellung|précisions?|aclaración"
NOTE = (
    r"editor['’]?s?['’]?\ note|note\ from\ the\ editors?|anmerkung\ der\ redaktion|note\ de\ la\ rédaction"
    r"|nota\ (?:del\ editor|de\ (?:la\ )?redacción)"
)

PIECES = (
    "correc", "errat", "errores", "berichtig", "korrektur", "korrigi", "richtigstell", "rectific", "update",
    "aktualisier", "nachtrag", "mise à jour", "actualiza", "clarif", "klarstell", "précision", "aclaraci", "s note",
    "s’ note", "s' note", "editor note", "note from", "redaktion", "note de la", "nota de", "amended", "corrig",
    "version", "versión", "fassung", "corregid",
)  # fmt: skip
"""What each of the forms below and above has at least one of, in lower case; searched for far faster than they are."""

_THIS = (
    r"(?:this|our)\ (?:article|story|post|page|column|headline|piece|dispatch|review|obituary|caption)"
    r"|diese[sr]\ (?:artikels?|textes?|beitrags?|meldung)|(?:cet|de\ l['’])\ ?article|este\ (?:artículo|texto)"
)
_VERSION = (
    r"(?:an?|the)\ (?:earlier|previous|prior|original|former)\ version|einer\ (?:früheren|vorherigen|ersten)\ "
    r"(?:version|fassung)|une\ (?:première\ )?version\ (?:précédente|antérieure|initiale)|une\ première\ version"
    r"|una\ (?:versión\ anterior|primera\ versión)"
)
EARLIER = re.compile(rf"(?:{_VERSION})\ (?:of|de|d['’])?\ ?(?:{_THIS})".replace("\\ ", r"\s"), re.IGNORECASE)
"""An earlier version of this very article, not of a bill or a bridge."""

AMENDED = re.compile(
    rf"(?:(?:{_THIS})\ (?:was|has\ been|wurde|a\ été|ha\ sido|fue)\ )?"
    rf"(?P<kind>corrected|amended|clarified|updated|korrigiert|berichtigt|corrigé|corregido|actualizado)\b\ "
    rf"(?:on\ |am\ |le\ |el\ )?(?P<when>{WHEN})".replace("\\ ", r"\s"),
    re.IGNORECASE,
)
"""`Corrected on 12 May 2026`, `This article was amended on …`."""

WRONG = re.compile(
    r"(?:earlier|previous|prior|original|former)\ version|\b(?:originally|initially|previously|incorrectly|wrongly"
    r"|mistakenly|erroneously|inaccurately|misstat\w+|misspel\w+|misidentif\w+|misquot\w+|in\ error)\b"
    r"|\bwe\ (?:said|reported|wrote|gave|named|stated)\b|\b(?:fälschlich|irrtümlich)|\b(?:früheren|vorherigen)\ "
    r"|\bhieß\ es\b|version\ (?:précédente|antérieure|initiale)|\bpremière\ version|\bà\ tort\b|\bpar\ erreur\b"
    r"|versión\ anterior|\bprimera\ versión|\berróneamente\b|\bpor\ error\b".replace("\\ ", r"\s"),
    re.IGNORECASE,
)
"""What a sentence has that tells the mistake and not what is right."""

CUE = re.compile(
    WRONG.pattern + r"|\b(?:earlier|incorrect|wrong|mistake|amended|corrected|misleading|should\shave|falsch\w*"
    r"|korrigiert|corrigé\w*|erron\w+|erróne\w+|corregid\w+)\b",
    re.IGNORECASE,
)
"""What a paragraph has that is about a text and its mistake."""
