"""A vCard half read: what was gathered of it so far, what goes to its notes, and the draft that it makes."""

from collections.abc import Container
from dataclasses import dataclass, field, fields, replace
from typing import Any

from deskapp.exchange.batch import PLACEHOLDER, STORES_OWN, CardDraft
from deskapp.exchange.doubts import allergies_of, names_allergies
from deskapp.exchange.vcard_lines import ContentLine
from deskapp.exchange.vcard_out import ENTRY_PROPERTIES, HAVE_PROPERTY, KEY, date_of, good_key, label_of
from deskapp.model.customer import CardWarning, Customer, Email, Phone, Preference
from deskapp.model.document import DocumentError, from_document, to_document
from deskapp.text.safe import one_line


@dataclass(slots=True)
class Gathered:
    """What was gathered of one card so far.

    Phones and e-mails have their rank and group, addresses a mark; remarks are (word, text, group).
    """

    texts: dict[str, Any] = field(default_factory=dict)
    parts_of_name: str = ""
    phones: dict[str, tuple[int, Phone, str]] = field(default_factory=dict)
    emails: dict[str, tuple[int, Email, str]] = field(default_factory=dict)
    addresses: dict[str, tuple[str, str]] = field(default_factory=dict)
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
        ways = [self.texts.get("name", ""), self.parts_of_name]
        ways += [self.texts.get("company", ""), self.texts.get("address_form", "")]
        ways += [email.address for _, email, _ in self.emails.values()]
        ways += [phone.typed for _, phone, _ in self.phones.values()]
        return next((name for way in ways if (name := one_line(way))), "")

    def refusal(self) -> str:
        """Why no draft can be made of it, or ""."""
        if self.is_group:
            return "it is a group, not a person or a company"
        return "" if self.name() else "it has no name, company, e-mail or phone"

    def draft(self, line: int) -> CardDraft:
        """The draft of all that was gathered; preferred phones and e-mails come first."""
        named = [(self.labels.get(group, word), text) for word, text, group in self.remarks]
        said = [f"{word[:1].upper()}{word[1:]}: {text}" for word, text in named if not names_allergies(word)]
        texts = [*self.allergies, *(text for word, text in named if names_allergies(word))]
        allergies = self._allergies(texts, said)
        notes = self.texts.get("notes", "")
        fresh = [remark for remark in dict.fromkeys(said) if remark not in notes]
        texts_of_card = self.texts | {"name": self.name(), "notes": "\n".join([notes, *fresh] if notes else fresh)}
        customer = Customer(
            id="",
            phones=self._ranked(self.phones, self.extra.get("phones")),
            emails=self._ranked(self.emails, self.extra.get("emails")),
            addresses=self._marked_addresses(),
            preferences=allergies | self.preferences,
            warnings=self.warnings,
            **self._others(),
            **texts_of_card,
        )
        return CardDraft(customer, line, self.uid)

    def _marked_addresses(self) -> dict[str, str]:
        """The addresses, each with its mark where there are several."""
        several = len(self.addresses) > 1
        return {key: f"{mark}: {text}" if several and mark else text for key, (text, mark) in self.addresses.items()}

    def _allergies(self, texts: list[str], said: list[str]) -> dict[str, Preference]:
        """The allergies of fields that hold nothing else; what says that none is known goes to what is said."""
        allergies = [allergy for text in texts for allergy in allergies_of(text, said)]
        known = {preference.item for preference in self.preferences.values() if preference.stance == "allergy"}
        return {
            f"{PLACEHOLDER}a{number}": allergy for number, allergy in enumerate(allergies) if allergy.item not in known
        }

    def _others(self) -> dict[str, Any]:
        """The fields that came without a property of their own; what does not fit its field is left out."""
        card, placed = self.extra.get("card", {}), HAVE_PROPERTY | STORES_OWN
        told = {name: value for name, value in card.items() if name not in placed}
        try:
            other = from_document(Customer, {"id": "", "name": "", **told})
        except DocumentError:
            return {}
        return {
            each.name: getattr(other, each.name)
            for each in fields(Customer)
            if each.name in told or each.name == "extra"
        }

    def _ranked(self, entries: dict[str, Any], extras: Any) -> dict[str, Any]:
        """Phones or e-mails, preferred ones first, with the labels and the fields that came beside them."""
        ranked = sorted(entries.items(), key=lambda entry: entry[1][0])
        told = extras if isinstance(extras, dict) else {}
        return {key: _with_fields(self._labelled(entry, group), told.get(key)) for key, (_, entry, group) in ranked}

    def _labelled(self, entry: Any, group: str) -> Any:
        return replace(entry, label=self.labels[group]) if group and group in self.labels else entry


