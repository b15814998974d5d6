"""A new card out of one line: `Beth Marlow, 0917 555 0123, beth@example.org` in any order; the name is enough."""

import re

from deskapp.desk.phones import digits
from deskapp.model.frozen import dataclass

_EMAIL = re.compile(r"[^\s,;<>()]+@[^\s,;<>()]+\.[^\s,;<>()]+")
_PHONE = re.compile(r"(?<!\w)\+?[\d(][\d ()./-]{4,24}\d(?!\w)")
_BETWEEN = re.compile(r"[,;<>]+")
FEWEST_DIGITS = 5


@dataclass(frozen=True, slots=True)
class TypedCard:
    """What one line says of a person."""

    name: str
    phone: str = ""
    email: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """What a card can be known by, the surest first."""
        return tuple(one for one in (self.phone, self.email, self.name) if one)


def read_line(typed: str) -> TypedCard:
    """Take a line apart; where no name is left, the e-mail or the number is the name."""
    line, email, phone = typed[:500], "", ""
    if found := _EMAIL.search(line):
        email, line = found[0], f"{line[: found.start()]},{line[found.end() :]}"
    if (number := _PHONE.search(line)) and len(digits(number[0])) >= FEWEST_DIGITS:
        phone, line = number[0].strip(), f"{line[: number.start()]},{line[number.end() :]}"
    if not (email or phone):
        return TypedCard(" ".join(typed.split()))
    name = " ".join(_BETWEEN.sub(" ", line).split()).strip(" -")
    return TypedCard(name or phone or email, phone, email)
