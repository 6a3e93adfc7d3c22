"""Articles to measure on: the sample articles, varied so that no two passages are the same."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from index.parse import parse
from index.sentences import sentences
from index.types import Draft

SEED = 20260523
ASKED_WORDS = 9
ASKED_CHARACTERS = 60
SENTENCES = 30  # of one varied article: about 4,000 characters, as news has
FIRST = "Al Bram Cor Dun Ell Fen Gar Hol Ing Jor Kel Lud Mar Nor Oak Pen Quar Ros Sel Tor Ul Ven Wick Yar".split()
LAST = "bury combe dale field ford ham hurst ley mere minster port stead thorpe ton wick worth".split()


def drafts(folder: Path) -> list[Draft]:
    """The sample articles."""
    from zoneinfo import ZoneInfo

    found = []
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            parsed = parse(file.read_bytes(), name=file.name, modified_at=None, zone=ZoneInfo("UTC"))
            found += [one for one in parsed if isinstance(one, Draft)]
    return found


def varied(originals: list[Draft], count: int) -> Iterator[dict[str, str]]:
    """`count` articles as JSONL objects: sentences of the originals in new company, about other places and figures."""
    chance = random.Random(SEED)
    pool = [one.body[s.start : s.end] for one in originals for s in sentences(one.body)]
    for number in range(count):
        place = chance.choice(FIRST) + chance.choice(LAST)
        picked = [_elsewhere(sentence, place, chance) for sentence in chance.sample(pool, SENTENCES)]
        paragraphs = [" ".join(picked[at : at + 3]) for at in range(0, SENTENCES, 3)]
        yield {
            "id": f"bench-{number}",
            "title": f"{place}: {picked[0][:60]}",
            "source": f"{place} Gazette",
            "published_at": f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}T08:00:00+00:00",
            "body": "\n\n".join(paragraphs),
        }


def _elsewhere(sentence: str, place: str, chance: random.Random) -> str:
    words = [
        str(chance.randrange(2, 5000)) if word.isdigit() else place if word in ("Harrowmere", "Pellport") else word
        for word in sentence.split()
    ]
    return " ".join(words)


def write(target: Path, articles: Iterator[dict[str, str]]) -> None:
    """Articles as JSONL."""
    with target.open("w", encoding="utf-8") as file:
        for article in articles:
            file.write(json.dumps(article, ensure_ascii=False) + "\n")


def questions(articles: Path, count: int) -> list[str]:
    """Questions made of the first words of sentences; with varied vectors most are refused, once they are ranked."""
    chance = random.Random(SEED)
    lines = chance.sample(articles.read_text(encoding="utf-8").splitlines(), count)
    return [_question(json.loads(line), chance) for line in lines]


def _question(article: dict[str, str], chance: random.Random) -> str:
    long = [s for s in sentences(article["body"]) if s.end - s.start > ASKED_CHARACTERS]
    picked = chance.choice(long)
    words = article["body"][picked.start : picked.end].split()[:ASKED_WORDS]
    return f"What is said in {article['source']} of {' '.join(words)}?"
