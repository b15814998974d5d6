"""Digests by Python's own small modules: `hashlib` loads OpenSSL, 3.5 MB of memory for the few names digested here."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hashlib import blake2s as blake2s
    from hashlib import sha256 as sha256
else:

    def _first(name: str, *modules: str) -> Any:
        """The digest of the first of some modules that this Python has. Raises ImportError where none has it."""
        for module in modules:
            try:
                return getattr(import_module(module), name)
            except (ImportError, AttributeError):
                continue
        raise ImportError(f"no {name}")

    sha256 = _first("sha256", "_sha2", "_sha256", "hashlib")
    blake2s = _first("blake2s", "_blake2", "hashlib")
