"""The invented shop in the making: its people, its dice that fall the same every time, and its last two weeks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar

from deskapp import clock
from deskapp.model import kettle
from deskapp.model.card_fields import TYPED_FIELDS
from deskapp.model.customer import CardWarning, Customer, Email, Phone, Plan, Preference
from deskapp.model.ids import make_id, map_key
from deskapp.model.interaction import CustomerRef, Interaction, Note, Reading, Referral, Request, Run, Tick
from deskapp.model.promise import Promise
from deskapp.model.words import Checklist
from deskapp.words.loader import checklists, starting_with

Entry = TypeVar("Entry")
Facts = Mapping[str, Any]
OPENS, CLOSES, SUNDAY = time(9), time(18), 6
MINUTES = {"walk-in": (4, 18), "call": (3, 12), "message": (5, 25)}
SECOND_VOICE, HER_DAYS = "Priya", (5, 9)


class Shop:
    """An invented shop at an instant, with seeded chance: ids, keys and times come out the same for the same seed."""

    def __init__(self, now: datetime, staff: str, seed: int) -> None:
        self.now, self.staff = now, staff
        self.cards: dict[str, Customer] = {}
        """By the short names that visits and promises call them by."""
        self._random = Random(seed)  # noqa: S311 -- an invented day keeps no secret

    def ago(self, **length: float) -> datetime:
        """An instant so long before now."""
        return self.now - timedelta(**length)

    def new_id(self, prefix: str, at: datetime) -> str:
        """An id of a document that was made at an instant."""
        return make_id(prefix, at, self._random.randbytes(10))

    def keyed(self, entries: Iterable[Entry]) -> dict[str, Entry]:
        """The entries as a map with short keys, in their order."""
        return {map_key(self._random.randbytes(4)): entry for entry in entries}

    def between(self, low: float, high: float) -> float:
        """Any number from low to high."""
        return self._random.uniform(low, high)

    def whom(self, facts: Facts) -> CustomerRef | None:
        """The reference to the card that something is about, with the name on it."""
        card = self.cards.get(facts.get("who", ""))
        return CustomerRef(card.id, card.name) if card else None

    def number(self, facts: Facts) -> str:
        """The number that a call came from."""
        card = self.cards.get(facts.get("who", "")) if facts["kind"] == "call" else None
        return next((phone.typed for phone in card.phones.values()), "") if card else ""


def card(shop: Shop, facts: Facts) -> Customer:
    """A card; days are counted back from now."""
    created, kind = shop.ago(days=facts["since"]), facts.get("kind", "customer")
    today = clock.today(shop.now)
    name, level, days = facts.get("plan", ("", "", 0))
    return Customer(
        id=shop.new_id("cus", created),
        kind=kind,
        plan=Plan(name, today + timedelta(days=days), level) if name else None,
        dessert_confirmed_at=shop.ago(days=facts["dessert_days"]) if "dessert_days" in facts else None,
        phones=shop.keyed(Phone(typed, number, label) for typed, number, label in facts.get("phones", [])),
        emails=shop.keyed(Email(address) for address in facts.get("emails", [])),
        addresses=shop.keyed(facts.get("addresses", [])),
        preferences=shop.keyed(
            Preference(group, item, stance, shop.ago(days=days), facts["name"])
            for group, item, stance, days in facts.get("preferences", [])
        ),
        warnings=shop.keyed(
            CardWarning(text, shop.ago(days=days), today + timedelta(days=review), "Robin")
            for text, days, review in facts.get("warnings", [])
        ),
        created_at=created,
        customer_since=created if kind == "customer" else None,
        **{name: facts.get(name, "") for name in TYPED_FIELDS},
    )


def ended(shop: Shop, visits: Iterable[Facts]) -> tuple[list[Interaction], list[Promise]]:
    """The ended interactions, oldest first, and the promises that were made in them."""
    by_day: defaultdict[int, list[Facts]] = defaultdict(list)
    for visit in visits:
        by_day[visit["ago"]].append(visit)
    interactions, promises = [], []
    for ago, start, end in _days(sorted(by_day, reverse=True), shop.now):
        length = (end - start) / len(by_day[ago])
        voice = SECOND_VOICE if ago in HER_DAYS else shop.staff
        for place, visit in enumerate(by_day[ago]):
            arrived = start + length * (place + shop.between(0, 0.4))
            interactions.append(_ended(shop, visit, arrived, arrived + length * 0.5, voice))
            if "promise" in visit:
                promises.append(_promise(shop, visit, interactions[-1], voice))
    return interactions, promises


def greeting_of(kind: str) -> Checklist:
    """The checklist that a kind of interaction starts by itself."""
    greeting = starting_with(kind)
    if greeting is None:
        raise ValueError(f"no checklist starts with a {kind}")
    return greeting


def ticked(checklist_id: str, count: int, start: datetime, end: datetime, by: str) -> dict[str, Tick]:
    """The first so many steps of a checklist, ticked at even distances between two instants."""
    checklist = checklists()[checklist_id]
    steps = checklist.steps[:count]
    pace = (end - start) / (len(checklist.steps) + 1)
    return {checklist.tick_key(step): Tick(start + pace * place, by) for place, step in enumerate(steps, start=1)}


def _days(agos: Iterable[int], now: datetime) -> Iterator[tuple[int, datetime, datetime]]:
    """First and last arrival for each opening day; today's end before the open ones came."""
    for ago in agos:
        start, end = _hours(clock.today(now), ago)
        if ago == 0:
            end = min(end, now - timedelta(minutes=25))
            if end - start < timedelta(hours=1):
                start, end = now - timedelta(minutes=100), now - timedelta(minutes=25)
        yield ago, start, end


