"""The stored bodies of the articles that an answer cites, read once: links, passages and remarks come from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from answer.types import Answer, Answered, Citation
from bot.types import Archive
from index.types import Article

Edition = tuple[str, str, int]
"""Library, article and version: what a citation's offsets refer to."""

Bodies = Mapping[Edition, str]


def edition(article: Article) -> Edition:
    return article.library, article.id, article.version


def citations_of(answer: Answer) -> Iterator[Citation]:
    """All citations of an answer, in the order of its claims."""
    if isinstance(answer, Answered):
        for claim in answer.claims:
            yield from claim.citations


def read_bodies(archive: Archive, answer: Answer) -> Bodies:
    """The bodies behind an answer's sources. Blocks."""
    cited = {edition(citation.article) for citation in citations_of(answer)}
    bodies = {key: archive.body(*key) for key in cited}
    return {key: body.text for key, body in bodies.items() if body is not None}
