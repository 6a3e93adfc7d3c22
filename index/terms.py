"""Words as the word index sees them: in lower case, without accents, function words left out of questions."""

from __future__ import annotations

import re
import unicodedata

WORD = re.compile(r"[^\W_]+")
MAX_TERMS = 32  # of one question; more only make it slow

# Function words of the languages that our readers write most; a question made of nothing else keeps them.
STOP_WORDS = frozenset(
    """
    a about above after again against all also am an and any are aren as at be because been before being below between
    both but by can cannot could couldn d did didn do does doesn doing don down during each few for from further had
    hadn has hasn have haven having he her here hers herself him himself his how i if in into is isn it its itself just
    ll m me more most my myself no nor not now of off on once only or other our ours ourselves out over own re s same
    she should shouldn so some such t than that the their theirs them themselves then there these they this those
    through to too under until up ve very was wasn we were weren what when where which while who whom whose why will
    with won would wouldn you your yours yourself yourselves
    aber als am an auch auf aus bei bin bis das dass dem den der des die ein eine einem einen einer er es fur hat ich im
    ist mit nach nicht oder sich sie sind um und von war was wer wie wir wo zu zum zur
    au aux avec ce ces dans de du elle en est et il je la le les leur mais ne nous ou par pas pour qu que qui sa se ses
    son sur un une vous
    como con cual cuando del donde el ella es esta este los las lo no para pero por que quien se su sus un una y
    """.split()
)


def fold(text: str) -> str:
    """In lower case, without combining marks: what FTS5's unicode61 with remove_diacritics does, "ß" left as it is."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """All words, folded, in order."""
    return WORD.findall(fold(text))


def question_terms(text: str) -> list[str]:
    """What to look for: the words of a question without function words, each once, in order."""
    found = list(dict.fromkeys(words(text)))
    content = [word for word in found if word not in STOP_WORDS]
    return (content or found)[:MAX_TERMS]
