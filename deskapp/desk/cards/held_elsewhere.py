"""Numbers and addresses that stand on a card already: twice on one card they are refused, on two they may be shared."""

from collections.abc import Callable, Iterator, Sequence

from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.errors import DecideError, RefusedError
from deskapp.model.customer import Customer
from deskapp.model.document import DocumentError, from_document
from deskapp.text import phones

_MARKS = b" \t()-./"
_SMALL = bytes(code + 32 if 65 <= code <= 90 else code for code in range(256))
MOST_NAMED = 3


class HeldElsewhereError(DecideError):
    """It is on the card of somebody else; who shares it with them may have it too, where somebody says so."""

    wants = "shared"


def check_phone(desk: Session, card: Customer, typed: str, *, key: str = "", shared: bool = False) -> None:
    """Refuse a number that is none, that the card has already (but for its entry `key`), or that another card has.

    Raises HeldElsewhereError for the last, unless it is said to be `shared`.
    """
    if not phones.digits(typed):
        raise RefusedError("That is no phone number.", "Type its digits, as in 020 7946 0018.")
    country = settings.read(desk).country
    for number in phones.each(typed):
        if any(name != key and phones.same_number(one.typed, number, country) for name, one in card.phones.items()):
            raise RefusedError(f"{number:.40} is on this card already.", "Nothing was added.")
        if not shared:
            _refuse(number, of_phone(desk, number, apart_from=card.id))


def check_email(desk: Session, card: Customer, typed: str, *, key: str = "", shared: bool = False) -> None:
    """Refuse what is no e-mail address, what the card has already (but for its entry `key`), or what another card has.

    Raises HeldElsewhereError for the last, unless it is said to be `shared`.
    """
    address = typed.strip()
    if "@" not in address:
        raise RefusedError("That is no e-mail address.", "It needs an @, as in beth@example.org.")
    if any(name != key and one.address.casefold() == address.casefold() for name, one in card.emails.items()):
        raise RefusedError(f"{address:.60} is on this card already.", "Nothing was added.")
    if not shared:
        _refuse(address, of_email(desk, address, apart_from=card.id))


def of_phone(desk: Session, number: str, *, apart_from: str = "") -> list[Customer]:
    """The other cards with a whole phone number; a short one is an extension that many may have."""
    heard, country = phones.spoken(number).numbers, settings.read(desk).country
    figures = heard[0].digits if heard else phones.digits(number)
    if len(figures) < phones.WHOLE_NUMBER:
        return []
    end = figures[-phones.WHOLE_NUMBER :].encode()
    found = _cards(desk, lambda line: end in line.translate(None, _MARKS), apart_from)
    return [
        card for card in found if any(phones.same_number(one.typed, number, country) for one in card.phones.values())
    ]


def of_email(desk: Session, address: str, *, apart_from: str = "") -> list[Customer]:
    """The other cards with an e-mail address, in whichever case it is written."""
    sought = address.strip().casefold()
    needle = sought.encode() if sought.isascii() else b"@"
    found = _cards(desk, lambda line: needle in line.translate(_SMALL), apart_from)
    return [card for card in found if any(one.address.casefold() == sought for one in card.emails.values())]


def _cards(desk: Session, may_hold: Callable[[bytes], bool], apart_from: str) -> Iterator[Customer]:
    """The cards whose line passes a test, without those that are merged, or cannot be read."""
    for document in desk.book.table("customers").passing(may_hold):
        if document.get("merged_into") or document.get("id") == apart_from:
            continue
        try:
            yield from_document(Customer, document)
        except DocumentError:
            continue


def _refuse(what: str, cards: list[Customer]) -> None:
    if cards:
        raise HeldElsewhereError(told(what, [card.name for card in cards]), "Say so if they share it.")


def told(what: str, holders: Sequence[str]) -> str:
    """On whose cards a number or an address is already, in one sentence."""
    names = [*holders[:MOST_NAMED], *(["others"] if len(holders) > MOST_NAMED else [])]
    whose = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"{what:.60} is on the card of {whose} already."
