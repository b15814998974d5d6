"""Allergies in a file: those that a field of their own names, and words that may be one and are told."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from deskapp.desk.cards import health
from deskapp.desk.cards.preference_words import says_none
from deskapp.exchange.batch import ChangedCard, Doubt, NewCard
from deskapp.messages import said
from deskapp.model.card_fields import BY_NAME, names
from deskapp.model.customer import Preference
from deskapp.model.document import Document
from deskapp.text.folding import words

_BETWEEN = re.compile(r"[,;/\n]+")
_NAMES = ("ALLERG", "ALERG", "INTOLERAN", "UNVERTRAG")
_UNKNOWN = frozenset(
    tuple(words(text))
    for text in ("unknown", "not known", "unbekannt", "nicht bekannt", "inconnu", "inconnue", "inconnues",
                 "desconocido", "desconocida", "desconocidas", "tbc", "ask")
)  # fmt: skip


_TELLING = sorted(names(may_tell_allergy=True), key=lambda name: BY_NAME[name].kind != "lines")


def names_allergies(name: str) -> bool:
    """Whether the name of a property, or the label of a field, says that it holds allergies."""
    plain = "".join(words(name)).upper()
    return any(part in plain for part in _NAMES)


def allergies_of(text: str, remarks: list[str]) -> list[Preference]:
    """The allergies that a field names. What says that none is known, or that nobody knows, goes to the notes."""
    is_unknown = tuple(words(text)) in _UNKNOWN or (not words(text) and "?" in text)
    if is_unknown or says_none(text):
        if len(words(text)) > 1 or not says_none(text):
            remarks.append(f"Allergies: {' '.join(text.split())}")
        return []
    items = [" ".join(item.split()) for item in _BETWEEN.split(text)]
    return [Preference("food", item, "allergy") for item in items if item and not says_none(item)]


def doubts_of(new: Sequence[NewCard], changed: Sequence[ChangedCard]) -> Iterator[Doubt]:
    """The sentences of new and changed cards that may be an allergy and would not stand among the allergies."""
    for card in new:
        customer = card.customer
        liked = [preference.item for preference in customer.preferences.values() if preference.stance != "allergy"]
        yield from _doubtful(customer.name, card.line, [*(getattr(customer, name) for name in _TELLING), *liked])
    for known in changed:
        texts = [text for change in known.changes for text in _texts(change.field, change.old, change.new)]
        yield from _doubtful(known.name, known.line, texts)


def doubt_notes(doubts: Sequence[Doubt]) -> tuple[str, ...]:
    """The sentence about all of them."""
    cards = len({(doubt.name, doubt.line) for doubt in doubts})
    whose = "1 card" if cards == 1 else f"{cards} cards"
    sentence = said(
        "Words on {whose} may be an allergy. They stay as they are: read them, and add each as an allergy.", whose=whose
    )
    return (sentence,) if doubts else ()


def with_safe_stance(document: Document) -> Document:
    """A preference of a file that does not say whether it is liked: what may be an allergy is taken as one."""
    if "stance" in document or not health.level(str(document.get("item", "")), forgiving=False):
        return document
    return {**document, "stance": "allergy"}


def _texts(field: str, old: Any, new: Any) -> Iterator[str]:
    """What a change of a field adds."""
    if field == "preferences" and isinstance(new, Mapping):
        yield from (
            str(preference.get("item", "")) for preference in new.values() if preference.get("stance") != "allergy"
        )
    elif field in _TELLING:
        yield str(new or "").removeprefix(str(old or "") if BY_NAME[field].kind == "lines" else "")


def _doubtful(name: str, line: int, texts: Sequence[str]) -> Iterator[Doubt]:
    """The sentences of some texts that may concern somebody's safety, each once."""
    sentences = (sentence for text in texts for sentence in health.sentences(text) if not says_none(sentence))
    return (Doubt(name, line, sentence) for sentence in dict.fromkeys(sentences))
