"""One way in for every file: what it is, is told by what stands in it, and the extension only settles a doubt."""

import errno
import re
from collections.abc import Mapping
from pathlib import Path

from deskapp.errors import NotFoundError, RefusedError, UsageError
from deskapp.exchange.batch import Batch
from deskapp.messages import noted, said
from deskapp.store.engine.reader import read_plain
from deskapp.text.charsets import as_utf8, known_codec

SUFFIXES = (".vcf", ".vcard", ".csv", ".tsv", ".txt", ".json", ".xml")
LARGEST = 100 * 1024 * 1024
_HEAD = 64 * 1024
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f"))
_FOREIGN = (
    (
        b"PK\x03\x04",
        "a zip archive or an Excel workbook",
        noted("Unpack it, or save the sheet as CSV, and import that."),
    ),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Outlook file", noted("Export the contacts as CSV or vCard.")),
    (b"\x1f\x8b", "a gzip archive", noted("Unpack it first.")),
    (b"7z\xbc\xaf", "a 7-Zip archive", noted("Unpack it first.")),
    (b"Rar!", "a RAR archive", noted("Unpack it first.")),
    (b"%PDF", "a PDF", noted("Export the contacts as CSV or vCard.")),
    (b"SQLite format 3", "a database", noted("Export the contacts as CSV or vCard.")),
    (b"!BDN", "an Outlook mailbox", noted("Export the contacts from Outlook as CSV.")),
    (b"\x89PNG", "a picture", noted("Choose the address book's own file.")),
    (b"\xff\xd8\xff", "a picture", noted("Choose the address book's own file.")),
    (b"GIF8", "a picture", noted("Choose the address book's own file.")),
    (b"bplist", "an Apple settings file", noted("Export the contacts as vCard.")),
)


def read_file(path: Path, columns: Mapping[str, str] | None = None, codec: str = "", *, is_utc: bool = False) -> Batch:
    """The batch of a file. `columns` and `codec` are a person's choices for a table, `is_utc` one for a call log.

    Raises DeskError, one sentence.
    """
    return read_bytes(bytes_of(path), path.suffix, columns, codec, is_utc=is_utc)


def bytes_of(path: Path) -> bytes:
    """What stands in an ordinary file that is not too large. Raises DeskError, one sentence.

    No more is ever read than the largest file may hold, and nothing is waited for: some systems show endless streams
    as ordinary files.
    """
    try:
        if path.is_dir():
            raise RefusedError(
                said("{name!r} is a folder.", name=path.name), said("Choose the address book's own file in it.")
            )
        if not path.exists():
            raise NotFoundError(said("There is no file {name!r} there.", name=path.name), said("Check the path."))
        if not path.is_file():
            raise RefusedError(
                said("{name!r} is a device or a pipe, no file.", name=path.name),
                said("Choose the address book's own file."),
            )
        return read_plain(path, LARGEST, follow=True)
    except (OSError, ValueError) as error:
        if getattr(error, "errno", 0) == errno.EFBIG:
            much = said("The file is larger than {size} MB.", size=LARGEST >> 20)
            raise RefusedError(much, said("Export it without pictures, or in parts.")) from error
        why = getattr(error, "strerror", None) or error
        raise RefusedError(
            said("The file cannot be read ({why}).", why=why), said("Check the disk and the permissions.")
        ) from error


def read_bytes(
    data: bytes,
    suffix: str = "",
    columns: Mapping[str, str] | None = None,
    codec: str = "",
    *,
    is_utc: bool = False,
) -> Batch:
    """The batch of a file's content."""
    if codec and not known_codec(codec):
        raise UsageError(
            said("{codec!r:.40} is no known encoding.", codec=codec), said("Try utf-8, windows-1252 or shift_jis.")
        )
    for mark, what, next_step in _FOREIGN:
        if data.startswith(mark):
            raise RefusedError(said("This is {what}, not an address book or a call log.", what=what), next_step)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise RefusedError(said("The file is empty."), said("Export it again."))
    head = as_utf8(data[:_HEAD]).lstrip().lstrip(b"\0")
    if b"BEGIN:VCARD" in head.upper().replace(b" ", b""):
        from deskapp.exchange.vcard_in import read_vcards

        return read_vcards(as_utf8(data))
    if head[:1] in (b"{", b"["):
        from deskapp.exchange.json_file import read_json_file

        return read_json_file(data)
    if head[:1] == b"<":
        from deskapp.exchange.call_logs import read_call_xml

        if re.search(rb"<!doctype html|<html", head[:2000].lower()):
            way = said("Sign in to the address book there, and export again.")
            raise RefusedError(said("This is a web page, not an export."), way)
        return read_call_xml(data)
    if suffix.lower() == ".vcf":
        raise RefusedError(said("There is no card in this file (no BEGIN:VCARD)."), said("Export the contacts again."))
    if len(head) - len(head.translate(None, _CONTROLS)) > len(head) // 50:
        raise RefusedError(said("This is no text file."), said("Export the contacts as vCard or CSV."))
    return _table(data, head, columns, codec, is_utc=is_utc)


def _table(data: bytes, head: bytes, columns: Mapping[str, str] | None, codec: str, *, is_utc: bool) -> Batch:
    from deskapp.exchange.call_logs import looks_like_cdr, read_cdr
    from deskapp.exchange.csv_in import read_csv
    from deskapp.exchange.csv_table import read_table

    whole_lines = head[: head.rfind(b"\n") + 1] or head
    try:
        is_log = looks_like_cdr(read_table(whole_lines, codec).header)
    except RefusedError:
        is_log = False
    return read_cdr(data, utc=is_utc) if is_log else read_csv(data, columns, codec)
