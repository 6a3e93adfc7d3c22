"""Whether a model can be had at all, found out in seconds; the libraries try a dead network for a minute."""

from __future__ import annotations

from pathlib import Path

from index.errors import ModelUnusable

SECONDS = 5.0
FILES = ("modules.json", "config.json")  # either is there in any model of sentence-transformers
CHECK = "check INDEX_EMBEDDING_MODEL"


def local_only(model: str) -> bool:
    """Whether a model lies on this machine; False where the hub has it, to be fetched once.

    Raises `ModelUnusable`, with the reason, where it can be had from neither.
    """
    from huggingface_hub import constants

    if Path(model).is_dir() or any(_cached(name) for name in _names(model)):
        return True
    if Path(model).is_absolute() or model.startswith((".", "~")) or model.count("/") > 1:
        raise ModelUnusable(f"There is no folder {model!r} with an embedding model; {CHECK}.")
    if constants.HF_HUB_OFFLINE:
        raise ModelUnusable(
            f"The embedding model {model!r} is not on this machine, and HF_HUB_OFFLINE is set; {CHECK}."
        )
    _ask_hub(model)
    return False


def _names(model: str) -> tuple[str, ...]:
    """How the hub may call it: a name alone is one of sentence-transformers' own."""
    return (model,) if "/" in model else (f"sentence-transformers/{model}", model)


def _cached(name: str) -> bool:
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    try:
        return any(isinstance(try_to_load_from_cache(name, file), str) for file in FILES)
    except HFValidationError:
        return False


def _ask_hub(model: str) -> None:
    from huggingface_hub import HfApi, constants
    from huggingface_hub.errors import HFValidationError, RepositoryNotFoundError

    hub = constants.ENDPOINT
    api = HfApi(endpoint=hub)
    for name in _names(model):
        try:
            api.model_info(name, timeout=SECONDS)
        except (RepositoryNotFoundError, HFValidationError):
            continue
        except Exception as error:  # a network fails in many ways
            why = f"is not on this machine, and {hub} cannot be reached to fetch it"
            raise ModelUnusable(f"The embedding model {model!r} {why}; {CHECK}.") from error
        return
    raise ModelUnusable(f"{hub} gives nobody an embedding model {model!r}, or not to you; {CHECK}.")
