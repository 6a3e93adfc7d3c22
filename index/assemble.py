"""Puts the index together from its settings; the one place that chooses its parts."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from index.carry import Carrier
from index.desk import utc_now
from index.edit import Editor
from index.embed.bulk import GpuInBulk
from index.embed.device import Device, may_have_gpu
from index.embed.minilm import MiniLM
from index.embed.transformer import Transformer
from index.engine import Index
from index.fetch.addresses import Allowed, read_allowed
from index.fetch.fetcher import Fetcher
from index.fetchers import Fetchers
from index.ledger import catalogue
from index.ledger.connection import Connections
from index.models import Models
from index.schedule import Chance
from index.settings import DEFAULT_MODEL, IndexSettings
from index.store import ChromaStore
from index.types import Encoder

INSTALLATION = "installation"
SAME_WEIGHTS = frozenset({DEFAULT_MODEL, f"sentence-transformers/{DEFAULT_MODEL}"})


def open_index(
    settings: IndexSettings,
    *,
    create: bool,
    encoder: Encoder | None = None,
    make: Callable[[str], Encoder] | None = None,
    fetcher: Fetcher | None = None,
    now: Callable[[], datetime] = utc_now,
    chance: Chance = random.random,
) -> Index:
    """Open the index of `settings.data_dir`; without `create`, raises `Mistake` where there is none.

    `encoder` and `fetcher` take the place of those in the settings, `make` makes the models that the ledger names;
    `now` and `chance` are the clock and the dice of the schedules.
    """
    folder = settings.data_dir
    connections = Connections.create(folder) if create else Connections.existing(folder)
    models = Models(
        connections=connections,
        configured=encoder or make_encoder(settings.embedding_model, settings.device),
        spelled=encoder.name if encoder else _place(settings.embedding_model),
        make=make or partial(make_encoder, device=settings.device),
    )
    store = ChromaStore(
        data_dir=folder,
        url=settings.chroma_url,
        token=settings.chroma_token.get_secret_value(),
        installation=_installation(connections),
    )
    carrier = Carrier(connections=connections, data_dir=folder, store=store, models=models)
    fetchers = Fetchers(fetcher, fetcher) if fetcher else make_fetchers(settings)
    editor = Editor(
        connections=connections, data_dir=folder, models=models, store=store, carrier=carrier, zone=settings.timezone,
        keep_versions=settings.keep_versions, lock_wait=settings.lock_wait, fetchers=fetchers,
        max_articles=settings.max_articles, now=now, chance=chance,
    )  # fmt: skip
    return Index(
        connections=connections,
        data_dir=folder,
        models=models,
        store=store,
        editor=editor,
        carrier=carrier,
        fetchers=fetchers,
    )


def _installation(connections: Connections) -> str:
    """What tells this ledger from others on a Chroma server; made when it is first needed."""
    with connections.reading() as db:
        found = catalogue.setting(db, INSTALLATION)
    if found is None and connections.readonly:
        return ""
    if found is None:
        import secrets

        found = secrets.token_hex(4)
        with connections.writing() as db:
            catalogue.set_setting(db, INSTALLATION, found)
    return found


def make_encoder(model: str, device: Device = Device.AUTO) -> Encoder:
    """The default model on ONNX Runtime, in bulk on a GPU if one may be there; others through sentence-transformers."""
    if model not in SAME_WEIGHTS:
        return Transformer(_place(model), device=device)
    return GpuInBulk(here=MiniLM(), device=device) if may_have_gpu(device) else MiniLM()


def _place(model: str) -> str:
    """A folder from its root, so that a process in another folder finds it too; a name as it is."""
    return str(Path(model).resolve()) if Path(model).is_dir() else model


def make_fetchers(settings: IndexSettings) -> Fetchers:
    """What gets articles from the web; loads its libraries with the first request."""
    allowed = read_allowed(settings.fetch_allow)
    main = make_fetcher(settings, allowed)
    return Fetchers(main, make_fetcher(settings) if allowed else main)


def make_fetcher(settings: IndexSettings, allowed: tuple[Allowed, ...] = ()) -> Fetcher:
    """One fetcher, that may reach these private networks besides the public ones."""
    return Fetcher(contact=settings.contact, at_once=settings.fetch_limit, gap=settings.fetch_gap, allowed=allowed)
