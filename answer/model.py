"""The door to chat models: the only module that knows their classes, and turns whatever they raise into `ModelFailure`.

Nothing of LangChain's model side is imported before the first question: `langchain_openai` alone takes seconds.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from answer.deadline import OutOfTime, within
from answer.errors import AnswerFailure, ModelFailure
from answer.settings import PROVIDER_AND_MODEL, AnswerSettings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

log = logging.getLogger(__name__)

OPENAI_URL = "https://api.openai.com/v1"
MAX_REPLY = 20_000  # characters; an answer has a few hundred, so who sends more has lost the thread
NO_KEY = "unused"  # local servers take any key, but the client insists on one
NAMED_FINISH = ("finish_reason", "stop_reason", "done_reason", "stopReason")  # as providers call it
TOO_LONG = frozenset({"length", "max_tokens", "MAX_TOKENS", "model_length"})
WITHHELD = frozenset({"content_filter", "refusal", "SAFETY", "safety", "PROHIBITED_CONTENT"})

SILENT = "The chat model sent an empty answer; ask again."
BROKE_OFF = "The chat model broke off in the middle of its answer; ask again."
REFUSED = "The chat model declined to answer this; ask in other words."
ENDLESS = "The chat model did not come to an end; ask again."
SPENT = "The chat model used up its length before it said anything; the operator should raise ANSWER_MAX_TOKENS."
UNNAMED = "The chat model is not named with its provider; the operator should set ANSWER_MODEL to provider:model."


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model said; `whole` is false where it ran into ANSWER_MAX_TOKENS."""

    text: str
    whole: bool = True


class ChatModel:
    """One chat model, made when it is first asked."""

    def __init__(self, settings: AnswerSettings) -> None:
        self._settings = settings

    @property
    def name(self) -> str:
        """`provider:model`."""
        return self._settings.model

    def ask(self, system: str, user: str) -> Reply:
        """The model's reply, streamed and put together. Raises `ModelFailure`, and nothing else."""
        with model_failures(self._settings.timeout):
            messages = [("system", system), ("human", user)]
            return self._reply(within(self._settings.timeout, lambda: self._model.stream(messages)))

    @cached_property
    def _model(self) -> BaseChatModel:
        return make_model(self._settings)

    def _reply(self, chunks: Iterator[AIMessageChunk]) -> Reply:
        text, finish = "", None
        for chunk in chunks:
            text += str(chunk.text)
            finish = _finish(chunk) or finish
            if len(text) > MAX_REPLY:
                raise ModelFailure(ENDLESS)
        if finish is None and self.name.startswith("openai:"):
            raise ModelFailure(BROKE_OFF)  # a connection that closes looks like an end to its client
        return _judged(text, finish)


def _judged(text: str, finish: str | None) -> Reply:
    if finish in WITHHELD:
        raise ModelFailure(REFUSED)
    if not text.strip():
        raise ModelFailure(SPENT if finish in TOO_LONG else SILENT)
    return Reply(text, whole=finish not in TOO_LONG)


def _finish(chunk: AIMessageChunk) -> str | None:
    return next((str(chunk.response_metadata[key]) for key in NAMED_FINISH if chunk.response_metadata.get(key)), None)


def make_model(settings: AnswerSettings) -> BaseChatModel:
    """The model that the settings name. Raises `ModelFailure` where it is not named, not installed, or has no key."""
    if not PROVIDER_AND_MODEL.fullmatch(settings.model):
        raise ModelFailure(UNNAMED)
    provider, _, model = settings.model.partition(":")
    from langchain.chat_models import init_chat_model

    try:
        made: BaseChatModel = init_chat_model(model, model_provider=provider, **_options(provider, settings))
    except ImportError as error:
        raise ModelFailure(_not_installed(provider, error)) from error
    except ValueError as error:
        known = "a provider that LangChain knows, and its settings beside it"
        raise ModelFailure(
            f"The chat model cannot be set up; the operator should check ANSWER_MODEL: {known}."
        ) from error
    except Exception as error:
        raise ModelFailure(
            f"The chat model cannot be set up; the operator should check ANSWER_API_KEY, the key of {provider}."
        ) from error
    return made