def _hours(today: date, ago: int) -> tuple[datetime, datetime]:
    """First and last arrival of the so-many-th day before today that was no Sunday."""
    day = today
    while ago:
        day -= timedelta(days=1)
        ago -= day.weekday() != SUNDAY
    first, last = datetime.combine(day, OPENS), datetime.combine(day, CLOSES)
    return clock.from_local(first + timedelta(minutes=7)), clock.from_local(last - timedelta(minutes=20))


def _ended(shop: Shop, visit: Facts, arrived: datetime, latest: datetime, staff: str) -> Interaction:
    kind, temperatures = visit["kind"], visit.get("temps", [])
    greeted = arrived + timedelta(seconds=shop.between(8, 200 if kind == "walk-in" else 40))
    end = max(min(arrived + timedelta(minutes=shop.between(*MINUTES[kind])), latest), greeted + timedelta(minutes=1))
    length = end - greeted
    runs = [greeting_of(kind).id]
    if any(kettle.is_steaming(celsius) for celsius in temperatures):
        runs += ["resolution", "steam"]
    return Interaction(
        id=shop.new_id("int", arrived),
        kind=kind,
        state="ended",
        arrived_at=arrived,
        customer=shop.whom(visit),
        called=visit.get("called", ""),
        phone=shop.number(visit),
        channel=visit.get("channel", ""),
        reason=visit["reason"],
        greeted_at=greeted,
        ended_at=end,
        outcome=visit["outcome"],
        overruled=visit.get("overruled", ""),
        temperature=temperatures[-1] if temperatures else None,
        staff=staff,
        runs={name: Run(arrived if place == 0 else greeted) for place, name in enumerate(runs)},
        ticks=_ticks(shop, visit, runs, (arrived, greeted, end), staff),
        requests=shop.keyed(
            Request(greeted + length * 0.3, text, answer, greeted + length * 0.8)
            for text, answer in visit.get("requests", [])
        ),
        notes=shop.keyed(Note(greeted + length * 0.6, text, staff) for text in visit.get("notes", [])),
        readings=shop.keyed(
            Reading(greeted + length * place / (len(temperatures) + 1), celsius)
            for place, celsius in enumerate(temperatures)
        ),
        referrals=shop.keyed(Referral(greeted + length * 0.7, to, why, staff) for to, why in visit.get("refer", [])),
    )


def _ticks(
    shop: Shop, visit: Facts, runs: list[str], times: tuple[datetime, datetime, datetime], staff: str
) -> dict[str, Tick]:
    """All of the steps on most days, one in three forgets the last; the greeting's own at the time of the greeting."""
    greeting, (arrived, greeted, end) = checklists()[runs[0]], times
    count = visit.get("ticks", len(greeting.steps) - (shop.between(0, 3) < 1))
    ticks = ticked(greeting.id, count, arrived, end, staff)
    for place, step in enumerate(greeting.steps):
        at = greeted if step.greets else arrived + (greeted - arrived) * (place + 1) / (len(greeting.steps) + 1)
        ticks[greeting.tick_key(step)] = Tick(at, staff)
        if step.greets:
            break
    for name in runs[1:]:
        ticks |= ticked(name, 3 if "overruled" in visit else len(checklists()[name].steps), greeted, end, staff)
    return ticks


def _promise(shop: Shop, visit: Facts, interaction: Interaction, staff: str) -> Promise:
    what, channel, hours, kept = visit["promise"]
    made = interaction.ended_at or interaction.arrived_at
    due = _open_hours(made + timedelta(hours=hours))
    moment = due + timedelta(hours=1 if kept == "broken" else kept)
    if moment < due:
        moment = min(max(_open_hours(moment), made + timedelta(minutes=10)), due - timedelta(minutes=5))
    return Promise(
        id=shop.new_id("pro", made),
        what=what,
        due=due,
        made_at=made,
        due_typed=f"in {hours}h",
        customer=interaction.customer,
        interaction=interaction.id,
        channel=channel,
        owner=staff,
        kept_at=None if kept == "broken" else moment,
        broken_at=moment if kept == "broken" else None,
    )


def _open_hours(instant: datetime) -> datetime:
    """That time on a round quarter of an hour, or ten o'clock of the next time that the shop is open."""
    wall = clock.local(instant).replace(tzinfo=None, second=0, microsecond=0)
    wall += timedelta(minutes=-wall.minute % 15)
    day = wall.date() + timedelta(days=wall.time() >= CLOSES)
    is_closed = not OPENS <= wall.time() < CLOSES or day.weekday() == SUNDAY
    opens = datetime.combine(day + timedelta(days=day.weekday() == SUNDAY), time(10))
    return clock.from_local(opens if is_closed else wall)
