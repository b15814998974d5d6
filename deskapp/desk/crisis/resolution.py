"""The resolution live: each of the seven steps fills its field, in any order, and is ticked when it is filled."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from deskapp.desk.documents import gone
from deskapp.desk.session import Session
from deskapp.desk.times import closed_hours
from deskapp.desk.visits.checklists import RESOLUTION
from deskapp.desk.visits.service import greeted, serve
from deskapp.errors import RefusedError
from deskapp.model.document import from_document, to_document
from deskapp.model.interaction import Interaction, Run, Tick
from deskapp.model.promise import Promise
from deskapp.model.upset import STEPS, Resolved
from deskapp.model.words import Process
from deskapp.text.folding import words
from deskapp.words import loader


def of(interaction: Interaction, step: str, now: datetime) -> Resolved:
    """What a step holds so far, or nothing yet."""
    return interaction.resolution.get(step) or Resolved(now)


def write(desk: Session, interaction: Interaction, step: str, text: str) -> Interaction:
    """Their account, the words said, what they want, or the words of the agreement, as it is typed."""
    return _fill(desk, interaction, step, lambda it: replace(it, text=text), run=f"{step}.text")


def offer(desk: Session, interaction: Interaction, number: int, text: str) -> Interaction:
    """One option (from 0); at least two are asked for, so that they choose and are not told."""

    def alter(it: Resolved) -> Resolved:
        options = [*it.options, *[""] * (number + 1 - len(it.options))]
        options[number] = text
        return replace(it, options=tuple(options))

    return _fill(desk, interaction, "options", alter, run=f"options.{number}")


def confirm(desk: Session, interaction: Interaction, step: str, said_yes: bool | None) -> Interaction:
    """Whether the customer said that their account, or the agreement, is right."""
    return _fill(desk, interaction, step, lambda it: replace(it, confirmed=said_yes))


def settle(desk: Session, interaction: Interaction, step: str) -> Interaction:
    """The field was left with Enter: tick its step where it is filled; what is not filled stays open."""
    return _fill(desk, interaction, step, lambda it: replace(it, text=" ".join(it.text.split())), tick=True)


def promise(
    desk: Session,
    interaction: Interaction,
    step: str,
    what: str,
    due: datetime,
    *,
    due_typed: str = "",
    owner: str = "",
    though_closed: bool = False,
) -> Promise:
    """An action or a follow-up with its owner and time: a promise, linked to its step, as one change.

    Raises ClosedThenError for a time at which the desk is closed, unless it is meant.
    """
    line, person = " ".join(what.split()), " ".join(owner.split()) or desk.staff
    if not line:
        raise RefusedError("Nothing was promised.", "Write what will be done.")
    closed_hours.refuse(desk, due, meant=though_closed)
    made = Promise(
        id=desk.new_id("promises"),
        what=line,
        due=due,
        made_at=desk.now(),
        due_typed=due_typed,
        customer=interaction.customer,
        interaction=interaction.id,
        owner=person,
    )
    with desk.book.change(f"promise '{line:.40}'", by=desk.staff, at=desk.now()) as change:
        document = change.get("interactions", interaction.id)
        if document is None:
            raise gone(desk, "interaction", interaction.id)
        newest = from_document(Interaction, document)
        filled = replace(of(newest, step, made.made_at), text=line, promise=made.id, by=desk.staff)
        altered = _with(desk, newest, step, filled)
        served = greeted(_ticked(desk, altered, step, filled), made.made_at)
        change.put("interactions", to_document(served))
        change.put("promises", to_document(made))
    return made


def process_for(interaction: Interaction) -> Process | None:
    """The house's process for what it is about, by the words of the reason and of the requests (practice C1)."""
    said = words(" ".join([interaction.reason, *(one.text for one in interaction.requests.values())]))
    best, most = None, 0
    for one in loader.processes().values():
        hits = sum(any(word.startswith(topic) for word in said) for topic in one.topics)
        if hits > most:
            best, most = one, hits
    return best


def next_unfilled(interaction: Interaction) -> str:
    """The first step that holds nothing useful yet, or nothing."""
    return next((step for step in STEPS if not _filled(interaction, step)), "")


def _filled(interaction: Interaction, step: str) -> bool:
    found = interaction.resolution.get(step)
    return found is not None and found.is_filled(step)


def _fill(
    desk: Session,
    interaction: Interaction,
    step: str,
    alter: Callable[[Resolved], Resolved],
    *,
    run: str = "",
    tick: bool = False,
) -> Interaction:
    now = desk.now()

    def filled(it: Interaction) -> Interaction:
        before = of(it, step, now)
        entry = alter(before)
        if entry == before and step not in it.resolution:
            return it
        it = _with(desk, it, step, replace(entry, by=desk.staff) if entry != before else entry)
        return _ticked(desk, it, step, it.resolution[step]) if tick else it

    whose = f" for {interaction.name}" if interaction.name else ""
    coalesce = f"{interaction.id}.resolution.{run}" if run else ""
    return serve(desk, interaction, f"resolution{whose}", filled, coalesce=coalesce)


def _with(desk: Session, interaction: Interaction, step: str, entry: Resolved) -> Interaction:
    """The interaction with a step filled; the run starts by itself where somebody fills a field before it."""
    runs = interaction.runs
    if RESOLUTION not in runs:
        runs = {**runs, RESOLUTION: Run(desk.now())}
    return replace(interaction, runs=runs, resolution={**interaction.resolution, step: entry})


def _ticked(desk: Session, interaction: Interaction, step: str, entry: Resolved) -> Interaction:
    key = f"{RESOLUTION}-{step}"
    if key in interaction.ticks or not entry.is_filled(step):
        return interaction
    return replace(interaction, ticks={**interaction.ticks, key: Tick(desk.now(), desk.staff)})
