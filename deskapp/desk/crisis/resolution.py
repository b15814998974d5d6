"""The resolution live: each of the seven steps fills its field, in any order, and is ticked when it is filled."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from operator import itemgetter

from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits.checklists import RESOLUTION, started
from deskapp.desk.visits.service import serve
from deskapp.desk.visits.wording import for_whom
from deskapp.errors import line_of
from deskapp.messages import said
from deskapp.model.interaction import Interaction, Tick
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
    return _fill(desk, interaction, step, lambda entry: replace(entry, text=text), run=f"{step}.text")


def offer(desk: Session, interaction: Interaction, number: int, text: str) -> Interaction:
    """One option (from 0); at least two are asked for, so that they choose and are not told."""

    def alter(step: Resolved) -> Resolved:
        options = [*step.options, *[""] * (number + 1 - len(step.options))]
        options[number] = text
        return replace(step, options=tuple(options))

    return _fill(desk, interaction, "options", alter, run=f"options.{number}")


def confirm(desk: Session, interaction: Interaction, step: str, said_yes: bool | None) -> Interaction:
    """Whether the customer said that their account, or the agreement, is right."""
    return _fill(desk, interaction, step, lambda entry: replace(entry, confirmed=said_yes))


def settle(desk: Session, interaction: Interaction, step: str) -> Interaction:
    """The field was left with Enter: tick its step where it is filled; what is not filled stays open."""
    return _fill(desk, interaction, step, lambda entry: replace(entry, text=" ".join(entry.text.split())), tick=True)


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
    line = line_of(what, said("Write what will be done."), said("Nothing was promised."))

    def filled(visit: Interaction, made: Promise) -> Interaction:
        entry = replace(of(visit, step, made.made_at), text=line, promise=made.id, by=desk.staff)
        return _with(desk, visit, step, entry, tick=True)

    return promises.make(
        desk,
        line,
        due,
        due_typed=due_typed,
        interaction=interaction,
        owner=" ".join(owner.split()),
        though_closed=though_closed,
        alter=filled,
    )


def process_for(interaction: Interaction) -> Process | None:
    """The house's process for what it is about, by the words of the reason and of the requests (practice C1)."""
    spoken = words(" ".join([interaction.reason, *(request.text for request in interaction.requests.values())]))
    hits = [
        (sum(any(word.startswith(topic) for word in spoken) for topic in process.topics), process)
        for process in loader.processes().values()
    ]
    most, best = max(hits, key=itemgetter(0), default=(0, None))
    return best if most else None


def next_unfilled(interaction: Interaction) -> str:
    """The first step that holds nothing useful yet, or nothing."""
    held = interaction.resolution
    return next((step for step in STEPS if step not in held or not held[step].is_filled(step)), "")


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

    def filled(visit: Interaction) -> Interaction:
        before = of(visit, step, now)
        entry = alter(before)
        if entry == before and step not in visit.resolution:
            return visit
        return _with(desk, visit, step, replace(entry, by=desk.staff) if entry != before else entry, tick=tick)

    coalesce = f"{interaction.id}.resolution.{run}" if run else ""
    return serve(desk, interaction, f"resolution{for_whom(interaction)}", filled, coalesce=coalesce)


def _with(desk: Session, visit: Interaction, step: str, entry: Resolved, *, tick: bool) -> Interaction:
    """The visit with a step filled, and ticked; the run starts by itself where somebody fills a field before it."""
    visit = replace(started(visit, desk.now(), RESOLUTION), resolution={**visit.resolution, step: entry})
    key = f"{RESOLUTION}-{step}"
    if not tick or key in visit.ticks or not entry.is_filled(step):
        return visit
    return replace(visit, ticks={**visit.ticks, key: Tick(desk.now(), desk.staff)})
