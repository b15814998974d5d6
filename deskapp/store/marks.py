"""The marks of a person: what would identify them, looked for in text and in bytes, and taken out of other texts.

A mark counts where it stands as whole words, whatever its case and accents.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from deskapp.model.document import ERASED
from deskapp.store.codec import Document, encode
from deskapp.store.fold import fold

FEW = 8
_ID = re.compile(r"(?<![A-Za-z0-9_])[a-z]{3}_[0-9A-Za-z_-]+")
_ID_BYTES = re.compile(rb"(?<![A-Za-z0-9_])[a-z]{3}_[0-9A-Za-z_-]+")


class Marks:
    """Ids and texts by which somebody could be found again."""

    def __init__(self, ids: Iterable[str] = (), texts: Iterable[str] = ()) -> None:
        self.ids = frozenset(ids)
        self.texts = tuple(sorted({text for text in texts if text.strip()}, key=lambda one: (-len(one), one)))
        self._id_bytes = frozenset(one.encode() for one in self.ids)
        self._folded = [one for one in dict.fromkeys(_squeezed(text) for text in self.texts) if one]
        self.folded_bytes = [one.encode(errors="ignore") for one in self._folded]
        self._bytes = sorted({form.lower() for text in self.texts for form in _forms(text)})

    def may_be_in(self, data: bytes) -> bool:
        """Whether bytes of a file may hold a mark, as it was written, or as JSON or ASCII would write it."""
        if self._id_in(data):
            return True
        plain = data.lower() if self._bytes else b""
        return any(form in plain for form in self._bytes)

    def may_be_in_folded(self, text: bytes) -> bool:
        """Whether search text may hold a mark."""
        return any(mark in text for mark in self.folded_bytes)

    def _id_in(self, data: bytes) -> bool:
        if len(self._id_bytes) <= FEW:
            return any(one in data for one in self._id_bytes)
        return any(found[0] in self._id_bytes for found in _ID_BYTES.finditer(data))

    def in_text(self, text: str) -> bool:
        """Whether a mark stands in a text."""
        return self.redacted(text) is not text

    def in_value(self, value: Any) -> bool:
        """Whether a mark stands anywhere in a JSON value, names of fields included."""
        return any(self.in_text(text) for text in _strings(value))

    def redacted(self, text: str) -> str:
        """The text without the marks; the very same text where none stands in it."""
        result = text
        if self.ids and "_" in text:
            result = _ID.sub(lambda found: ERASED if found[0] in self.ids else found[0], text)
        plain = _squeezed(result)
        if any(mark in plain for mark in self._folded):
            result = self._without(result)
        return text if result == text else result

    def without(self, document: Document) -> Document:
        """The document without the marks in what people wrote; the very same where none stands in it."""
        changed = {name: self._value_without(value) for name, value in document.items() if name != "id"}
        if all(value is document[name] for name, value in changed.items()):
            return document
        return {name: changed.get(name, value) for name, value in document.items()}

    def _value_without(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.redacted(value)
        if isinstance(value, dict):
            inner: Any = {name: self._value_without(one) for name, one in value.items()}
            return value if all(inner[name] is value[name] for name in value) else inner
        if isinstance(value, list):
            inner = [self._value_without(one) for one in value]
            return value if all(one is other for one, other in zip(inner, value, strict=True)) else inner
        return value

    def _without(self, text: str) -> str:
        letters, places = _letters(text)
        for mark in self._folded:
            at = letters.find(mark)
            while at >= 0:
                end = at + len(mark)
                if _stands_alone(letters, at, end):
                    start, stop = places[at], places[end] if end < len(places) else len(text)
                    stop -= len(text[start:stop]) - len(text[start:stop].rstrip())
                    text = f"{text[:start]}{ERASED}{text[stop:]}"
                    letters, places = _letters(text)
                    end = at + len(ERASED)
                at = letters.find(mark, end)
        return text


def _stands_alone(letters: str, start: int, end: int) -> bool:
    before, after = letters[start - 1 : start], letters[end : end + 1]
    return not (before.isalnum() and letters[start].isalnum()) and not (after.isalnum() and letters[end - 1].isalnum())


def _squeezed(text: str) -> str:
    return " ".join(fold(text).split())


def _letters(text: str) -> tuple[str, list[int]]:
    """The text folded, white space as single blanks, and for each letter where it stood."""
    letters: list[str] = []
    places: list[int] = []
    for place, one in enumerate(text):
        for letter in " " if one.isspace() else fold(one):
            if letter != " " or (letters and letters[-1] != " "):
                letters.append(letter)
                places.append(place)
    return "".join(letters), places


def _forms(text: str) -> Iterator[bytes]:
    """The bytes as which a text may stand in a file."""
    for one in {text, text.lower(), text.upper(), text.title(), _squeezed(text)}:
        yield encode(one)[1:-1]
        yield json.dumps(one)[1:-1].encode()


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
