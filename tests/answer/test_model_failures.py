"""Every way in which a model can fail ends as quotes with a notice: the real client against a loopback server."""

from __future__ import annotations

import logging
import time

import pytest

from answer.settings import AnswerSettings
from answer.write.fallback import INSTEAD, UNSUPPORTED
from openai_server import BreaksOff, Fails, OpenAIServer, Says, Sends, Stalls
from written import CLOSED, HERALD, QUESTION, Writers, found, shown

GOOD = "The date is now Saturday 4 July [2]."
QUICK = 0.6  # seconds that a test gives a model that stalls


FAILURES = {
    "wrong numbers": (Says("The date is now Saturday 4 July [7]. It closed [0]."), "passages that it was not given"),
    "only inventions": (Says("It will reopen on 9 September [2]."), UNSUPPORTED),
    "wrong passage": (Says("Cllr. Enoch Tully put the cost at about £300,000 [1]."), UNSUPPORTED),
    "empty": (Says(""), "empty answer"),
    "only spaces": (Says(" \n "), "empty answer"),
    "nothing but length": (Says("", finish="length"), "ANSWER_MAX_TOKENS"),
    "refusal": (Says("", refusal="I will not."), "empty answer"),
    "filtered": (Says("The date is now", finish="content_filter"), "declined"),
    "endless": (Says("The date is now Saturday 4 July [2]. " * 2000), "did not come to an end"),
    "cut off": (BreaksOff("The date is now Saturday 4 July [2]. The "), "broke off"),
    "cut off politely": (BreaksOff("The date is now Saturday 4 July [2]. The ", politely=True), "broke off"),
    "401": (Fails(401), "ANSWER_API_KEY"),
    "403": (Fails(403), "ANSWER_API_KEY"),
    "404": (Fails(404), "ANSWER_MODEL"),
    "400": (Fails(400), "refuses the request"),
    "too long": (Fails(400, message="context_length_exceeded"), "larger context"),
    "429": (Fails(429), "rate limit"),
    "500": (Fails(500), "in trouble"),
    "503": (Fails(503), "in trouble"),
    "a web page": (Sends(b"<html>Welcome</html>"), "chat model"),
    "broken JSON": (Sends(b"data: {not json\n\n", "text/event-stream"), "chat model"),
    "an error in the stream": (
        Sends(b'data: {"error": {"message": "SECRET-DETAIL"}}\n\n', "text/event-stream"), "chat model",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("act", "said"), FAILURES.values(), ids=FAILURES)
def test_every_failure_ends_as_quotes_with_a_notice(
    server: OpenAIServer, writer: Writers, act: Says, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    server.script(act)
    with caplog.at_level(logging.DEBUG, logger="answer"):
        written = writer().write(QUESTION, found())
    assert written.writer == "quotes" and written.prompt is None
    (notice,) = written.notices
    assert said in notice and notice.endswith(INSTEAD)
    assert "SECRET" not in notice and "SECRET" not in caplog.text
    assert [claim.text for claim in shown(written)] == [
        HERALD.split(" It is")[0],
        "The swing bridge will not reopen on 30 May.",
    ]


@pytest.mark.parametrize("act", [Stalls(), Stalls("The date is"), Stalls("The", comments=True)], ids=str)
def test_a_slow_model_is_given_up_on_time(server: OpenAIServer, writer: Writers, act: Stalls) -> None:
    server.script(act)
    warm = writer(timeout=QUICK)
    started = time.monotonic()
    written = warm.write(QUESTION, found())
    assert written.notices == (f"The chat model did not answer within {QUICK} seconds; ask again later. {INSTEAD}",)
    assert time.monotonic() - started < QUICK + 3


def test_a_wait_that_the_provider_asks_for_counts_towards_the_time_out(server: OpenAIServer, writer: Writers) -> None:
    server.script(Fails(429, headers=(("Retry-After", "30"),)))
    started = time.monotonic()
    written = writer(timeout=QUICK, max_retries=2).write(QUESTION, found())
    assert "within 0.6 seconds" in written.notices[0]
    assert time.monotonic() - started < QUICK + 3


def test_a_request_that_failed_once_is_sent_again(server: OpenAIServer, writer: Writers) -> None:
    server.script(Fails(429, headers=(("Retry-After-Ms", "1"),)), Says(GOOD))
    written = writer(max_retries=1).write(QUESTION, found())
    assert (written.writer, len(server.requests)) == ("openai:scripted", 2)


def test_nobody_listens(writer: Writers) -> None:
    written = writer(base_url="http://127.0.0.1:9/v1").write(QUESTION, found())
    assert "cannot be reached" in written.notices[0]


def test_quotes_that_find_nothing_still_say_that_the_model_failed(server: OpenAIServer, writer: Writers) -> None:
    server.script(Fails(500))
    written = writer().write(QUESTION, found((CLOSED, "A gull has returned.")))
    assert written.claims == () and written.notices


SETUPS = {
    "no package": ({"model": "cohere:command"}, "pip install langchain-cohere"),
    "no such provider": ({"model": "nosuch:model"}, "ANSWER_MODEL"),
    "no key": ({"model": "openai:gpt-4o-mini", "base_url": ""}, "ANSWER_API_KEY"),
}


@pytest.mark.parametrize(("fields", "said"), SETUPS.values(), ids=SETUPS)
def test_a_model_that_cannot_be_set_up_says_what_to_do(
    writer: Writers, fields: dict[str, str], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    written = writer(**fields).write(QUESTION, found())
    assert written.writer == "quotes" and said in written.notices[0]


def test_without_a_provider_nothing_is_asked() -> None:
    with pytest.raises(ValueError, match="provider:model"):
        AnswerSettings.model_validate({"model": "gpt-4o-mini"})
    with pytest.raises(ValueError, match="as a URL"):
        AnswerSettings.model_validate({"base_url": "localhost:8000"})


def test_the_gateway_of_langsmith_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from answer.model import make_model

    monkeypatch.setenv("LANGSMITH_GATEWAY", "true")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-x")
    model = make_model(AnswerSettings.model_validate({"model": "openai:gpt-4o-mini"}))
    assert "api.openai.com" in str(model.root_client.base_url)  # type: ignore[attr-defined]
