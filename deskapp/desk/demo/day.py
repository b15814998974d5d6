"""An invented day at Harbour Lane Instruments: repairs, rentals and a help line, for trying the desk out.

Nobody in it exists: telephone numbers lie in the ranges kept free for fiction, mail addresses under `.example`. The
texts are data files of the playbook; times are counted back from the instant of filling, so that it is always today.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from deskapp import clock
from deskapp.desk.demo.people import Dice, cards, ref
from deskapp.desk.demo.visits import ended, greeting_of, ticked
from deskapp.model.customer import Customer
from deskapp.model.document import to_document
from deskapp.model.faq_entry import Asked, FaqEntry
from deskapp.model.interaction import Hold, Interaction, Note, Reading, Referral, Request, Run
from deskapp.model.promise import Move, Promise
from deskapp.model.report import Lesson
from deskapp.model.settings import Settings
from deskapp.store import Book
from deskapp.words.loader import parse_json, shipped

STAFF = "Robin"


def fill(book: Book, *, now: datetime, seed: int = 7, staff: str = STAFF) -> None:
    """Write settings, 40 cards, two weeks of ended interactions, what is open now, an FAQ and lessons, as one change.

    The same instant and seed give the same day, ids too. It cannot be undone: `u` is for what the visitor tries out.
    """
    dice = Dice(seed)
    day = read("now.json")
    known = cards(read("customers.json"), now, dice)
    past, promises = ended(read("visits.json"), known, now, dice, staff)
    present = [_open(entry, known, now, dice, staff) for entry in day["interactions"]]
    promises += [_promise(entry, known, now, dice, staff) for entry in day["promises"]]
    with book.change("an invented day", by=staff, at=now, undoable=False) as change:
        change.put("settings", to_document(Settings(staff=staff, **day["settings"])))
        for customer in known.values():
            change.put("customers", to_document(customer))
        for interaction in [*past, *present]:
            change.put("interactions", to_document(interaction))
        for promise in promises:
            change.put("promises", to_document(promise))
        for entry in read("faq.json"):
            change.put("faq", to_document(_answer(entry, [*past, *present], now, dice, staff)))
        for entry in read("lessons.json"):
            at = now - timedelta(hours=entry["hours"])
            change.put(
                "lessons", to_document(Lesson(dice.new_id("les", at), entry["text"], entry["decision"], at, staff))
            )


def read(name: str) -> Any:
    """What a data file of the invented day holds. Raises PlaybookError."""
    return parse_json(shipped(f"demo/{name}"), f"demo/{name}")


def _open(
    entry: Mapping[str, Any], known: Mapping[str, Customer], now: datetime, dice: Dice, staff: str
) -> Interaction:
    def ago(minutes: float) -> datetime:
        return now - timedelta(minutes=minutes)

    customer, arrived = known[entry["who"]], ago(entry["arrived"])
    runs = entry.get("runs") or {greeting_of(entry["kind"]).id: entry["arrived"]}
    readings = [Reading(ago(minutes), celsius) for minutes, celsius in entry.get("readings", [])]
    requests = [
        Request(ago(minutes), text, answer, ago(answered) if answer else None)
        for minutes, text, answer, answered in entry.get("requests", [])
    ]
    return Interaction(
        id=dice.new_id("int", arrived),
        kind=entry["kind"],
        state=entry["state"],
        arrived_at=arrived,
        customer=ref(customer),
        phone=next((phone.typed for phone in customer.phones.values()), "") if entry["kind"] == "call" else "",
        reason=entry["reason"],
        greeted_at=ago(entry["greeted"]) if "greeted" in entry else None,
        temperature=readings[-1].celsius if readings else None,
        staff=staff,
        runs={name: Run(ago(minutes)) for name, minutes in runs.items()},
        ticks={
            key: tick
            for name, count in entry.get("ticks", {}).items()
            for key, tick in ticked(name, count, ago(runs[name]), now, staff).items()
        },
        requests=dice.keyed(requests),
        notes=dice.keyed([Note(ago(minutes), text, staff) for minutes, text in entry.get("notes", [])]),
        readings=dice.keyed(readings),
        referrals=dice.keyed(
            [Referral(ago(minutes), to, why, staff) for minutes, to, why in entry.get("referrals", [])]
        ),
        holds=dice.keyed([Hold(ago(entry["hold"]))] if "hold" in entry else []),
    )


def _promise(entry: Mapping[str, Any], known: Mapping[str, Customer], now: datetime, dice: Dice, staff: str) -> Promise:
    made = now - timedelta(minutes=entry["made"])
    due = _tomorrow(now, entry["tomorrow"]) if "tomorrow" in entry else _today(now, entry["due"])
    moves = []
    if "moved" in entry:
        moved, was = (timedelta(minutes=minutes) for minutes in entry["moved"])
        moves.append(Move(now - moved, now + was, due, told=True, by=staff))
    return Promise(
        id=dice.new_id("pro", made),
        what=entry["what"],
        due=due,
        made_at=made,
        due_typed=entry["typed"],
        customer=ref(known[entry["who"]]),
        channel=entry["channel"],
        owner=entry.get("owner", staff),
        acknowledged_at=now - timedelta(minutes=entry["acknowledged"]) if "acknowledged" in entry else None,
        moves=dice.keyed(moves),
    )


def _answer(entry: Mapping[str, Any], visits: Sequence[Interaction], now: datetime, dice: Dice, staff: str) -> FaqEntry:
    came = [one for one in visits if any(words in one.reason.casefold() for words in entry["asked"])]
    return FaqEntry(
        id=dice.new_id("faq", now - timedelta(days=15)),
        question=entry["question"],
        answer=entry["answer"],
        topics=tuple(entry["topics"]),
        asked={one.id: Asked(one.arrived_at, staff) for one in came},
        created_at=now - timedelta(days=15),
        created_by=staff,
    )


def _today(now: datetime, minutes: int) -> datetime:
    """So many minutes from now, on a round mark where that is over an hour, and not later than this local day."""
    due = now + timedelta(minutes=minutes)
    if minutes > 60:
        due += timedelta(minutes=-due.minute % 5, seconds=-due.second, microseconds=-due.microsecond)
    _, midnight = clock.day_bounds(clock.today(now))
    return min(due, max(midnight - timedelta(minutes=1), now))


def _tomorrow(now: datetime, wall: str) -> datetime:
    day = clock.today(now) + timedelta(days=1)
    return clock.from_local(datetime.fromisoformat(f"{day.isoformat()}T{wall}"))
