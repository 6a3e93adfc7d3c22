"""The words that tell whether a phrase about time states when, or is a part of what the question is about."""

from __future__ import annotations

import re

AFTER = frozenset(
    """about according against and at but by concerning for from if in inside near on or outside over per please
    regarding through to under with within without
    an auf aus bei durch für gegen in mit über um und von wegen zu zum zur
    à au aux avec chez contre dans de du en et ou par pour sur
    con contra de del en para por según sobre y""".split()
)
"""What may follow, within a question, a time that states when: anything else makes a part of the subject of it."""

VERB_AT_THE_END = re.compile(r"(?:ab|an|auf|aus|be|ein|ent|er|ge|ver|vor|zer|zu)\w+(?:t|en)\W*")
"""A German participle after the time: "Was wurde am Dienstag beschlossen?"."""

COMPOUND = frozenset("show programme program edition issue budget people s".split())
"""What makes a compound even of a time at the start of a question."""

BEFORE = frozenset("than like as versus vs with to of by for every each any next the usa business sports until".split())
"""What stands before a time that is compared with, or is a name's."""

REPORTS = re.compile(
    r"\b(?:happened|happening|reported|news|headlines?|articles?|stor(?:y|ies)|wrote|written|published|announced|covered"
    r"|coverage|reports?|what(?:’s| is|'s| has been| was)? new|anything new|going on|in the papers?|made the news"
    r"|passiert\w*|geschah|geschehen|berichtet\w*|nachrichten|neues|schlagzeilen|artikel|meldungen"
    r"|passé|nouvelles|actualités|arrivé|noticias|pasó|pasado|ocurrió|novedades|artículos)\b",
    re.IGNORECASE,
)
"""A question about what the articles reported, whose time is theirs whatever its tense."""

GOING_ON = re.compile(r"\b(?:happening|going on)\b", re.IGNORECASE)
"""What asks for reports of today, and of the coming weekend as well."""

OF_THEN = re.compile(r"\b(?:happened|reported|headlines|articles|in the (?:news|papers?))\b", re.IGNORECASE)
"""A question for the articles of a time long ago; every other one is asked of what was written since."""

REPORT_BEFORE = re.compile(
    r"\b(?:articles?|news|stor(?:y|ies)|reports?|headlines?|coverage|pieces?|everything|anything|something"
    r"|artikel|nachrichten|articles|noticias|artículos)(?: (?:published|written|dated|posted))? $",
    re.IGNORECASE,
)
PUBLISHED_BEFORE = re.compile(
    r"\b(?:published|written|posted|printed|dated|appeared|articles?|reports?|wrote|write|issues?|editions?)"
    r"(?: (?:on|from|of|dated))? $",
    re.IGNORECASE,
)
POSSESSIVE = re.compile(r"['’]s?\b ?(?P<noun>\w*)")  # the apostrophe that telephones write
HISTORY = re.compile(r"\b(?:born|founded|established|built|invented|composed|discovered)\b", re.IGNORECASE)
RECORD = re.compile(r"\b(?:first|only|never|not|record|most|least|worst|best|\w{3,}est)\b", re.IGNORECASE)
FIGURES = re.compile(
    r"\b(?:profits?|loss(?:es)?|sales|revenues?|earnings|results?|turnover|income|growth|gdp|inflation|game|match|score"
    r"\w*|touchdowns?|points?|goals?|team|nfl|nba|yards)\b",
    re.IGNORECASE,
)
"""A quarter's figures are published after it, and a match has quarters too."""

PAST = frozenset(
    "did was were had has have been wurde wurden waren haben hatte gab ont fut était han fue fueron".split()
)
NOT_PAST = frozenset(
    """is are am does do can will would may must should shall could s isn aren doesn don going tomorrow next
    upcoming planned due""".split()
)
BE_HAVE = frozenset("was were is are been be had has have did does do".split())
PARTICIPLE = re.compile(
    r"\w{2,}ed|found|built|held|made|won|shot|born|sold|written|known|seen|taken|given|stolen|lost|left|hit"
    r"|said|told|caught|brought|bought|met|paid|led|cut|begun|drawn|sent|set|shut|spent"
)
LOOKS_BACK = re.compile(
    rf"{PARTICIPLE.pattern}|went|came|got|gave|took|saw|fell|rose|grew|ran|began|broke|spoke|wrote|threw|beat|became|drew"
    r"|flew|knew|stood|rang|sang|sank|swam|hid|bit|drove|rode|wore|tore|struck|blew|froze|chose|stole|ate|quit|fought"
)
"""A verb of the past, where no auxiliary tells."""

CONTINUES = re.compile(r"(?:and|or|but|what about|how about|und|et|y)\b", re.IGNORECASE)
"""How a question without a verb begins, which follows on another one."""

NAMES = re.compile(r"\b(?:Last|Past|This|Today|Tonight|Yesterday)\b")

COMPARES = re.compile(
    r"\b(?:both|compared?|comparison|(?:in)?consisten\w*|contradict\w*|differ\w*|discrepan\w*|subsequent|whereas|while"
    r"|same day|later report|earlier report)\b",
    re.IGNORECASE,
)
"""A question about two articles, of which one window would hide one."""

NOW = re.compile(
    r"\b(?:now|current(?:ly)?|latest|newest|at the moment|at present|presently|nowadays|these days|so far|still|today"
    r"|tonight|yet|reigning|as of today|recent(?:ly)?|lately|jetzt|derzeit|aktuell\w*|momentan|neueste\w*|heute"
    r"|actuellement|maintenant|en ce moment|aujourd['’]hui|actualmente|ahora|hoy)\b",
    re.IGNORECASE,
)
