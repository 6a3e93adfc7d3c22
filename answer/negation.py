"""Whether a claim says no where its quotes say yes, or the other way round: by the word that is denied."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from index.sentences import sentences
from index.terms import STOP_WORDS, fold

_CUES = frozenset(
    """not no never none nobody nothing neither nor without cannot nicht kein keine keinen keiner keinem nie niemand
    pas jamais aucun aucune nunca ningun ninguna""".split()
)
_DENIALS = re.compile(r"\b(?:fail|refus|den[iy]|reject|lack|unable|cancel|halt|scrap|avoid|rul(?:e|ed|ing)s? out|stop)")
_HARMLESS_AFTER = frozenset("only just least merely later more fewer less until before earlier nur pas mehr".split())
_UNTIL = frozenset("until before till unless bis".split())
_NUMBERED = re.compile(r"\b[Nn]o\.?\s*(?=\d)")
"""The No. of "the No. 9 bus"."""
_WORD = re.compile(r"\w+(?:[’']\w+)*")
_CLAUSE = re.compile(r"(?<=[.!?;:])\s+|,\s+(?:but|and|while|whereas|although|aber|und|mais)\s+|\s+[—–]\s+")
_SKIPPED = frozenset(
    """longer yet any anyone anything one two been be being have has had having to a an the get got going go ever even
    really quite so such very also either take taken made make""".split()
)
SAME = 0.7
"""Two sentences that share this much of their words are one sentence, changed."""
STEM = 5  # letters that two forms of one word share: reopen, reopens, reopened


def contradicts(claim: str, quotes: Iterable[str], bears: Callable[[str], bool]) -> str | None:
    """The word that only one side denies.

    `bears(sentence)` says whether a sentence has the numbers and dates of the claim: "will not reopen on 30 May" says
    nothing against a claim about 4 July.
    """
    quotes = list(quotes)
    clauses = [clause for quote in quotes for clause in _CLAUSE.split(quote)]
    ours = {head for clause in _CLAUSE.split(claim) for head in _denied_in(clause)}
    theirs = {head for clause in clauses for head in _denied_in(clause)}
    for head in sorted(ours - theirs):
        said = _with(head, clauses, claim)
        if said and not any(_says_no(clause) for clause in said):
            return head
    affirmed = sorted(theirs & _stems(claim)) if not _says_no(claim) else []
    only_denied = (head for head in affirmed if _only_denied(_with(head, clauses, claim), head, bears))
    return next(only_denied, None) or _turned(claim, quotes)


def _only_denied(said: list[str], head: str, bears: Callable[[str], bool]) -> bool:
    return bool(said) and all(head in _denied_in(clause) for clause in said) and any(map(bears, said))


def _with(head: str, clauses: list[str], claim: str) -> list[str]:
    """The clauses about this word that can be set against the claim: "not until July" is "in July"."""
    said = [clause for clause in clauses if head in _stems(clause)]
    return said if any(_has_until(clause) for clause in said) == _has_until(claim) else []


def _turned(claim: str, quotes: Iterable[str]) -> str | None:
    """The denial that was put into, or taken out of, what is otherwise the same sentence."""
    ours = _words(claim)
    for quote in quotes:
        for sentence in sentences(quote):
            theirs = _words(quote[sentence.start : sentence.end])
            odd = (sum(map(_is_cue, ours)) - sum(map(_is_cue, theirs))) % 2
            if odd and _alike(set(ours), set(theirs)) >= SAME:
                return next(filter(_is_cue, (*ours, *theirs)))
    return None


def _alike(ours: set[str], theirs: set[str]) -> float:
    return len(ours & theirs) / max(1, len(ours | theirs))


def _denied_in(clause: str) -> set[str]:
    words = _words(clause)
    return {head for at, word in enumerate(words) if _is_cue(word) and (head := _head(words[at + 1 :]))}


def _head(after: list[str]) -> str | None:
    """The word that is denied: the first one of substance."""
    if after and after[0] in _HARMLESS_AFTER:
        return None
    return next((word[:STEM] for word in after[:6] if word not in STOP_WORDS and word not in _SKIPPED), None)


def _is_cue(word: str) -> bool:
    return word in _CUES or word.endswith(("n't", "n’t"))


def _has_until(text: str) -> bool:
    return not _UNTIL.isdisjoint(_words(text))


def _says_no(text: str) -> bool:
    return any(map(_is_cue, _words(text))) or _DENIALS.search(fold(text)) is not None


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in _words(text)}


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(_NUMBERED.sub("", text)))
