"""Counts copies of one story once: of the articles of a story that were found, one stands for all.

That is the original, unless what was found best stands in another copy only: a paragraph that this one has more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.types import Article, Hit

STANDS_THERE = 0.85  # of the words of the best passage, in what was found of the original
Name = tuple[str, str]
"""Library and id of an article."""


def once(hits: Sequence[Hit], stories: Mapping[int, int], members: Mapping[int, Sequence[Article]]) -> list[Hit]:
    """The hits, best first, without those of copies that another one stands for.

    `stories` are those of the passages that have one, `members` their articles, the original first.
    """
    ranked = sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))
    found: dict[int, list[Hit]] = {}
    for hit in ranked:
        if hit.passage.id in stories:
            found.setdefault(stories[hit.passage.id], []).append(hit)
    standing = {story: _standing(some, members[story]) for story, some in found.items()}
    kept = []
    for hit in ranked:
        story = stories.get(hit.passage.id)
        if story is None:
            kept.append(hit)
        elif _name(hit) == standing[story]:
            others = tuple(one for one in members[story] if (one.library, one.id) != standing[story])
            best = found[story][0].score if hit is _first_of(found[story], standing[story]) else hit.score
            kept.append(replace(hit, score=best, copies=others))
    return sorted(kept, key=lambda hit: (-hit.score, hit.passage.id))


def _standing(found: Sequence[Hit], members: Sequence[Article]) -> Name:
    """Which article of a story stands for it; `found` are its hits, best first."""
    best, there = _name(found[0]), {_name(hit) for hit in found}
    older = [name for article in members if (name := (article.library, article.id)) in there]
    older = older[: older.index(best)]
    wanted = _words(found[0]) if older else set()
    for name in older:
        held = set[str]().union(*(_words(hit) for hit in found if _name(hit) == name))
        if len(wanted & held) >= STANDS_THERE * len(wanted):
            return name
    return best


def _words(hit: Hit) -> set[str]:
    """As they are written: enough to tell whether a text is the same, and quick."""
    return set(hit.passage.text.split())


def _first_of(found: Sequence[Hit], name: Name) -> Hit:
    return next(hit for hit in found if _name(hit) == name)


def _name(hit: Hit) -> Name:
    return hit.passage.article.library, hit.passage.article.id
