"""The attacker's own eyes: every byte of every file of a folder, in every form that a word can take."""

import base64
import binascii
import gzip
import hashlib
import io
import re
import sys
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from tests.benchmarks.erase_people import LATIN_OF, WIDE, Person, latin, umlauts

_SIGNS = "".join(re.escape(chr(c)) for c in range(sys.maxunicode) if unicodedata.category(chr(c)) in ("Mn", "Cf"))
_INVISIBLE = re.compile(f"[{_SIGNS}'’‘ʼ`´]")
_LETTERS = {"ł": "l", "ø": "o", "æ": "ae", "đ": "d", "ð": "d", "þ": "th", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n"}
_TABLE = str.maketrans(_LETTERS | {k: v for k, v in LATIN_OF.items() if ord(k) < 0x2E80})
_BETWEEN = re.compile(r"[\W_]+")
_ESCAPE = re.compile(r"\\+u([0-9a-fA-F]{4})")
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_BASE64 = re.compile(r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{8,}={0,2}")
_NUMBER = re.compile(r"(?<!\d)\d(?:[\s().\-/–—·]{0,3}\d){6,}(?!\d)")
MARK = re.compile(r"\bzq[a-p]{6}\b")
NEAR = 90


def fold(text: str) -> str:
    """Letters without accents, case, script and signs, one blank between words."""
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKD", text)).casefold()
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKD", text)).replace("ου", "ou").translate(_TABLE)
    return _BETWEEN.sub(" ", text.replace("'", "").replace("`", "").lower())


def _from_base64(found: re.Match[str]) -> str:
    run = found[0].rstrip("=")
    try:
        text = base64.b64decode(run + "=" * (-len(run) % 4), validate=True).decode()
    except (binascii.Error, ValueError):
        return found[0]
    return f"{found[0]} {text} " if text.isprintable() else found[0]


def plain(text: str) -> str:
    """The text with its escapes, percent signs and base64 read, and every digit an ASCII one."""
    for _ in range(2):
        text = _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        text = _PERCENT.sub(lambda m: unquote(m[0]), text)
        text = re.sub(r"\\[nrt]", " ", text)
    return _BASE64.sub(_from_base64, text)


def digits_plain(text: str) -> str:
    """The text with its digits in ASCII and nothing invisible."""
    return text if text.isascii() else _INVISIBLE.sub("", unicodedata.normalize("NFKD", text))


def texts(data: bytes, name: str = "", depth: int = 0) -> Iterator[str]:
    """Every text that these bytes may be, through archives too."""
    if data[:2] == b"PK" and depth < 6:
        with zipfile.ZipFile(io.BytesIO(data)) as held:
            for info in held.infolist():
                yield info.filename
                yield from texts(held.read(info), info.filename, depth + 1)
        return
    if data[:2] == b"\x1f\x8b" and depth < 6:
        yield from texts(gzip.decompress(data), name, depth + 1)
        return
    data = data.rstrip(b"\0")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield data.decode("utf-16", "replace")
    elif data.count(0) * 4 > len(data):
        yield data.decode("utf-16-le", "replace")
        yield data.decode("utf-16-be", "replace")
    else:
        try:
            yield data.decode()
        except UnicodeDecodeError:
            yield data.decode("utf-8", "replace")
            yield data.decode("latin-1")


_read: dict[bytes, list[tuple[str, str]]] = {}


def forms(data: bytes) -> list[tuple[str, str]]:
    """The texts of these bytes, folded and with plain digits; kept, as copies are many."""
    key = hashlib.blake2b(data).digest()
    if key not in _read:
        if len(_read) > 400:
            _read.clear()
        seen = [plain(text) for text in texts(data)]
        _read[key] = [(fold(text), digits_plain(text)) for text in seen]
    return _read[key]


@dataclass(frozen=True)
class Hit:
    """One place where a word of the person still is."""

    mark: str
    term: str
    path: str
    around: str


def _word(text: str, more: str = "") -> str:
    return rf"\b{re.escape(fold(text).strip())}{more}\b"


def terms(person: Person) -> dict[str, re.Pattern[str]]:
    """What to look for, as patterns over folded text."""
    wide = person.culture in WIDE
    found = {"e-mail": _word(person.email), "street": _word(person.street), "birthday": _word(person.birthday)}
    found |= {f"rare word {n}": _word(word) for n, word in enumerate(person.rare)}
    if wide:
        found["name"] = re.escape(fold(person.name).strip())
        if person.culture == "chinese":
            found["pinyin"] = _word(f"{latin(person.family)} {latin(person.given)}")
    else:
        parts = {person.family, person.given, umlauts(person.family), *person.family.replace("-", " ").split()}
        for part in sorted(parts, key=len):
            if len(fold(part).strip()) >= 4:
                found[f"name “{part}”"] = _word(part, "s?")
        found["name"] = _word(person.name)
    if person.id:
        found["id of the card"] = re.escape(fold(person.id))
    return {kind: re.compile(pattern) for kind, pattern in found.items() if pattern != r"\b\b"}


def phones(text: str, person: Person) -> Iterator[tuple[int, int]]:
    """Where a run of digits is this person's number, with or without trunk and country."""
    if person.significant[-4:] not in re.sub(r"\D", "", text):
        return
    head = re.compile(rf"(?:00)?(?:{person.country_code})?0?")
    for found in _NUMBER.finditer(text):
        digits = "".join(str(unicodedata.digit(c)) for c in found[0] if c.isdigit())
        if digits.endswith(person.significant) and head.fullmatch(digits.removesuffix(person.significant)):
            yield found.span()


def _mark_before(text: str, start: int) -> str:
    marks = MARK.findall(fold(text[max(0, start - NEAR) : start]))
    return marks[-1] if marks else ""


def search(folder: Path, person: Person) -> set[Hit]:
    """Every place in the folder, file names too, that still has something of this person."""
    hits: set[Hit] = set()
    patterns = terms(person)
    for path in sorted(folder.rglob("*")):
        where = str(path.relative_to(folder))
        seen = [(fold(where), where)]
        if path.is_file():
            seen += forms(path.read_bytes())
        for folded, digits in seen:
            hits |= _hits(folded, digits, patterns, person, where)
    return hits


def _hits(folded: str, digits: str, patterns: dict[str, re.Pattern[str]], person: Person, where: str) -> set[Hit]:
    hits: set[Hit] = set()
    for kind, pattern in patterns.items():
        for found in pattern.finditer(folded):
            around = folded[max(0, found.start() - 60) : found.end() + 30]
            hits.add(Hit(_mark_before(folded, found.start()), kind, where, around))
    for start, end in phones(digits, person):
        hits.add(Hit(_mark_before(digits, start), "phone", where, digits[max(0, start - 60) : end + 20]))
    return hits


def finds(person: Person, data: bytes) -> bool:
    """Whether these eyes see this person in these bytes."""
    return any(_hits(folded, digits, terms(person), person, "") for folded, digits in forms(data))


def marks(folder: Path) -> set[str]:
    """Every mark that is still in the folder."""
    found: set[str] = set()
    for path in folder.rglob("*"):
        if path.is_file():
            for folded, _ in forms(path.read_bytes()):
                found.update(MARK.findall(folded))
    return found
