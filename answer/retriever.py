"""The search as LangChain knows it: a retriever whose documents carry article, offsets and scores."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import Field

from answer.types import State
from index.types import MAIN_LIBRARY, Found, Hit, Query, Window


class ArticleRetriever(BaseRetriever):
    """Passages for a question in plain text; its fields say which libraries and dates, as of when."""

    search: Callable[[Query], Found]
    libraries: tuple[str, ...] = (MAIN_LIBRARY,)
    window: Window = Field(default_factory=Window)
    outlet: str | None = None
    asked_at: datetime | None = None
    limit: int = 20

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        found = self.search(
            Query(
                text=query,
                libraries=self.libraries,
                asked_at=self.asked_at or datetime.now(UTC),
                window=self.window,
                outlet=self.outlet,
                limit=self.limit,
            )
        )
        return [document(hit) for hit in found.hits]


def documents(state: State) -> State:
    """The chain's step that gives what was found to LangChain."""
    return {"documents": [document(hit) for hit in state["found"].hits]}


def document(hit: Hit) -> Document:
    """A hit as a document. `metadata` holds what JSON can hold; `start` and `end` are offsets into the body."""
    passage, article = hit.passage, hit.passage.article
    metadata: dict[str, Any] = {
        "article_id": article.id,
        "library": article.library,
        "version": article.version,
        "title": article.title,
        "source": article.outlet,
        "url": article.url,
        "published_at": article.published_at.isoformat() if article.published_at else None,
        "start": passage.start,
        "end": passage.end,
        "score": hit.score,
    }
    return Document(id=str(passage.id), page_content=passage.text, metadata=metadata)
