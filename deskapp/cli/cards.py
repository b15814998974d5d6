"""Commands on cards: found, shown in full, and two of one person's made one."""

from collections.abc import Callable, Iterator
from datetime import datetime

from deskapp import slots
from deskapp.cli.call import Call
from deskapp.commands import meant
from deskapp.desk.cards import allergies
from deskapp.desk.cards import merge as merging
from deskapp.desk.cards.preference_words import says_itself
from deskapp.desk.crisis import boundary
from deskapp.desk.promises import promises
from deskapp.desk.promises.groups import row
from deskapp.desk.visits import follows, log
from deskapp.errors import UsageError
from deskapp.messages import said
from deskapp.model.card_fields import placed
from deskapp.model.customer import Customer
from deskapp.model.document import from_document
from deskapp.text import when
from deskapp.text.folding import folded

Lines = Iterator[tuple[str, str]]
HEADER = ("id", "name", "company", "kind", "phone", "note")
PAIRS_HEADER = ("id", "name", "id", "name", "why")
MOST_FOUND = 50
LAST = 3


def customers(call: Call) -> None:
    """All cards by name, the best of those found, or the pairs that may be one person's."""
    if call.arguments.duplicates:
        _duplicates(call)
        return
    known, text = meant.cards(call.desk), call.text("text")
    hints: dict[str, str] = {}
    if text:
        from deskapp.desk.find.finder import Finder

        finder = Finder()
        finder.fill(known)
        hints = {match.id: match.hint for match in finder.search(text, limit=MOST_FOUND)}
        by_id = {document["id"]: document for document in known}
        known = [by_id[identifier] for identifier in hints]
    else:
        known.sort(key=lambda document: folded(str(document.get("name", ""))))
    if call.listing(known, HEADER, (_row(from_document(Customer, document), hints) for document in known)):
        call.say(said("Nobody was found for '{text:.60}'.", text=text) if text else said("There are no cards yet."))


def _row(card: Customer, hints: dict[str, str]) -> tuple[str, ...]:
    phone = next((phone.typed for phone in card.phones.values()), "")
    known = allergies.line(card)
    note = "; ".join(filter(None, (known and f"ALLERGY: {known}", hints.get(card.id, ""))))
    return (meant.short(card.id), card.name, card.company, card.kind, phone, note)


def _duplicates(call: Call) -> None:
    """The pairs of cards that may be one person's, the surest first."""
    from deskapp.desk.cards import duplicates

    documents = meant.cards(call.desk)
    names = {document["id"]: str(document.get("name", "")) for document in documents}
    pairs = duplicates.pairs(documents)
    if call.json:
        both = ([{"id": card, "name": names[card]} for card in (pair.first, pair.second)] for pair in pairs)
        call.array({"cards": cards, "why": list(pair.why)} for pair, cards in zip(pairs, both, strict=True))
        return
    short = meant.short
    members = ((pair.first, pair.second, ", ".join(pair.why)) for pair in pairs)
    rows = [(short(first), names[first], short(second), names[second], why) for first, second, why in members]
    call.table(PAIRS_HEADER, rows)
    words = (
        said("`{deskapp}merge ID ID` makes two cards one.", deskapp=slots.DESKAPP)
        if rows
        else said("No two cards look like one person's.")
    )
    call.say(words)


def merge(call: Call) -> None:
    """Two cards become one."""
    kept, other = meant.card(call.desk, call.text("kept")), meant.card(call.desk, call.text("other"))
    fields = [name.strip().replace("-", "_") for names in call.arguments.take for name in names.split(",")]
    wrong = [name for name in fields if name not in merging.FIELDS]
    if wrong:
        raise UsageError(
            said("A card has no field {wrong!r:.40}.", wrong=wrong[0]),
            said("Choose from {fields}.", fields=", ".join(merging.FIELDS)),
        )
    card = merging.merge(call.desk, kept, other, dict.fromkeys(fields, "other"))
    way = said("`{deskapp}unmerge` takes it apart.", deskapp=slots.DESKAPP)
    call.done(
        said("{name} is one card with {card_name} now. {way}", name=other.name, card_name=card.name, way=way),
        ("customers", card.id),
    )


def card(call: Call) -> None:
    """One card: how to address them first, allergies next (practice A4)."""
    card = meant.card(call.desk, call.text("who"), begun=True)
    if call.json:
        call.object(call.desk.book.get("customers", card.id) or {})
        return
    for label, text in _card_lines(call, card):
        call.line(f"{label + ':':<16}{text}" if label else text)


def _card_lines(call: Call, card: Customer) -> Lines:
    yield "", card.addressed_in_full
    for allergy in card.with_stance("allergy"):
        yield "ALLERGY", allergy.item + _again(allergy.needs_asking(call.now))
    for field in placed("spoken"):
        if own := _OWN_LINES.get(field.name):
            yield from own(card, call.now)
        elif text := getattr(card, field.shown_as):
            yield field.said or field.label.lower(), text
    for promise in follows.owed_to(call.desk, card, promises.all_open(call.desk)):
        due, state, *_, what = row(promise, call.now)
        yield "promised", f"{what}, {due}, {state} ({meant.short(promise.id)})"
    for visit in log.with_customer(call.desk, card.id, most=LAST, archived=True):
        about = "; ".join(filter(None, (visit.reason, visit.outcome)))
        yield "last", f"{visit.kind}, {when.describe(visit.arrived_at, call.now)}{f': {about}' if about else ''}"
    yield "id", card.id


def _dessert(card: Customer, now: datetime) -> Lines:
    if card.favorite_dessert:
        yield "dessert", card.favorite_dessert + _again(card.asks_dessert_again(now))


def _preferences(card: Customer, now: datetime) -> Lines:
    for stance in ("needs", "likes", "dislikes"):
        for preference in card.with_stance(stance):
            label = "said" if stance != "likes" and says_itself(preference.item, needs=stance == "needs") else stance
            yield label, preference.item + _again(preference.needs_asking(now))


def _parting(card: Customer, now: datetime) -> Lines:
    if card.parting:
        yield "parted ways", f"{when.describe(card.parting.at, now)}, {card.parting.by} and {card.parting.second}"


_OWN_LINES: dict[str, Callable[[Customer, datetime], Lines]] = {
    "plan": lambda card, now: (("plan", merging.shown(plan)) for plan in (card.plan,) if plan),
    "favorite_dessert": _dessert,
    "preferences": _preferences,
    "phones": lambda card, now: (("phone", f"{phone.typed} {phone.label}".strip()) for phone in card.phones.values()),
    "emails": lambda card, now: (("e-mail", f"{mail.address} {mail.label}".strip()) for mail in card.emails.values()),
    "warnings": lambda card, now: (("note well", warning.text) for warning in boundary.current(card, now).values()),
    "parting": _parting,
}
"""What `deskapp card` says of the fields that are more than a text."""


def _again(is_old: bool) -> str:
    return " (ask again)" if is_old else ""
