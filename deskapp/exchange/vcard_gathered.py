"""A vCard half read: what was gathered of it so far, and the draft that it makes."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from deskapp.exchange import allergies_in
from deskapp.exchange.batch import PLACEHOLDER, STORES_OWN, Draft
from deskapp.exchange.vcard_lines import ContentLine
from deskapp.exchange.vcard_out import ENTRY_PROPERTIES, HAVE_PROPERTY
from deskapp.exchange.vcard_values import KEY, good_key
from deskapp.model.customer import CardWarning, Customer, Email, Phone, Preference
from deskapp.model.document import DocumentError, from_document, to_document
from deskapp.text.safe import one_line

_GROUP_CARD = "it is a group, not a person or a company"


@dataclass(slots=True)
class Gathered:
    """What was gathered of one card so far. Lists hold (rank, key, entry, group), remarks (word, text, group)."""

    texts: dict[str, Any] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    phones: list[tuple[int, str, Phone, str]] = field(default_factory=list)
    emails: list[tuple[int, str, Email, str]] = field(default_factory=list)
    addresses: list[tuple[str, str, str]] = field(default_factory=list)
    preferences: dict[str, Preference] = field(default_factory=dict)
    warnings: dict[str, CardWarning] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    remarks: list[tuple[str, str, str]] = field(default_factory=list)
    allergies: list[str] = field(default_factory=list)
    uid: str = ""
    is_group: bool = False

    def key(self, line: ContentLine, taken: Container[str]) -> str:
        """The entry's own key where our export wrote one that is still free, else a placeholder."""
        known = good_key(line.first(KEY))
        return known if known and known not in taken else f"{PLACEHOLDER}{line.number}"

    def remark(self, word: str, text: str, group: str = "") -> None:
        """Keep a fact for the notes; the label of its group, where there is one, stands for the word."""
        self.remarks.append((word, text, group))

    def name(self) -> str:
        """The best name there is: the full one, its parts, the company, the nickname, an address, a number."""
        ways = [self.names.get(one, "") for one in ("FN", "N")]
        ways += [self.texts.get("company", ""), self.texts.get("address_form", "")]
        ways += [email.address for _, _, email, _ in self.emails] + [phone.typed for _, _, phone, _ in self.phones]
        return next((name for way in ways if (name := one_line(way))), "")

    def refusal(self) -> str:
        """Why no draft can be made of it, or ""."""
        if self.is_group:
            return _GROUP_CARD
        return "" if self.name() else "it has no name, company, e-mail or phone"

    def draft(self, line: int) -> Draft:
        """The draft of all that was gathered; preferred phones and e-mails come first."""
        notes = self.texts.pop("notes", "")
        named = [(self.labels.get(group, word), text) for word, text, group in self.remarks]
        said = [f"{word[:1].upper()}{word[1:]}: {text}" for word, text in named if not allergies_in.is_field(word)]
        texts = [*self.allergies, *(text for word, text in named if allergies_in.is_field(word))]
        allergies = self._allergies(texts, said)
        fresh = [remark for remark in dict.fromkeys(said) if remark not in notes]
        phones = {key: self._labelled(one, group) for _, key, one, group in sorted(self.phones, key=lambda it: it[0])}
        emails = {key: self._labelled(one, group) for _, key, one, group in sorted(self.emails, key=lambda it: it[0])}
        several = len(self.addresses) > 1
        customer = Customer(
            id="",
            name=self.name(),
            phones=self._with_extra(phones, "phones"),
            emails=self._with_extra(emails, "emails"),
            addresses={key: f"{mark}: {text}" if several and mark else text for key, text, mark in self.addresses},
            preferences=allergies | self.preferences,
            warnings=self.warnings,
            notes="\n".join([notes, *fresh] if notes else fresh),
            **self._others(),
            **self.texts,
        )
        return Draft(customer, line, self.uid)

    def _allergies(self, texts: list[str], said: list[str]) -> dict[str, Preference]:
        """The allergies of fields that hold nothing else; what says that none is known goes to what is said."""
        found = [one for text in texts for one in allergies_in.read(text, said)]
        known = {one.item for one in self.preferences.values() if one.stance == "allergy"}
        return {f"{PLACEHOLDER}a{number}": one for number, one in enumerate(found) if one.item not in known}

    def _others(self) -> dict[str, Any]:
        """The fields that came without a property of their own; what does not fit its field is left out."""
        told = {name: one for name, one in self.extra.get("card", {}).items() if name not in HAVE_PROPERTY | STORES_OWN}
        try:
            other = from_document(Customer, {"id": "", "name": "", **told})
        except DocumentError:
            return {}
        return {
            one.name: getattr(other, one.name) for one in fields(Customer) if one.name in told or one.name == "extra"
        }

    def _labelled(self, entry: Any, group: str) -> Any:
        return replace(entry, label=self.labels[group]) if group and group in self.labels else entry

    def _with_extra(self, entries: dict[str, Any], name: str) -> dict[str, Any]:
        extras = self.extra.get(name)
        if not isinstance(extras, dict):
            return entries
        return {
            key: _with_fields(one, extras[key]) if isinstance(extras.get(key), dict) else one
            for key, one in entries.items()
        }


def _with_fields(entry: Any, told: Mapping[str, Any]) -> Any:
    """A phone or an e-mail with the fields that came without a property; as it was where one does not fit."""
    more = {name: value for name, value in told.items() if name not in ENTRY_PROPERTIES}
    try:
        return from_document(type(entry), {**to_document(entry), **more})
    except DocumentError:
        return entry
