"""Commands that list: the log, the cards, and one card in full."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from deskapp import clock, slots
from deskapp.cli.call import Call
from deskapp.cli.moment import moment
from deskapp.commands import meant
from deskapp.desk.cards import allergies
from deskapp.desk.cards import customers as cards
from deskapp.desk.cards import merge as merging
from deskapp.desk.cards.preference_words import says_itself
from deskapp.desk.crisis import boundary
from deskapp.desk.promises import promises
from deskapp.desk.promises.groups import MARKS, state_words
from deskapp.desk.settings import settings
from deskapp.desk.visits import day, history, log, namesakes, wording
from deskapp.model.card_fields import placed
from deskapp.model.customer import Customer
from deskapp.model.document import Document, DocumentError, from_document
from deskapp.model.interaction import Interaction
from deskapp.text import durations, when
from deskapp.text.folding import folded

Lines = Iterator[tuple[str, str]]
LOG_HEADER = ("id", "kind", "state", "arrived", "took", "who", "about")
CARDS_HEADER = ("id", "name", "company", "kind", "phone", "note")
MOST_FOUND = 50
LAST = 3


def interactions(call: Call) -> None:
    """The log, newest first; without a choice as the desk shows it: what is open, then what ended today."""
    found = _chosen(call)
    if call.json:
        documents = (call.desk.book.get("interactions", one.id) for one in found)
        call.array(document for document in documents if document is not None)
        return
    body = [_log_row(call, one) for one in namesakes.visits_apart(call.desk, found)]
    call.table(LOG_HEADER, body)
    if not body:
        call.say("Nothing to list.")
    if not (asked := call.arguments).find and not asked.today and not asked.since:
        desk_day = day.look(call.desk)
        desk_day.hold_limit = settings.hold_limit(call.desk)
        call.say(f"{desk_day.counts(call.now).text}.")


def _chosen(call: Call) -> Iterator[Interaction]:
    asked, today = call.arguments, clock.today(call.now)
    since = moment(call, "since", past=True) if asked.since else None
    if asked.open:
        found: Iterator[Interaction] = iter(meant.open_interactions(call.desk))
    elif asked.find:
        ids = filter(None, history.search(call.desk, call.text("find")))
        found = _readable(call, filter(None, (call.desk.book.get("interactions", one) for one in ids)))
    elif asked.today or since:
        found = _since(call, since or clock.day_bounds(today)[0])
    else:
        desk_day = day.look(call.desk)
        found = iter([*reversed(desk_day.open_first()), *desk_day.ended_newest()])
    for one in found:
        wanted = since is None or one.arrived_at >= since
        if wanted and (not asked.today or clock.today(one.arrived_at) == today):
            yield one


def _since(call: Call, start: datetime) -> Iterator[Interaction]:
    """What arrived since then, newest first."""
    for one in _readable(call, call.desk.book.select("interactions", archived=True)):
        if one.arrived_at < start:
            break
        yield one


def _readable(call: Call, documents: Iterable[Document]) -> Iterator[Interaction]:
    """The interactions of documents; one that cannot be understood is told, and doesn't hide the others."""
    for document in documents:
        try:
            yield from_document(Interaction, document)
        except DocumentError as error:
            call.say(f"{document.get('id')} cannot be understood: {error}. `{slots.DESKAPP}doctor` tells more.")


def _log_row(call: Call, one: Interaction) -> tuple[str, ...]:
    date, hour = wording.day(one, call.now), when.wall(one.arrived_at)
    took = wording.took(one) if one.ended_at else f"{durations.told(call.now - one.arrived_at)} so far"
    known = allergies.of_person(call.desk, one.customer) if one.is_open or not date else ""
    missed = "missed, ring back" if one.is_to_ring_back else ""
    rang = f"rang {len(one.rings)} times" if len(one.rings) > 1 else ""
    allergy = f"ALLERGY: {known}" if known else ""
    about = "; ".join(part for part in (allergy, one.reason, missed or one.outcome, rang) if part)
    late = " !" if one.waits_too_long(call.now) else ""
    return (
        meant.short(one.id),
        one.kind,
        wording.state(one) + late,
        f"{date} {hour}" if date else hour,
        took or "-",
        one.known_as or ("number withheld" if one.is_withheld else "-"),
        about,
    )


