"""An invented day at Harbour Lane Instruments: repairs, rentals and a help line, for trying the desk out.

Nobody in it exists: telephone numbers lie in the ranges kept free for fiction, mail addresses under `.example`. The
texts are data files of the playbook; times are counted back from the instant of filling, so that it is always today.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from deskapp import clock
from deskapp.desk.demo.shop import Facts, Shop, card, ended, greeting_of, ticked
from deskapp.desk.documents import put
from deskapp.model.document import to_document
from deskapp.model.faq_entry import Asked, FaqEntry
from deskapp.model.interaction import Hold, Interaction, Note, Reading, Referral, Request, Run, Tick
from deskapp.model.lesson import Lesson
from deskapp.model.promise import Move, Promise
from deskapp.model.settings import Settings
from deskapp.store import Book
from deskapp.words.loader import parse_json, shipped

STAFF = "Robin"


def fill(book: Book, *, now: datetime, seed: int = 7, staff: str = STAFF) -> None:
    """Write settings, 40 cards, two weeks of ended interactions, what is open now, an FAQ and lessons, as one change.

    The same instant and seed give the same day, ids too. It cannot be undone: `u` is for what the visitor tries out.
    """
    shop, day = Shop(now, staff, seed), read("now.json")
    shop.cards = {facts["key"]: card(shop, facts) for facts in read("customers.json")}
    past, promises = ended(shop, read("visits.json"))
    visits = [*past, *(_open(shop, facts) for facts in day["interactions"])]
    promises += [_promise(shop, facts) for facts in day["promises"]]
    answers = [_answer(shop, facts, visits) for facts in read("faq.json")]
    lessons = [_lesson(shop, facts) for facts in read("lessons.json")]
    with book.change("an invented day", by=staff, at=now, undoable=False) as change:
        change.put("settings", to_document(Settings(staff=staff, **day["settings"])))
        put(change, *shop.cards.values(), *visits, *promises, *answers, *lessons)


def read(name: str) -> Any:
    """What a data file of the invented day holds. Raises PlaybookError."""
    return parse_json(shipped(f"demo/{name}"), f"demo/{name}")


def _open(shop: Shop, facts: Facts) -> Interaction:
    def ago(minutes: float) -> datetime:
        return shop.ago(minutes=minutes)

    arrived, staff = ago(facts["arrived"]), shop.staff
    runs = facts.get("runs") or {greeting_of(facts["kind"]).id: facts["arrived"]}
    readings = [Reading(ago(minutes), celsius) for minutes, celsius in facts.get("readings", [])]
    ticks: dict[str, Tick] = {}
    for name, count in facts.get("ticks", {}).items():
        ticks |= ticked(name, count, ago(runs[name]), shop.now, staff)
    return Interaction(
        id=shop.new_id("int", arrived),
        kind=facts["kind"],
        state=facts["state"],
        arrived_at=arrived,
        customer=shop.whom(facts),
        phone=shop.number(facts),
        reason=facts["reason"],
        greeted_at=ago(facts["greeted"]) if "greeted" in facts else None,
        temperature=readings[-1].celsius if readings else None,
        staff=staff,
        runs={name: Run(ago(minutes)) for name, minutes in runs.items()},
        ticks=ticks,
        requests=shop.keyed(
            Request(ago(minutes), text, answer, ago(answered) if answer else None)
            for minutes, text, answer, answered in facts.get("requests", [])
        ),
        notes=shop.keyed(Note(ago(minutes), text, staff) for minutes, text in facts.get("notes", [])),
        readings=shop.keyed(readings),
        referrals=shop.keyed(Referral(ago(minutes), to, why, staff) for minutes, to, why in facts.get("referrals", [])),
        holds=shop.keyed([Hold(ago(facts["hold"]))] if "hold" in facts else []),
    )


def _promise(shop: Shop, facts: Facts) -> Promise:
    made = shop.ago(minutes=facts["made"])
    due = _tomorrow(shop.now, facts["tomorrow"]) if "tomorrow" in facts else _today(shop.now, facts["due"])
    moves: list[Move] = []
    if "moved" in facts:
        moved, was = facts["moved"]
        moves = [Move(shop.ago(minutes=moved), shop.now + timedelta(minutes=was), due, told=True, by=shop.staff)]
    return Promise(
        id=shop.new_id("pro", made),
        what=facts["what"],
        due=due,
        made_at=made,
        due_typed=facts["typed"],
        customer=shop.whom(facts),
        channel=facts["channel"],
        owner=facts.get("owner", shop.staff),
        acknowledged_at=shop.ago(minutes=facts["acknowledged"]) if "acknowledged" in facts else None,
        moves=shop.keyed(moves),
    )


def _answer(shop: Shop, facts: Facts, visits: Sequence[Interaction]) -> FaqEntry:
    came = [visit for visit in visits if any(words in visit.reason.casefold() for words in facts["asked"])]
    made = shop.ago(days=15)
    return FaqEntry(
        id=shop.new_id("faq", made),
        question=facts["question"],
        answer=facts["answer"],
        topics=tuple(facts["topics"]),
        asked={visit.id: Asked(visit.arrived_at, shop.staff) for visit in came},
        created_at=made,
        created_by=shop.staff,
    )


def _lesson(shop: Shop, facts: Facts) -> Lesson:
    at = shop.ago(hours=facts["hours"])
    return Lesson(shop.new_id("les", at), facts["text"], facts["decision"], at, shop.staff)


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
