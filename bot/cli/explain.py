"""`search --explain`: each passage with its scores in both rankings, as a table for the terminal."""

from __future__ import annotations

from bot.escape import clean, one_line
from bot.remarks import also_in
from bot.trim import shorten
from bot.wording import published
from index.types import Found, Hit

SNIPPET = 160


def explanation(found: Found) -> str:
    """What was looked for and what each passage scored."""
    terms = ", ".join(f"{term} {rarity:.1f}" for term, rarity in sorted(found.term_rarity.items(), key=lambda t: -t[1]))
    lines = [
        f"words and their rarity: {clean(terms) or 'none'}",
        f"searched {found.searched.articles:,} of {found.archive.articles:,} articles",
    ]
    return "\n".join([*lines, *(line for rank, hit in enumerate(found.hits, 1) for line in _lines(rank, hit))])


def _lines(rank: int, hit: Hit) -> list[str]:
    article = hit.passage.article
    meaning = f"meaning #{hit.meaning_rank} (cosine {hit.cosine:.3f})" if hit.cosine is not None else "meaning -"
    words = f"words #{hit.words_rank} (BM25 {hit.bm25:.2f})" if hit.bm25 is not None else "words -"
    return [
        f"{rank:>3}. {hit.score:.3f}  {meaning}, {words}, recency {hit.recency:.2f}",
        f"     {one_line(article.title)} ({published(article)}), {article.id} [{hit.passage.start}:{hit.passage.end}]",
        f"     {shorten(one_line(hit.passage.text), SNIPPET)}",
        *(f"     {line}: {', '.join(one.id for one in hit.copies)}" for line in also_in(hit.copies)),
    ]
