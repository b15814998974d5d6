"""What an import must not guess away: words in notes and preferences that may be an allergy, told in the preview."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from deskapp.desk.cards import health
from deskapp.desk.cards.preference_words import says_none
from deskapp.exchange.planned import ChangedCard, Doubt, NewCard
from deskapp.model.card_fields import BY_NAME, names
from deskapp.model.document import Document

_TELLING = sorted(names(may_tell_allergy=True), key=lambda name: BY_NAME[name].kind != "lines")


def doubts_of(new: Sequence[NewCard], changed: Sequence[ChangedCard]) -> Iterator[Doubt]:
    """The sentences of new and changed cards that may be an allergy and would not stand among the allergies."""
    for card in new:
        customer = card.customer
        liked = [one.item for one in customer.preferences.values() if one.stance != "allergy"]
        for words in _doubtful([*(getattr(customer, name) for name in _TELLING), *liked]):
            yield Doubt(customer.name, card.line, words)
    for one in changed:
        texts = [text for change in one.changes for text in _texts(change.field, change.old, change.new)]
        for words in _doubtful(texts):
            yield Doubt(one.name, one.line, words)


def doubt_notes(doubts: Sequence[Doubt]) -> tuple[str, ...]:
    """The sentence about all of them."""
    if not doubts:
        return ()
    cards = len({(one.name, one.line) for one in doubts})
    whose = "1 card" if cards == 1 else f"{cards} cards"
    return (f"Words on {whose} may be an allergy. They stay as they are: read them, and add each as an allergy.",)


def with_safe_stance(document: Document) -> Document:
    """A preference of a file that does not say whether it is liked: what may be an allergy is taken as one."""
    if "stance" in document or not health.level(str(document.get("item", "")), forgiving=False):
        return document
    return {**document, "stance": "allergy"}


def _texts(field: str, old: Any, new: Any) -> Iterator[str]:
    """What a change of a field adds."""
    if field == "preferences" and isinstance(new, Mapping):
        yield from (str(one.get("item", "")) for one in new.values() if one.get("stance") != "allergy")
    elif field in _TELLING:
        yield str(new or "").removeprefix(str(old or "") if BY_NAME[field].kind == "lines" else "")


def _doubtful(texts: Sequence[str]) -> Iterator[str]:
    """The sentences of some texts that may concern somebody's safety, each once."""
    found = (one for text in texts for one in health.sentences(text) if not says_none(one))
    yield from dict.fromkeys(found)