def customers(call: Call) -> None:
    """All cards by name, the best of those found, or the pairs that may be one person's."""
    if call.arguments.duplicates:
        from deskapp.cli import merge

        merge.duplicates(call)
        return
    known, text = meant.cards(call.desk), call.text("text")
    hints: dict[str, str] = {}
    if text:
        from deskapp.desk.find.finder import Finder

        finder = Finder()
        finder.fill(known)
        by_id = {one["id"]: one for one in known}
        found = finder.search(text, limit=MOST_FOUND)
        hints = {one.id: one.hint for one in found}
        known = [by_id[one.id] for one in found]
    else:
        known.sort(key=lambda one: folded(str(one.get("name", ""))))
    if call.json:
        call.array(known)
        return
    call.table(CARDS_HEADER, [_card_row(from_document(Customer, one), hints) for one in known])
    if not known:
        call.say(f"Nobody was found for '{text:.60}'." if text else "There are no cards yet.")


def _card_row(one: Customer, hints: dict[str, str]) -> tuple[str, ...]:
    phone = next((phone.typed for phone in one.phones.values()), "")
    known = allergies.line(one)
    note = "; ".join(part for part in (f"ALLERGY: {known}" if known else "", hints.get(one.id, "")) if part)
    return (meant.short(one.id), one.name, one.company, one.kind, phone, note)


def card(call: Call) -> None:
    """One card: how to address them first, allergies next (practice A4)."""
    one = meant.card(call.desk, call.text("who"), begun=True)
    if call.json:
        call.object(call.desk.book.get("customers", one.id) or {})
        return
    for label, text in _card_lines(call, one):
        call.line(f"{label + ':':<16}{text}" if label else text)


def _card_lines(call: Call, one: Customer) -> Lines:
    yield "", one.addressed_in_full
    for allergy in one.with_stance("allergy"):
        yield "ALLERGY", allergy.item + _again(allergy.needs_asking(call.now))
    for field in placed("spoken"):
        if own := _OWN_LINES.get(field.name):
            yield from own(one, call.now)
        elif text := getattr(one, field.shown_as):
            yield field.said or field.label.lower(), text
    yield from _dealings(call, one)
    yield "id", one.id


def _dessert(one: Customer, now: datetime) -> Lines:
    if one.favorite_dessert:
        yield "dessert", one.favorite_dessert + _again(one.asks_dessert_again(now))


def _preferences(one: Customer, now: datetime) -> Lines:
    for stance in ("needs", "likes", "dislikes"):
        for preference in one.with_stance(stance):
            label = "said" if stance != "likes" and says_itself(preference.item, needs=stance == "needs") else stance
            yield label, preference.item + _again(preference.needs_asking(now))


def _parting(one: Customer, now: datetime) -> Lines:
    if one.parting:
        yield "parted ways", f"{when.describe(one.parting.at, now)}, {one.parting.by} and {one.parting.second}"


_OWN_LINES: dict[str, Callable[[Customer, datetime], Lines]] = {
    "plan": lambda one, now: (("plan", merging.shown(plan)) for plan in (one.plan,) if plan),
    "favorite_dessert": _dessert,
    "preferences": _preferences,
    "phones": lambda one, now: (("phone", f"{it.typed} {it.label}".strip()) for it in one.phones.values()),
    "emails": lambda one, now: (("e-mail", f"{it.address} {it.label}".strip()) for it in one.emails.values()),
    "warnings": lambda one, now: (("note well", it.text) for it in boundary.current(one, now).values()),
    "parting": _parting,
}
"""What `deskapp card` says of the fields that are more than a text."""


def _again(is_old: bool) -> str:
    return " (ask again)" if is_old else ""


def _dealings(call: Call, one: Customer) -> Lines:
    theirs = cards.ids_of(call.desk, one)
    for promise in promises.all_open(call.desk):
        if promise.customer and promise.customer.id in theirs:
            state = MARKS.get(promise.state(call.now), "") + state_words(promise, call.now)
            due = when.describe(promise.due, call.now)
            yield "promised", f"{promise.what}, {due}, {state} ({meant.short(promise.id)})"
    for last in log.with_customer(call.desk, one.id, most=LAST, archived=True):
        about = "; ".join(part for part in (last.reason, last.outcome) if part)
        yield "last", f"{last.kind}, {when.describe(last.arrived_at, call.now)}{f': {about}' if about else ''}"
