"""Backups that are locked with a passphrase: AES-256-GCM piece by piece, its key made of the passphrase by scrypt.

Each piece is bound to the file's head, to its number and to whether it is the last: a file that was cut, joined, or
whose pieces changed places is noticed before a byte of the piece counts. Nothing is ever unlocked onto a disk here:
pieces are locked and unlocked in memory.
"""

import io
import os
import stat
import struct
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from deskapp.errors import RefusedError
from deskapp.messages import said
from deskapp.store.engine.reader import open_plain

if TYPE_CHECKING:
    from types import ModuleType

SIGN = b"deskapp locked 1\n"
ENDING = ".locked"
PIECE, TAG = 1 << 16, 16
COST, BLOCK, LANES = 16, 8, 1
"""What scrypt is asked for: 2**COST times BLOCK times 128 bytes, 64 MB."""
COSTS = range(15, 18)
"""The costs that a file may ask for: its head is not proved yet when it is read."""
_HEAD = struct.Struct(">17sBBB16s16s7s")
_NONCE = struct.Struct(">7sIB")
LONGEST = 1 << 12


def is_locked(file: Path) -> bool:
    """Whether a file is a backup that is locked with a passphrase; False for what cannot be read."""
    try:
        with open_plain(file, buffering=0) as raw:
            return raw.read(len(SIGN)) == SIGN
    except OSError:
        return False


def read_passphrase(file: Path) -> tuple[str, bool]:
    """The first line of a file, and whether other accounts can read that file. Raises RefusedError."""
    try:
        with open_plain(Path(os.path.realpath(file))) as raw:
            is_open = os.name != "nt" and bool(os.fstat(raw.fileno()).st_mode & (stat.S_IRWXG | stat.S_IRWXO))
            return passphrase_of(raw.readline(LONGEST), file), is_open
    except OSError as error:
        raise RefusedError(
            said("{file} can't be read ({strerror}).", file=file, strerror=error.strerror or error),
            said("Name another file."),
        ) from error


def passphrase_of(line: bytes, named: Path | str) -> str:
    """The passphrase that a line holds. Raises RefusedError where there is none."""
    try:
        text = unicodedata.normalize("NFC", line.decode("utf-8-sig").rstrip("\r\n"))
    except UnicodeDecodeError as error:
        raise RefusedError(
            said("The first line of {named} is no text.", named=named), said("Put the passphrase there.")
        ) from error
    if not text.strip() or len(line) >= LONGEST:
        raise RefusedError(
            f"The first line of {named} is {'empty' if not text.strip() else 'too long'}.",
            said("Put the passphrase there."),
        )
    return text


class _Key:
    """The key of one file, and the head that each of its pieces is bound to."""

    def __init__(self, passphrase: str, cost: int, salt: bytes, check: bytes, start: bytes) -> None:
        aead, scrypt = ciphers()
        made = scrypt.Scrypt(salt=salt, length=48, n=1 << cost, r=BLOCK, p=LANES).derive(passphrase.encode())
        self.fits = not check or made[32:] == check
        self.head = _HEAD.pack(SIGN, cost, BLOCK, LANES, salt, made[32:], start)
        self._start, self._cipher = start, aead.AESGCM(made[:32])

    def lock(self, piece: bytes, number: int, last: bool) -> bytes:
        return bytes(self._cipher.encrypt(_NONCE.pack(self._start, number, last), piece, self.head))

    def unlock(self, piece: bytes, number: int, last: bool) -> bytes:
        from cryptography.exceptions import InvalidTag

        try:
            return bytes(self._cipher.decrypt(_NONCE.pack(self._start, number, last), piece, self.head))
        except InvalidTag as error:
            raise ValueError("a piece of it is not what was saved") from error


def ciphers() -> "tuple[ModuleType, ModuleType]":
    """What locks and unlocks, and what makes its key. Raises RefusedError where it isn't installed."""
    try:
        from cryptography.hazmat.primitives.ciphers import aead
        from cryptography.hazmat.primitives.kdf import scrypt
    except ImportError as error:
        raise RefusedError(
            said("A passphrase needs the package `cryptography`, which isn't installed."),
            said("`pip install 'deskapp[crypt]'` adds it."),
        ) from error
    return aead, scrypt


class _Locked:
    """What takes bytes one after the other and writes them locked; `end` writes the last piece."""

    def __init__(self, raw: IO[bytes], key: _Key) -> None:
        self._raw, self._key, self._held, self._number = raw, key, bytearray(), 0
        raw.write(key.head)

    def write(self, data: bytes | bytearray | memoryview) -> int:
        self._held += data
        while len(self._held) > PIECE:
            self._put(bytes(self._held[:PIECE]), last=False)
            del self._held[:PIECE]
        return len(data)

    def flush(self) -> None:
        """A piece is written when it is full."""

    def end(self) -> None:
        self._put(bytes(self._held), last=True)

    def _put(self, piece: bytes, *, last: bool) -> None:
        self._raw.write(self._key.lock(piece, self._number, last))
        self._number += 1


@contextmanager
def locking(raw: IO[bytes], passphrase: str) -> Iterator[Any]:
    """What is written inside goes into a file locked. Raises RefusedError where the package is missing, OSError."""
    locked = _Locked(raw, _Key(passphrase, COST, os.urandom(16), b"", os.urandom(7)))
    yield locked
    locked.end()


def unlocked(raw: IO[bytes], passphrase: str, called: Path) -> IO[bytes]:
    """The bytes of a locked file, as a file to read and to move in.

    Raises RefusedError for another passphrase, or where the package is missing; reading raises ValueError for what is
    not as it was saved.
    """
    raw.seek(0)
    head = raw.read(_HEAD.size)
    if len(head) < _HEAD.size or not head.startswith(SIGN):
        raise ValueError("its head is missing")
    _, cost, block, lanes, salt, check, start = _HEAD.unpack(head)
    if cost not in COSTS or (block, lanes) != (BLOCK, LANES):
        raise ValueError("its head is not one of this program")
    key = _Key(passphrase, cost, salt, check, start)
    if not key.fits:
        raise RefusedError(
            said("That is not the passphrase of {called}.", called=called), said("Nothing was changed; try another.")
        )
    return io.BufferedReader(_Unlocked(raw, key), PIECE)


class _Unlocked(io.RawIOBase):
    """The bytes of a locked file; one piece at a time is in memory, and only a proved one."""

    def __init__(self, raw: IO[bytes], key: _Key) -> None:
        self._raw, self._key, self._at, self._held = raw, key, 0, (-1, b"")
        body = raw.seek(0, io.SEEK_END) - _HEAD.size
        self._count = max(1, -(-body // (PIECE + TAG)))
        self._size = body - self._count * TAG
        if self._size < 0:
            raise ValueError("its end is missing")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if at < 0:
            raise ValueError("a place before its beginning")
        self._at = at
        return at

    def readinto(self, buffer: Any) -> int:
        room = memoryview(buffer).cast("B")
        if self._at >= self._size:
            return 0
        number, inside = divmod(self._at, PIECE)
        data = self._piece(number)[inside : inside + len(room)]
        room[: len(data)] = data
        self._at += len(data)
        return len(data)

    def _piece(self, number: int) -> bytes:
        if self._held[0] != number:
            self._raw.seek(_HEAD.size + number * (PIECE + TAG))
            locked = self._raw.read(PIECE + TAG)
            self._held = number, self._key.unlock(locked, number, number == self._count - 1)
        return self._held[1]
