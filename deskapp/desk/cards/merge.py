"""Two cards of one person become one, nothing lost: the other card stays in the book, and they can be taken apart.

What was with the other card (interactions, promises) keeps its reference; `customers.ids_of` finds it from the kept
card. So a merge costs the same with a history of ten years, and taking it apart gives each card its own history back.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Literal, NamedTuple

from deskapp.desk.cards import customers
from deskapp.desk.cards.preference_words import shown as shown_preference
from deskapp.desk.documents import put
from deskapp.desk.session import Session
from deskapp.errors import NotFoundError, RefusedError
from deskapp.messages import said
from deskapp.model.card_fields import ENTRY_TEXTS, names
from deskapp.model.customer import Customer, Merged
from deskapp.model.document import Document, from_document, to_document
from deskapp.model.frozen import dataclass
from deskapp.store.engine.difference import META
from deskapp.text.folding import words
from deskapp.text.phones import digits

Side = Literal["kept", "other", "both"]
MAPS = names(merges="each")
JOINED = (*MAPS, *names(merges="lines"))
FIELDS = (*names(merges="one"), *JOINED)
_KINDS = ("coworker", "customer", "prospect")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two cards differ; `side` is what a merge takes where nobody chooses."""

    field: str
    kept: Any
    other: Any
    side: Side


def differences(kept: Customer, other: Customer) -> list[Difference]:
    """The fields in which two cards differ, in the order of the card."""
    values = ((field, getattr(kept, field), getattr(other, field)) for field in FIELDS)
    return [Difference(*value, _usual_side(*value)) for value in values if value[1] != value[2]]


def _usual_side(field: str, mine: Any, theirs: Any) -> Side:
    if not mine or not theirs:
        return "kept" if mine else "other"
    if field == "kind":
        return "kept" if _KINDS.index(mine) <= _KINDS.index(theirs) else "other"
    return "both" if field in JOINED else "kept"


def combined(kept: Customer, other: Customer, choices: Mapping[str, Side]) -> Customer:
    """The card that two become; `choices` say by field whose is taken. Allergies of both always stay.

    What is half typed and what the store keeps of a card stays each card's own.
    """
    values: dict[str, Any] = {}
    for difference in differences(kept, other):
        side = choices.get(difference.field, difference.side)
        if side == "both" and difference.field not in JOINED:
            name = difference.field.replace("_", " ")
            raise RefusedError(said("A card has one {name} only.", name=name), said("Choose one of the two."))
        values[difference.field] = _taken(difference, side)
    if values.get("favorite_dessert") == other.favorite_dessert:
        values["dessert_confirmed_at"] = other.dessert_confirmed_at
    for name in names(merges="earliest"):
        values[name] = min(filter(None, (getattr(kept, name), getattr(other, name))), default=None)
    values |= {name: getattr(kept, name) or getattr(other, name) for name in names(merges="either")}
    unknown = {name: value for name, value in other.extra.items() if name not in META}
    return replace(kept, **values, extra={**unknown, **kept.extra})


def _taken(difference: Difference, side: Side) -> Any:
    mine, theirs = difference.kept, difference.other
    if difference.field in MAPS:
        mine = _allergies(mine) if side == "other" else mine
        return _united(difference.field, mine, _allergies(theirs) if side == "kept" else theirs)
    if side == "both":
        known = set(mine.splitlines())
        return "\n".join([mine, *(line for line in theirs.splitlines() if line not in known)])
    return mine if side == "kept" else theirs


def _allergies(entries: Mapping[str, Any]) -> dict[str, Any]:
    """What stays of the entries of a card that are not taken."""
    return {key: entry for key, entry in entries.items() if getattr(entry, "stance", "") == "allergy"}


