"""The crisis sheet at work (practice F): opened on an interaction, filled in any order, its plan made of promises."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from deskapp import slots
from deskapp.desk.crisis import record
from deskapp.desk.documents import with_entry
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.shifts import people
from deskapp.desk.visits.service import serve
from deskapp.desk.visits.wording import for_whom
from deskapp.errors import NotFoundError, RefusedError, line_of
from deskapp.messages import said
from deskapp.model.crisis import Approval, BriefGiven, CrisisSheet, Fact, Need, Option, PlanStep, Side, Stakeholder
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.text.folding import same

RESEARCHERS = ("first", "second")
GROUPS = ("needs", "facts", "people", "approvals", "options", "plan")
Alter = Callable[[CrisisSheet], CrisisSheet]


def start(desk: Session, interaction: Interaction) -> Interaction:
    """Open the sheet on an interaction; one that is there stays as it is."""
    sheet = CrisisSheet(desk.now(), desk.staff, background=interaction.reason)
    words = f"crisis sheet{for_whom(interaction)}"
    return serve(desk, interaction, words, lambda visit: visit if visit.crisis else replace(visit, crisis=sheet))


def sheet_of(interaction: Interaction) -> CrisisSheet:
    """The sheet. Raises NotFoundError where none was opened."""
    if interaction.crisis is None:
        raise NotFoundError(
            said("There is no crisis sheet on this interaction."),
            said("Open one first: {crisis}.", crisis=slots.key("crisis")),
        )
    return interaction.crisis


def write(desk: Session, interaction: Interaction, field: str, text: str) -> Interaction:
    """The background, as it is typed; or the name of one of the two who research (`first`, `second`), "" for nobody.

    Raises RefusedError for a name that is no person's, or that of the other one: research is done by two people (F1).
    """
    if field not in ("background", *RESEARCHERS):
        raise ValueError(f"{field} is no text of a crisis sheet")
    is_name = field in RESEARCHERS
    if is_name and text.strip():
        text = people.on_record(text, said("Write the name of who looks into it."))

    def alter(sheet: CrisisSheet) -> CrisisSheet:
        if is_name and text.strip() and same(text, sheet.first if field == "second" else sheet.second):
            raise RefusedError(said("Research takes two people."), said("Give the name of a second one."))
        return _with(sheet, field, text.strip() if is_name else text)

    return _edit(desk, interaction, f"crisis {field}", alter, run="" if is_name else field)


def add(desk: Session, interaction: Interaction, group: str, entry: Any) -> Interaction:
    """Add a fact, a need, a person, an approval or an option. Refused like `change`."""

    def alter(sheet: CrisisSheet) -> CrisisSheet:
        return with_entry(desk, sheet, group, record.noted(desk, None, entry))

    return _edit(desk, interaction, f"crisis {group}", alter)


def change(desk: Session, interaction: Interaction, group: str, key: str, **changes: Any) -> Interaction:
    """Change the named fields of one entry, as it is on the sheet by now; all others stay as whoever wrote them left.

    What the customer said of a person, and what came of an approval, is on record with when and by whom it was noted.
    Raises RefusedError where nobody is at the desk to note it, and NotFoundError for an entry that was taken off.
    """

    def alter(sheet: CrisisSheet) -> CrisisSheet:
        newest = entry_of(sheet, group, key)
        changed = record.noted(desk, newest, replace(newest, **changes))
        return _with(sheet, group, {**getattr(sheet, group), key: changed})

    return _edit(desk, interaction, f"crisis {group}", alter)


def entry_of(sheet: CrisisSheet, group: str, key: str) -> Any:
    """One entry of a group. Raises NotFoundError where it was taken off."""
    entries: Mapping[str, Any] = getattr(sheet, group)
    if key not in entries:
        raise NotFoundError(
            said("That is not on the sheet any more."), said("{crisis} shows what is.", crisis=slots.key("crisis"))
        )
    return entries[key]


def _with(sheet: CrisisSheet, field: str, value: object) -> CrisisSheet:
    changes: dict[str, Any] = {field: value}
    return replace(sheet, **changes)


def remove(desk: Session, interaction: Interaction, group: str, key: str) -> Interaction:
    """Take one entry off the sheet; the promise of a plan step stays a promise."""
    return _edit(desk, interaction, f"remove from crisis {group}", lambda sheet: _without(sheet, group, key))


def _without(sheet: CrisisSheet, group: str, key: str) -> CrisisSheet:
    return _with(sheet, group, {name: entry for name, entry in getattr(sheet, group).items() if name != key})


def share_background(desk: Session, interaction: Interaction, shared: str) -> Interaction:
    """How far the background may go."""
    return _edit(desk, interaction, "crisis background", lambda sheet: _with(sheet, "background_shared", shared))


def fact(desk: Session, text: str) -> Fact:
    """A fact as it was told; it is known, not checked, and stays with us until somebody says otherwise."""
    return Fact(line_of(text, said("Write the fact.")), desk.now(), by=desk.staff)


def need(desk: Session, text: str) -> Need:
    """What a human being needs now (F2)."""
    return Need(line_of(text, said("Write what they need: food, rest, a word.")), desk.now())


def person(name: str, side: Side, role: str = "") -> Stakeholder:
    """Somebody on a side, whom nobody may brief before the customer was asked (F4)."""
    return Stakeholder(people.on_record(name, said("Give the name of a person.")), side, " ".join(role.split()))


def approval(desk: Session, what: str, who: str) -> Approval:
    """A blessing that is asked of somebody (F5)."""
    asked = line_of(what, said("What is outside procedure?"))
    return Approval(asked, people.on_record(who, said("Who can allow it? A name.")), desk.now())


def option(text: str, lead: str = "") -> Option:
    """A way out and how long it takes (F8)."""
    return Option(line_of(text, said("Write the way out.")), " ".join(lead.split()))


def choose(desk: Session, interaction: Interaction, key: str) -> Interaction:
    """Take this option; a stand-in and a lasting one can both be taken, one of each."""

    def alter(sheet: CrisisSheet) -> CrisisSheet:
        lasts = entry_of(sheet, "options", key).lasts
        alike = {name: option for name, option in sheet.options.items() if option.lasts == lasts}
        chosen = {name: replace(option, chosen=name == key) for name, option in alike.items()}
        return replace(sheet, options={**sheet.options, **chosen})

    return _edit(desk, interaction, "choose a way out", alter)


def plan_step(what: str, who: str) -> PlanStep:
    """A part of the plan and who does it, before it has a time. Raises RefusedError where either is missing."""
    return PlanStep(line_of(what, said("Write what is done.")), people.on_record(who, said("Who does it? A name.")))


def plan(
    desk: Session,
    interaction: Interaction,
    what: str,
    who: str,
    due: datetime,
    *,
    due_typed: str,
    though_closed: bool,
) -> Promise:
    """One part of the one plan: its owner and its time are a promise, made in the same change (F7).

    Raises ClosedThenError for a time at which the desk is closed, unless it is meant.
    """
    step = plan_step(what, who)

    def planned(visit: Interaction, made: Promise) -> Interaction:
        return replace(visit, crisis=with_entry(desk, sheet_of(visit), "plan", replace(step, promise=made.id)))

    return promises.make(
        desk,
        step.what,
        due,
        due_typed=due_typed,
        interaction=interaction,
        owner=step.who,
        though_closed=though_closed,
        words=f"plan '{step.what:.40}'",
        alter=planned,
    )


def briefed(desk: Session, interaction: Interaction, side: Side, readers: tuple[str, ...]) -> Interaction:
    """A brief left this desk: when, by whom, for whom.

    Raises RefusedError for a reader who may not be told now: the customer's consent comes first (F4).
    """
    given = BriefGiven(desk.now(), side, people.at_the_desk(desk), readers)

    def alter(sheet: CrisisSheet) -> CrisisSheet:
        record.refuse_untold(sheet, side, readers, given.at)
        return with_entry(desk, sheet, "briefs", given)

    return _edit(desk, interaction, "brief given", alter)


def not_given(desk: Session, interaction: Interaction, key: str) -> Interaction:
    """A brief that was put on record could not be given: it is on record no more."""
    return _edit(desk, interaction, "brief not given", lambda sheet: _without(sheet, "briefs", key))


def next_step(sheet: CrisisSheet, now: datetime) -> str:
    """What is useful next, in the order of practice F; nothing is forced."""
    facts, people = sheet.facts.values(), sheet.people.values()
    waiting = next((need.text for need in sheet.needs.values() if need.seen_to_at is None), None)
    is_unbriefed = bool(sheet.readers("ours", now)) and not sheet.briefs
    steps = (
        (not sheet.needs, said("The human being first: food, rest, a kind word. What do they need?")),
        (waiting is not None, f"See to it now: {waiting}"),
        (not (sheet.first and sheet.second), said("Name the two who research it together.")),
        (not facts, said("Write down what is known, and what is not.")),
        (not any(fact.certainty == "checked" for fact in facts), said("Have one fact checked by a second look.")),
        (not people, said("Who must be brought in, on both sides?")),
        (
            any(person.told == "not_asked" for person in people),
            said("Ask the customer who may be told, when, by whom, and how much."),
        ),
        (not sheet.options, said("Find two ways out: a stand-in for today, and the lasting one.")),
        (
            any(asked.answer == "asked" for asked in sheet.approvals.values()),
            said("Get the blessing that was asked for."),
        ),
        (not sheet.plan, said("Make one plan: who does what by when.")),
        (is_unbriefed, said("Brief those who may be told: {copy_brief}.", copy_brief=slots.key("copy_brief"))),
    )
    return next((words for is_next, words in steps if is_next), said("The plan stands. Keep everybody informed."))


def _edit(desk: Session, interaction: Interaction, words: str, alter: Alter, *, run: str = "") -> Interaction:
    coalesce = f"{interaction.id}.crisis.{run}" if run else ""

    def altered(visit: Interaction) -> Interaction:
        return replace(visit, crisis=alter(sheet_of(visit)))

    return serve(desk, interaction, f"{words}{for_whom(interaction)}", altered, coalesce=coalesce)
