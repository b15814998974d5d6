"""Text as it is searched: without case, accents or punctuation of phone numbers; only what people wrote."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from deskapp.store.codec import Document, document_in
from deskapp.store.difference import META

MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"})
PHONE = re.compile(r"\+?[\d\s()/.\u00a0-]{5,}")
MACHINE = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z|[a-z]{3}_[0-9A-Z]{26}")
SILENT = META | {"kind", "state", "stance", "channel", "label", "group", "drafts", "by", "staff", "owner"}
NOT_DIGITS = re.compile(r"\D+")
PHONE_DIGITS = LAST_FEW = 5


def fold(text: str) -> str:
    """Text without case and accents: `Łukasz Müller` → `lukasz muller`. Folding twice changes nothing more."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFKD", MARKS.sub("", plain).translate(LETTERS).casefold())


def searchable(document: Document) -> str:
    """All that people wrote in a document, folded, in one line; phone numbers also as bare digits."""
    parts: list[str] = []
    for text in _texts(document):
        if MACHINE.fullmatch(text):
            continue
        parts.append(text)
        if PHONE.fullmatch(text):
            parts.append(NOT_DIGITS.sub("", text))
    return " ".join(fold(" ".join(parts)).split())


def searched_as(line: bytes) -> bytes:
    """The search text of a document's line; nothing of one that is no document."""
    return searchable(document_in(line) or {}).encode(errors="ignore")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in SILENT:
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def dialled(digits: str) -> str:
    """The digits of a number to look for: without its leading zeros, as they go abroad, but with all of the last few.

    What is left of `0000001` is so no part of every number with a 1 in it, nor that of `000000` of every number at all.
    """
    return digits[:-LAST_FEW].lstrip("0") + digits[-LAST_FEW:]


def needles(words: str) -> list[bytes]:
    """The words that a text must hold, the longest first; a phone number in any notation counts by its digits."""
    found = []
    if PHONE.fullmatch(words.strip()) and len(NOT_DIGITS.sub("", words)) >= PHONE_DIGITS:
        words = NOT_DIGITS.sub("", words)
    for word in fold(words).split():
        digits = NOT_DIGITS.sub("", word)
        if PHONE.fullmatch(word) and len(digits) >= PHONE_DIGITS:
            word = dialled(digits)
        found.append(word.encode(errors="ignore"))
    return sorted(set(found), key=len, reverse=True)
