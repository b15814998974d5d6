"""Identifiers: a prefix that says what it names, and a ULID, so that ids are unique over desks and sort by time.

The layout of the 26 characters (48 bits of Unix milliseconds, 80 random bits, Crockford's base 32) is that of the
public ULID specification. Ids are never made from a name or a number of a person.
"""

from datetime import datetime

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def ulid(now: datetime, entropy: bytes) -> str:
    """26 characters from an instant (UTC, ≥ 1970) and 10 random bytes."""
    if len(entropy) != 10:
        raise ValueError("a ULID takes 10 random bytes")
    milliseconds = max(0, int(now.timestamp() * 1000)) & ((1 << 48) - 1)
    number = (milliseconds << 80) | int.from_bytes(entropy, "big")
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range(125, -1, -5))


def make_id(prefix: str, now: datetime, entropy: bytes) -> str:
    """An id such as `int_01J…`."""
    return f"{prefix}_{ulid(now, entropy)}"


def map_key(entropy: bytes) -> str:
    """A short key (6 characters from 4 random bytes) for one entry of a map inside a document."""
    number = int.from_bytes(entropy[:4], "big")
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range(25, -1, -5))