def _with_fields(entry: Any, told: Any) -> Any:
    """A phone or an e-mail with the fields that came without a property; as it was where one does not fit."""
    if not isinstance(told, dict):
        return entry
    more = {name: value for name, value in told.items() if name not in ENTRY_PROPERTIES}
    try:
        return from_document(type(entry), {**to_document(entry), **more})
    except DocumentError:
        return entry


_WORDS = {
    "Website": "URL X-EVOLUTION-BLOG-URL",
    "Messenger": "IMPP X-MS-IMADDRESS X-KADDRESSBOOK-X-IMADDRESS X-AIM X-ICQ X-YAHOO X-MSN X-QQ X-GADUGADU X-GROUPWISE",
    "Profile": "SOCIALPROFILE X-SOCIALPROFILE X-TWITTER",
    "Groups": "CATEGORIES X-GROUPS",
    "Role": "ROLE",
    "Profession": "X-KADDRESSBOOK-X-PROFESSION",
    "Language": "LANG",
    "Related": "RELATED X-ABRELATEDNAMES",
    "Anniversary": "ANNIVERSARY X-ANNIVERSARY X-MS-ANNIVERSARY X-EVOLUTION-ANNIVERSARY X-KADDRESSBOOK-X-ANNIVERSARY",
    "Date": "X-ABDATE",
    "Spouse": "X-SPOUSE X-MS-SPOUSE X-EVOLUTION-SPOUSE X-KADDRESSBOOK-X-SPOUSESNAME",
    "Assistant": "X-ASSISTANT X-MS-ASSISTANT X-EVOLUTION-ASSISTANT X-KADDRESSBOOK-X-ASSISTANTSNAME",
    "Manager": "X-MANAGER X-MS-MANAGER X-EVOLUTION-MANAGER X-KADDRESSBOOK-X-MANAGERSNAME",
    "Child": "X-MS-CHILD",
    "Office": "X-KADDRESSBOOK-X-OFFICE",
    "Skype": "X-SKYPE X-SKYPE-USERNAME",
    "Jabber": "X-JABBER",
    "Google Talk": "X-GTALK X-GOOGLE-TALK",
    "Sounds like": "X-PHONETIC-FIRST-NAME X-PHONETIC-LAST-NAME",
    "Maiden name": "X-MAIDENNAME",
    "Custom": "X-CUSTOM1 X-CUSTOM2 X-CUSTOM3 X-CUSTOM4",
}
WORDED = {name: word for word, names in _WORDS.items() for name in names.split(" ")}
_LABELLED = frozenset({"X-ABDATE", "X-ABRELATEDNAMES"})
_RELATIONS = {"1": "assistant", "2": "brother", "3": "child", "5": "father", "6": "friend", "7": "manager",
              "8": "mother", "9": "parent", "4": "partner", "10": "partner", "12": "relative",
              "13": "sister", "14": "spouse"}  # fmt: skip


def remark(gathered: Gathered, line: ContentLine) -> None:
    """Keep a property in the notes under its word, or under the label that its writer gave it."""
    words = " ".join(part for part in line.parts() if part)
    word = WORDED.get(line.name, line.name.capitalize())
    if line.name == "RELATED":
        word = label_of([kind for kind in line.types() if kind != "contact"]) or word
    if line.name == "X-ABDATE" or word == "Anniversary":
        words = date_of(words)
    if words:
        gathered.remark(word, words, line.group if line.name in _LABELLED else "")


def android(gathered: Gathered, line: ContentLine, name: str) -> None:
    """What Android knows beyond the standard: a nickname, a related person, a day. `kind;value;number;own label`."""
    kind, value, number, label = line.parts(4)
    if not value:
        return
    if kind.endswith("/nickname") and not gathered.texts.get("address_form"):
        gathered.texts["address_form"] = value
    elif kind.endswith("/relation"):
        gathered.remark(label or _RELATIONS.get(number, "related"), value)
    elif kind.endswith("/contact_event"):
        gathered.remark(label or {"1": "Anniversary", "3": "Birthday"}.get(number, "Date"), date_of(value))
    else:
        gathered.remark(label or kind.rpartition("/")[2].replace("_", " "), value)
