"""The writer that asks a chat model for prose; which words each sentence stands on is chosen by code."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from answer.errors import ModelFailure
from answer.model import Reply
from answer.rank import Ranked
from answer.types import Citation, Claim, Question, Written
from answer.write.evidence import Evidence
from answer.write.markers import Said, said
from answer.write.numbered import fenced, new_nonce, numbered, spoken, visible
from index.types import Found, Passage
from prompts.loader import load

PROMPT = "write"
PLACEHOLDERS = {"system": frozenset({"nonce"}), "user": frozenset({"nonce", "asked_on", "passages", "question"})}
MOST_CLAIMS = 8  # the prompt asks for five at most
CUT = "The model's answer reached its greatest length; its last sentence is left out."
INCOHERENT = "The chat model cited passages that it was not given; ask again."


class ModelWriter:
    """Prose with a citation for each sentence. `ask` takes a system and a user message and raises `ModelFailure`."""

    def __init__(self, *, name: str, ask: Callable[[str, str], Reply]) -> None:
        self.name = name
        self._ask = ask
        self._prompt = load(PROMPT, PLACEHOLDERS)

    @property
    def prompt(self) -> str | None:
        """The digest of the prompt."""
        return self._prompt.digest

    def write(self, question: Question, found: Found, ranked: Ranked | None = None) -> Written:
        """One claim for each sentence that cites; none where the model cites nothing, which is how it says no.

        Raises `ModelFailure`, also where every number that it cites is made up.
        """
        passages = numbered(found)
        reply = self._ask(*self._messages(question, passages))
        sentences = said(reply.text)
        if not reply.whole:
            sentences = sentences[:-1]
        claims = tuple(_claims(sentences[:MOST_CLAIMS], passages))
        if claims and not any(claim.citations for claim in claims):
            raise ModelFailure(INCOHERENT)
        notices = () if reply.whole else (CUT,)
        return Written(claims=claims, writer=self.name, prompt=self.prompt, notices=notices)

    def _messages(self, question: Question, passages: Sequence[Passage]) -> tuple[str, str]:
        nonce = new_nonce()
        system = self._prompt.message("system", nonce=nonce)
        user = self._prompt.message(
            "user",
            nonce=nonce,
            asked_on=spoken(question.asked_at) or "",
            passages=fenced(passages, nonce),
            question=visible(question.text),
        )
        return system, user


def _claims(sentences: Sequence[Said], passages: Sequence[Passage]) -> Iterator[Claim]:
    """Claims of the sentences with a marker; where its numbers are all wrong, one that verification drops."""
    evidence = Evidence(passages)
    for sentence in sentences:
        if sentence.numbers:
            yield Claim(sentence.text, tuple(_citations(sentence, passages, evidence)))


def _citations(sentence: Said, passages: Sequence[Passage], evidence: Evidence) -> Iterator[Citation]:
    for number in sentence.numbers:
        if 1 <= number <= len(passages):
            yield from evidence.cite(sentence.text, passages[number - 1])
