"""Phone numbers as people say and type them, and the one form in which they can be compared (E.164)."""

import re
from dataclasses import replace
from functools import lru_cache

from deskapp.errors import RefusedError
from deskapp.messages import said
from deskapp.model.customer import Phone
from deskapp.model.frozen import dataclass

_LONGEST = 60
FEWEST_LOCAL = 7
"""The fewest digits of a number without its country by which it is taken for the end of one that has it."""
_DIGITS, _NO_DIGIT = re.compile(r"\d"), re.compile(r"\D+")
_NOT_DIALLED = str.maketrans("", "", " \t()-./\u00a0\u2010\u2011\u2012\u2013\u2014\u202f")
_INVISIBLE = dict.fromkeys((*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF))
_INTERNATIONAL = re.compile(r"\+[0-9]{6,15}\Z")
_SCHEME = re.compile(
    r"\b(?:(?:tel|callto):\s*(?=[+(]*\d[\d\s()./\-\u2010-\u2015]*\d)|sips?:\s*(?=\d|\+|\S{1,80}@))", re.I
)
_EXTENSION = re.compile(
    r"(?<![\s,;])[\s,;]*(?:(?:\bext(?:ension|n)?|\bdurchwahl|\bint|\bpost)\b[.:]?|;\s*ext=|(?<=\d)\s*x|#)[\s.=:]*(\d{1,6})\b",
    re.I,
)
_SECOND_PLUS = re.compile(r"(?<=\d)\s*\+(?=\d)")
_NATIONAL_ZERO = re.compile(r"\(0\)\s*")
_NUMBER = re.compile(r"(?<!\w)\+?[\d(][\d\s()./\-\u2010-\u2015]{0,250}\d(?!\w)")
_BARE = re.compile(r"\+?[\d\s()/.\-\u2010-\u2015]{5,}")
_TWO = re.compile(r"[/;,|&]|\bor\b|\band\b|\boder\b|\bou\b|\+(?=\d)", re.I)
WHOLE_NUMBER, SHORT_NUMBER = 7, 5
INTERNAL = 3
LAST_FEW = 5


@dataclass(frozen=True, slots=True)
class Number:
    """One number in what was typed: its own text, its digits, and the extension behind it."""

    text: str
    digits: str
    extension: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether it has as many digits as a number of the public network."""
        return len(self.digits) >= WHOLE_NUMBER

    @property
    def is_international(self) -> bool:
        """Whether it begins with the code of a country."""
        return self.text.startswith("+") or self.digits.startswith("00")


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was typed in one field: the numbers in it, and the words beside them."""

    numbers: tuple[Number, ...]
    words: str


def digits(text: str) -> str:
    """Only the digits of a text, those of other scripts as ASCII."""
    return _figures(text[:_LONGEST])


def bare(text: str) -> str:
    """The digits of a text that is nothing but a number of five signs or more, in any notation; "" for any other."""
    seen = text if text.isascii() else text.translate(_INVISIBLE)
    return _figures(seen) if _BARE.fullmatch(seen) else ""


def _figures(text: str) -> str:
    return _NO_DIGIT.sub("", text) if text.isascii() else "".join(str(int(digit)) for digit in _DIGITS.findall(text))


def dialled(digits: str) -> str:
    """The digits of a number to look for: without its leading zeros, as they go abroad, but with all of the last few.

    What is left of `0000001` is so no part of every number with a 1 in it, nor that of `000000` of every number at all.
    """
    return digits[:-LAST_FEW].lstrip("0") + digits[-LAST_FEW:]


def visible(text: str) -> str:
    """A text without the marks of direction and width that come with a pasted number, and without its `tel:`.

    Before anything but a number that word is somebody's name.
    """
    return _SCHEME.sub("", text.translate(_INVISIBLE))


@lru_cache(maxsize=512)
def spoken(text: str, fewest: int = 3) -> Spoken:
    """Take what was typed apart: numbers of so many digits or more, each with its extension, and the words beside."""
    line = _NATIONAL_ZERO.sub("", visible(text[:500]))
    numbers: list[Number] = []
    extension = next((match[1] for match in [_EXTENSION.search(line)] if match), "")
    line = _EXTENSION.sub(" ", line)

    def take(match: re.Match[str]) -> str:
        parts = [part for part in _TWO.split(match[0]) if part.strip()]
        several = len(parts) > 1 and all(len(digits(part)) >= WHOLE_NUMBER for part in parts)
        for part in parts if several else [match[0]]:
            if len(digits(part)) < fewest:
                return match[0]
            numbers.append(Number(part.strip(), digits(part)))
        return " "

    words = " ".join(_NUMBER.sub(take, _SECOND_PLUS.sub(" ; +", line)).split()).strip(" ,;/&-")
    if extension and numbers:
        numbers[-1] = Number(numbers[-1].text, numbers[-1].digits, extension)
    return Spoken(tuple(numbers), words)


