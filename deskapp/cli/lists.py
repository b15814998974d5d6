"""Commands that list: the log, the cards, and one card in full."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from deskapp import clock, slots
from deskapp.cli import who
from deskapp.cli.call import Call
from deskapp.cli.moment import moment
from deskapp.desk import allergies, boundary, day, history, log, namesakes, promises, settings, visit_times, visit_words
from deskapp.desk import customers as cards
from deskapp.desk.preference_words import says_itself
from deskapp.desk.promise_groups import MARKS, state_words
from deskapp.model.customer import Customer
from deskapp.model.document import Document, DocumentError, from_document
from deskapp.model.interaction import Interaction
from deskapp.text import durations, when
from deskapp.text.folding import folded

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
        found: Iterator[Interaction] = iter(who.open_interactions(call.desk))
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
    date, hour = visit_times.day(one, call.now), when.wall(one.arrived_at)
    took = visit_times.took(one) if one.ended_at else f"{durations.told(call.now - one.arrived_at)} so far"
    known = allergies.of_person(call.desk, one.customer) if one.is_open or not date else ""
    missed = "missed, ring back" if one.is_to_ring_back else ""
    rang = f"rang {len(one.rings)} times" if len(one.rings) > 1 else ""
    allergy = f"ALLERGY: {known}" if known else ""
    about = "; ".join(part for part in (allergy, one.reason, missed or one.outcome, rang) if part)
    late = " !" if one.waits_too_long(call.now) else ""
    return (
        who.short(one.id),
        one.kind,
        visit_words.state(one) + late,
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
    known, text = who.cards(call.desk), call.text("text")
    hints: dict[str, str] = {}
    if text:
        from deskapp.desk.find import Finder

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
    return (who.short(one.id), one.name, one.company, one.kind, phone, note)


def card(call: Call) -> None:
    """One card: how to address them first, allergies next (practice A4)."""
    one = who.card(call.desk, call.text("who"), begun=True)
    if call.json:
        call.object(call.desk.book.get("customers", one.id) or {})
        return
    for label, text in _card_lines(call, one):
        call.line(f"{label + ':':<16}{text}" if label else text)


def _card_lines(call: Call, one: Customer) -> Iterator[tuple[str, str]]:
    yield "", f"{one.addressed_as}{f' ({one.pronouns})' if one.pronouns else ''}"
    for allergy in one.with_stance("allergy"):
        yield "ALLERGY", allergy.item + _again(allergy.needs_asking(call.now))
    work = ", ".join(part for part in (one.role, one.company) if part)
    until = f" until {one.plan.until}" if one.plan and one.plan.until else ""
    facts = {
        "name": one.name,
        "kind": one.kind,
        "company": work,
        "plan": f"{one.plan.name} {one.plan.level}".strip() + until if one.plan else "",
        "dessert": one.favorite_dessert + _again(one.asks_dessert_again(call.now)),
        "answer by": " ".join(part for part in (one.preferred_channel, one.preferred_hours) if part),
        "birthday": one.birthday,
    }
    yield from ((label, text) for label, text in facts.items() if text)
    for stance in ("needs", "likes", "dislikes"):
        for preference in one.with_stance(stance):
            label = "said" if stance != "likes" and says_itself(preference.item, needs=stance == "needs") else stance
            yield label, preference.item + _again(preference.needs_asking(call.now))
    for phone in one.phones.values():
        yield "phone", f"{phone.typed} {phone.label}".strip()
    for email in one.emails.values():
        yield "e-mail", f"{email.address} {email.label}".strip()
    for warning in boundary.current(one, call.now).values():
        yield "note well", warning.text
    if one.parting:
        yield "parted ways", f"{when.describe(one.parting.at, call.now)}, {one.parting.by} and {one.parting.second}"
    if one.notes:
        yield "notes", one.notes
    yield from _dealings(call, one)
    yield "id", one.id


def _again(is_old: bool) -> str:
    return " (ask again)" if is_old else ""


def _dealings(call: Call, one: Customer) -> Iterator[tuple[str, str]]:
    theirs = cards.ids_of(call.desk, one)
    for promise in promises.all_open(call.desk):
        if promise.customer and promise.customer.id in theirs:
            state = MARKS.get(promise.state(call.now), "") + state_words(promise, call.now)
            due = when.describe(promise.due, call.now)
            yield "promised", f"{promise.what}, {due}, {state} ({who.short(promise.id)})"
    for last in log.with_customer(call.desk, one.id, most=LAST, archived=True):
        about = "; ".join(part for part in (last.reason, last.outcome) if part)
        yield "last", f"{last.kind}, {when.describe(last.arrived_at, call.now)}{f': {about}' if about else ''}"
