"""The puts and deletes of a journal record in which a document cannot be read: each line as it was written."""

import re
from collections.abc import Iterator

from deskapp.store.engine.codec import decode
from deskapp.store.engine.shelf import Op

OPS = b',"o":['
_NEXT = re.compile(rb'["\[\]{}]')
_TEXT = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_OP = re.compile(rb'\[("(?:[^"\\]|\\.)*"),(-?\d+),')


def raw_ops(payload: bytes) -> list[Op]:
    """The operations of a record's payload, their documents not looked into. Raises ValueError."""
    ops, at = [], payload.index(OPS) + len(OPS)
    while payload[at : at + 1] != b"]":
        head = _OP.match(payload, at)
        if head is None:
            raise ValueError("no operation")
        start = head.end()
        end = _end_of(payload, start)
        line = None if payload[start:end] == b"null" else payload[start:end]
        shadows = ""
        if payload[end : end + 1] == b",":
            found = _TEXT.match(payload, end + 1)
            if found is None:
                raise ValueError("no id")
            shadows, end = decode(found[0]), found.end()
        ops.append(Op(decode(head[1]), int(head[2]), line, shadows))
        at = end + 1
        at += payload[at : at + 1] == b","
    return ops


def _end_of(payload: bytes, start: int) -> int:
    """Where the value that begins there ends. Raises ValueError."""
    if payload.startswith(b"null", start):
        return start + len(b"null")
    depth = 0
    for at, mark in _marks(payload, start):
        depth += 1 if mark in b"[{" else -1
        if depth == 0:
            return at + 1
    raise ValueError("no end")


def _marks(payload: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The brackets from a place on, those in texts passed over."""
    while found := _NEXT.search(payload, at):
        at = found.end()
        if found[0] != b'"':
            yield found.start(), found[0]
            continue
        text = _TEXT.match(payload, found.start())
        if text is None:
            return
        at = text.end()
