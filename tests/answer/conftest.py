"""A scripted model server and the writer that asks it, quotes behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from answer.model import ChatModel
from answer.settings import AnswerSettings
from answer.write.fallback import FallbackWriter
from answer.write.model import ModelWriter
from openai_server import OpenAIServer, serving
from written import RuleQuotes


@pytest.fixture(scope="module")
def _server() -> Iterator[OpenAIServer]:
    with serving() as server:
        yield server


@pytest.fixture
def server(_server: OpenAIServer) -> OpenAIServer:
    _server.requests.clear()
    _server.keys.clear()
    return _server


@pytest.fixture
def writer(server: OpenAIServer) -> Callable[..., FallbackWriter]:
    def made(**fields: object) -> FallbackWriter:
        plain = {"model": "openai:scripted", "base_url": server.url, "max_retries": 0, "timeout": 20.0}
        model = ChatModel(AnswerSettings.model_validate(plain | fields))
        return FallbackWriter(first=ModelWriter(name=model.name, ask=model.ask), then=RuleQuotes())

    return made
