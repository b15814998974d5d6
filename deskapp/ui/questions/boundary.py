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
from deskapp.ui.questions.choosing import choosing
from deskapp.ui.questions.drafted import drafted
from deskapp.ui.questions.who import void
from deskapp.ui.widgets.entry import Choice, Question, Suggestions
from deskapp.ui.widgets.question import FINDS


def step(desk: Session, interaction: Interaction, customer: Customer | None) -> Question:
    """What comes next at the boundary: the warning, then the end, then what is left to do."""
    if not interaction.is_open:
        return afterwards(desk, interaction, customer)
    return _went_on(desk, interaction, customer) if boundary.is_warned(interaction) else _warning(desk, interaction)


def _warning(desk: Session, interaction: Interaction) -> Question:
    choices = [Choice("said", f"Say: {boundary.script(interaction)}")]

    def submit(values: dict[str, str], chosen: str) -> str:
        boundary.warn(desk, interaction, values["fact"])
        return f"The warning is on record. If it goes on: {slots.key('boundary')}."

    return Question(
        title="Boundary",
        fields=[("fact", "They said", interaction.drafts.get("boundary", ""))],
        store=lambda name, text: void(log.draft(desk, interaction, "boundary", text)),
        on_change=lambda values: Suggestions(
            choices, 0, "Say it once, calm. Their words above if you like. Enter logs it."
        ),
        submit=submit,
        wraps=True,
    )


def _went_on(desk: Session, interaction: Interaction, customer: Customer | None) -> Question:
    choices = [
        Choice("end", f"Say: {boundary.script(interaction)}"),
        Choice("stopped", "They stopped: carry on with them"),
    ]

    def submit(values: dict[str, str], chosen: str) -> Question | str:
        if chosen != "end":
            return "Good. Go on where you were."
        return take_five(desk, boundary.end(desk, interaction, values["fact"]), customer)

    return Question(
        title="Boundary",
        fields=[("fact", "They said", interaction.drafts.get("boundary", ""))],
        store=lambda name, text: void(log.draft(desk, interaction, "boundary", text)),
        on_change=lambda values: Suggestions(
            choices, 0, "It went on? Say it, then Enter ends it, on record.", bad=True
        ),
        submit=submit,
        wraps=True,
    )


def take_five(desk: Session, interaction: Interaction, customer: Customer | None) -> Question:
    """Five minutes for the staff member; then, where there is a card, the fact for the next person."""
    choices = [Choice("rest", "Take five: water, air, a few steps"), Choice("on", "I am all right, go on")]

    def submit(values: dict[str, str], chosen: str) -> Question | str:
        rested = boundary.rest(desk, interaction) if chosen == "rest" else interaction
        if customer:
            return fact(desk, customer)
        until = boundary.rests_until(rested)
        return f"Back at {when.wall(until)}." if until else ""

    return Question(
        title="Take five",
        fields=[("rest", "And you?", "")],
        on_change=lambda values: Suggestions(choices, 0, "That was not about you. Enter takes the lit one."),
        submit=submit,
        passing=FINDS,
        wraps=True,
    )


def fact(desk: Session, customer: Customer) -> Question:
    """A fact for the next person, with the day on which it is looked at again and goes."""
    today = clock.today(desk.now())

    def submit(values: dict[str, str], chosen: str) -> str:
        review = read_day(desk, values["review"])
        boundary.note(desk, customer, values["fact"], review)
        return f"On the card until {day(review, today)}, as a symbol; {slots.key('card_notes')} shows the text."

    asked = Question(
        title="Card note",
        fields=[("fact", "Fact", ""), ("review", "Review on", (today + boundary.REVIEW_AFTER).isoformat())],
        on_change=lambda values: Suggestions(hint="Facts only, no word about the person. Esc: no note."),
        submit=submit,
        wraps=True,
    )
    return drafted(desk, customer, asked, "warnings")


def afterwards(desk: Session, interaction: Interaction, customer: Customer | None) -> Question:
    """After it ended: rest, a note, parting ways, or erase what was logged."""
    choices = [Choice("rest", "Take five", "for you")]
    if customer:
        choices += [
            Choice("fact", "A fact for the card", "until its review date"),
            Choice("part", "Part ways with them", "takes a second person"),
        ]
    if interaction.boundary:
        choices.append(Choice("erase", "Erase what the boundary logged here"))

    def submit(values: dict[str, str], chosen: str) -> Question | str:
        if chosen == "rest":
            boundary.rest(desk, interaction)
            return "Five minutes. The desk keeps everything."
        if chosen == "erase":
            boundary.forget(desk, log.get(desk, interaction.id))
            return f"Erased. {slots.press('undo')} to bring it back."
        if customer and chosen:
            return fact(desk, customer) if chosen == "fact" else part_ways(desk, customer)
        return ""

    return choosing(
        Question(
            title="Boundary",
            fields=[("what", "What now?", "")],
            on_change=lambda values: _narrowed(choices, values["what"]),
            submit=submit,
            wraps=True,
        )
    )


def part_ways(desk: Session, customer: Customer) -> Question:
    """A decision of the business, taken by two."""

    def submit(values: dict[str, str], chosen: str) -> str:
        boundary.part_ways(desk, customer, values["why"], values["second"])
        return f"On record. {customer.name} is told by the two of you, kindly and in writing."

    asked = Question(
        title="Part ways",
        fields=[("why", "Facts", ""), ("second", "Second person", "")],
        on_change=lambda values: Suggestions(hint="What happened and when; then who decides it with you.", bad=True),
        submit=submit,
        wraps=True,
    )
    return drafted(desk, customer, asked, "parting")


def card_notes(desk: Session, customer: Customer) -> Question:
    """The notes of a card, their text shown on demand; Enter on one keeps it longer or erases it."""
    notes, today = boundary.current(customer, desk.now()), clock.today(desk.now())
    choices = [
        Choice(key, one.text, f"until {day(one.review_on, today)}" if one.review_on else "")
        for key, one in notes.items()
    ]
    if customer.parting:
        by = f"{customer.parting.by} and {customer.parting.second}"
        choices.insert(0, Choice("parting", f"Parted ways: {customer.parting.why}", by))
    if not choices:
        raise RefusedError("No note is kept on this card.", f"Write one after a visit: {slots.key('boundary')}.")

    def submit(values: dict[str, str], chosen: str) -> Question | str:
        return _erase(desk, customer, chosen) if chosen else ""

    return choosing(
        Question(
            title="Notes",
            fields=[("which", "For you only", "")],
            on_change=lambda values: _narrowed(
                choices, values["which"], "Esc hides them. Enter on one offers to erase it."
            ),
            submit=submit,
            wraps=True,
        )
    )


def _erase(desk: Session, customer: Customer, key: str) -> Question:
    choices = [Choice("keep", "Keep it"), Choice("erase", "Erase it")]

    def submit(values: dict[str, str], chosen: str) -> str:
        if chosen != "erase":
            return ""
        if key == "parting":
            boundary.take_back(desk, customer)
        else:
            boundary.erase_note(desk, customer, key)
        return f"Erased. {slots.press('undo')} to bring it back."

    return Question(
        title="Note",
        fields=[("what", "What now?", "")],
        on_change=lambda values: _narrowed(choices, values["what"]),
        submit=submit,
        passing=FINDS,
        wraps=True,
    )


def _narrowed(choices: list[Choice], typed: str, hint: str = "Down chooses, Enter does it.") -> Suggestions:
    words = typed.strip().casefold()
    shown = [one for one in choices if words in one.text.casefold()]
    return Suggestions(shown, 0 if shown else -1, hint)