def _united(field: str, mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """The entries of both, each once; of the same preference, the one that was confirmed last."""
    identity, united = IDENTITIES[field], dict(mine)
    known = {identity(entry): key for key, entry in mine.items()}
    for key, entry in theirs.items():
        there = known.get(identity(entry))
        if there is None:
            while key in united:
                key += "2"
            united[key] = entry
        elif field == "preferences" and _confirmed(entry) > _confirmed(united[there]):
            united[there] = entry
    return united


def _confirmed(entry: Any) -> float:
    return entry.confirmed_at.timestamp() if entry.confirmed_at else 0.0


def _folded(text: str) -> str:
    return " ".join(words(text)) or text


IDENTITIES: dict[str, Callable[[Any], Any]] = {
    "phones": lambda phone: phone.number or digits(phone.typed) or phone.typed,
    "emails": lambda email: email.address.casefold(),
    "addresses": _folded,
    "preferences": lambda preference: (preference.group, preference.stance, _folded(preference.item)),
    "warnings": lambda warning: _folded(warning.text),
}
"""What two entries of a kind are compared by."""


def merge(desk: Session, kept: Customer, other: Customer, choices: Mapping[str, Side] | None = None) -> Customer:
    """Make two cards one, as one change that one undo takes back. Raises RefusedError for a card and itself."""
    kept, other = customers.get(desk, kept.id), customers.get(desk, other.id)
    if kept.id == other.id:
        raise RefusedError(said("That is one and the same card."), said("Choose another one to merge with it."))
    result = combined(kept, other, choices or {})
    was, becomes = to_document(kept), to_document(result)
    changed = [name for name in becomes if becomes[name] != was.get(name)]
    before, after = ({name: side.get(name) for name in changed} for side in (was, becomes))
    trace = Merged(desk.now(), other.name, desk.staff, before, after)
    result = replace(result, merged={**result.merged, other.id: trace})
    with desk.book.change(f"merge {other.name:.40} into {kept.name:.40}", by=desk.staff, at=desk.now()) as change:
        put(change, result, replace(other, merged_into=kept.id))
    return result


class Apart(NamedTuple):
    """Two cards that were one."""

    kept: Customer
    other: Customer


def unmerge(desk: Session, who: Customer) -> Apart:
    """Make the card that was merged into one last a card of its own again. Raises RefusedError where none was."""
    last = next(parts(who), None)
    if last is None:
        raise RefusedError(
            said("No card was merged into that of {name}.", name=who.name), said("There is nothing to take apart.")
        )
    return Apart(take_apart(desk, who, last[0]), customers.get(desk, last[0]))


def take_apart(desk: Session, kept: Customer, other_id: str) -> Customer:
    """Two cards again, whenever: each with its own history; what was changed since stays on the kept one."""
    with desk.book.change(f"take {kept.name:.40} apart", by=desk.staff, at=desk.now()) as change:
        document, other = change.get("customers", kept.id), change.get("customers", other_id)
        if document is None or other is None or other_id not in document.get("merged", {}):
            raise NotFoundError(said("That card was not merged into this one."), said("Look at the card again."))
        trace = from_document(Merged, document["merged"][other_id])
        for name, before in trace.before.items():
            document[name] = _given_back(document.get(name), before, trace.after.get(name))
        document["merged"] = {key: merged for key, merged in document["merged"].items() if key != other_id}
        change.put("customers", document)
        change.put("customers", {**other, "merged_into": ""})
    return from_document(Customer, document)


def _given_back(now: Any, before: Any, after: Any) -> Any:
    """A field as it was before the merge, but for what was changed in it since."""
    if not (isinstance(now, dict) and isinstance(before, dict) and isinstance(after, dict)):
        return before if now == after else now
    back: Document = {}
    for key in {**before, **now}:
        untouched = now.get(key) == after.get(key)
        if (key in before) if untouched else (key in now):
            back[key] = before[key] if untouched else now[key]
    return back


def parts(customer: Customer) -> Iterator[tuple[str, Merged]]:
    """The cards that were merged into this one, the last one first."""
    return iter(sorted(customer.merged.items(), key=lambda part: part[1].at, reverse=True))


def shown(value: Any) -> str:
    """What stands in a field, in one line for people's eyes."""
    if isinstance(value, Mapping):
        return "; ".join(map(_entry, value.values()))
    if hasattr(value, "until"):
        until = f" until {value.until}" if isinstance(value.until, date) else ""
        return f"{value.name} {value.level}".strip() + until
    return " ".join(str(value or "").split())


def _entry(entry: Any) -> str:
    if isinstance(entry, str):
        return " ".join(entry.split())
    text = next(str(getattr(entry, name)) for name in ENTRY_TEXTS if hasattr(entry, name))
    stance = getattr(entry, "stance", "likes")
    return f"ALLERGY {text}" if stance == "allergy" else shown_preference(entry) if stance != "likes" else text
