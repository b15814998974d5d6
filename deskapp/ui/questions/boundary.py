"""Questions at the boundary: the warning, the end, the rest, facts for the card, and parting ways (practice B6)."""

from deskapp import clock, slots
from deskapp.desk.crisis import boundary
from deskapp.desk.session import Session
from deskapp.desk.times.days import read_day
from deskapp.desk.visits import log
from deskapp.errors import RefusedError
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.text import when
from deskapp.text.when import day
from deskapp.ui.questions.choosing import by_letter, pick
from deskapp.ui.questions.typed import drafted, says
from deskapp.ui.widgets.entry import Choice, NextStep, Question


def step(desk: Session, visit: Interaction, customer: Customer | None) -> Question:
    """What comes next at the boundary: the warning, then the end, then what is left to do."""
    return _they_said(desk, visit, customer) if visit.is_open else afterwards(desk, visit, customer)


def _they_said(desk: Session, visit: Interaction, customer: Customer | None) -> Question:
    """The words of the warning, then those with which it ends; what they had said is logged."""
    rows, went_on = [Choice("say", f"Say: {boundary.script(visit)}")], boundary.is_warned(visit)
    offer = says("Say it once, calm. Their words above if you like. Enter logs it.", rows, 0)
    if went_on:
        rows.append(Choice("stopped", "They stopped: carry on with them"))
        offer = says("It went on? Say it, then Enter ends it, on record.", rows, 0, bad=True)

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        if not went_on:
            boundary.warn(desk, visit, values["fact"])
            return f"The warning is on record. If it goes on: {slots.key('boundary')}."
        if chosen != "say":
            return "Good. Go on where you were."
        return take_five(desk, boundary.end(desk, visit, values["fact"]), customer)

    def store(name: str, text: str) -> None:
        log.draft(desk, visit, "boundary", text)

    fields = [("fact", "They said", visit.drafts.get("boundary", ""))]
    return Question("Boundary", fields, submit, offer, store, wraps=True)


def take_five(desk: Session, visit: Interaction, customer: Customer | None) -> Question:
    """Five minutes for the staff member; then, where there is a card, the fact for the next person."""

    def taken(chosen: str) -> NextStep:
        rested = boundary.rest(desk, visit) if chosen == "rest" else visit
        if customer:
            return fact(desk, customer)
        until = boundary.rests_until(rested)
        return f"Back at {when.wall(until)}." if until else ""

    rows = [Choice("rest", "Take five: water, air, a few steps"), Choice("on", "I am all right, go on")]
    hint = "That was not about you. Enter takes the selected one."
    return by_letter("Take five", "And you?", rows, taken, hint, wraps=True)


def fact(desk: Session, customer: Customer) -> Question:
    """A fact for the next person, with the day on which it is looked at again and goes."""
    today = clock.today(desk.now())

    def submit(values: dict[str, str], chosen: str) -> str:
        review = read_day(desk, values["review"])
        boundary.note(desk, customer, values["fact"], review)
        return f"On the card until {day(review, today)}, as a symbol; {slots.key('card_notes')} shows the text."

    fields = [("fact", "Fact", ""), ("review", "Review on", (today + boundary.REVIEW_AFTER).isoformat())]
    offer = says("Facts only, no word about the person. Esc: no note.")
    return drafted(desk, customer, Question("Card note", fields, submit, offer, wraps=True), "warnings")


def afterwards(desk: Session, visit: Interaction, customer: Customer | None) -> Question:
    """After it ended: rest, a note, parting ways, or erase what was logged."""
    rows = [Choice("rest", "Take five", "for you")]
    if customer:
        rows.append(Choice("fact", "A fact for the card", "until its review date"))
        rows.append(Choice("part", "Part ways with them", "takes a second person"))
    if visit.boundary:
        rows.append(Choice("erase", "Erase what the boundary logged here"))

    def taken(chosen: str) -> NextStep:
        if chosen == "rest":
            boundary.rest(desk, visit)
            return "Five minutes. The desk keeps everything."
        if chosen == "erase":
            boundary.forget(desk, log.get(desk, visit.id))
            return f"Erased. {slots.press('undo')} to bring it back."
        if customer is None:
            return ""
        return fact(desk, customer) if chosen == "fact" else part_ways(desk, customer)

    return pick("Boundary", rows, taken, wraps=True)


def part_ways(desk: Session, customer: Customer) -> Question:
    """A decision of the business, taken by two."""

    def submit(values: dict[str, str], chosen: str) -> str:
        boundary.part_ways(desk, customer, values["why"], values["second"])
        return f"On record. {customer.name} is told by the two of you, kindly and in writing."

    offer = says("What happened and when; then who decides it with you.", bad=True)
    fields = [("why", "Facts", ""), ("second", "Who else", "")]
    return drafted(desk, customer, Question("Part ways", fields, submit, offer, wraps=True), "parting")


def card_notes(desk: Session, customer: Customer) -> Question:
    """The notes of a card, their text shown on demand; Enter on one keeps it longer or erases it."""
    today = clock.today(desk.now())
    rows = [
        Choice(key, note.text, f"until {day(note.review_on, today)}" if note.review_on else "")
        for key, note in boundary.current(customer, desk.now()).items()
    ]
    if customer.parting:
        by = f"{customer.parting.by} and {customer.parting.second}"
        rows.insert(0, Choice("parting", f"Parted ways: {customer.parting.why}", by))
    if not rows:
        raise RefusedError("No note is kept on this card.", f"Write one after a visit: {slots.key('boundary')}.")
    hint = "Esc hides them. Enter on one offers to erase it."
    return pick("Notes", rows, lambda key: _erase(desk, customer, key), label="For you only", hint=hint, wraps=True)


def _erase(desk: Session, customer: Customer, key: str) -> Question:
    def taken(chosen: str) -> str:
        if chosen != "erase":
            return ""
        if key == "parting":
            boundary.take_back(desk, customer)
        else:
            boundary.erase_note(desk, customer, key)
        return f"Erased. {slots.press('undo')} to bring it back."

    return pick("Note", [Choice("keep", "Keep it"), Choice("erase", "Erase it")], taken, wraps=True)
