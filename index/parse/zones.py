"""The zone names of news as offsets from UTC; a name with two meanings has the one that most news has."""

from __future__ import annotations

import re
from datetime import timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_HOURS = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 1,
    "BST": 1,  # British summer, not Bangladesh (+6)
    "IST": 5.5,  # India, not Ireland (+1) or Israel (+2)
    "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3, "TRT": 3, "IDT": 3,
    "WAT": 1, "CAT": 2, "SAST": 2, "EAT": 3,
    "GST": 4,  # the Gulf, not South Georgia (-2)
    "IRST": 3.5, "AFT": 4.5, "PKT": 5, "NPT": 5.75, "MMT": 6.5, "ICT": 7, "WIB": 7,
    "SGT": 8, "HKT": 8, "MYT": 8, "PHT": 8, "JST": 9, "KST": 9,
    "AWST": 8, "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
    "NST": -3.5, "NDT": -2.5, "AST": -4, "ADT": -3, "EST": -5, "EDT": -4,
    "CST": -6,  # North America, not China (+8) or Cuba (-5)
    "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "AKST": -9, "AKDT": -8, "HST": -10,
    "BRT": -3, "ART": -3, "CLT": -4, "COT": -5, "PET": -5,
}  # fmt: skip

_PLACES = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
"""Names that leave open whether it was summer; the date decides."""

MONTH_FIRST = re.compile(r"\b(?:E[SD]T|C[SD]T|M[SD]T|P[SD]T|AK[SD]T|HST|ET|CT|MT|PT)\b")
"""Zones whose people write the month before the day."""

ZONE = re.compile(r"\s*\(?(?P<name>(?:GMT|UTC)?\s?[+-]\d{1,2}(?::?\d{2})?|[A-Z]{1,5}|[A-Z][a-z]+/[A-Z]\w+)\)?(?!\w)")


def zone_named(name: str) -> tzinfo | None:
    """The zone of `IST`, `GMT+2`, `+05:30`, `ET` or `Europe/Berlin`; None if there is none."""
    if name in _HOURS:
        return timezone(timedelta(hours=_HOURS[name]))
    if name in _PLACES or "/" in name:
        return _region(_PLACES.get(name, name))
    return _offset(name.removeprefix("GMT").removeprefix("UTC").strip())


def _region(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def _offset(name: str) -> tzinfo | None:
    match = re.fullmatch(r"([+-])(\d{1,2}):?(\d{2})?", name)
    if not match or int(match[2]) > 14 or int(match[3] or 0) > 59:
        return None
    minutes = 60 * int(match[2]) + int(match[3] or 0)
    return timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes))
