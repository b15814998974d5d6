"""Whose card a draft is: by our own id, by phone or e-mail together with the name, or by the name alone where safe."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import islice
from typing import Any

from deskapp.desk.cards import held_elsewhere
from deskapp.desk.find import alike
from deskapp.desk.find.alike import SAME_NAME
from deskapp.exchange.batch import CardDraft, FieldChange
from deskapp.model.customer import Customer
from deskapp.model.document import from_document
from deskapp.text import names
from deskapp.text.folding import words
from deskapp.text.phones import digits

Key = tuple[str, str]
_MANY, _MOST_LIKE = 25, 50


class CardIndex:
    """The cards that are there, and those that the file has brought so far, found by what they can be known by."""

    def __init__(self, existing: Iterable[Mapping[str, Any]]) -> None:
        self._documents: dict[str, Mapping[str, Any]] = {}
        self._customers: dict[str, Customer] = {}
        self._known: dict[Key, dict[str, None]] = {}
        self._named: dict[str, dict[str, None]] = {}
        self._like: dict[str, list[str]] = {}
        for document in existing:
            self._learn(str(document["id"]), document)

    def __contains__(self, identifier: str) -> bool:
        return identifier in self._documents

    def get(self, identifier: str) -> Customer:
        """The card as the file has left it so far. Raises DocumentError when the book's own document can't be read."""
        if identifier not in self._customers:
            self._customers[identifier] = from_document(Customer, self._documents[identifier])
        return self._customers[identifier]

    def put(self, identifier: str, customer: Customer) -> None:
        """Take a card, new or altered, for the drafts that follow."""
        self._customers[identifier] = customer
        known = {"name": customer.name, "company": customer.company, "merged_into": customer.merged_into}
        self._learn(identifier, {**known, **_ways(customer)})

    def match(self, draft: CardDraft) -> tuple[str, bool, str]:
        """The id of the draft's card or "", whether it is certain, and a resembling card's name where there is none."""
        identifier = self._followed(draft.uid)
        if identifier:
            return identifier, True, ""
        shared = self._sharing(draft.customer)
        theirs = [card for card in shared if resembles(self._name(card), draft.customer.name)]
        if theirs:
            return max(theirs, key=lambda card: shared[card]), False, ""
        namesakes = list(islice(self._named.get(_folded_name(draft.customer.name), ()), _MANY))
        for card in namesakes:
            if self._is_same_namesake(card, draft.customer):
                return card, False, ""
        beside = next(iter([*shared, *namesakes]), "") or self._resembling(draft.customer.name)
        return "", False, self._name(beside) if beside else ""

    def of_number(self, number: str, name: str) -> str:
        """The id of the only card with a phone number; of several that share it, the one of that name. Else ""."""
        cards = list(self._known.get(("phone", number), ()))
        if len(cards) > 1:
            cards = [card for card in cards if name and resembles(self._name(card), name)]
        return cards[0] if len(cards) == 1 else ""

    def with_holders(self, identifier: str, change: FieldChange) -> FieldChange:
        """A change of a card with what it brings that other cards have already."""
        if change.field not in ("phones", "emails"):
            return change
        told = []
        for entry in change.new.values():
            shown = str(entry.get("typed") or entry.get("address"))
            keys = _reach({change.field: {"": entry}})
            others = [card for key in keys for card in self._known.get(key, ()) if card != identifier]
            told += [held_elsewhere.told(shown, [self._name(card) for card in others])] if others else []
        return replace(change, held_elsewhere=tuple(told))

    def _resembling(self, name: str) -> str:
        """The first card whose name may be the same person's, by the measure that warns of twins everywhere."""
        cards = dict.fromkeys(card for key in alike.keys(name) for card in self._like.get(key, ())[:_MOST_LIKE])
        return next((card for card in cards if alike.why(self._name(card), name)), "")

    def _followed(self, identifier: str) -> str:
        seen: set[str] = set()
        while identifier in self._documents and identifier not in seen:
            seen.add(identifier)
            merged_into = self._documents[identifier].get("merged_into")
            if not merged_into:
                return identifier
            identifier = str(merged_into)
        return ""

    def _sharing(self, customer: Customer) -> dict[str, int]:
        """How many phones and e-mails each card shares; of a switchboard that many share, only the namesakes count."""
        shared: dict[str, int] = {}
        namesakes = self._named.get(_folded_name(customer.name), {})
        for key in _reach(_ways(customer)):
            known = self._known.get(key, {})
            for identifier in known if len(known) <= _MANY else known.keys() & namesakes.keys():
                shared[identifier] = shared.get(identifier, 0) + 1
        return shared

    def _is_same_namesake(self, identifier: str, customer: Customer) -> bool:
        """Whether a card of the same name is the same person: nothing speaks against it on either side."""
        document = self._documents[identifier]
        company, other = words(str(document.get("company", ""))), words(customer.company)
        if company and other and company != other:
            return False
        return not _reach(document) or not _reach(_ways(customer))

    def _name(self, identifier: str) -> str:
        return str(self._documents[identifier].get("name", ""))

    def _learn(self, identifier: str, document: Mapping[str, Any]) -> None:
        self._documents[identifier] = document
        if document.get("merged_into"):
            return
        for key in _reach(document):
            self._known.setdefault(key, {})[identifier] = None
        name = str(document.get("name", ""))
        self._named.setdefault(_folded_name(name), {})[identifier] = None
        for shared in set(alike.keys(name)):
            self._like.setdefault(shared, []).append(identifier)


def _ways(customer: Customer) -> dict[str, dict[str, dict[str, str]]]:
    """The phones and e-mails of a card as a document has them, without what nobody is found by."""
    phones = {key: {"typed": phone.typed, "number": phone.number} for key, phone in customer.phones.items()}
    return {"phones": phones, "emails": {key: {"address": email.address} for key, email in customer.emails.items()}}


def _reach(document: Mapping[str, Any]) -> set[Key]:
    """The comparable phones and e-mails of a document: a phone's E.164 form, else its digits."""
    phones, emails = (document.get("phones") or {}).values(), (document.get("emails") or {}).values()
    keys = [("phone", str(phone.get("number") or digits(str(phone.get("typed", ""))))) for phone in phones]
    keys += [("email", str(email.get("address", "")).casefold()) for email in emails]
    return {key for key in keys if key[1]}


def resembles(name: str, other: str) -> bool:
    """Whether two names can be the same person's: the words of one are all in the other, or it is written otherwise.

    Who is surely somebody else, as father and son of one name, is not.
    """
    if alike.speaks_against(names.read(name), names.read(other)):
        return False
    first, second = set(words(name)), set(words(other))
    return bool(first and second) and (first <= second or second <= first or alike.why(name, other) == SAME_NAME)


def _folded_name(name: str) -> str:
    return " ".join(sorted(words(name))) or name
