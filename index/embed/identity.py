"""What a model in a folder is called in the ledger: by what is in it, since many folders are called `model`."""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path

KINDS = (".json", ".txt", ".model", ".safetensors", ".bin", ".pt")
PIECE = 1 << 18  # bytes at the beginning, middle and end: weights that were trained on differ in their last layers


def folder_name(folder: Path) -> str:
    """The folder's own name, and a digest of the names, sizes and samples of its files."""
    digest = blake2b(digest_size=6)
    for file in sorted(path for path in folder.rglob("*") if path.suffix in KINDS and path.is_file()):
        size = file.stat().st_size
        digest.update(f"{file.relative_to(folder).as_posix()}:{size};".encode())
        with file.open("rb") as content:
            for start in (0, max(0, size // 2 - PIECE), max(0, size - PIECE)):
                content.seek(start)
                digest.update(content.read(PIECE))
    return f"{folder.resolve().name}@{digest.hexdigest()}"
