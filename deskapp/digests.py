"""Digests by Python's own small modules: `hashlib` loads OpenSSL, 3.5 MB of memory for the few names digested here."""

from collections.abc import Callable
from importlib import import_module
from typing import Any


def _first(name: str, *modules: str) -> Callable[..., Any]:
    """The digest of the first of some modules that this Python has."""
    for module in modules:
        try:
            found: Callable[..., Any] = getattr(import_module(module), name)
        except (ImportError, AttributeError):
            continue
        return found
    raise ImportError(f"no {name}")


sha256 = _first("sha256", "_sha2", "_sha256", "hashlib")
blake2s = _first("blake2s", "_blake2", "hashlib")
