"""How bytes and texts are read when somebody is looked for: one equality, the widest, for redaction, proof and copy.

What is read is letters `a-z`, figures and blanks. Case, accents (composed or not), width, invisible marks, punctuation
and the script make no difference; escapes (JSON, percent, quoted-printable, HTML), base64, UTF-16 and Latin-1 are read
as what they stand for.
"""

import base64
import binascii
import html
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache

DEPTH = 3
"""How many coats of escapes or base64 are taken off, one after the other."""
_ASCII = bytes(
    ord(chr(code).lower()) if code < 128 and chr(code).isalnum() else 0x20 if code < 128 and code != 0x0A else code
    for code in range(256)
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_HEX = rb"[0-9a-fA-F]"
_ESCAPES = re.compile(  # each way begins with its own sign, so that other bytes are passed over quickly
    rb"\\uH{4}(?:\\uH{4})*|%uH{4}(?:%uH{4})*|\\u\{H{1,6}\}|\\UH{8}|\\xHH(?:\\xHH)*|%HH(?:%HH)*"
    rb"|=[0-9A-F]{2}(?:=[0-9A-F]{2})*|=\r?\n|\\[nrtbfv\"'/\\]|&#?[0-9a-zA-Z]{2,8};".replace(b"H", _HEX)
)
_SIGNS = (b"\\", b"%", b"=", b"&")
_ONE = {b"n": b"\n", b"r": b"\n", b"t": b"\t", b"b": b" ", b"f": b" ", b"v": b" "}
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{12,}={0,2}")
_WRAPPED = re.compile(rb"\n(?<=[A-Za-z0-9+/=\r]\n)[ \t]*(?=[A-Za-z0-9+/=])")
_OWN_ID = re.compile(rb"[a-z]{3}_[0-9A-Z]{20,}")
_AROUND = frozenset({"Zs", "Zl", "Zp", "Cf"})
"""The kinds of blanks and of signs without a shape that may stand in a name: Chinese ones have a wide blank."""
_URL_SAFE = bytes.maketrans(b"-_", b"+/")
_SILENT_SIGNS = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u0300-\u036f"
_OU = re.compile(f"([οΟ][{_SILENT_SIGNS}]*)[υΥύΎὐ-ὖὺῦ]")
_CLUSTER = re.compile(
    f"[οΟ][{_SILENT_SIGNS}]*[υΥύΎὐ-ὖὺῦ][\u0300\u0301\u0342]*|"
    "[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]+|.[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]*",
    re.S,
)
_NO_BLANKS_BETWEEN = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)


def plain(data: bytes) -> bytes:
    """Bytes as they are compared: letters, figures, blanks and line ends; what is no UTF-8 is taken for Latin-1."""
    if not data.isascii():
        data = _HIGH.sub(lambda run: _high(run[0]), data)
    return data.translate(_ASCII)


def without_syllables(text: str) -> str:
    """A text without the signs of scripts in which each sign is read as a word of its own."""
    return _NO_BLANKS_BETWEEN.sub(" ", text)


def plain_text(text: str) -> str:
    """A text as it is compared, its words one blank apart."""
    return b" ".join(plain(text.encode("utf-8", "surrogatepass")).split()).decode()


@lru_cache(maxsize=65536)
def _high(run: bytes) -> bytes:
    try:
        text = run.decode()
    except UnicodeDecodeError:
        text = run.decode("latin-1") if len(run) < 4 else run.decode("utf-8", "ignore") + " " + run.decode("latin-1")
    text = _OU.sub(r"\1u", unicodedata.normalize("NFC", text))  # one sound in Greek, however it's stressed
    return "".join(_letter(letter) for letter in text).encode()


@lru_cache(maxsize=65536)
def _letter(letter: str) -> str:
    """One character of another alphabet in Latin letters; a blank for what is neither letter nor figure."""
    category = unicodedata.category(letter)
    if category in ("Mn", "Me", "Cf", "Cs"):
        return ""
    if category[0] not in "LN" and category != "Mc":
        wide = unicodedata.normalize("NFKD", letter)
        return wide.lower() if wide.isascii() and wide.isalnum() else " "
    from anyascii import anyascii

    apart = unicodedata.normalize("NFKD", letter).casefold()
    latin = "".join(part for part in anyascii(apart).lower() if part.isascii() and part.isalnum())
    return f" {latin} " if _NO_BLANKS_BETWEEN.match(letter) else latin


def unescaped(data: bytes) -> bytes:
    """Bytes with one coat of escapes taken off; the very same where there is none."""
    return _ESCAPES.sub(_meant, data)


def _meant(escape: re.Match[bytes]) -> bytes:
    sign = escape[0]
    if sign[:2] in (b"\\u", b"%u") and sign[2:3] != b"{":
        units = b"".join(bytes.fromhex(unit.decode()) for unit in re.findall(rb"u([0-9a-fA-F]{4})", sign))
        return units.decode("utf-16-be", "ignore").encode()
    if sign[:2] in (b"\\U", b"\\u"):
        code = int(sign[2:].strip(b"{}"), 16)
        return chr(code).encode("utf-8", "ignore") if code < 0x110000 else b" "
    if sign[:1] in (b"%", b"=") or sign[:2] == b"\\x":
        return bytes(int(figures, 16) for figures in re.findall(rb"[%=x]([0-9a-fA-F]{2})", sign))
    if sign[:1] == b"&":
        return html.unescape(sign.decode()).encode("utf-8", "ignore")
    return _ONE.get(sign[1:], sign[1:])


