"""How well copies of one story are told from other stories: `python -m evals.copies` varies the sample articles.

Copies: light edits, words left out, another headline, a place line, a paragraph more in front or behind, the end cut
off, lines wrapped. Other stories: one figure or name changed, the same frame with other figures, a column with the same
frame, and every pair of different articles.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from zoneinfo import ZoneInfo

from index.copies import Text, is_copy
from index.parse import parse
from index.sketch import LEAST_WORDS, bands, said, words_of
from index.types import Draft

Variation = Callable[[str], str]

INTRO = "Our readers have asked what this means for the north bank. The report below was sent to us this morning."
OUTRO = "The district council had not replied to 14 questions by Tuesday evening, said Cllr. Ruth Penhale."
FRAME = (
    "Every Thursday this column answers what readers send in. Write to the editor, keep it short, and say where you "
    "live. Letters may be cut. We do not print what we cannot check, and we never print addresses. Here is what "
    "reached us this week, with our thanks to all who wrote, and to the postman, who carried it up the stairs."
)
WIRE = "Brackwater Wire"
"""The samples hold one story of this agency as two outlets printed it."""

_SWAPS = (
    (r"\bsaid that\b", "said"), (r"\bhas been\b", "was"), (r"\bbut\b", "though"), (r"\balso\b", "as well"),
    (r"\bafter\b", "following"), (r"\bwhich\b", "that"), (r"\bbegan\b", "started"), (r"\bvery\b", ""),
)  # fmt: skip
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")


def light(body: str) -> str:
    """Some words as another editor would have them."""
    for pattern, other in _SWAPS:
        body = re.sub(pattern, other, body, count=2)
    return body


def thinned(body: str) -> str:
    """Without every thirtieth word."""
    words = re.split(r"(?<= )", body)
    return "".join(word for at, word in enumerate(words) if at % 30 != 17)


def cut(body: str) -> str:
    """Without the last third of the paragraphs."""
    paragraphs = body.split("\n\n")
    return "\n\n".join(paragraphs[: max(1, len(paragraphs) * 2 // 3)])


def wrapped(body: str) -> str:
    """In lines of 72 columns, with straight quotes."""
    flat = body.translate(str.maketrans("“”’‘", "\"\"''"))
    return "\n\n".join(textwrap.fill(part, 72) if "|" not in part else part for part in flat.split("\n\n"))


def other_figure(body: str) -> str:
    """The number in the middle of the text is another one."""
    found = list(_NUMBER.finditer(body))
    return _changed(body, found[len(found) // 2], "7731") if found else body


def updated(body: str) -> str:
    """A breaking story as it stands an hour later."""
    return f"At least 45 people were taken to hospital and 15 houses stand empty since Tuesday.\n\n{body}"


def other_name(body: str) -> str:
    """A name that is there once is another one."""
    found = [m for m in _NAME.finditer(body) if body.count(m[0]) == 1]
    return _changed(body, found[len(found) // 2], "Quillfeather") if found else body


def other_figures(body: str) -> str:
    """The same frame with every figure changed, as in reports on the weather."""
    return _NUMBER.sub(lambda m: str(len(m[0])) + m[0][::-1], body)


def _changed(body: str, match: re.Match[str], other: str) -> str:
    return body[: match.start()] + other + body[match.end() :]


COPIES: Mapping[str, Variation] = {
    "the same": lambda body: body,
    "light edits": light,
    "words left out": thinned,
    "other headline": lambda body: f"# What happened on the estuary\n\n{body}",
    "place line": lambda body: f"PELLPORT, 13 May (Estuary Wire) — {body}",
    "intro added": lambda body: f"{INTRO}\n\n{body}",
    "paragraph added": lambda body: f"{body}\n\n{OUTRO}",
    "end cut off": cut,
    "wrapped": wrapped,
    "cut and edited": lambda body: light(cut(body)),
}
OTHERS: Mapping[str, Variation] = {
    "one figure changed": other_figure,
    "first sentence updated": updated,
    "one name changed": other_name,
    "all figures changed": other_figures,
}

BEFORE: Mapping[str, Variation] = {
    "first sentence updated": lambda body: (
        f"At least 40 people were taken to hospital and 12 houses stand empty since Monday.\n\n{body}"
    )
}
"""What some variations are compared with, where that is not the article itself."""


@dataclass(frozen=True, slots=True)
class Rate:
    """Of `all` pairs of a kind, how many were taken for copies."""

    kind: str
    taken: int
    all: int


def bodies(folder: Path) -> list[str]:
    """The bodies of the articles in a folder that are long enough to be compared."""
    found = []
    for file in sorted(file for file in folder.rglob("*.*") if file.is_file()):
        drafts = parse(file.read_bytes(), name=file.name, modified_at=None, zone=ZoneInfo("UTC"))
        found += [one.body for one in drafts if isinstance(one, Draft)]
    return [body for body in found if len(words_of(body, said(body))) >= LEAST_WORDS]


def taken(one: str, other: str) -> bool:
    """Whether two bodies meet in a band and are found to be copies: both steps of the index."""
    mine, theirs = Text.read(one, None), Text.read(other, None)
    return not set(bands(mine.runs)).isdisjoint(bands(theirs.runs)) and is_copy(mine, theirs)


def rates(articles: Sequence[str]) -> Iterator[tuple[bool, Rate]]:
    """Whether they should be copies, and how many pairs of a kind were taken for some."""
    for should, variations in ((True, COPIES), (False, OTHERS)):
        for kind, vary in variations.items():
            pairs = [(BEFORE.get(kind, str)(body), vary(body)) for body in articles if should or vary(body) != body]
            yield should, Rate(kind, sum(taken(*pair) for pair in pairs), len(pairs))
    wire: list[tuple[str, str]] = []
    different: list[tuple[str, str]] = []
    for pair in combinations(articles, 2):
        (wire if all(WIRE in body for body in pair) else different).append(pair)
    yield True, Rate("one wire story, two outlets", sum(taken(*pair) for pair in wire), len(wire))
    columns = [(f"{FRAME}\n\n{one[:600]}", f"{FRAME}\n\n{other[:600]}") for one, other in different]
    yield False, Rate("column with one frame", sum(taken(*pair) for pair in columns), len(columns))
    yield False, Rate("different articles", sum(taken(*pair) for pair in different), len(different))


def main() -> None:
    """Print the rate of each kind, and precision and recall over all."""
    found = list(rates(bodies(Path("articles"))))
    for should, rate in found:
        print(
            f"{rate.kind:<24}{rate.taken:>5} of {rate.all:>5} taken for copies{'' if should else ' (should be none)'}"
        )
    right = sum(rate.taken for should, rate in found if should)
    wrong = sum(rate.taken for should, rate in found if not should)
    wanted = sum(rate.all for should, rate in found if should)
    print(f"precision {right / (right + wrong):.3f}, recall {right / wanted:.3f}")


if __name__ == "__main__":
    main()
