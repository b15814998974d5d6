"""The crisis sheet at work (practice F): opened on an interaction, filled in any order, its plan made of promises."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from deskapp import slots
from deskapp.desk.crisis import record
from deskapp.desk.documents import gone
from deskapp.desk.session import Session
from deskapp.desk.shifts import people
from deskapp.desk.times import closed_hours
from deskapp.desk.visits.service import greeted, serve
from deskapp.errors import NotFoundError, RefusedError
from deskapp.model.crisis import (
    Approval,
    BriefGiven,
    CrisisSheet,
    Fact,
    Need,
    Option,
    PlanStep,
    Side,
    Stakeholder,
)
from deskapp.model.document import from_document, to_document
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.text.folding import same

RESEARCHERS = ("first", "second")
GROUPS = ("needs", "facts", "people", "approvals", "options", "plan")
Alter = Callable[[CrisisSheet], CrisisSheet]


def start(desk: Session, interaction: Interaction) -> Interaction:
    """Open the sheet on an interaction; one that is there stays as it is."""
    sheet = CrisisSheet(desk.now(), desk.staff, background=interaction.reason)
    words = f"crisis sheet{_for(interaction)}"
    return serve(desk, interaction, words, lambda it: it if it.crisis else replace(it, crisis=sheet))


def sheet_of(interaction: Interaction) -> CrisisSheet:
    """The sheet. Raises NotFoundError where none was opened."""
    if interaction.crisis is None:
        raise NotFoundError("There is no crisis sheet on this interaction.", f"Open one first: {slots.key('crisis')}.")
    return interaction.crisis


def write(desk: Session, interaction: Interaction, field: str, text: str) -> Interaction:
    """The background, as it is typed; or the name of one of the two who research (`first`, `second`), "" for nobody.

    Raises RefusedError for a name that is no person's, or that of the other one: research is done by two people (F1).
    """
    if field not in ("background", *RESEARCHERS):
        raise ValueError(f"{field} is no text of a crisis sheet")
    if field in RESEARCHERS:
        text = people.on_record(text, "Write the name of who looks into it.") if text.strip() else ""
    changes: dict[str, Any] = {field: text}

    def alter(it: CrisisSheet) -> CrisisSheet:
        if field in RESEARCHERS and text and same(text, it.first if field == "second" else it.second):
            raise RefusedError("Research takes two people.", "Give the name of a second one.")
        return replace(it, **changes)

    return _edit(desk, interaction, f"crisis {field}", alter, run="" if field in RESEARCHERS else field)


def add(desk: Session, interaction: Interaction, group: str, entry: Any) -> Interaction:
    """Add a fact, a need, a person, an approval or an option. Refused like `change`."""

    def alter(it: CrisisSheet) -> CrisisSheet:
        entries = _entries(it, group)
        return _with(it, group, {**entries, desk.new_key(entries): record.noted(desk, None, entry)})

    return _edit(desk, interaction, f"crisis {group}", alter)


def change(desk: Session, interaction: Interaction, group: str, key: str, **changes: Any) -> Interaction:
    """Change the named fields of one entry, as it is on the sheet by now; all others stay as whoever wrote them left.

    What the customer said of a person, and what came of an approval, is on record with when and by whom it was noted.
    Raises RefusedError where nobody is at the desk to note it, and NotFoundError for an entry that was taken off.
    """

    def alter(it: CrisisSheet) -> CrisisSheet:
        newest = entry_of(it, group, key)
        changed = record.noted(desk, newest, replace(newest, **changes))
        return _with(it, group, {**_entries(it, group), key: changed})

    return _edit(desk, interaction, f"crisis {group}", alter)


def entry_of(sheet: CrisisSheet, group: str, key: str) -> Any:
    """One entry of a group. Raises NotFoundError where it was taken off."""
    entries = _entries(sheet, group)
    if key not in entries:
        raise NotFoundError("That is not on the sheet any more.", f"{slots.key('crisis')} shows what is.")
    return entries[key]


def _entries(sheet: CrisisSheet, group: str) -> Mapping[str, Any]:
    if group not in GROUPS:
        raise ValueError(f"{group} is no part of a crisis sheet")
    entries: Mapping[str, Any] = getattr(sheet, group)
    return entries


def _with(sheet: CrisisSheet, group: str, entries: Mapping[str, Any]) -> CrisisSheet:
    changes: dict[str, Any] = {group: entries}
    return replace(sheet, **changes)


def remove(desk: Session, interaction: Interaction, group: str, key: str) -> Interaction:
    """Take one entry off the sheet; the promise of a plan step stays a promise."""

    def alter(it: CrisisSheet) -> CrisisSheet:
        return _with(it, group, {name: one for name, one in _entries(it, group).items() if name != key})

    return _edit(desk, interaction, f"remove from crisis {group}", alter)


def share_background(desk: Session, interaction: Interaction, shared: str) -> Interaction:
    """How far the background may go."""
    changes: dict[str, Any] = {"background_shared": shared}
    return _edit(desk, interaction, "crisis background", lambda it: replace(it, **changes))


def fact(desk: Session, text: str) -> Fact:
    """A fact as it was told; it is known, not checked, and stays with us until somebody says otherwise."""
    return Fact(line(text, "Write the fact."), desk.now(), by=desk.staff)


def need(desk: Session, text: str) -> Need:
    """What a human being needs now (F2)."""
    return Need(line(text, "Write what they need: food, rest, a word."), desk.now())


def person(name: str, side: Side, role: str = "") -> Stakeholder:
    """Somebody on a side, whom nobody may brief before the customer was asked (F4)."""
    return Stakeholder(people.on_record(name, "Give the name of a person."), side, " ".join(role.split()))


def approval(desk: Session, what: str, who: str) -> Approval:
    """A blessing that is asked of somebody (F5)."""
    return Approval(
        line(what, "What is outside procedure?"), people.on_record(who, "Who can allow it? A name."), desk.now()
    )


def option(text: str, lead: str = "") -> Option:
    """A way out and how long it takes (F8)."""
    return Option(line(text, "Write the way out."), " ".join(lead.split()))


def choose(desk: Session, interaction: Interaction, key: str) -> Interaction:
    """Take this option; a stand-in and a lasting one can both be taken, one of each."""

    def alter(it: CrisisSheet) -> CrisisSheet:
        taken = entry_of(it, "options", key)
        options = {
            name: replace(one, chosen=name == key if one.lasts == taken.lasts else one.chosen)
            for name, one in it.options.items()
        }
        return replace(it, options=options)

    return _edit(desk, interaction, "choose a way out", alter)


def plan_step(what: str, who: str) -> PlanStep:
    """A part of the plan and who does it, before it has a time. Raises RefusedError where either is missing."""
    return PlanStep(line(what, "Write what is done."), people.on_record(who, "Who does it? A name."))


def plan(
    desk: Session,
    interaction: Interaction,
    what: str,
    who: str,
    due: datetime,
    *,
    due_typed: str = "",
    though_closed: bool = False,
) -> Promise:
    """One part of the one plan: its owner and its time are a promise, made in the same change (F7).

    Raises ClosedThenError for a time at which the desk is closed, unless it is meant.
    """
    step = plan_step(what, who)
    closed_hours.refuse(desk, due, meant=though_closed)
    made = Promise(
        id=desk.new_id("promises"),
        what=step.what,
        due=due,
        made_at=desk.now(),
        due_typed=due_typed,
        customer=interaction.customer,
        interaction=interaction.id,
        owner=step.who,
    )
    with desk.book.change(f"plan '{step.what:.40}'", by=desk.staff, at=desk.now()) as change:
        document = change.get("interactions", interaction.id)
        if document is None:
            raise gone(desk, "interaction", interaction.id)
        it = from_document(Interaction, document)
        sheet = sheet_of(it)
        steps = {**sheet.plan, desk.new_key(sheet.plan): replace(step, promise=made.id)}
        planned = replace(it, crisis=replace(sheet, plan=steps))
        change.put("interactions", to_document(greeted(planned, made.made_at)))
        change.put("promises", to_document(made))
    return made


def briefed(desk: Session, interaction: Interaction, side: Side, readers: tuple[str, ...]) -> Interaction:
    """A brief left this desk: when, by whom, for whom.

    Raises RefusedError for a reader who may not be told now: the customer's consent comes first (F4).
    """
    given = BriefGiven(desk.now(), side, people.at_the_desk(desk), readers)

    def alter(it: CrisisSheet) -> CrisisSheet:
        record.refuse_untold(it, side, readers, given.at)
        return replace(it, briefs={**it.briefs, desk.new_key(it.briefs): given})

    return _edit(desk, interaction, "brief given", alter)


def not_given(desk: Session, interaction: Interaction, key: str) -> Interaction:
    """A brief that was put on record could not be given: it is on record no more."""

    def alter(it: CrisisSheet) -> CrisisSheet:
        return replace(it, briefs={name: one for name, one in it.briefs.items() if name != key})

    return _edit(desk, interaction, "brief not given", alter)


def next_step(sheet: CrisisSheet, now: datetime) -> str:
    """What is useful next, in the order of practice F; nothing is forced."""
    facts = sheet.facts.values()
    waiting = [one for one in sheet.needs.values() if one.seen_to_at is None]
    steps = (
        (not sheet.needs, "The human being first: food, rest, a kind word. What do they need?"),
        (bool(waiting), f"See to it now: {waiting[0].text if waiting else ''}"),
        (not (sheet.first and sheet.second), "Name the two who research it together."),
        (not facts, "Write down what is known, and what is not."),
        (not any(one.certainty == "checked" for one in facts), "Have one fact checked by a second look."),
        (not sheet.people, "Who must be brought in, on both sides?"),
        (_not_asked(sheet), "Ask the customer who may be told, when, by whom, and how much."),
        (not sheet.options, "Find two ways out: a stand-in for today, and the lasting one."),
        (any(one.answer == "asked" for one in sheet.approvals.values()), "Get the blessing that was asked for."),
        (not sheet.plan, "Make one plan: who does what by when."),
        (
            bool(sheet.readers("ours", now)) and not sheet.briefs,
            f"Brief those who may be told: {slots.key('copy_brief')}.",
        ),
    )
    return next((words for open_, words in steps if open_), "The plan stands. Keep everybody informed.")


def _not_asked(sheet: CrisisSheet) -> bool:
    return any(one.told == "not_asked" for one in sheet.people.values())


def line(text: str, next_step: str) -> str:
    """The words on one line. Raises RefusedError where there are none."""
    words = " ".join(text.split())
    if not words:
        raise RefusedError("Nothing was written.", next_step)
    return words


def _edit(desk: Session, interaction: Interaction, words: str, alter: Alter, *, run: str = "") -> Interaction:
    coalesce = f"{interaction.id}.crisis.{run}" if run else ""
    return serve(
        desk,
        interaction,
        f"{words}{_for(interaction)}",
        lambda it: replace(it, crisis=alter(sheet_of(it))),
        coalesce=coalesce,
    )


def _for(interaction: Interaction) -> str:
    return f" for {interaction.name}" if interaction.name else ""
