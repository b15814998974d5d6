"""Checklists at work: which one is selected, and the ticks on it."""

from dataclasses import replace
from datetime import datetime

from deskapp import clock
from deskapp.desk.documents import edit
from deskapp.desk.session import Session
from deskapp.desk.visits import missed
from deskapp.desk.visits.service import first_act, serve
from deskapp.desk.visits.wording import for_whom
from deskapp.errors import RefusedError
from deskapp.messages import noted, said
from deskapp.model import kettle
from deskapp.model.interaction import Interaction, Run, Tick
from deskapp.model.words import Checklist, Step
from deskapp.text import when
from deskapp.text.folding import words
from deskapp.words import loader

STEAM, RESOLUTION = "steam", "resolution"
MORNING, NOON, EVENING = 4, 12, 18
"""The hours of the desk's clock from which people say good morning, good afternoon and good evening."""
_GOOD_DAY = {MORNING: noted("Good morning"), NOON: noted("Good afternoon"), EVENING: noted("Good evening")}


def good_day(now: datetime) -> str:
    """How people greet each other at this hour: never "Good morning" in the afternoon."""
    hour = clock.local(now).hour
    return said(_GOOD_DAY[max((begins for begins in _GOOD_DAY if begins <= hour), default=EVENING)])


def speaking(desk: Session, name: str, desk_name: str) -> dict[str, str]:
    """The words that fill the placeholders of what is said to somebody, at this hour."""
    return {"name": name, "staff": desk.staff, "desk": desk_name, "good_day": good_day(desk.now())}


def ticked_by(interaction: Interaction, checklist: Checklist, step: Step, now: datetime) -> str:
    """Who ticked a step and when: `Sam, 14:05`; "" for a step without a tick."""
    tick = interaction.ticks.get(checklist.tick_key(step))
    return ", ".join(filter(None, (tick.by, when.moment(tick.at, now)))) if tick else ""


def ticked(interaction: Interaction, now: datetime) -> list[str]:
    """Each checklist of a visit on which something was ticked, with who ticked which step and when."""
    told = []
    for checklist in running(interaction):
        ticks = [(step, ticked_by(interaction, checklist, step, now)) for step in checklist.steps]
        steps = "; ".join(said("{step} ({who})", step=step.prompt, who=who) for step, who in ticks if who)
        count, number = done(interaction, checklist), len(checklist.steps)
        if count:
            told.append(
                said("{title} {done}/{number}: {steps}", title=checklist.title, done=count, number=number, steps=steps)
            )
    return told


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
