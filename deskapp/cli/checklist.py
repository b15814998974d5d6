"""Commands on the live checklist: tick a step, take a tick back, show where it stands."""

from deskapp import slots
from deskapp.cli.call import Call
from deskapp.commands import meant
from deskapp.desk.visits import checklists
from deskapp.errors import NotFoundError, RefusedError
from deskapp.model.checklist import Checklist, Step
from deskapp.model.interaction import Interaction
from deskapp.words import loader


def tick(call: Call) -> None:
    """Tick a step of the selected checklist, or show the checklist where no step is given."""
    one = meant.interaction(call.desk, call.text("who"))
    checklist = _checklist(call, one)
    if not call.text("step"):
        _show(call, one, checklist)
        return
    step = _step(checklist, call.text("step"))
    if checklist.tick_key(step) in one.ticks:
        raise RefusedError(f"'{step.prompt}' is ticked already.", f"`{slots.DESKAPP}untick` takes a tick back.")
    one = checklists.tick(call.desk, one, checklist, step)
    _told(call, "Ticked", one, checklist, step)


def untick(call: Call) -> None:
    """Take a tick back."""
    one = meant.interaction(call.desk, call.text("who"))
    checklist = _checklist(call, one)
    step = _step(checklist, call.text("step"))
    if checklist.tick_key(step) not in one.ticks:
        raise RefusedError(f"'{step.prompt}' is not ticked.")
    one = checklists.untick(call.desk, one, checklist, step)
    _told(call, "Tick taken back", one, checklist, step)


def _checklist(call: Call, one: Interaction) -> Checklist:
    asked, known = call.text("list"), loader.checklists()
    if not asked:
        selected = checklists.selected(one)
        if selected is None:
            raise RefusedError("No checklist is running there.", f"Start one with --list: {', '.join(known)}.")
        return selected
    fitting = [it for it in known.values() if it.id == asked or meant.begins(it.title, asked)]
    if len(fitting) != 1:
        raise NotFoundError(f"There is no one checklist '{asked:.40}'.", f"There are {', '.join(known)}.")
    return fitting[0]


def _step(checklist: Checklist, text: str) -> Step:
    if text.isdecimal():
        if not 1 <= int(text) <= len(checklist.steps):
            raise NotFoundError(f"'{checklist.title}' has {len(checklist.steps)} steps.")
        return checklist.steps[int(text) - 1]
    fitting = [step for step in checklist.steps if step.id == text] or [
        step for step in checklist.steps if meant.begins(step.prompt, text)
    ]
    if len(fitting) != 1:
        raise NotFoundError(f"'{text:.40}' is not one step of '{checklist.title}'.", "Give its number.")
    return fitting[0]


def _show(call: Call, one: Interaction, checklist: Checklist) -> None:
    if call.json:
        call.done("", ("interactions", one.id))
        return
    call.line(f"{checklist.title} {checklists.done(one, checklist)}/{len(checklist.steps)}")
    for number, step in enumerate(checklist.steps, start=1):
        mark = "x" if checklist.tick_key(step) in one.ticks else " "
        call.line(f"{number} [{mark}] {step.prompt}")


def _told(call: Call, word: str, one: Interaction, checklist: Checklist, step: Step) -> None:
    count = f"{checklist.title} {checklists.done(one, checklist)}/{len(checklist.steps)}"
    call.done(f"{word}: {step.prompt} ({count})", ("interactions", one.id))
