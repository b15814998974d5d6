"""Questions of checklists: which to start, and the field of each of the seven steps of the resolution (practice C)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from deskapp import slots
from deskapp.desk.crisis import resolution
from deskapp.desk.session import Session
from deskapp.desk.visits import checklists, log
from deskapp.errors import RefusedError
from deskapp.model.interaction import Interaction
from deskapp.model.upset import ENOUGH_OPTIONS, STEPS, Resolved
from deskapp.text import when
from deskapp.ui.questions.choosing import by_letter, choosing, pick
from deskapp.ui.questions.typed import Done, by_when, coached, says, stored
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions
from deskapp.words import loader

LABELS = {
    "listen": "Account",
    "thank": "Thanks",
    "apologise": "Apology",
    "options": "They want",
    "agree": "Agreed on",
    "act": "Action",
    "follow_up": "Follow-up",
}
HINTS = {
    "listen": "Their account, in their words. Enter goes on to reading it back.",
    "thank": "How you thanked them. Enter ticks the step.",
    "apologise": "Your apology for how it felt, no excuse in it. Enter ticks the step.",
    "options": "What would put it right for them? Enter goes on to two ways out.",
    "agree": "The outcome in words. Enter asks whether they said yes.",
}
READ_BACK = (
    Choice("yes", "Yes: I read it back, and they say it is right"),
    Choice("no", "They put something right: write it again"),
    Choice("", "Not read back yet"),
)
AGREED = (
    Choice("yes", "Yes, they are happy with that outcome"),
    Choice("no", "No, not with that"),
    Choice("", "Not asked yet"),
)


def start(desk: Session, visit: Interaction, show: Callable[[str], None]) -> Question:
    """The checklists that fit what it is about, then all others; one that runs already is only shown."""
    fits = checklists.fitting(visit)
    others = [checklist for checklist in loader.checklists().values() if checklist not in fits]
    hints = {checklist.id: "fits this" for checklist in fits} | dict.fromkeys(visit.runs, "runs")
    starts = {other.id: f"for a {other.starts_with}" for other in others if other.starts_with}
    hints = starts | hints
    rows = [Choice(checklist.id, checklist.title, hints.get(checklist.id, "")) for checklist in [*fits, *others]]

    def taken(chosen: str) -> None:
        if chosen not in visit.runs:
            checklists.start(desk, visit, chosen)
        show(chosen)

    hint = f"Down chooses, Enter starts it. {slots.key('playbook')} makes new ones."
    return pick("Checklist", rows, taken, label="Checklist", hint=hint, rows=8)


def field(desk: Session, visit: Interaction, step: str) -> Question:
    """The field of a step, with what it holds so far."""
    if step in ("act", "follow_up"):
        return _promise(desk, visit, step)
    return coached(
        stored(
            LABELS[step],
            [(step, LABELS[step])],
            lambda: {step: _held(desk, log.get(desk, visit.id), step).text},
            lambda name, text: resolution.write(desk, visit, name, text),
            says(HINTS[step]),
            _written(desk, visit, step),
            may_be_empty=True,
        )
    )


def which(desk: Session, visit: Interaction) -> Question:
    """Choose a step; the first one without its field filled is selected."""
    rows = [Choice(step, LABELS[step], _shown(_held(desk, visit, step))) for step in STEPS]
    selected = next((at for at, step in enumerate(STEPS) if step == resolution.next_unfilled(visit)), 0)

    def on_change(values: Mapping[str, str]) -> Suggestions:
        typed = values["which"].strip().casefold()
        if typed.isdigit() and 1 <= int(typed) <= len(STEPS):
            return Suggestions(rows, int(typed) - 1, "Enter opens it.")
        shown = [row for row in rows if typed in row.text.casefold()]
        return Suggestions(shown, (0 if typed else selected) if shown else -1, "A number, Up or Down; Enter opens it.")

    def submit(values: Mapping[str, str], chosen: str) -> Question | str:
        return field(desk, log.get(desk, visit.id), chosen) if chosen else ""

    return choosing(Question("Resolution", [("which", "Which step?", "")], submit, on_change, rows=len(STEPS)))


def _held(desk: Session, visit: Interaction, step: str) -> Resolved:
    return resolution.of(visit, step, desk.now())


def _shown(entry: Resolved) -> str:
    return " / ".join(part for part in (entry.text, *entry.offered) if part)[:60]


def _written(desk: Session, visit: Interaction, step: str) -> Done:
    def submit(values: dict[str, str], chosen: str) -> NextStep:
        if not values[step].strip():
            raise RefusedError("Nothing was written.", "Write it, or leave it with Esc.")
        resolution.write(desk, visit, step, values[step])
        after = resolution.settle(desk, visit, step)
        if step == "listen":
            return _yes_or_no(desk, after, step, "Read back?", READ_BACK, "Read it back from your notes. Is it right?")
        if step == "agree":
            return _yes_or_no(desk, after, step, "They agree?", AGREED, "Is the outcome acceptable to them?")
        if step == "options":
            return _options(desk, after, 0)
        return "Noted, and ticked."

    return submit


def _yes_or_no(desk: Session, visit: Interaction, step: str, label: str, rows: Sequence[Choice], hint: str) -> Question:
    def taken(said: str) -> NextStep:
        resolution.confirm(desk, visit, step, {"yes": True, "no": False}.get(said))
        after = resolution.settle(desk, visit, step)
        if said == "no" and step == "listen":
            return field(desk, after, step)
        if said == "no":
            return _options(desk, after, len(_held(desk, after, "options").offered))
        return "Confirmed, and ticked." if said == "yes" else "Noted. The step stays open until they say yes."

    hint = f"{hint} y or n, then Enter."
    return by_letter(label, label, rows, taken, hint, letters="yn", usual=-1, wraps=True)


def _options(desk: Session, visit: Interaction, number: int) -> Question:
    """One option after another; Enter on an empty line ends, and two are asked for."""
    held = _held(desk, visit, "options")
    text = held.options[number] if number < len(held.options) else ""
    enough = len(held.offered) >= ENOUGH_OPTIONS
    hint = "Offer two ways at least: people keep to what they chose."
    hint = "One more way, or Enter to leave it." if enough else hint

    def store(name: str, typed: str) -> None:
        resolution.offer(desk, visit, number, typed)

    def on_change(values: dict[str, str]) -> Suggestions:
        return Suggestions(hint=hint, bad=not enough and not values["option"].strip() and number > 0)

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        resolution.offer(desk, visit, number, " ".join(values["option"].split()))
        after = resolution.settle(desk, visit, "options")
        if values["option"].strip():
            return _options(desk, after, number + 1)
        count = len(_held(desk, after, "options").offered)
        if count < ENOUGH_OPTIONS:
            return f"{count or 'No'} way out so far. Two let them choose; the step stays open."
        return f"{count} ways offered. Hear which one they want."

    fields = [("option", f"Way {number + 1}", text)]
    return coached(Question("Options", fields, submit, on_change, store, edits=True))


def _promise(desk: Session, visit: Interaction, step: str) -> Question:
    """What will be done and by whom, then by when."""
    by = f"{step} by"
    """Under which name the half-typed name of who does a step is kept."""

    def store(name: str, text: str) -> None:
        if name == step:
            resolution.write(desk, visit, step, text)
        else:
            log.draft(desk, visit, by, "" if text == desk.staff else text)

    def submit(values: dict[str, str], chosen: str) -> Question:
        owner = values["owner"].strip() or desk.staff

        def promise(due: datetime, typed: str, closed: bool) -> str:
            made = resolution.promise(
                desk, visit, step, values[step], due, due_typed=typed, owner=owner, though_closed=closed
            )
            log.draft(desk, visit, by, "")
            return f"Promised by {made.owner or 'you'}: {made.what}, {when.describe(due, desk.now())}"

        return by_when(desk, f"due {step}", promise)

    hint = "What, and who does it: a name." if step == "act" else "Whom do you ask, and who rings: a name."
    offer, owner = says(f"{hint} Enter goes on to the time; it becomes a promise."), visit.drafts.get(by, "")
    fields = [(step, LABELS[step], _held(desk, visit, step).text), ("owner", "Who does it", owner or desk.staff)]
    return Question(LABELS[step], fields, submit, offer, store, edits=True)
