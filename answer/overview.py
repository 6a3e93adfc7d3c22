"""Answers who asks for no subject ("what happened last week?") with how the newest articles of that time begin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from answer.asked import Wanted, take_apart
from answer.rank import Ranked, Ranker, Scored
from answer.scene import Scene
from index.blocks import CLOSERS, STOPS
from index.sentences import Kind
from index.terms import STOP_WORDS, words
from index.types import Found, Query

OF_ANYTHING = frozenset(
    "happen happens happened happening occurred going news new latest newest recent recently headline headlines "
    "article articles story stories report reported reports published written wrote read say says said tell know "
    "summary summarise summarize overview update updates everything anything something thing things "
    "there today yesterday tonight please give show list main top important interesting".split()
)
"""What can be said of any article; one of these must be there, since "who won?" has a subject left unsaid."""
MIN_WORDS = 6
"""Of a sentence that says what an article is about; a shorter one is a crosshead or a cry."""


def has_no_subject(text: str, phrase: str | None) -> bool:
    """Whether nothing is asked for but a time, whose words are `phrase`."""
    rest = text.replace(phrase, " ", 1) if phrase else text
    asked = set(words(rest))
    return not OF_ANYTHING.isdisjoint(asked) and asked <= OF_ANYTHING | STOP_WORDS


def newest_first(search: Callable[[Query], Found], ranker: Ranker, query: Query) -> tuple[Found, Ranked]:
    """How the newest articles begin, each by its first sentence; all answer as well as another."""
    found = search(replace(query, newest=True))
    read = ranker.rank(query.text, found)
    asked = replace(take_apart(query.text, found.term_rarity), wanted=Wanted.ANY)
    first: dict[int, Scored] = {}
    for scored in sorted(read.sentences, key=lambda one: one.first):
        if _tells(scored.scene, scored.first):
            first.setdefault(scored.candidate.hit.passage.id, scored)
    leads = [_certain(first[hit.passage.id]) for hit in found.hits if hit.passage.id in first]
    return found, Ranked(asked, read.scenes, leads, read.by_sense)


def _tells(scene: Scene, at: int) -> bool:
    """Whether a line is a whole sentence, and no crosshead."""
    line = scene.lines[at]
    ending = scene.hit.passage.text[line.start : line.end].rstrip(CLOSERS)[-1:]
    return line.kind is Kind.PROSE and len(line.read.words) >= MIN_WORDS and ending in STOPS


def _certain(scored: Scored) -> Scored:
    return replace(scored, candidate=replace(scored.candidate, score=1.0))
