"""Phone numbers as people say and type them, and the one form in which they can be compared (E.164)."""

import re
from functools import lru_cache

_LONGEST = 60
FEWEST_LOCAL = 7
"""The fewest digits of a number without its country by which it is taken for the end of one that has it."""
_DIGITS = re.compile(r"\d")
_NOT_DIALLED = str.maketrans("", "", " \t()-./\u00a0\u2010\u2011\u2012\u2013\u2014\u202a\u202c")
_INTERNATIONAL = re.compile(r"\+[0-9]{6,15}\Z")


def digits(text: str) -> str:
    """Only the digits of a text, those of other scripts as ASCII."""
    return "".join(str(int(one)) for one in _DIGITS.findall(text[:_LONGEST]))


@lru_cache(maxsize=65536)
def normalise(typed: str, country: str) -> str:
    """The E.164 form (`+639175550123`) of a typed number, or "" where it cannot be one.

    `country` is the desk's ISO 3166 code, for numbers typed without `+`. An extension is left out. A number that is
    possible but not assigned in the library's data is kept: shops know newer numbers than any table.
    """
    if len(typed) > _LONGEST or len(digits(typed)) <= 3:
        return ""
    import phonenumbers

    try:
        number = phonenumbers.parse(typed.translate(_NOT_DIALLED) if typed.startswith("+") else typed, country.upper())
    except phonenumbers.NumberParseException:
        bare = typed.translate(_NOT_DIALLED)
        return bare if _INTERNATIONAL.match(bare) else ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def same_number(one: str, other: str, country: str) -> bool:
    """Whether two typed numbers reach the same phone: the same E.164 form, else the same digits."""
    first, second = normalise(one, country), normalise(other, country)
    if first and second:
        return first == second
    if (first or second) and not country:
        return _ends_in(digits(first or second), digits(other if first else one).lstrip("0"))
    return bool(digits(one)) and digits(one) == digits(other)


def _ends_in(whole: str, local: str) -> bool:
    """Whether an international number ends in one typed without its country, of which nobody knows the country."""
    return len(local) >= FEWEST_LOCAL and whole.endswith(local)


def looks_like_a_number(typed: str) -> bool:
    """Whether somebody typed a phone number rather than a name: five digits or more, and no letters."""
    return len(digits(typed)) >= 5 and not any(letter.isalpha() for letter in typed)
