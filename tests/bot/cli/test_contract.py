"""`ask` and `search` for programs, as docs/json.md says, on the sample articles; bad lines cost only themselves."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from threading import Timer
from typing import Any

import pytest

from command import Done, run

ARTICLE = {"article_id", "title", "url", "source", "published_at"}
CITATION = ARTICLE | {"version", "quote", "start", "end", "passage_start", "passage_end"}
HIT = ARTICLE | {"also_in", "score", "text", "start", "end"}
LINE = {"id", "outcome", "claims", "window", "closest", "newest", "seconds"}
WHOLE = (LINE - {"id"}) | {
    "question", "asked_at", "source", "libraries", "searched", "archive", "hits", "dropped", "notices", "made_by",
    "window_read_from",
}  # fmt: skip

BRIDGE = "How much will the repair of the swing bridge cost?"
ANSWERED = {"id": "a", "question": BRIDGE}
NOT_FOUND = {"id": 2, "question": "Who won the 2022 World Cup?"}
EMPTY_WINDOW = {"id": None, "question": BRIDGE, "since": "1990-01-01", "until": "1990-02-01"}
GOOD = json.dumps({"id": "good", "question": BRIDGE})

UNUSABLE = {
    "not JSON": "How much will the repair cost?",
    "cut off": '{"id": "x", "question": "How mu',
    "too deep": "[" * 100_000,
    "a list": '["How much will the repair cost?"]',
    "null": "null",
    "no question": '{"id": "x"}',
    "empty question": '{"id": "x", "question": ""}',
    "blank question": '{"id": "x", "question": " \\n "}',
    "question is a number": '{"id": "x", "question": 7}',
    "nonsense as_of": '{"id": "x", "question": "What does the repair cost?", "as_of": "the day of the pike"}',
    "nonsense since": '{"id": "x", "question": "What does the repair cost?", "since": "the day of the pike"}',
}
ODD = {
    "surrogate in id": '{"id": "\\ud800", "question": "What does the repair cost?"}',
    "surrogate deep in id": '{"id": {"\\udfff": ["\\ud800"]}, "question": "What does the repair cost?"}',
    "surrogate in question": '{"id": "x", "question": "What does the \\ud800 repair cost?"}',
    "surrogate in source": '{"id": "x", "question": "What does the repair cost?", "source": "\\ud800"}',
    "surrogate in as_of": '{"id": "x", "question": "What does the repair cost?", "as_of": "\\ud800"}',
    "NUL in source": '{"id": "x", "question": "What does the repair cost?", "source": "\\u0000"}',
    "last day": '{"id": "x", "question": "What does the repair cost?", "as_of": "9999-12-31"}',
    "last day, west": '{"id": "x", "question": "What does it cost?", "as_of": "9999-12-31T23:59:59-12:00"}',
    "last week of the first day": '{"id": "x", "question": "q", "as_of": "0001-01-01", "since": "last week"}',
    "id NaN": '{"id": NaN, "question": "What does the repair cost?"}',
    "id overflows": '{"id": 1e999, "question": "What does the repair cost?"}',
    "id holds -Infinity": '{"id": [-Infinity], "question": "What does the repair cost?"}',
}


@pytest.fixture(scope="module")
def data_dir(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample articles, indexed once."""
    folder = tmp_path_factory.mktemp("contract")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for name in [name for name in os.environ if name.startswith(("INDEX_", "ANSWER_", "BOT_"))]:
            patch.delenv(name)
        patch.setenv("INDEX_DATA_DIR", str(folder / "data"))
        assert run("index", "add", str(root / "articles")).code == 0
    return folder / "data"


