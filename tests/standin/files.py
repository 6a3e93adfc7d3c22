"""Attachments: their bytes, and the address under which the stand-in serves them."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from standin.errors import ApiError, Json, too_large

MAX_FILES = 10


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as somebody sends it."""

    filename: str
    data: bytes
    content_type: str = "application/octet-stream"
    description: str | None = None


@dataclass(slots=True, eq=False)
class StoredFile:
    """An attachment; `expired` makes its address answer 404, as a signed one does after a day."""

    id: str
    upload: Upload
    url: str
    ephemeral: bool = False
    expired: bool = False

    @property
    def filename(self) -> str:
        return self.upload.filename

    @property
    def data(self) -> bytes:
        return self.upload.data

    def payload(self) -> Json:
        optional: Json = {"description": self.upload.description} if self.upload.description else {}
        if self.ephemeral:
            optional["ephemeral"] = True
        return {
            "id": self.id,
            "filename": self.filename,
            "size": len(self.data),
            "url": self.url,
            "proxy_url": self.url,
            "content_type": self.upload.content_type,
            **optional,
        }


class Files:
    """All attachments by id; `origin` is set once the port is known."""

    def __init__(self, new_id: Callable[[], str], limit: int) -> None:
        self.origin = ""
        self.limit = limit
        self._new_id = new_id
        self._files: dict[str, StoredFile] = {}

    def keep(self, upload: Upload, place: str, ephemeral: bool = False) -> StoredFile:
        """Store a file that belongs to the channel `place`."""
        if len(upload.data) > self.limit:
            raise too_large()
        number = self._new_id()
        address = f"{self.origin}/attachments/{place}/{number}/{quote(upload.filename)}"
        stored = StoredFile(number, upload, address, ephemeral)
        self._files[number] = stored
        return stored

    def read(self, number: str) -> StoredFile | None:
        stored = self._files.get(number)
        return None if stored is None or stored.expired else stored


def count_files(count: int) -> None:
    if count > MAX_FILES:
        raise ApiError(400, 50035, "Invalid Form Body", {"files": {"_errors": [{
            "code": "BASE_TYPE_MAX_LENGTH", "message": f"Must be {MAX_FILES} or fewer in length.",
        }]}})  # fmt: skip
