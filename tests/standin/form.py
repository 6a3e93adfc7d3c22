"""Collects all that is wrong with a request body and refuses it once, as Discord's nested 50035 error."""

from collections.abc import Sized
from typing import Any

from standin.errors import ApiError, Json


class Form:
    """Faults by dotted path, such as `components.0.label`."""

    def __init__(self) -> None:
        self._faults: list[tuple[str, str, str]] = []

    def refuse(self, path: str, code: str, message: str) -> None:
        self._faults.append((path, code, message))

    def need(self, holds: bool, path: str, code: str, message: str) -> None:
        if not holds:
            self.refuse(path, code, message)

    def length(self, path: str, value: Sized | None, low: int, high: int) -> None:
        """Between `low` and `high` characters or elements; None counts as empty."""
        if low <= (0 if value is None else len(value)) <= high:
            return
        if low:
            self.refuse(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")
        else:
            self.refuse(path, "BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer in length.")

    def one_of(self, path: str, value: object, allowed: set[Any] | frozenset[Any]) -> bool:
        if value in allowed:
            return True
        listed = ", ".join(str(item) for item in sorted(allowed))
        self.refuse(path, "BASE_TYPE_CHOICES", f"Value must be one of ({listed}).")
        return False

    def unique(self, path: str, values: list[Any], code: str, message: str) -> None:
        self.need(len(values) == len(set(values)), path, code, message)

    def settle(self) -> None:
        """Raise if anything was refused."""
        if self._faults:
            raise ApiError(400, 50035, "Invalid Form Body", self._nested())

    def _nested(self) -> Json:
        tree: Json = {}
        for path, code, message in self._faults:
            node = tree
            for part in path.split("."):
                node = node.setdefault(part, {})
            node.setdefault("_errors", []).append({"code": code, "message": message})
        return tree
