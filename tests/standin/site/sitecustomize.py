"""Points the discord.py of a bot process at the stand-in, when and only if that process imports it."""

import os
import sys
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType
from typing import Any


def _http(module: Any) -> None:
    module.Route.BASE = os.environ["STANDIN_API"]


def _gateway(module: Any) -> None:
    module.DiscordWebSocket.DEFAULT_GATEWAY = module.yarl.URL(os.environ["STANDIN_GATEWAY"])


def _asset(module: Any) -> None:
    module.Asset.BASE = os.environ["STANDIN_CDN"]


CHANGES = {"discord.http": _http, "discord.gateway": _gateway, "discord.asset": _asset}


class _Loader(SourceFileLoader):
    def exec_module(self, module: ModuleType) -> None:
        super().exec_module(module)
        CHANGES[module.__name__](module)


class _Finder:
    """First in the path of finders; for three modules it finds what would be found anyway."""

    @staticmethod
    def find_spec(name: str, path: Any = None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name not in CHANGES:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is None or spec.origin is None:
            return None
        spec.loader = _Loader(name, spec.origin)
        return spec


if "STANDIN_API" in os.environ:
    sys.meta_path.insert(0, _Finder)
