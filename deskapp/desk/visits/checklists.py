"""Checklists at work: which one is selected, and the ticks on it."""

from dataclasses import replace
from functools import partial

from deskapp.desk.documents import edit
from deskapp.desk.session import Session
from deskapp.desk.visits import missed
from deskapp.desk.visits.service import first_act, serve
from deskapp.errors import RefusedError
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
    said = words(interaction.reason)
    known = loader.checklists().values()
    return [
        one
        for one in known
        if one.topics and one.id not in interaction.runs and any(w.startswith(t) for t in one.topics for w in said)
    ]


def done(interaction: Interaction, checklist: Checklist) -> int:
    """How many of its steps are ticked."""
    return sum(checklist.tick_key(step) in interaction.ticks for step in checklist.steps)


def selected(interaction: Interaction) -> Checklist | None:
    """The checklist to show: letting off steam while the kettle boils (practice B1), else the one started last."""
    lists = running(interaction)
    steam = next((one for one in lists if one.id == STEAM), None)
    others = [one for one in lists if one.id != STEAM]
    if steam and kettle.is_steaming(interaction.temperature) and done(interaction, steam) < len(steam.steps):
        return steam
    return others[-1] if others else steam


def next_step(interaction: Interaction, checklist: Checklist) -> Step | None:
    """The first step without a tick."""
    return next((step for step in checklist.steps if checklist.tick_key(step) not in interaction.ticks), None)


def start(desk: Session, interaction: Interaction, checklist_id: str) -> Interaction:
    """Start a checklist on an interaction; the one that runs already becomes the selected one again."""
    checklist = loader.checklists()[checklist_id]
    run = Run(desk.now())
    what = f"start '{checklist.title}'{_for(interaction)}"
    started = partial(serve, desk, interaction, what, must_be_open=True)
    return started(lambda it: replace(it, runs={**it.runs, checklist_id: run}))


def toggle(desk: Session, interaction: Interaction, checklist: Checklist, number: int) -> Interaction:
    """Tick or untick a step by its number on the screen (from 1). Raises RefusedError for a number without a step."""
    if not 1 <= number <= len(checklist.steps):
        raise RefusedError(f"'{checklist.title}' has {len(checklist.steps)} steps.")
    step = checklist.steps[number - 1]
    if checklist.tick_key(step) in interaction.ticks:
        return untick(desk, interaction, checklist, step)
    return tick(desk, interaction, checklist, step)


def tick(desk: Session, interaction: Interaction, checklist: Checklist, step: Step) -> Interaction:
    """Tick a step; its checklist starts where it does not run, and somebody who waited is being served now."""
    now, key = desk.now(), checklist.tick_key(step)

    def alter(it: Interaction) -> Interaction:
        runs = it.runs if checklist.id in it.runs else {**it.runs, checklist.id: Run(now)}
        return replace(it, runs=runs, ticks={**it.ticks, key: Tick(now, desk.staff)})

    return serve(desk, interaction, f"tick '{step.prompt}'{_for(interaction)}", alter, must_be_open=True)


def untick(desk: Session, interaction: Interaction, checklist: Checklist, step: Step) -> Interaction:
    """Take a tick back; if it was the greeting, the next act of service is, and without one the clock runs on."""
    key = checklist.tick_key(step)

    def alter(it: Interaction) -> Interaction:
        gone = it.ticks.get(key)
        it = replace(it, ticks={name: one for name, one in it.ticks.items() if name != key})
        if not gone or it.state != "serving" or it.greeted_at != gone.at:
            return it
        act = first_act(it)
        if act:
            return replace(it, greeted_at=act)
        return missed.once_unserved(replace(it, state="waiting", greeted_at=None))

    return edit(desk, interaction, f"untick '{step.prompt}'{_for(interaction)}", alter)


def _for(interaction: Interaction) -> str:
    return f" for {interaction.name}" if interaction.name else ""
