"""A new card out of one line: `Beth Marlow, 0917 555 0123, beth@example.org` in any order; the name is enough."""

import re

from deskapp.model.frozen import dataclass
from deskapp.text import names
from deskapp.text.folding import folded
from deskapp.text.names import AFTER_A_TITLE, FIRMS, LEGAL_FORMS, NAMES_TOO, PARTICLES, TITLES
from deskapp.text.phones import is_number, spoken

_EMAIL = re.compile(r"(?<![^\s,;<>()])[^\s,;<>()][^\s,;<>()@]*+@[^\s,;<>()][^\s,;<>().]*+\.[^\s,;<>()]++")
_BETWEEN = re.compile(r"[,;<>]+")
_IN_BRACKETS = re.compile(r"^(?=[^(\[\w]*+\w)(?P<name>[^(\[]++)[(\[](?P<company>[^)\]]++)[)\]]?$")
_OF_FIRM = re.compile(r"^(?P<name>.+?)(?<!\s)\s++(?:from|@)\s++(?P<company>.+)$", re.I | re.S)
_BESIDE_A_DASH = re.compile(r"^(?P<name>.+?)(?<!\s)\s++[-\u2013\u2014|/]\s++(?P<company>.+)$", re.S)
FEWEST_DIGITS = 5


@dataclass(frozen=True, slots=True)
class TypedCard:
    """What one line says of a person. The name is empty where only a number was typed."""

    name: str
    phone: str = ""
    email: str = ""
    company: str = ""
    address_form: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """What a card can be known by, the surest first."""
        return tuple(filter(None, (self.phone, self.email, self.name)))

    @property
    def told(self) -> str:
        """The card that would be made, in a few words."""
        firm = f" from {self.company}" if self.company else ""
        return ", ".join(filter(None, (f"{self.name}{firm}", self.phone)))


def read_line(typed: str) -> TypedCard:
    """Take a line apart; where no name is left the e-mail stands for it, but never a number."""
    line, email = typed[:500], ""
    if match := _EMAIL.search(line):
        email, line = match[0], f"{line[: match.start()]},{line[match.end() :]}"
    heard = spoken(line, FEWEST_DIGITS)
    if is_number(typed):
        return TypedCard("", heard.numbers[0].text if heard.numbers else typed.strip(), email)
    phone = ", ".join(
        number.text + (f" ext {number.extension}" if number.extension else "") for number in heard.numbers
    )
    line = heard.words if phone else line
    pieces = _BETWEEN.split(line) if email or phone else line.split(",")
    parts = [" ".join(part.split()).strip(" -") for part in pieces]
    name, company = _split([part for part in parts if part])
    name, address_form = _title_aside(name)
    return TypedCard(name or email, phone, email, company, address_form)


def _split(parts: list[str]) -> tuple[str, str]:
    """The name and the company of what stands between commas: `Beth Ocampo, Harbour Bakery`, `Ocampo, Beth`."""
    if not parts:
        return "", ""
    first, others = parts[0], parts[1:]
    for pattern in () if others else (_IN_BRACKETS, _OF_FIRM, _BESIDE_A_DASH):
        if told := pattern.match(first):
            name, company = told["name"].strip(), told["company"].strip()
            return (name, company) if pattern is not _BESIDE_A_DASH else _apart(name, company) or (first, "")
    behind = [part for part in others if part and not names.read(f"Somebody, {part}").words[1:]]  # Jr, PhD and the like
    others = [part for part in others if part not in behind]
    is_name = len(names.read(first).core) > 1 or len(others) > 1 or not others or _is_firm(others[0])
    return ", ".join([first if is_name else f"{others[0]} {first}", *behind]), ", ".join(others) if is_name else ""


def _apart(before: str, after: str) -> tuple[str, str] | None:
    """The name and the company of what stands on both sides of a dash; None where nothing tells which is which."""
    if _is_firm(before) and not _is_firm(after):
        return after, before
    return (before, after) if _is_firm(after) or len(names.read(before).core) > 1 else None


def _is_firm(part: str) -> bool:
    """Whether it is a company rather than a given name."""
    texts = {word.text for word in names.read(part).words}
    return bool(texts & (FIRMS | LEGAL_FORMS)) or "&" in part or any(letter.isdigit() for letter in part)


def _title_aside(name: str) -> tuple[str, str]:
    """A full name without its title, and how to address them by it: `Dr. Anna Berger` is Anna Berger, Dr. Berger."""
    taken, pieces = names.read(name), name.split()
    if not taken.title or len(taken.core) < 2 or "," in name:
        return name, ""
    at = 0
    while at < len(pieces) - 1 and _is_title(pieces[at], is_first=not at):
        at += 1
    if not at:
        return name, ""
    plain, said = pieces[at:], [piece for piece in pieces[:at] if _letters(piece) not in AFTER_A_TITLE]
    surname = plain[1:] or plain
    particles = next((n for n, piece in enumerate(surname) if piece.casefold() in PARTICLES), len(surname) - 1)
    return " ".join(plain), " ".join([*said, *surname[particles:]])


def _is_title(piece: str, *, is_first: bool) -> bool:
    """Whether it is a title, each half of it (`Dipl.-Ing.`), or what stands behind one (`med.`)."""
    halves = [_letters(half) for half in piece.split("-")]
    if not is_first and (halves[0] in AFTER_A_TITLE or _letters(piece) == "hc"):
        return True
    return all(half in TITLES for half in halves) and (len(halves) > 1 or halves[0] not in NAMES_TOO)


def _letters(piece: str) -> str:
    return "".join(letter for letter in folded(piece) if letter.isalpha())
