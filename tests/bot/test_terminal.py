"""The terminal chat, driven by lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from answer.types import Question
from bot.terminal import BOLD, HELP, PROMPT, Chat, chat, sample
from fakes import FakeAnswerer, FakeArchive
from made import ASKED_AT

FERRY = "The council met.\n\nThe Harrow ferry returns on 3 May. Tickets cost four pounds."


@dataclass
class Talk:
    """Types lines and keeps what is written."""

    archive: FakeArchive = field(default_factory=FakeArchive)
    before: Callable[[Question], None] = lambda question: None
    marks: tuple[str, str] = ("[[", "]]")

    def __call__(self, *lines: str, end: type[BaseException] = EOFError) -> str:
        waiting, written = list(lines), list[str]()

        def read_line(prompt: str) -> str:
            assert prompt == PROMPT
            if not waiting:
                raise end
            return waiting.pop(0)

        chat(self.conversation(written.append), read_line=read_line, write=written.append)
        return "\n".join(written)

    def conversation(self, write: Callable[[str], None]) -> Chat:
        return Chat(
            answerer=FakeAnswerer(self.archive, self.before), archive=self.archive, write=write,
            clock=lambda: ASKED_AT, marks=self.marks,
        )  # fmt: skip


@pytest.fixture
def talk() -> Talk:
    talk = Talk()
    talk.archive.put("main", "ferry", FERRY)
    talk.archive.put("guild:1", "secret", "The Harrow ferry returns with a secret cargo.")
    return talk


@pytest.mark.parametrize("line", ["When does the Harrow ferry return?", "ask When does the Harrow ferry return?"])
def test_a_question_is_answered_with_its_source(talk: Talk, line: str) -> None:
    text = talk(line)
    assert "> The Harrow ferry returns on 3 May. [1]\n> — Harrowmere Herald, 14 March 2026" in text
    assert "#:~:text=The%20Harrow%20ferry%20returns%20on%203%20May." in text
    assert "secret" not in text


def test_the_passage_of_the_last_answer(talk: Talk) -> None:
    text = talk("When does the Harrow ferry return?", "/passage 1")
    assert text.rstrip().endswith(
        "The ferry returns, Harrowmere Herald, 14 March 2026\n\n"
        "[[The Harrow ferry returns on 3 May.]] Tickets cost four pounds."
    )


def test_the_quote_is_bold_where_the_terminal_can(talk: Talk) -> None:
    talk.marks = BOLD
    text = talk("When does the Harrow ferry return?", "/passage 1")
    assert "\x1b[1mThe Harrow ferry returns on 3 May.\x1b[0m" in text


@pytest.mark.parametrize("line", ["/passage", "/passage 7", "/passage x", "/passage ²", "/passage -1"])
def test_a_passage_that_is_not_there(talk: Talk, line: str) -> None:
    assert "such as /passage 1" in talk(line)
    assert "such as /passage 1" in talk("When does the Harrow ferry return?", line)


def test_search_lists_articles_once(talk: Talk) -> None:
    talk.archive.put("main", "long", "The ferry.\n\nThe ferry again.", title="Twice", url=None)
    text = talk("/search ferry")
    assert "1. Harrowmere Herald, The ferry returns, 14 March 2026" in text
    assert text.count("Twice") == 1
    assert "secret" not in text
    assert talk("/search nothing-like-it") == "Nothing was found.\n\n"
    assert "What should be searched?" in talk("/search")


def test_status_and_help(talk: Talk) -> None:
    assert "main: 1 article, 14 March 2026" in talk("/articles status")
    assert HELP in talk("/help")
    assert HELP in talk("help")
    assert "There is no such command; /help lists them." in talk("/delete all")
    assert "There is no such command" in talk("/articles nonsense")


@pytest.mark.parametrize("line", ["/quit", "quit", "/exit", " /QUIT "])
def test_quit(talk: Talk, line: str) -> None:
    assert talk(line, "never read") == ""


@pytest.mark.parametrize("end", [EOFError, KeyboardInterrupt])
def test_the_end_of_input_and_ctrl_c_leave_quietly(talk: Talk, end: type[BaseException]) -> None:
    assert talk(end=end) == ""


def test_ctrl_c_during_an_answer_leaves_quietly(talk: Talk) -> None:
    def interrupt(question: Question) -> None:
        raise KeyboardInterrupt

    talk.before = interrupt
    assert talk("When does the Harrow ferry return?") == ""


def test_what_goes_wrong_is_a_sentence_and_the_talk_goes_on(talk: Talk, caplog: pytest.LogCaptureFixture) -> None:
    def fail(question: Question) -> None:
        if "broken" in question.text:
            raise RuntimeError("password=hunter2")

    talk.before = fail
    text = talk("", "   ", "broken", "🙂", "When does the Harrow ferry return?")
    assert "Something went wrong on our side (id " in text
    assert "hunter2" not in text
    assert "no word in the question" in text
    assert "3 May" in text
    assert "hunter2" in caplog.text


def test_an_empty_archive_says_how_to_fill_it() -> None:
    assert "pullquote index add PATH" in Talk()("When does the Harrow ferry return?")


def test_without_a_terminal_a_few_questions_are_asked(talk: Talk) -> None:
    written: list[str] = []
    sample(talk.conversation(written.append), ["When does the Harrow ferry return?"], write=written.append)
    assert written[0] == "ask> When does the Harrow ferry return?"
    assert "[1] Harrowmere Herald, The ferry returns, 14 March 2026" in written[1]


def test_an_article_cannot_command_the_terminal(talk: Talk) -> None:
    talk.archive.put("main", "ferry", "The Harrow \x1b[31mferry\x07 returns.", title="\x1b]0;owned\x07")
    text = talk("When does the Harrow ferry return?", "/passage 1", "/search ferry")
    assert not set(text) & set("\x1b\x07")