@pytest.fixture(autouse=True)
def _indexed(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INDEX_DATA_DIR", str(data_dir))
    monkeypatch.setenv("INDEX_TIMEZONE", "UTC")
    monkeypatch.setenv("BOT_TIMEZONE", "UTC")


def batch(command: str, *lines: str, options: tuple[str, ...] = ()) -> Done:
    return run(command, "--batch", "-", "--json", *options, stdin="".join(f"{line}\n" for line in lines))


def strict(text: str) -> Any:
    """JSON as other languages read it: in UTF-8, without NaN and without infinities."""

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    return json.loads(text.encode().decode(), parse_constant=refuse)


def lines_of(done: Done) -> list[dict[str, Any]]:
    assert done.err == ""
    return [strict(line) for line in done.out.splitlines()]


def body(article_id: str) -> str:
    shown = run("index", "show", article_id, "--json")
    assert shown.code == 0
    return str(strict(shown.out)["body"])


def test_a_batch_of_questions_from_standard_input_or_a_file(tmp_path: Path) -> None:
    given = [json.dumps(line) for line in (ANSWERED, NOT_FOUND, EMPTY_WINDOW)]
    (tmp_path / "questions.jsonl").write_text("\n".join(given), encoding="utf-8")
    piped, read = batch("ask", *given), run("ask", "--batch", str(tmp_path / "questions.jsonl"), "--json")
    assert (piped.code, read.code) == (0, 0)
    lines = lines_of(piped)
    assert [set(line) for line in lines] == [LINE] * 3
    assert [line["id"] for line in lines] == ["a", 2, None]
    assert [line["outcome"] for line in lines] == ["answered", "not_found", "empty_window"]
    assert all(line["seconds"] >= 0 for line in lines)
    assert [{**line, "seconds": 0} for line in lines_of(read)] == [{**line, "seconds": 0} for line in lines]


def test_every_citation_is_in_the_body_where_it_says() -> None:
    asked = (BRIDGE, "When does the ferry run?", "What happened in May?", "What did the heat wave end with?")
    lines = lines_of(batch("ask", *(json.dumps({"question": text}) for text in asked)))
    assert lines[0]["outcome"] == "answered"
    for claim in [claim for line in lines for claim in line["claims"]]:
        assert set(claim) == {"text", "citations"}
        assert claim["citations"]
        for cited in claim["citations"]:
            assert set(cited) >= CITATION
            assert cited["quote"]
            assert cited["quote"] == body(cited["article_id"])[cited["start"] : cited["end"]]
            assert cited["passage_start"] <= cited["start"] < cited["end"] <= cited["passage_end"]


def test_what_is_not_answered_comes_with_the_closest_articles() -> None:
    not_found, empty = lines_of(batch("ask", json.dumps(NOT_FOUND), json.dumps(EMPTY_WINDOW)))
    assert not_found["claims"] == empty["claims"] == []
    assert 1 <= len(not_found["closest"]) <= 3
    assert all(set(article) == ARTICLE for article in [*not_found["closest"], not_found["newest"]])
    assert not_found["window"] is None
    assert empty["window"] == {"since": "1990-01-01T00:00:00+00:00", "until": "1990-02-02T00:00:00+00:00"}


@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_line_that_cannot_be_used_costs_only_itself(command: str) -> None:
    given = [line for bad in UNUSABLE.values() for line in (bad, GOOD)]
    done = batch(command, *given)
    assert done.code == 0
    lines = lines_of(done)
    assert len(lines) == len(given)
    for name, line in zip(UNUSABLE, lines[::2], strict=True):
        assert (name, line["outcome"]) == (name, "error")
        assert line["error"].strip()
        assert line["id"] == ("x" if UNUSABLE[name].endswith("}") else None)
    assert all(line["id"] == "good" and (line.get("hits") or line.get("claims")) for line in lines[1::2])


@pytest.mark.parametrize("command", ["ask", "search"])
@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_an_odd_line_is_an_error_or_an_answer(command: str, odd: str) -> None:
    done = batch(command, odd, GOOD)
    assert done.code == 0
    first, second = lines_of(done)
    assert first.get("outcome") in {"error", "answered", "not_found", "empty_window"} or "hits" in first
    assert second["id"] == "good"
    assert second.get("hits") or second.get("claims")


@pytest.mark.parametrize("command", ["ask", "search"])
def test_code_2_where_no_line_could_be_used(command: str) -> None:
    done = batch(command, *UNUSABLE.values())
    assert done.code == 2
    outcomes = [strict(line)["outcome"] for line in done.out.splitlines()]
    assert outcomes == ["error"] * len(UNUSABLE)


@pytest.mark.parametrize("command", ["ask", "search"])
def test_a_byte_order_mark_costs_nothing(command: str, tmp_path: Path) -> None:
    (tmp_path / "marked.jsonl").write_text(f"{GOOD}\n{GOOD}\n", encoding="utf-8-sig")
    read = run(command, "--batch", str(tmp_path / "marked.jsonl"), "--json")
    for done in (read, batch(command, f"\ufeff{GOOD}", GOOD)):
        assert done.code == 0
        assert [(line["id"], line.get("outcome") == "error") for line in lines_of(done)] == [("good", False)] * 2


def test_a_process_answers_each_line_as_it_comes() -> None:
    command = [sys.executable, "-m", "bot", "ask", "--batch", "-", "--json"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    given = (GOOD, ODD["surrogate in id"], ODD["surrogate in source"], ODD["id NaN"], ODD["last day"], GOOD)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        late = Timer(60, process.kill)
        late.daemon = True
        late.start()
        assert process.stdin and process.stdout
        lines = []
        for line in (b"\xef\xbb\xbf" + given[0].encode(), b"\xff\xfe not UTF-8", *map(str.encode, given[1:])):
            process.stdin.write(line + b"\n")
            process.stdin.flush()
            answer = process.stdout.readline().decode()
            assert answer, f"ended at {line!r}"
            lines.append(strict(answer))
    late.cancel()
    assert process.returncode == 0
    assert [line["outcome"] for line in (lines[0], lines[1], lines[-1])] == ["answered", "error", "answered"]


def test_a_batch_of_searches() -> None:
    given = [json.dumps({"id": n, "question": text}) for n, text in enumerate((BRIDGE, "ferry", "herring"))]
    done = batch("search", *given, options=("--limit", "3"))
    assert done.code == 0
    lines = lines_of(done)
    assert [line["id"] for line in lines] == [0, 1, 2]
    for line in lines:
        assert set(line) == {"id", "hits"}
        assert 1 <= len(line["hits"]) <= 3
        scores = [hit["score"] for hit in line["hits"]]
        assert scores == sorted(scores, reverse=True)
        for hit in line["hits"]:
            assert set(hit) == HIT
            assert hit["text"]
            assert hit["text"] == body(hit["article_id"])[hit["start"] : hit["end"]]


def test_a_search_keeps_to_its_dates_and_its_outlet() -> None:
    dates = {"since": "2026-04-01", "until": "2026-05-31"}
    outlet = {"source": "Harrowmere Herald"}
    given = [{"question": "the bridge", **scope} for scope in (dates, outlet, {**dates, **outlet})]
    dated, published, both = (line["hits"] for line in lines_of(batch("search", *map(json.dumps, given))))
    assert dated and published and both
    first, after = datetime.fromisoformat("2026-04-01T00:00+00:00"), datetime.fromisoformat("2026-06-01T00:00+00:00")
    assert all(first <= datetime.fromisoformat(hit["published_at"]) < after for hit in dated + both)
    assert {hit["source"] for hit in published + both} == {"Harrowmere Herald"}
    assert {hit["source"] for hit in dated} != {"Harrowmere Herald"}


def test_one_question_as_json_has_what_the_page_says() -> None:
    done = run("ask", BRIDGE, "--json")
    answer = strict(done.out)
    assert (done.code, answer["outcome"], answer["question"], answer["window"]) == (0, "answered", BRIDGE, None)
    assert set(answer) == WHOLE
    assert set(answer["archive"]) == set(answer["searched"]) == {"articles", "oldest", "newest"}
    assert set(answer["made_by"]) == {"writer", "embedding", "prompt", "index", "seconds"}
    assert all(set(hit) == HIT for hit in answer["hits"])


def test_the_moment_and_the_window_are_said_back() -> None:
    fixed = strict(run("ask", BRIDGE, "--json", "--since", "2026-03-01", "--until", "2026-05-31").out)
    assert fixed["window"] == {"since": "2026-03-01T00:00:00+00:00", "until": "2026-06-01T00:00:00+00:00"}
    scope = ("--as-of", "2026-05-18", "--since", "last month", "--until", "last month")
    moving = strict(run("ask", BRIDGE, "--json", *scope).out)
    assert moving["asked_at"] == "2026-05-18T23:59:59+00:00"
    assert moving["window"] == {"since": "2026-04-01T00:00:00+00:00", "until": "2026-05-01T00:00:00+00:00"}
