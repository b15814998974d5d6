"""The content lines of a vCard file of any version, as phones and mail programs really write them.

Lines are unfolded as bytes, for many writers cut inside a character. Quoted-printable and base64 values may go on
without an indent. Whatever a value's length, no more than `LONGEST` bytes of it are ever held.
"""

import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO

from deskapp.exchange.vcard_out import split, unescape
from deskapp.text.charsets import decode, guess_codec, known_codec
from deskapp.text.safe import clean

LONGEST = 256 * 1024
_PROPERTY = re.compile(rb"[ \t]*[A-Za-z0-9_.-]{1,200}[;:]")
_JOINT = re.compile(rb"(END:VCARD)[ \t]*(?:\xef\xbb\xbf)?(?=BEGIN:VCARD)", re.I)
_MARK = b"\xef\xbb\xbf"
_EDGE = re.compile(rb"[ \t]*(?:BEGIN|END)[ \t]*:[ \t]*VCARD[ \t]*$", re.I)
_STARTS = re.compile(rb"[ \t]*(?:AGENT[ \t]*:[ \t]*)?BEGIN[ \t]*:[ \t]*VCARD", re.I)
_QUOTED = re.compile(rb";(?:encoding=)?quoted-printable(?:;|$)", re.I)
_BASE64 = re.compile(rb";(?:encoding=(?:base64|b)|base64)(?:;|$)", re.I)
_OLD_VERSION = re.compile(rb"VERSION:[ \t]*2", re.I)
_CUSTOM = re.compile(r"X-CUSTOM\((?:CHARSET=([^,()]*),)?(ENCODING=QUOTED-PRINTABLE,)?([^()]*)\)", re.I)
_CARET = {"^n": "\n", "^^": "^", "^'": '"'}
PICTURES = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE", "CALADRURI"})


@dataclass(frozen=True, slots=True)
class ContentLine:
    """One property: its name in capitals, its group (`item1`), parameters in capitals, and its still escaped value."""

    number: int
    name: str
    value: str
    group: str = ""
    parameters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    old: bool = False
    cut: bool = False

    def types(self) -> list[str]:
        """What the property is marked as, in small letters: `TYPE=` values and the bare words of version 2.1."""
        return [kind.lower() for kind in self.parameters.get("TYPE", ())]

    def text(self) -> str:
        """The value without its escapes and the blanks around it."""
        return unescape(self.value, self.old).strip()

    def parts(self, most: int = 0) -> list[str]:
        """The parts of a structured value, each without its escapes; where so many are meant, so many."""
        parts = split(self.value, self.old)
        return (parts + [""] * most)[:most] if most else parts

    def first(self, parameter: str) -> str:
        """The first value of a parameter, or ""."""
        return next(iter(self.parameters.get(parameter, ())), "")


@dataclass(slots=True)
class _Folded:
    number: int
    parts: list[bytes]
    quoted: bool = False
    base64: bool = False
    keeps: bool = True
    old: bool = False
    size: int = 0

    def add(self, part: bytes) -> None:
        self.size += len(part)
        if self.keeps and self.size <= LONGEST:
            self.parts.append(part)


def content_lines(data: bytes) -> Iterator[ContentLine]:
    """Every property of a file in UTF-8 or any 8-bit charset, in order; files joined into one are taken apart."""
    data = _JOINT.sub(rb"\1\n", data)
    fallback = guess_codec(data)
    for folded in _unfold(data):
        yield _read(folded, "cp1252" if fallback == "utf-8" else fallback)


def _physical(data: bytes) -> Iterator[tuple[int, bytes]]:
    stream, number = BytesIO(data), 0
    while chunk := stream.readline(LONGEST + 2):
        number += 1
        rest = chunk
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(LONGEST)
        yield number, chunk.removeprefix(_MARK).rstrip(b"\r\n")


def _unfold(data: bytes) -> Iterator[_Folded]:
    current: _Folded | None = None
    old = False
    for number, raw in _physical(data):
        edge = _EDGE.match(raw) is not None
        if current and not edge:
            if _goes_on(current, raw):
                continue
            if not raw.strip():
                current.base64 = current.quoted = False
                continue
        elif not raw.strip():
            continue
        if current:
            yield current
        old = not _STARTS.match(raw) and (old or _OLD_VERSION.match(raw) is not None)
        current = _begin(number, raw, old)
    if current:
        yield current


