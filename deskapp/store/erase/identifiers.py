"""The marks of a person: what would identify them, looked for in text and in bytes, and taken out of other texts.

A mark counts where it stands as whole words, in whatever spelling (see `readings`).
"""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from deskapp.model.choices import is_our_key, is_ours
from deskapp.model.document import ERASED
from deskapp.store.engine.codec import Document
from deskapp.store.erase.readings import DEPTH, Letters, packed_in, plain_text, readings

FEW, MANY = 8, 64
PART, OVERLAP = 1 << 18, 1 << 10
_ID = re.compile(r"(?<![A-Za-z0-9_])[a-z]{3}_[0-9A-Za-z_-]+")
_ID_BYTES = re.compile(rb"(?<![A-Za-z0-9_])[a-z]{3}_[0-9A-Za-z_-]+")
_AMONG_FIGURES = re.compile(r"(?<=[0-9]) ?(?=[0-9a-z])|(?<=[a-z]) ?(?=[0-9])")
NO_FIGURES = bytes(0x20 if chr(code) in "0123456789" else code for code in range(256))
"""A table for `bytes.translate` that leaves letters only, of bytes as they are compared."""
Span = tuple[int, int]


class Identifiers:
    """Ids and texts by which somebody could be found again: names, addresses, numbers in each form, single words.

    Where they are taken out, what stands inside a mark of `beside` stays, and so does a word of `proper` in small
    letters.
    """

    def __init__(
        self,
        ids: Iterable[str] = (),
        texts: Iterable[str] = (),
        *,
        beside: "Identifiers | None" = None,
        proper: frozenset[str] = frozenset(),
    ) -> None:
        self._beside, self._proper = beside, proper
        self.ids = frozenset(ids)
        self.texts = tuple(sorted({text for text in texts if text.strip()}, key=lambda text: (-len(text), text)))
        self._id_bytes = frozenset(identifier.encode() for identifier in self.ids)
        self._forms = forms = sorted(
            {form for text in self.texts if (form := plain_text(text))}, key=lambda form: (-len(form), form)
        )
        self._words = frozenset(form.encode() for form in forms if form.isalpha())
        several = [form for form in forms if not form.isalpha()]
        joined = sorted({form.replace(" ", "").encode() for form in several}, key=len)
        self._joined: list[bytes] = []
        for mark in joined:
            if not any(shorter in mark for shorter in self._joined):
                self._joined.append(mark)
        self._byte_pattern = re.compile("|".join(map(_pattern, several)).encode()) if several else None

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        return re.compile("|".join(map(_pattern, self._forms))) if self._forms else None

    def may_be_in(self, data: bytes) -> bool:
        """Whether bytes of a file hold a mark, in whatever spelling."""
        if self._id_in(data):
            return True
        return bool(self._forms) and any(self.is_read_in(plain) for part in _parts(data) for plain in readings(part))

    def is_read_in(self, plain: bytes) -> bool:
        """Whether a text stands in bytes as they are compared."""
        if self._words and self.words_in(plain):
            return True
        if self._byte_pattern is None:
            return False
        joined = plain.translate(None, b" \n")
        if not any(mark in joined for mark in self._joined):
            return False
        return self._byte_pattern.search(b" ".join(plain.split())) is not None

    def words_in(self, plain: bytes) -> bool:
        """Whether one of the single words stands in bytes as they are compared."""
        words = self._words
        if len(words) <= MANY:
            return self._word_pattern.search(plain) is not None
        if not words.isdisjoint(plain.split()):
            return True
        return not words.isdisjoint(plain.translate(NO_FIGURES).split())

    @cached_property
    def _word_pattern(self) -> re.Pattern[bytes]:
        return re.compile(b"(?<![a-z])(?:" + b"|".join(sorted(self._words)) + b")(?![a-z])")

    def _id_in(self, data: bytes) -> bool:
        if len(self._id_bytes) <= FEW:
            return any(identifier in data for identifier in self._id_bytes)
        return any(match[0] in self._id_bytes for match in _ID_BYTES.finditer(data))

    def in_text(self, text: str) -> bool:
        """Whether a mark stands in a text: sought in its bytes, another way than it is taken out."""
        return bool(self.ids or self.texts) and self.may_be_in(text.encode("utf-8", "surrogatepass"))

    def in_value(self, value: Any) -> bool:
        """Whether a mark stands anywhere in a JSON value, names of fields included."""
        return any(self.in_text(text) for text in strings(value))

    def redacted(self, text: str) -> str:
        """The text without the marks; the very same text where none stands in it."""
        if not self.in_text(text):
            return text
        result = _ID.sub(lambda match: ERASED if match[0] in self.ids else match[0], text) if self.ids else text
        for _ in range(DEPTH):
            spans = merged(self.spans(result))
            for start, end in reversed(spans):
                result = f"{result[:start]}{ERASED}{result[end:]}"
            if not spans or not self.in_text(result):
                break
        return text if result == text else result

    def without(self, document: Document) -> Document:
        """The document without the marks in what people wrote; the very same where none stands in it."""
        changed = {name: self._value_without(value, name) for name, value in document.items() if name != "id"}
        if all(value is document[name] for name, value in changed.items()):
            return document
        return {name: changed.get(name, value) for name, value in document.items()}

    def _value_without(self, value: Any, field: str) -> Any:
        if isinstance(value, str):
            return value if is_ours(field, value) else self.redacted(value)
        if isinstance(value, dict):
            inner: Any = {}
            for name, part in value.items():
                key = name if is_our_key(field, name) else _free(self.redacted(name), inner)
                inner[key] = self._value_without(part, name)
            return value if all(value.get(name) is part for name, part in inner.items()) else inner
        if isinstance(value, list):
            inner = [self._value_without(part, field) for part in value]
            return value if all(part is other for part, other in zip(inner, value, strict=True)) else inner
        return value

    def spans(self, text: str) -> Iterator[Span]:
        """Where marks stand in a text, under escapes and in base64 too; all of it where nobody can say where."""
        kept = list(self._beside.spans(text)) if self._beside and self._beside.texts else []
        is_found = False
        for start, end, form, letters in self._all_spans(text):
            is_found = True
            is_everyday = form in self._proper and letters.written(start, end).islower()
            if not is_everyday and not any(first <= start and end <= last for first, last in kept):
                yield start, end
        read = readings(text.encode("utf-8", "surrogatepass")) if self._forms and not is_found else ()
        if any(map(self.is_read_in, read)):
            yield 0, len(text)

    def _all_spans(self, text: str) -> Iterator[tuple[int, int, str, Letters]]:
        """Where each mark stands, as it is compared, and the letters that it was found in; of base64 none."""
        letters: Letters | None = Letters(text)
        for start, end, packed in packed_in(text):
            if self.may_be_in(packed):
                yield start, end, "", Letters("")
        for _ in range(DEPTH + 1):
            if letters is None or self._pattern is None:
                return
            folded, places = letters.folded()
            for match in self._pattern.finditer(folded):
                start, end = places[match.start()][0], places[match.end() - 1][1]
                yield start, end, match[0], letters
            letters = letters.bare()


