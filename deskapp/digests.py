"""Digests by Python's own small modules: `hashlib` loads OpenSSL, 3.5 MB of memory for the few names digested here."""

from importlib import import_module
from typing import Protocol


class Digest(Protocol):
    """What is digested so far."""

    def update(self, data: bytes, /) -> None:
        """Take more in."""

    def digest(self) -> bytes:
        """The digest of all that was taken in."""

    def hexdigest(self) -> str:
        """The same as text."""


class Digests(Protocol):
    """Begins a digest, of `digest_size` bytes where that can be chosen."""

    def __call__(self, data: bytes = b"", /, *, digest_size: int = ...) -> Digest:
        """Begin with some bytes."""


def _first(name: str, *modules: str) -> Digests:
    """The digest of the first of some modules that this Python has. Raises ImportError where none has it."""
    for module in modules:
        try:
            found: Digests = getattr(import_module(module), name)
        except (ImportError, AttributeError):
            continue
        return found
    raise ImportError(f"no {name}")


sha256 = _first("sha256", "_sha2", "_sha256", "hashlib")
blake2s = _first("blake2s", "_blake2", "hashlib")