def _goes_on(current: _Folded, raw: bytes) -> bool:
    """Add a physical line to the property before it, where it belongs to it."""
    if current.quoted and current.parts[-1].endswith(b"="):
        current.parts[-1] = current.parts[-1][:-1]
        current.add(raw)
    elif raw[:1] in (b" ", b"\t") and raw.strip():
        indent = b" " if current.old and not current.base64 and current.keeps else b""
        current.add(indent + raw[1:])
    elif _PROPERTY.match(raw) or not raw.strip():
        return False
    elif current.base64:
        current.add(raw.strip())
    else:
        current.add(b"\n" + raw)
    return True


def _begin(number: int, raw: bytes, old: bool) -> _Folded:
    header = raw[:1000].partition(b":")[0]
    name = header.partition(b";")[0].rpartition(b".")[2].strip().upper().decode("ascii", "replace")
    quoted = _QUOTED.search(header) is not None
    base64 = _BASE64.search(header) is not None
    return _Folded(number, [raw], quoted, base64, name not in PICTURES, old, len(raw))


def _read(folded: _Folded, fallback: str) -> ContentLine:
    raw = b"".join(folded.parts)
    header, value = _divide(raw)
    group, _, name = decode(header.partition(b";")[0]).rpartition(".")
    parameters = _parameters(decode(header.partition(b";")[2])) if b";" in header else {}
    name = name.strip().upper()
    if name in PICTURES:
        return ContentLine(folded.number, name, "")
    if folded.quoted:
        value = binascii.a2b_qp(value)
    elif folded.base64:
        value = _from_base64(value)
    codec = known_codec(parameters["CHARSET"][0]) if parameters.get("CHARSET") else ""
    text = clean(decode(value, codec, fallback))
    if folded.quoted and not folded.old:
        text = text.replace("\n", "\\n")
    cut = folded.size > LONGEST
    return ContentLine(folded.number, name, "" if cut else text, group.strip().lower(), parameters, folded.old, cut)


def _divide(raw: bytes) -> tuple[bytes, bytes]:
    """Header and value at the first colon that is not inside quotes, else at the first."""
    header, _, value = raw.partition(b":")
    if header.count(b'"') % 2 == 0:
        return header, value
    pieces, place = raw.split(b'"'), 0
    for index, piece in enumerate(pieces):
        if index % 2 == 0 and b":" in piece:
            place += piece.index(b":")
            return raw[:place], raw[place + 1 :]
        place += len(piece) + 1
    return header, value


def _custom(match: re.Match[str]) -> str:
    """A label of one's own as phones of Samsung write it: `X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=41)`."""
    written = match[3].encode("utf-8", "replace")
    label = decode(binascii.a2b_qp(written) if match[2] else written, known_codec(match[1] or ""))
    return "TYPE=" + re.sub('[",;=]', " ", clean(label))


def _parameters(text: str) -> dict[str, tuple[str, ...]]:
    text = _CUSTOM.sub(_custom, text)
    pieces = text.split('"')
    pieces[1::2] = [piece.replace(";", "\0") for piece in pieces[1::2]]
    parameters: dict[str, tuple[str, ...]] = {}
    for parameter in "".join(pieces).split(";")[:50]:
        name, equals, value = parameter.replace("\0", ";").partition("=")
        name = name.strip().upper()
        if not equals:
            name, value = ("ENCODING" if name in ("QUOTED-PRINTABLE", "BASE64") else "TYPE"), name
        if name:
            values = tuple(_uncaret(part.strip()) for part in value.split(",")[:50])
            parameters[name] = parameters.get(name, ()) + values
    return parameters


def _uncaret(text: str) -> str:
    return re.sub(r"\^[n^']", lambda match: _CARET[match[0]], text) if "^" in text else text


def _from_base64(value: bytes) -> bytes:
    try:
        return binascii.a2b_base64(value)
    except binascii.Error:
        return b""
