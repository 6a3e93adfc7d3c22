"""The terminal chat: the same answers and the same cards as in Discord, over lines of text.

It is synchronous around one event loop, so that Ctrl-C at the prompt leaves at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime
from typing import Any

from answer.types import Answer, Question
from bot.bodies import read_bodies
from bot.card import make_card, numbered
from bot.errors import BadInput, explain
from bot.escape import clean, one_line
from bot.fate import quoted_body
from bot.libraries import askable
from bot.plain import WIDTH, card_text, wrapped
from bot.reading import Run, cited_passages
from bot.report import status_text
from bot.trim import shorten
from bot.types import Answerer, Archive
from bot.wording import joined, published
from index.types import Found, Hit, Query

Write = Callable[[str], None]
ReadLine = Callable[[str], str]
"""Shows a prompt and returns a line; raises `EOFError` at the end. `input` is one."""

PROMPT = "ask> "
HITS, SNIPPET = 10, 200
"""Articles that /search lists, and characters of each one's passage."""

HELP = """\
Type a question, or one of these:
  ask QUESTION       the same
  /search WORDS      the articles that come closest, without an answer
  /passage NUMBER    the passage behind a source of the last answer, in full
  /articles status   what is in the archive
  /help              these lines
  /quit              leave"""

BOLD, PLAIN = ("\x1b[1m", "\x1b[0m"), ("[[", "]]")
"""What surrounds a quote in its passage: on a terminal that can, and elsewhere."""


def now() -> datetime:
    return datetime.now(UTC)


class Chat:
    """One conversation; `do` acts on a line and returns whether to go on."""

    def __init__(
        self,
        *,
        answerer: Answerer,
        archive: Archive,
        write: Write,
        clock: Callable[[], datetime] = now,
        marks: tuple[str, str] = PLAIN,
        width: int = WIDTH,
    ) -> None:
        self._answerer, self._archive, self._write = answerer, archive, write
        self._clock, self._marks, self._width = clock, marks, width
        self._libraries = askable(None)
        self._last: Answer | None = None

    async def do(self, line: str) -> bool:
        """Act on a line. What goes wrong is said in one sentence and ends nothing."""
        words = " ".join(line.split())
        if words.casefold() in ("/quit", "/exit", "quit", "exit"):
            return False
        if words:
            try:
                await self._act(words)
            except BrokenPipeError:  # nobody reads any more
                raise
            except Exception as error:  # noqa: BLE001  # said to the person; logged where it is unknown
                self._write(wrapped(explain(error), self._width))
        return True

    async def _act(self, words: str) -> None:
        command, _, rest = words.partition(" ")
        match command.casefold(), rest:
            case "ask" | "/ask", _:
                await self.ask(rest)
            case "/search", _:
                self._write(self._search(rest))
            case "/passage", _:
                self._write(self._passage(rest))
            case "/articles", "status":
                self._write(clean(status_text(self._archive.status(self._libraries))))
            case "/help" | "help", "":
                self._write(HELP)
            case _ if command.startswith("/"):
                raise BadInput("There is no such command; /help lists them.")
            case _:
                await self.ask(words)

    async def ask(self, text: str) -> None:
        """Answer a question and write its card."""
        asked = Question(text=text, libraries=self._libraries, asked_at=self._clock())
        self._last = await self._answerer.answer(asked)
        bodies = read_bodies(self._archive, self._last)
        self._write(card_text(make_card(self._last, bodies), self._width))

    def _search(self, words: str) -> str:
        if not words:
            raise BadInput("What should be searched? Write /search and some words.")
        query = Query(text=words, libraries=self._libraries, asked_at=self._clock())
        return found_text(self._archive.search(query), self._width)

    def _passage(self, number: str) -> str:
        group = numbered(self._last).get(int(number)) if self._last and number.isdecimal() else None
        if group is None:
            raise BadInput("Write /passage and the number of a source of the last answer, such as /passage 1.")
        article = group[0].article
        body, notice = quoted_body(self._archive, group)
        head = joined(one_line(article.title), one_line(article.outlet or ""), published(article))
        passages = [self._marked(runs) for runs in cited_passages(group, body.text)]
        notices = [wrapped(notice, self._width)] if notice else []
        return "\n\n".join([wrapped(head, self._width), *passages, *notices])

    def _marked(self, runs: Sequence[Run]) -> str:
        before, after = self._marks
        return "".join(f"{before}{clean(run.text)}{after}" if run.quoted else clean(run.text) for run in runs)


def found_text(found: Found, width: int = WIDTH) -> str:
    """What a search found, an article once, by its best passage."""
    best: dict[str, Hit] = {}
    for hit in found.hits:
        best.setdefault(hit.passage.article.id, hit)
    if not best:
        return "Nothing was found."
    lines = [_hit(number, hit, width) for number, hit in enumerate(list(best.values())[:HITS], 1)]
    return "\n".join(lines)


def _hit(number: int, hit: Hit, width: int) -> str:
    article = hit.passage.article
    head = joined(one_line(article.outlet or ""), one_line(article.title), published(article))
    snippet = shorten(one_line(hit.passage.text), SNIPPET)
    return f"{wrapped(head, width, first=f'{number}. ', rest='   ')}\n{wrapped(snippet, width, first='   ')}"


def chat(conversation: Chat, *, read_line: ReadLine, write: Write) -> None:
    """Talk until /quit, the end of input or Ctrl-C. Runs an event loop of its own."""
    with asyncio.Runner() as runner:
        try:
            while _run(runner, conversation.do(read_line(PROMPT))):
                write("")
        except (EOFError, KeyboardInterrupt):
            write("")


def sample(conversation: Chat, questions: Sequence[str], *, write: Write) -> None:
    """Without anyone to type: ask these questions and write their answers. Runs an event loop of its own."""
    with asyncio.Runner() as runner:
        for question in questions:
            write(f"{PROMPT}{question}")
            _run(runner, conversation.do(question))
            write("")


def _run(runner: asyncio.Runner, work: Coroutine[Any, Any, bool]) -> bool:
    return runner.run(work)