def _parts(data: bytes) -> Iterator[bytes]:
    """Much data in parts that are cut at line ends or blanks, each with the end of the part before it."""
    start, end = 0, PART
    while len(data) - start > PART + OVERLAP:
        end = max(data.rfind(b"\n", start, end), data.rfind(b" ", start, end)) + 1 or end
        end = end if end > start + PART // 2 else start + PART
        yield data[start:end]
        start = max(data.rfind(b" ", end - OVERLAP, end - OVERLAP // 2) + 1, end - OVERLAP)
        end = start + PART
    yield data[start:]


def _pattern(form: str) -> str:
    """A regular expression for a mark as it is compared: whole words; blanks among figures make no difference."""
    before = "(?<![a-z])" if form[0].isalpha() else "(?<![0-9])"
    after = "(?![a-z])" if form[-1].isalpha() else "(?![0-9])"
    return before + _AMONG_FIGURES.sub(" ?", form) + after


def _free(name: str, taken: dict[str, Any]) -> str:
    return name if name not in taken else _free(f"{name} ", taken)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Some spans in their order, those that overlap as one."""
    apart: list[Span] = []
    for start, end in sorted(spans):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def strings(value: Any, field: str = "") -> Iterator[str]:
    """Every text in a JSON value, names of fields included, but for the program's own words."""
    if isinstance(value, str):
        if not is_ours(field, value):
            yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if not is_our_key(field, name):
                yield name
            yield from strings(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner, field)
