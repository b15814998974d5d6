"""Numbers and addresses that stand on a card already: twice on one card they are refused, on two they may be shared."""

from collections.abc import Sequence
from typing import Any, Literal

from deskapp.desk.documents import readable
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.errors import DecideError, RefusedError
from deskapp.messages import said
from deskapp.model.customer import Customer
from deskapp.text import phones

_MARKS = b" \t()-./"
_SMALL = bytes(code + 32 if 65 <= code <= 90 else code for code in range(256))
MOST_NAMED = 3
Kind = Literal["phones", "emails"]


class HeldElsewhereError(DecideError):
    """It is on the card of somebody else; who shares it with them may have it too, where somebody says so."""

    wants = "shared"


def check(desk: Session, card: Customer, kind: Kind, typed: str, *, key: str = "", shared: bool = False) -> None:
    """Refuse a number or an e-mail address that is none, or that the card has already (but for its entry `key`).

    Raises HeldElsewhereError for one that another card has, unless it is said to be `shared`.
    """
    is_phone, own = kind == "phones", {name: entry for name, entry in getattr(card, kind).items() if name != key}
    if is_phone and not phones.digits(typed):
        raise RefusedError(said("That is no phone number."), said("Type its digits, as in 020 7946 0018."))
    if not is_phone and "@" not in typed:
        raise RefusedError(said("That is no e-mail address."), said("It needs an @, as in beth@example.org."))
    for text in phones.each(typed) if is_phone else [typed.strip()]:
        if any(_is_same(desk, kind, text, entry) for entry in own.values()):
            shown = text[: 40 if is_phone else 60]
            raise RefusedError(said("{shown} is on this card already.", shown=shown), said("Nothing was added."))
        others = [] if shared else holders(desk, kind, text, apart_from=card.id)
        if others:
            raise HeldElsewhereError(told(text, [other.name for other in others]), said("Say so if they share it."))


def holders(desk: Session, kind: Kind, text: str, *, apart_from: str = "") -> list[Customer]:
    """The other cards with a whole phone number, or with an e-mail address in whichever case it is written.

    A short number is an extension that many may have. Merged cards, and what cannot be read, are left out.
    """
    if kind == "phones":
        heard = phones.spoken(text).numbers
        figures = heard[0].digits if heard else phones.digits(text)
        if len(figures) < phones.WHOLE_NUMBER:
            return []
        needle, between = figures[-phones.WHOLE_NUMBER :].encode(), _MARKS
    else:
        needle, between = text.strip().casefold().encode() if text.strip().casefold().isascii() else b"@", b""
    lines = desk.book.table("customers").passing(lambda line: needle in line.translate(_SMALL, between))
    cards = (card for card in readable(Customer, lines) if not card.merged_into and card.id != apart_from)
    return [card for card in cards if any(_is_same(desk, kind, text, entry) for entry in getattr(card, kind).values())]


def _is_same(desk: Session, kind: Kind, text: str, entry: Any) -> bool:
    """Whether an entry of a card is the number or the address of a text."""
    if kind == "phones":
        return phones.same_number(entry.typed, text, settings.read(desk).country)
    return bool(entry.address.casefold() == text.strip().casefold())


def told(what: str, holders: Sequence[str]) -> str:
    """On whose cards a number or an address is already, in one sentence."""
    names = [*holders[:MOST_NAMED], *(["others"] if len(holders) > MOST_NAMED else [])]
    whose = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return said("{what:.60} is on the card of {whose} already.", what=what, whose=whose)
