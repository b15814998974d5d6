"""Checklists at work: which one is selected, and the ticks on it."""

from dataclasses import replace
from datetime import datetime

from deskapp.desk.documents import edit
from deskapp.desk.session import Session
from deskapp.desk.visits import missed
from deskapp.desk.visits.service import first_act, serve
from deskapp.desk.visits.wording import for_whom
from deskapp.errors import RefusedError
from deskapp.messages import said
from deskapp.model import kettle
from deskapp.model.interaction import Interaction, Run, Tick
from deskapp.model.words import Checklist, Step
from deskapp.text.folding import words
from deskapp.words import loader

STEAM, RESOLUTION = "steam", "resolution"


def running(interaction: Interaction) -> list[Checklist]:
    """The checklists in use on an interaction, in the order they were started."""
    known = loader.checklists()
    started = sorted(interaction.runs.items(), key=lambda item: item[1].started_at)
    return [known[name] for name, _ in started if name in known]


def fitting(interaction: Interaction) -> list[Checklist]:
    """The checklists attached to what it is about, that do not run yet."""
    spoken = words(interaction.reason)
    others = [checklist for checklist in loader.checklists().values() if checklist.id not in interaction.runs]
    return [checklist for checklist in others if any(word.startswith(checklist.topics) for word in spoken)]


def done(interaction: Interaction, checklist: Checklist) -> int:
    """How many of its steps are ticked."""
    return sum(checklist.tick_key(step) in interaction.ticks for step in checklist.steps)


def selected(interaction: Interaction) -> Checklist | None:
    """The checklist to show: letting off steam while the kettle boils (practice B1), else the one started last."""
    lists = running(interaction)
    steam = next((checklist for checklist in lists if checklist.id == STEAM), None)
    others = [checklist for checklist in lists if checklist.id != STEAM]
    if steam and kettle.is_steaming(interaction.temperature) and done(interaction, steam) < len(steam.steps):
        return steam
    return others[-1] if others else steam


def next_step(interaction: Interaction, checklist: Checklist) -> Step | None:
    """The first step without a tick."""
    return next((step for step in checklist.steps if checklist.tick_key(step) not in interaction.ticks), None)


def start(desk: Session, interaction: Interaction, checklist_id: str) -> Interaction:
    """Start a checklist on an interaction; the one that runs already becomes the selected one again."""
    run, words = Run(desk.now()), f"start '{loader.checklists()[checklist_id].title}'{for_whom(interaction)}"

    def alter(visit: Interaction) -> Interaction:
        return replace(visit, runs={**visit.runs, checklist_id: run})

    return serve(desk, interaction, words, alter, must_be_open=True)


def toggle(desk: Session, interaction: Interaction, checklist: Checklist, number: int) -> Interaction:
    """Tick or untick a step by its number on the screen (from 1). Raises RefusedError for a number without a step."""
    if not 1 <= number <= len(checklist.steps):
        raise RefusedError(said("'{title}' has {number} steps.", title=checklist.title, number=len(checklist.steps)))
    step = checklist.steps[number - 1]
    change = untick if checklist.tick_key(step) in interaction.ticks else tick
    return change(desk, interaction, checklist, step)


def tick(desk: Session, interaction: Interaction, checklist: Checklist, step: Step) -> Interaction:
    """Tick a step; its checklist starts where it does not run, and somebody who waited is being served now."""
    now, key = desk.now(), checklist.tick_key(step)

    def alter(visit: Interaction) -> Interaction:
        return replace(started(visit, now, checklist.id), ticks={**visit.ticks, key: Tick(now, desk.staff)})

    return serve(desk, interaction, f"tick '{step.prompt}'{for_whom(interaction)}", alter, must_be_open=True)


def started(visit: Interaction, now: datetime, *checklist_ids: str) -> Interaction:
    """The visit with some checklists running; those that run already go on."""
    return replace(visit, runs={**visit.runs, **{name: Run(now) for name in checklist_ids if name not in visit.runs}})


def untick(desk: Session, interaction: Interaction, checklist: Checklist, step: Step) -> Interaction:
    """Take a tick back; if it was the greeting, the next act of service is, and without one the clock runs on."""
    key = checklist.tick_key(step)

    def alter(visit: Interaction) -> Interaction:
        gone = visit.ticks.get(key)
        visit = replace(visit, ticks={name: tick for name, tick in visit.ticks.items() if name != key})
        if not gone or visit.state != "serving" or visit.greeted_at != gone.at:
            return visit
        if act := first_act(visit):
            return replace(visit, greeted_at=act)
        return missed.once_unserved(replace(visit, state="waiting", greeted_at=None))

    return edit(desk, interaction, f"untick '{step.prompt}'{for_whom(interaction)}", alter)