@lru_cache(maxsize=65536)
def normalise(typed: str, country: str) -> str:
    """The E.164 form (`+639175550123`) of a typed number, or "" where it cannot be one.

    `country` is the desk's ISO 3166 code, for numbers typed without `+`. An extension is left out; of two numbers the
    first is taken. A number that is possible but not assigned in the library's data is kept: shops know newer numbers
    than any table. A short one is an internal number, which has no such form.
    """
    if len(typed) > _LONGEST or len(digits(typed)) <= INTERNAL:
        return ""
    heard = spoken(typed).numbers
    text = heard[0].text if heard else visible(typed).strip()
    import phonenumbers

    is_short = len(digits(text)) < WHOLE_NUMBER and not text.startswith("+")
    if is_short and len(digits(text)) <= SHORT_NUMBER:
        return ""
    try:
        number = phonenumbers.parse(text.translate(_NOT_DIALLED) if text.startswith("+") else text, country.upper())
    except phonenumbers.NumberParseException:
        bare = text.translate(_NOT_DIALLED)
        return bare if _INTERNATIONAL.match(bare) else ""
    if not (phonenumbers.is_valid_number(number) if is_short else phonenumbers.is_possible_number(number)):
        return ""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def read(phone: Phone, country: str) -> Phone:
    """A number on a card with its normalised form, and with the country where that form follows from it."""
    number = normalise(phone.typed, country)
    return replace(phone, number=number, read_in=country if number and not phone.typed.startswith("+") else "")


def same_number(first: str, second: str, country: str) -> bool:
    """Whether two typed fields have a number in common: the same E.164 form, else the same digits.

    Where both say an extension, that has to be the same too.
    """
    return any(_reach_the_same(mine, theirs, country) for mine in _numbers(first) for theirs in _numbers(second))


def same_caller(first: str, second: str, country: str) -> bool:
    """Whether two calls come from one caller: the same number, with the same extension or both without one."""
    mine, theirs = _numbers(first), _numbers(second)
    return any(
        first.extension == second.extension and _reach_the_same(first, second, country)
        for first in mine
        for second in theirs
    )


def _reach_the_same(mine: Number, theirs: Number, country: str) -> bool:
    if mine.extension and theirs.extension and mine.extension != theirs.extension:
        return False
    first, second = normalise(mine.text, country), normalise(theirs.text, country)
    if first and second:
        return first == second
    if (first or second) and not country:
        local = (theirs if first else mine).digits.lstrip("0")
        return len(local) >= FEWEST_LOCAL and digits(first or second).endswith(local)
    return bool(mine.digits) and mine.digits == theirs.digits


def _numbers(typed: str) -> tuple[Number, ...]:
    heard = spoken(typed, 1).numbers
    return heard or ((Number(typed.strip(), digits(typed)),) if digits(typed) else ())


def each(typed: str) -> list[str]:
    """The numbers typed in one field, each as it was typed; the field as it stands where they can't be told apart."""
    heard = spoken(typed).numbers
    return [number.text for number in heard] if len(heard) > 1 and not spoken(typed).words else [visible(typed).strip()]


def looks_like_a_number(typed: str) -> bool:
    """Whether somebody typed a phone number rather than a name: five digits or more, and no letters."""
    return len(digits(typed)) >= SHORT_NUMBER and is_number(typed)


def is_number(typed: str) -> bool:
    """Whether there is nothing but a number: digits, an extension, marks, and no word beside."""
    heard = spoken(typed, 1)
    return bool(digits(typed)) and not any(letter.isalpha() for letter in heard.words)


def typed_number(typed: str) -> str:
    """A number as it was typed, in one line. Raises RefusedError for what holds no digit, or words beside it."""
    if not is_number(typed):
        raise RefusedError(said("That is no phone number."), said("Type its digits, as in 020 7946 0018."))
    return " ".join(typed.split())