def _not_installed(provider: str, error: ImportError) -> str:
    package = re.search(r"pip install ([a-z0-9-]+)", str(error))
    what = f"`pip install {package[1]}`" if package else f"LangChain's package for {provider}"
    return f"The chat model's package is not installed; the operator should install it: {what}."


def _options(provider: str, settings: AnswerSettings) -> dict[str, Any]:
    """What the provider's class is called with; only what is set, in the provider's own words."""
    key = settings.api_key.get_secret_value()
    options: dict[str, Any] = {"temperature": settings.temperature, "base_url": settings.base_url, "api_key": key}
    options = {name: value for name, value in options.items() if value not in ("", None)}
    if provider == "ollama":
        options.pop("api_key", None)
        return {**options, "num_predict": settings.max_tokens, "client_kwargs": {"timeout": settings.timeout}}
    if provider == "openai":
        options |= _for_openai(settings)
    return {
        **options,
        "max_tokens": settings.max_tokens,
        "timeout": settings.timeout,
        "max_retries": settings.max_retries,
    }


def _for_openai(settings: AnswerSettings) -> dict[str, Any]:
    """For servers that speak OpenAI's protocol: the plain kind of it, and never OpenAI's own key by accident."""
    if settings.base_url:
        key = settings.api_key.get_secret_value() or NO_KEY
        return {"use_responses_api": False, "stream_usage": True, "api_key": key}
    if os.environ.get("LANGSMITH_GATEWAY") and not os.environ.get("OPENAI_BASE_URL"):
        return {"base_url": OPENAI_URL}  # else the gateway would get every question
    return {}


@contextmanager
def model_failures(seconds: float) -> Iterator[None]:
    """Every error of a model, its client or the network as `ModelFailure`; its own text goes nowhere."""
    try:
        yield
    except AnswerFailure:
        raise
    except Exception as error:
        log.warning("chat model failed: %s", " <- ".join(kind.__name__ for kind in _chain(error)))
        raise ModelFailure(_sentence(error, seconds)) from error


def _sentence(error: Exception, seconds: float) -> str:
    from langchain_core import exceptions as known

    kinds = {name for kind in _chain(error) for name in (base.__name__ for base in kind.__mro__)}
    status = getattr(error, "status_code", None)
    if isinstance(error, known.ContextOverflowError):
        return "The passages are too long for this chat model; the operator should choose one with a larger context."
    if isinstance(error, (OutOfTime, known.ModelTimeoutError)) or any("Timeout" in name for name in kinds):
        return f"The chat model did not answer within {seconds:g} seconds; ask again later."
    if isinstance(status, int):
        return _of_status(status)
    if kinds & {"RemoteProtocolError", "ReadError", "IncompleteRead", "IncompleteReadError"}:
        return BROKE_OFF
    if isinstance(error, known.ModelConnectionError) or kinds & {"ConnectError", "ConnectionError"}:
        return "The chat model cannot be reached; the operator should check the network and ANSWER_BASE_URL."
    return "The chat model failed in a way that nobody foresaw; ask again, and tell the operator if it stays."


def _of_status(status: int) -> str:
    match status:
        case 401 | 403:
            return "The chat model's provider refuses the key; the operator should check ANSWER_API_KEY."
        case 404:
            return "There is no such chat model there; the operator should check ANSWER_MODEL and ANSWER_BASE_URL."
        case 408 | 504:
            return "The chat model's provider took too long; ask again later."
        case 402 | 429:
            return "The chat model is over its rate limit or its budget; ask again in a few minutes."
        case _ if status >= 500:
            return "The chat model's provider is in trouble; ask again in a few minutes."
        case _:
            return "The chat model's provider refuses the request; the operator should check the ANSWER_ settings."


def _chain(error: BaseException) -> Iterator[type[BaseException]]:
    """The error's class and those of its causes."""
    cause: BaseException | None = error
    while cause is not None:
        yield type(cause)
        cause = cause.__cause__
