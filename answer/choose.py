"""Picks as many of the ranked sentences as a question needs, with what they lean on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from answer.asked import Asked, Wanted
from answer.rank import Candidate, Ranked, Scored
from answer.scene import Line
from index.sentences import Kind

MOST = 5  # sentences
FEW = 3
"""Quotes for a question that asks for one thing."""
NEAR = 0.15
"""A further sentence is quoted if it is at least this likely beside the best. So SQuAD's questions get 1.7 quotes, one
of which holds the answer .91 of the time (the topics that the weights were fitted on); with `FEW` 1, 2 and 3 and `NEAR`
.5 it is 1.1: .81, 1.3: .87 and 1.4: .88. Where the words differ (our sample questions, none refused) it is 2.5: .54
after 1.3: .34, 1.8: .45 and 2.2: .50; that is why it is not .35, where SQuAD alone would have it."""
SAME = 0.8
"""Two sentences that share this much of their words say the same."""
ADDS = 0.1
"""`The` and its like need the sentence before them only where it adds this share of the question."""

_LEANING = frozenset("he she it they him her them his hers its their theirs this these those that there".split())
_LINKING = frozenset("the such but and so then however instead also both another other yet thus therefore".split())
_BROAD = frozenset(
    "compare compared comparison contrast difference differences differ versus vs both happened happening summarize "
    "summarise summary overview list everything".split()
)


def choose(ranked: Ranked) -> list[Candidate]:
    """At most five sentences, as many as the question needs, best first; neighbours are one run."""
    broad = _is_broad(ranked.asked)
    limit = MOST if broad else FEW
    chosen: list[Scored] = []
    left = MOST
    for scored in _in_turn(ranked.sentences, broad):
        if chosen and scored.candidate.score < NEAR * chosen[0].candidate.score:
            continue
        if len(chosen) == limit or not left:
            break
        if any(_says_the_same(scored, other) for other in chosen):
            continue
        run = _with_antecedent(scored) if left > 1 else scored
        left -= run.last - run.first + 1
        chosen.append(run)
    return [run.candidate for run in _joined(chosen)]


def _is_broad(asked: Asked) -> bool:
    """Whether one sentence cannot answer: the question compares, or asks for no kind of thing in particular."""
    return asked.wanted in (Wanted.ANY, Wanted.REASON) or not _BROAD.isdisjoint(asked.words)


def _in_turn(ranked: Sequence[Scored], broad: bool) -> Iterator[Scored]:
    """As ranked; for a broad question each article's best sentence before any article's second."""
    if not broad:
        yield from ranked
        return
    seen: dict[str, int] = {}
    rounds: list[tuple[int, int, Scored]] = []
    for rank, scored in enumerate(ranked):
        article = scored.candidate.hit.passage.article.id
        seen[article] = seen.get(article, -1) + 1
        rounds.append((seen[article], rank, scored))
    for _, _, scored in sorted(rounds, key=lambda turn: turn[:2]):
        yield scored


def _says_the_same(one: Scored, other: Scored) -> bool:
    mine = one.lines[-1].read.known
    theirs = frozenset[str]().union(*(line.read.known for line in other.lines))
    return len(mine & theirs) >= SAME * min(len(mine), len(theirs))


def _with_antecedent(scored: Scored) -> Scored:
    """With the sentence before it, where it leans on that one."""
    if scored.first == 0:
        return scored
    before, line = scored.scene.lines[scored.first - 1], scored.scene.lines[scored.first]
    if not _leans(scored, line) or before.kind is not Kind.PROSE or line.kind is not Kind.PROSE:
        return scored
    return scored.run(scored.first - 1, scored.last)


def _leans(scored: Scored, line: Line) -> bool:
    """Whether it opens with a word that stands for something said before, or ends speech that began there."""
    opening = line.read.words[0] if line.read.words else ""
    speech = scored.candidate.text.count("”") > scored.candidate.text.count("“")
    return opening in _LEANING or speech or (opening in _LINKING and scored.features.before >= ADDS)


def _joined(chosen: Sequence[Scored]) -> list[Scored]:
    """Runs of one passage that touch, as one run in the place of the first."""
    joined: list[Scored] = []
    for run in chosen:
        for at, other in enumerate(joined):
            if run.candidate.hit is other.candidate.hit and run.first <= other.last + 1 and other.first <= run.last + 1:
                joined[at] = other.run(min(run.first, other.first), max(run.last, other.last))
                break
        else:
            joined.append(run)
    return joined