def _unpacked(data: bytes) -> Iterator[bytes]:
    """What runs of base64 stand for; a run of one case is a word or an id, unless it says something in a script."""
    for run in _BASE64.findall(data):
        if run.isdigit() or _OWN_ID.match(run):
            continue
        body = run.rstrip(b"=").translate(_URL_SAFE)
        try:
            said = base64.b64decode(body[: len(body) // 4 * 4] + _rest(body), validate=True)
        except (binascii.Error, ValueError):
            continue
        if not (run.islower() or run.isupper()) or _is_script(said):
            yield said


def _is_script(data: bytes) -> bool:
    """Whether bytes are a text that isn't plain English letters, as hardly any bytes are by chance."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    return not text.isascii() and all(sign.isprintable() or unicodedata.category(sign) in _AROUND for sign in text)


def _rest(body: bytes) -> bytes:
    end = body[len(body) // 4 * 4 :]
    return end + b"=" * (4 - len(end)) if len(end) > 1 else b""


def readings(data: bytes, depth: int = DEPTH) -> Iterator[bytes]:
    """Everything that bytes may say, each as `plain` gives it: as they are first, then what is packed in them."""
    yield plain(data)
    if not depth:
        return
    if b"\0" in data or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        for kind in ("utf-16-le", "utf-16-be"):
            for start in (0, 1):
                yield from readings(data[start:].decode(kind, "ignore").replace("\0", " ").encode(), depth - 1)
        yield from readings(data.replace(b"\0", b""), depth - 1)
    bare = unescaped(data) if any(sign in data for sign in _SIGNS) else data
    if bare != data:
        yield from readings(bare, depth - 1)
    whole = _WRAPPED.sub(b"", data)
    for way in (data, whole.replace(b"\r", b"")) if whole != data else (data,):
        packed = b"\n".join(_unpacked(way))
        if packed:
            yield from readings(packed, depth - 1)


class Letters:
    """A text as it is compared, with the place in the text of each letter: what is found can be taken out."""

    def __init__(self, text: str) -> None:
        """The text as it is written."""
        self.text = text
        self._signs = [(cluster[0], cluster.start(), cluster.end()) for cluster in _CLUSTER.finditer(text)]

    def folded(self) -> tuple[str, list[tuple[int, int]]]:
        """The letters, single blanks between words, and where each begins and ends in the text."""
        letters: list[str] = []
        places: list[tuple[int, int]] = []
        for sign, start, end in self._signs:
            seen = plain(unicodedata.normalize("NFC", sign).encode("utf-8", "surrogatepass")).decode()
            for letter in seen.replace("\n", " "):
                if letter != " " or (letters and letters[-1] != " "):
                    letters.append(letter)
                    places.append((start, end))
        return "".join(letters), places

    def written(self, start: int, end: int) -> str:
        """What stands between two places of the text, without the coats that are off."""
        first = bisect_left(self._signs, start, key=lambda sign: sign[1])
        last = bisect_right(self._signs, end, lo=first, key=lambda sign: sign[2])
        return "".join(sign for sign, _, _ in self._signs[first:last])

    def bare(self) -> "Letters | None":
        """The text with one coat of escapes off, its places still those of the first text; None where it has none."""
        whole = "".join(sign for sign, _, _ in self._signs).encode("utf-8", "surrogatepass")
        owners = [place for sign, *place in self._signs for _ in sign.encode("utf-8", "surrogatepass")]
        signs: list[tuple[str, int, int]] = []
        last = 0

        def add(piece: bytes, start: int) -> None:
            text = piece.decode("utf-8", "surrogatepass")
            at = start
            for letter in text:
                width = len(letter.encode("utf-8", "surrogatepass"))
                signs.append((letter, owners[at][0], owners[at + width - 1][1]))
                at += width

        for escape in _ESCAPES.finditer(whole):
            add(whole[last : escape.start()], last)
            meant = _meant(escape)
            start, end = owners[escape.start()][0], owners[escape.end() - 1][1]
            try:
                said = meant.decode()
            except UnicodeDecodeError:
                said = meant.decode("latin-1")
            signs.extend((letter, start, end) for letter in said)
            last = escape.end()
        if not last:
            return None
        add(whole[last:], last)
        bare = Letters("")
        bare.text, bare._signs = self.text, _joined(signs)
        return bare


def _joined(signs: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Letters that are read together as one sign, as those that were escaped one by one."""
    clusters = _CLUSTER.finditer("".join(sign for sign, _, _ in signs))
    return [(cluster[0], signs[cluster.start()][1], signs[cluster.end() - 1][2]) for cluster in clusters]


def packed_in(text: str) -> Iterator[tuple[int, int, bytes]]:
    """Where base64 stands in a text, and the bytes that it stands for."""
    data = text.encode("ascii", "replace")
    for match in _BASE64.finditer(data):
        for body in _unpacked(match[0]):
            yield match.start(), match.end(), body
