"""A fake of the Archive Protocol with a rule: paragraphs are passages, shared words are relevance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from index.types import Article, Body, Coverage, Found, Hit, Passage, Progress, Query, ServerSettings
from index.upkeep import Change, Entry, Held, Report, Source, SourceKind, Status
from index.versions import History, Version
from made import ASKED_AT, article


def words(text: str) -> set[str]:
    """The words that tell one subject from another: those of more than three letters."""
    return {word for word in re.findall(r"\w+", text.casefold()) if len(word) > 3}


@dataclass
class Shelved:
    """An article with the bodies of all its versions."""

    article: Article
    bodies: list[str]
    live: bool = True
    updates: list[datetime | None] = field(default_factory=lambda: [None])


@dataclass
class FakeArchive:
    """Articles in memory. `disk` holds folders: location -> file name -> text, which `sync` brings level."""

    shelves: dict[tuple[str, str], Shelved] = field(default_factory=dict)
    disk: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    settings: dict[str, ServerSettings] = field(default_factory=dict)
    web: dict[str, dict[str, str]] = field(default_factory=dict)
    held: str = ""

    def put(self, library: str, id_: str, body: str, **fields: object) -> Article:
        """Add an article, or a new version of it where the body differs."""
        known = self.shelves.get((library, id_))
        if known is not None and known.bodies[-1] != body:
            known.bodies.append(body)
            known.live = True
            known.article = replace(known.article, version=len(known.bodies), **fields)  # type: ignore[arg-type]
            known.updates.append(known.article.updated_at)
        elif known is None:
            known = Shelved(article(id_, library=library, **fields), [body])
            self.shelves[library, id_] = known
        return known.article

    def _live(self, libraries: Sequence[str]) -> Iterator[Shelved]:
        for (library, _), shelved in self.shelves.items():
            if library in libraries and shelved.live:
                yield shelved

    def search(self, query: Query) -> Found:
        every = list(self._live(query.libraries))
        inside = [
            shelved
            for shelved in every
            if shelved.article.published_at in query.window and query.outlet in (None, shelved.article.outlet)
        ]
        hits = [hit for shelved in inside for hit in _hits(shelved, words(query.text))]
        hits.sort(key=lambda hit: -hit.score)
        return Found(query, tuple(hits[: query.limit]), _coverage(inside), _coverage(every))

    def outlets(self, libraries: Sequence[str], prefix: str, limit: int) -> list[str]:
        names = [shelved.article.outlet or "" for shelved in self._live(libraries)]
        found = [name for name in dict.fromkeys(names) if name and prefix.casefold() in name.casefold()]
        return sorted(found, key=lambda name: -names.count(name))[:limit]

    def article_choices(self, library: str, part: str, limit: int, *, outlet: str | None = None) -> list[Article]:
        found = [
            s.article
            for s in self._live([library])
            if part.casefold() in f"{s.article.title} {s.article.id}".casefold()
            and (outlet is None or (s.article.outlet or "").casefold() == outlet.casefold())
        ]
        return sorted(found, key=lambda a: a.published_at or ASKED_AT, reverse=True)[:limit]

    def coverage(self, libraries: Sequence[str]) -> Coverage:
        return _coverage(list(self._live(libraries)))

    def body(self, library: str, article: str, version: int) -> Body | None:
        shelved = self.shelves.get((library, article))
        if shelved is None or not shelved.live or not 1 <= version <= len(shelved.bodies):
            return None
        if not shelved.bodies[version - 1]:
            return None
        return Body(shelved.article, shelved.bodies[version - 1], version == len(shelved.bodies))

    def history(self, library: str, article: str) -> History | None:
        shelved = self.shelves.get((library, article))
        if shelved is None:
            return None
        versions = tuple(
            Version(number, ASKED_AT, updated, bool(body))
            for number, (body, updated) in enumerate(zip(shelved.bodies, shelved.updates, strict=True), 1)
        )
        return History(shelved.article, versions, None if shelved.live else ASKED_AT)

    def add_uploads(self, library: str, files: Sequence[tuple[str, bytes]], progress: Progress | None = None) -> Report:
        entries = []
        for done, (name, raw) in enumerate(files, 1):
            entries.append(self._upload(library, name, raw))
            if progress:
                progress(done, len(files))
        return _report(entries)

    def _upload(self, library: str, name: str, raw: bytes) -> Entry:
        if not raw.strip():
            return Entry(Change.FAILED, name, "the file is empty")
        if b"\0" in raw:
            return Entry(Change.FAILED, name, "the file is no text")
        return self._file(library, name, raw.decode())

    def _file(self, library: str, name: str, text: str) -> Entry:
        title, _, body = text.partition("\n\n") if text.startswith("# ") else (name, "", text)
        known = self.shelves.get((library, name))
        if known is not None and known.live and known.bodies[-1] == body:
            return Entry(Change.UNCHANGED, name)
        self.put(library, name, body, title=title.removeprefix("# "), url=None)
        return Entry(Change.ADDED if known is None else Change.UPDATED, name)

    def add_urls(self, library: str, urls: Sequence[str], progress: Progress | None = None) -> Report:
        """`web` is all that there is of the web."""
        entries = []
        for url in urls:
            if url in self.web:
                self.disk[library, url] = self.web[url]
                entries += [self._file(library, name, text) for name, text in self.web[url].items()]
            else:
                entries.append(Entry(Change.FAILED, url, "could not be fetched: there is nothing"))
        return _report(entries)

    def sync(
        self, library: str | None, *, source: str | None = None, dry_run: bool = False, confirmed: bool = False,
        in_turn: bool = False, progress: Progress | None = None,
    ) -> Report:  # fmt: skip
        entries = list[Entry]()
        if self.held and not confirmed:
            return replace(_report(entries), held=((self.held, Held(updated=1, removed=3, articles=9)),))
        for (owner, location), files in self.disk.items():
            if library in (None, owner) and source in (None, location):
                before = {key: replace(value, bodies=[*value.bodies]) for key, value in self.shelves.items()}
                entries += [self._file(owner, name, text) for name, text in files.items()]
                self.shelves = before if dry_run else self.shelves
        return _report(entries, dry_run=dry_run)

    def remove(self, library: str, name: str) -> list[Article]:
        if files := self.disk.pop((library, name), None):
            return [article for file in files for article in self.remove(library, file)]
        shelved = self.shelves.get((library, name))
        if shelved is None or not shelved.live:
            return []
        shelved.live = False
        return [shelved.article]

    def status(self, libraries: Sequence[str] | None = None) -> Status:
        names = sorted({library for library, _ in self.shelves} & set(libraries or [n for n, _ in self.shelves]))
        live = list(self._live(names))
        return Status(
            data_dir=Path("/srv/secret/var"),
            libraries={name: _coverage(list(self._live([name]))) for name in names},
            sources=tuple(self._sources(libraries)),
            articles=len(live),
            passages=sum(len(list(_paragraphs(s.bodies[-1]))) for s in live),
            vectors_missing=0,
            chroma_behind=0,
            model="fake",
            holder=None,
        )

    def _sources(self, libraries: Sequence[str] | None) -> Iterator[Source]:
        for number, ((library, location), files) in enumerate(self.disk.items(), 1):
            if libraries is None or library in libraries:
                yield Source(
                    id=number, library=library, location=location,
                    kind=SourceKind.FEED if location.startswith("http") else SourceKind.FOLDER, synced_at=ASKED_AT,
                    error=None, articles=len(files), passages=len(files),
                )  # fmt: skip

    def server_settings(self, guild: str) -> ServerSettings:
        return self.settings.get(guild, ServerSettings())

    def set_server_settings(self, guild: str, settings: ServerSettings) -> None:
        self.settings[guild] = settings


def _paragraphs(body: str) -> Iterator[re.Match[str]]:
    return re.finditer(r"\S(?:.|\n(?!\n))*", body)


def _hits(shelved: Shelved, wanted: set[str]) -> Iterator[Hit]:
    for number, match in enumerate(_paragraphs(shelved.bodies[-1])):
        if score := len(wanted & words(match[0])):
            passage = Passage(number, shelved.article, match.start(), match.end(), match[0])
            yield Hit(passage=passage, score=float(score), words_rank=1)


def _coverage(shelved: Sequence[Shelved]) -> Coverage:
    dates = sorted(s.article.published_at for s in shelved if s.article.published_at)
    return Coverage(len(shelved), dates[0] if dates else None, dates[-1] if dates else None)


def _report(entries: Sequence[Entry], *, dry_run: bool = False) -> Report:
    changed = tuple(entry for entry in entries if entry.change is not Change.UNCHANGED)
    return Report(
        entries=changed, unchanged=len(entries) - len(changed), passages=len(changed), embedded=len(changed),
        reused=0, seconds=0.0, dry_run=dry_run,
    )  # fmt: skip
