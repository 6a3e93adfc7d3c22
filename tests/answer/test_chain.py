"""The chain as LangChain parts, and the answers and silences that it gives."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableLambda, RunnablePassthrough

from answer.assemble import build
from answer.chain import AnswerChain
from answer.errors import BadQuestion
from answer.retriever import ArticleRetriever
from answer.types import Answered, NotFound, Question, Silence
from index.assemble import open_index
from index.engine import Index
from index.settings import IndexSettings
from index.types import MAIN_LIBRARY, Window

ASKED = datetime(2026, 7, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The sample articles under the real model."""
    root = Path(__file__).resolve().parent.parent.parent
    opened = open_index(IndexSettings(data_dir=tmp_path_factory.mktemp("samples")), create=True)
    opened.add_paths(MAIN_LIBRARY, [root / "articles"])
    yield opened
    opened.close()


@pytest.fixture
def chain(index: Index) -> AnswerChain:
    return build(index).chain


def question(text: str, **more: object) -> Question:
    asked = Question(text=text, libraries=(MAIN_LIBRARY,), asked_at=ASKED)
    return replace(asked, **more)  # type: ignore[arg-type]


CRACK = question("How long is the crack in the swing bridge?")


def test_the_search_is_a_retriever(index: Index) -> None:
    retriever: BaseRetriever = ArticleRetriever(search=index.search, asked_at=ASKED, limit=5)
    documents = retriever.invoke("crack in the swing bridge")
    assert len(documents) == 5
    for document in documents:
        body = index.body(MAIN_LIBRARY, document.metadata["article_id"], document.metadata["version"])
        assert body
        assert body.text[document.metadata["start"] : document.metadata["end"]] == document.page_content


def test_the_chain_composes_with_other_runnables(chain: AnswerChain) -> None:
    def first_quote(state: dict[str, object]) -> str:
        answer = state["answer"]
        assert isinstance(answer, Answered)
        return answer.claims[0].citations[0].quote

    def asked(text: str) -> Question:
        return question(text)

    whole = RunnableLambda(asked) | chain.runnable() | RunnableLambda(first_quote)
    assert "31 centimetres" in whole.invoke(CRACK.text)
    beside = RunnablePassthrough.assign(shout=lambda state: state["answer"].question.text.upper())
    assert (chain.runnable() | beside).invoke(CRACK)["shout"] == CRACK.text.upper()


def test_a_stream_shows_the_documents_before_the_answer(chain: AnswerChain) -> None:
    async def keys() -> list[str]:
        return [key async for part in chain.runnable().astream(CRACK) for key in part]

    seen = asyncio.run(keys())
    assert seen.index("documents") < seen.index("answer")


def test_asking_asynchronously_is_the_same(chain: AnswerChain) -> None:
    state = asyncio.run(chain.runnable().ainvoke(CRACK))
    assert all(isinstance(one, Document) for one in state["documents"])
    now = chain.answer_now(CRACK)
    assert isinstance(now, Answered)
    assert state["answer"].claims == now.claims


def test_every_quote_stands_in_its_body(chain: AnswerChain, index: Index) -> None:
    answer = chain.answer_now(CRACK)
    assert isinstance(answer, Answered)
    assert 1 <= len(answer.claims) <= 5
    for claim in answer.claims:
        for citation in claim.citations:
            body = index.body(MAIN_LIBRARY, citation.article.id, citation.article.version)
            assert body
            assert body.text[citation.start : citation.end] == citation.quote


def test_what_the_articles_do_not_say_is_not_found(chain: AnswerChain) -> None:
    answer = chain.answer_now(question("Who won the 2022 World Cup?"))
    assert isinstance(answer, NotFound)
    assert answer.why is Silence.NOTHING_RELEVANT
    assert len({article.id for article in answer.closest}) == 3
    assert answer.archive.articles == 33


def test_an_empty_window_is_told_apart(chain: AnswerChain) -> None:
    answer = chain.answer_now(replace(CRACK, window=Window(since=datetime(2030, 1, 1, tzinfo=UTC))))
    assert isinstance(answer, NotFound)
    assert answer.why is Silence.EMPTY_WINDOW


def test_an_empty_library_is_told_apart(chain: AnswerChain) -> None:
    answer = chain.answer_now(replace(CRACK, libraries=("guild:9",)))
    assert isinstance(answer, NotFound)
    assert answer.why is Silence.EMPTY_LIBRARY


@pytest.mark.parametrize("text", ["", "   ", "?!…", "🙂🙂", "x" * 10_000, "\x00\x01", "\u200b\u202e"])
def test_nothing_to_look_for_is_a_bad_question(chain: AnswerChain, text: str) -> None:
    with pytest.raises(BadQuestion) as caught:
        chain.answer_now(question(text))
    assert caught.value.message.endswith((".", "?”"))


@pytest.mark.parametrize("text", ['"NEAR(a*', "'; DROP TABLE article; --", "a OR b AND NOT c", "{}[]%s", "the of and"])
def test_syntax_gets_an_answer_or_none(chain: AnswerChain, text: str) -> None:
    assert isinstance(chain.answer_now(question(text)), Answered | NotFound)


def test_the_answer_says_how_it_was_made(chain: AnswerChain) -> None:
    made = chain.answer_now(CRACK).provenance
    assert made.writer == "quotes"
    assert made.embedding.startswith("all-MiniLM-L6-v2@")
    assert made.index.startswith(made.embedding)
    assert {"search", "decide", "write", "verify"} <= made.seconds.keys()


def test_who_asks_for_no_subject_is_told_how_the_newest_articles_begin(chain: AnswerChain) -> None:
    answer = chain.answer_now(question("What happened last week?"))
    assert isinstance(answer, Answered)
    dates = [claim.citations[0].article.published_at for claim in answer.claims]
    assert dates == sorted(dates, key=str, reverse=True)
    assert all(date in answer.question.window for date in dates)
