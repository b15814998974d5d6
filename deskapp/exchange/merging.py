"""What a draft adds to a card: nothing of the card is ever lost, and what is empty in the file changes nothing."""

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from functools import partial
from types import SimpleNamespace
from typing import Any

from deskapp.desk.cards.merge import IDENTITIES
from deskapp.exchange.batch import MAPS, PLACEHOLDER, FieldChange
from deskapp.model.card_fields import names
from deskapp.model.customer import Customer, Phone
from deskapp.model.document import Document, from_document, to_document
from deskapp.model.ids import map_key
from deskapp.text.folding import words

_OWN_FIELDS = frozenset(field.name for field in fields(Customer))
_SURE = ("name", "kind")
"""What a file changes by a rule of its own."""
_SCALARS = tuple(name for name in names(merges="one") if name not in _SURE)
_LINES, _OTHERS = names(merges="lines"), names(merges="either")
_OUR_OWN = ("visit", "read_in")


def settled(customer: Customer, country: str) -> Customer:
    """A draft's card with its phones normalised for the desk's country, and with real keys in its maps."""
    phones = {key: _settled_phone(phone, country) for key, phone in customer.phones.items()}
    made: dict[str, Any] = {name: _with_keys(getattr(customer, name)) for name in MAPS if name != "phones"}
    return replace(customer, phones=_with_keys(phones), **made)


def _settled_phone(phone: Phone, country: str) -> Phone:
    """A number with its normalised form; one that the file brings stays, whatever becomes of the desk's country."""
    from deskapp.text.phones import read

    if not phone.number:
        return read(phone, country)
    return phone if phone.read_in in ("", country) else replace(phone, read_in="")


def changes_between(card: Customer, draft: Customer, certain: bool) -> tuple[FieldChange, ...]:
    """What a draft brings to a card; `certain` when the file names the card by our own id."""
    old, new = to_document(card), to_document(draft)
    others = (name for name in new if name not in _OWN_FIELDS and name not in old)
    unknown = (FieldChange(name, None, new[name]) for name in others)
    return (*_scalar_changes(old, new, certain), *_map_changes(old, new, certain), *unknown)


def changed(document: Document, changes: tuple[FieldChange, ...]) -> Document:
    """A card's document with changes; what else was changed in it meanwhile stays."""
    after = dict(document)
    for change in changes:
        if change.field in MAPS:
            after[change.field] = {**(after.get(change.field) or {}), **change.new}
        elif change.field in _LINES:
            after[change.field] = _joined(str(after.get(change.field, "")), str(change.new))
        else:
            after[change.field] = change.new
    return after


def altered(card: Customer, changes: tuple[FieldChange, ...]) -> Customer:
    """A card with changes."""
    return from_document(Customer, changed(to_document(card), changes))


def _scalar_changes(old: Document, new: Document, certain: bool) -> Iterator[FieldChange]:
    if certain and new["name"] != old["name"]:
        yield FieldChange("name", old["name"], new["name"])
    for name in _SCALARS:
        if new[name] and new[name] != old[name] and (certain or not _same_words(old[name], new[name])):
            yield FieldChange(name, old[name], new[name])
    for name in _OTHERS:
        if new[name] and not old[name]:
            yield FieldChange(name, old[name], new[name])
    dessert = new["dessert_confirmed_at"]
    if new["favorite_dessert"] and dessert and dessert > (old["dessert_confirmed_at"] or ""):
        yield FieldChange("dessert_confirmed_at", old["dessert_confirmed_at"], dessert)
    if new["kind"] != old["kind"] and (certain or new["kind"] != "customer"):
        yield FieldChange("kind", old["kind"], new["kind"])
    if new["customer_since"] and not old["customer_since"]:
        yield FieldChange("customer_since", None, new["customer_since"])
    for name in _LINES:
        lines = _joined(old[name], new[name])
        if lines != old[name]:
            yield FieldChange(name, old[name], lines)


def _map_changes(old: Document, new: Document, certain: bool) -> Iterator[FieldChange]:
    for name in MAPS:
        identity = partial(_identity, name)
        there = {identity(entry): key for key, entry in old[name].items()}
        added: dict[str, Any] = {}
        for key, entry in new[name].items():
            if certain and key in old[name]:
                same = _with_our_own(entry, old[name][key], identity)
                if same != old[name][key]:
                    added[key] = same
            elif identity(entry) not in there:
                added[key if key not in old[name] else map_key(os.urandom(4))] = entry
            elif _is_fresher(entry, old[name][there[identity(entry)]]):
                added[there[identity(entry)]] = entry
        if added:
            yield FieldChange(name, {key: old[name].get(key) for key in added}, added)


def _identity(field: str, entry: Any) -> Any:
    """What an entry of a document is compared by."""
    return IDENTITIES[field](SimpleNamespace(**entry) if isinstance(entry, Mapping) else entry)


def _with_our_own(entry: Any, known: Any, identity: Callable[[Any], Any]) -> Any:
    """The same phone or preference with what only this book can know of it, where the file says nothing of that."""
    if not isinstance(entry, Mapping) or not isinstance(known, Mapping) or identity(entry) != identity(known):
        return entry
    return {**entry, **{name: known[name] for name in _OUR_OWN if known.get(name) and not entry.get(name)}}


def _is_fresher(entry: Any, known: Any) -> bool:
    """Whether a preference was confirmed later than the book knows."""
    if not isinstance(entry, Mapping) or "confirmed_at" not in entry:
        return False
    return bool(entry["confirmed_at"]) and entry["confirmed_at"] > (known.get("confirmed_at") or "")


def _joined(notes: str, more: str) -> str:
    """The notes with those lines of the others that they don't have."""
    if not more or not notes:
        return more or notes
    if notes in more:
        return more
    known = set(notes.split("\n"))
    return "\n".join([notes, *(line for line in more.split("\n") if line not in known)])


def _same_words(old: Any, new: Any) -> bool:
    return isinstance(old, str) and isinstance(new, str) and bool(words(new)) and words(old) == words(new)


def _with_keys(entries: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, entry in entries.items():
        fresh = map_key(os.urandom(4)) if key.startswith(PLACEHOLDER) else key
        while fresh in made:
            fresh = map_key(os.urandom(4))
        made[fresh] = entry
    return made
