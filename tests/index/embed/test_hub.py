"""A model that cannot be had is said in one sentence, at once; two folders of one name are two models."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from index.embed.hub import local_only
from index.embed.identity import folder_name
from index.embed.transformer import Transformer
from index.errors import ModelUnusable
from webserver import WebServer


@pytest.fixture
def hub(web: WebServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> WebServer:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", web.url(""))
    return web


@pytest.mark.parametrize(
    ("model", "told"),
    [("/nowhere/model", "no folder '/nowhere/model'"), ("./model", "no folder"), ("nobody/nothing", "HF_HUB_OFFLINE")],
)
def test_without_a_network_it_is_said_at_once(model: str, told: str) -> None:
    began = time.monotonic()
    with pytest.raises(ModelUnusable, match=told):
        Transformer(model).embed_question("Is anybody there?")
    assert time.monotonic() - began < 5.0


def test_a_hub_that_does_not_know_it_or_is_not_there(hub: WebServer) -> None:
    hub.serve("/api/models/nobody/nothing", "{}", status=404, headers={"X-Error-Code": "RepoNotFound"})
    with pytest.raises(ModelUnusable, match=r"gives nobody an embedding model 'nobody/nothing'"):
        local_only("nobody/nothing")
    hub.down = True
    with pytest.raises(ModelUnusable, match="cannot be reached"):
        local_only("nobody/nothing")


def test_a_hub_that_has_it_may_be_asked_for_it(hub: WebServer) -> None:
    hub.serve("/api/models/sentence-transformers/some-model", '{"id": "some-model"}', media_type="application/json")
    assert local_only("some-model") is False


def test_a_folder_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    for place, last in (("one", b"a"), ("two", b"b"), ("three", b"a")):
        folder = tmp_path / place / "model"
        folder.mkdir(parents=True)
        (folder / "config.json").write_text("{}")
        (folder / "model.safetensors").write_bytes(bytes(3_000_000) + last)
    names = [folder_name(tmp_path / place / "model") for place in ("one", "two", "three")]
    assert names[0] == names[2] != names[1]
    assert all(name.startswith("model@") for name in names)
    assert local_only(str(tmp_path / "one" / "model"))
