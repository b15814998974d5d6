"""The boundary (practice B6): warn once, end it, rest; facts for the card; parting ways with a second name."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from deskapp import clock, slots
from deskapp.desk.cards import customers
from deskapp.desk.documents import edit, with_entry
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.desk.visits.service import serve
from deskapp.desk.visits.wording import for_whom
from deskapp.errors import RefusedError, line_of
from deskapp.messages import noted, said
from deskapp.model.customer import CardWarning, Customer
from deskapp.model.interaction import Interaction
from deskapp.model.upset import TAKE_FIVE, BoundaryEvent, Parting, of_kind
from deskapp.text.folding import same

WARNING = noted("I want to help you. If the insults go on, I will end this {kind}.")
ENDING = noted("I said that I would end this {kind}. I am ending it now.")
OUTCOME = noted("Ended at the boundary, after a warning.")
WENT_ON = noted("Abuse went on after the warning.")
REVIEW_AFTER = timedelta(days=90)


def is_warned(interaction: Interaction) -> bool:
    """Whether the warning was said."""
    return bool(of_kind(interaction.boundary, "warned"))


def script(interaction: Interaction) -> str:
    """What to say now: the warning, or the words that end it."""
    words = {"walk-in": "talk", "message": "exchange"}
    kind = words.get(interaction.kind, "call")
    return (ENDING if is_warned(interaction) else WARNING).replace("{kind}", kind)


def warn(desk: Session, interaction: Interaction, fact: str = "") -> Interaction:
    """The warning was said; it is said once. `fact` is what they had said, word for word."""
    if not interaction.is_open:
        raise RefusedError(said("That interaction has ended already."))
    if is_warned(interaction):
        raise RefusedError(
            said("The warning was said already."),
            said("If it goes on, end it: {boundary}.", boundary=slots.key("boundary")),
        )
    event = BoundaryEvent(desk.now(), "warned", desk.staff, script(interaction), " ".join(fact.split()))
    return serve(desk, interaction, f"boundary said{for_whom(interaction)}", _logged(desk, event))


def end(desk: Session, interaction: Interaction, fact: str = "") -> Interaction:
    """It went on: end the interaction. What stood open is on record with that reason, and nothing holds it back."""
    if not is_warned(interaction):
        raise RefusedError(
            said("The warning was not said yet."), said("Say it first: {boundary}.", boundary=slots.key("boundary"))
        )
    event = BoundaryEvent(desk.now(), "ended", desk.staff, script(interaction), " ".join(fact.split()))
    ended, logged = log.ended(desk, interaction, OUTCOME, overruled=WENT_ON), _logged(desk, event)
    words = f"end at the boundary{for_whom(interaction)}"
    return edit(desk, interaction, words, lambda visit: logged(replace(ended(visit), drafts=visit.drafts)))


def rest(desk: Session, interaction: Interaction) -> Interaction:
    """The staff member takes five minutes."""
    event = BoundaryEvent(desk.now(), "rest", desk.staff)
    return serve(desk, interaction, f"five minutes for {desk.staff or 'the staff'}", _logged(desk, event))


def rests_until(interaction: Interaction) -> datetime | None:
    """When the rest that was taken after it is over."""
    taken = of_kind(interaction.boundary, "rest")
    return taken[-1].at + TAKE_FIVE if taken else None


def forget(desk: Session, interaction: Interaction) -> Interaction:
    """Erase what the boundary logged on an interaction, with what it wrote as outcome and reason."""

    def alter(visit: Interaction) -> Interaction:
        outcome = "Ended." if visit.outcome == OUTCOME else visit.outcome
        overruled = "" if visit.overruled == WENT_ON else visit.overruled
        told = {key: gate for key, gate in visit.gates.items() if gate.reason == WENT_ON}
        gates = {**visit.gates, **{key: replace(gate, reason="") for key, gate in told.items()}}
        ended = {key: fact for key, fact in visit.reopened.items() if fact.outcome == OUTCOME}
        plain = {key: replace(fact, outcome="Ended.", overruled="") for key, fact in ended.items()}
        reopened = {**visit.reopened, **plain}
        return replace(visit, boundary={}, outcome=outcome, overruled=overruled, gates=gates, reopened=reopened)

    return edit(desk, interaction, f"erase the boundary{for_whom(interaction)}", alter)


def note(desk: Session, customer: Customer, fact: str, review_on: date | None = None) -> Customer:
    """A fact for the next person, on the card until its review date: in 90 days where none is given."""
    today = clock.today(desk.now())
    review = review_on or today + REVIEW_AFTER
    if review < today:
        raise RefusedError(said("That review date has passed."), said("Give a day to come."))
    return customers.add_warning(desk, customer, fact, review)


def current(customer: Customer, now: datetime) -> dict[str, CardWarning]:
    """The notes whose review date has not passed; the others are no longer shown."""
    today = clock.today(now)
    return {key: warning for key, warning in customer.warnings.items() if warning.is_current(today)}


def erase_note(desk: Session, customer: Customer, key: str) -> Customer:
    """Take a note off the card."""
    left = {name: note for name, note in customer.warnings.items() if name != key}
    return edit(desk, customer, f"erase a note on {customer.name:.40}", lambda card: replace(card, warnings=left))


def part_ways(desk: Session, customer: Customer, why: str, second: str) -> Customer:
    """A decision of the business, on record: it takes a second person's name."""
    fact = line_of(why, said("Write the facts: what, and when."), said("No reason was written."))
    person = " ".join(second.split())
    if not person or same(person, desk.staff):
        raise RefusedError(said("Two people decide that."), said("Give the name of the second one."))
    parting = Parting(desk.now(), fact, desk.staff, person)
    return edit(desk, customer, f"part ways with {customer.name:.40}", lambda card: replace(card, parting=parting))


def take_back(desk: Session, customer: Customer) -> Customer:
    """The parting is off the card."""
    if customer.parting is None:
        raise RefusedError(said("Nobody has parted ways with {name}.", name=customer.name))
    words = f"take back the parting with {customer.name:.40}"
    return edit(desk, customer, words, lambda card: replace(card, parting=None))


def _logged(desk: Session, event: BoundaryEvent) -> Callable[[Interaction], Interaction]:
    """What an event at the boundary does to a visit: it is on record, and what was half typed for it is done."""
    return lambda visit: with_entry(desk, visit, "boundary", event, drafts=log.with_draft(visit, "boundary"))
