"""Questions of the resolution: the field of each of its seven steps (practice C)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from deskapp.desk.crisis import resolution
from deskapp.desk.session import Session
from deskapp.desk.times import habits
from deskapp.desk.visits import log
from deskapp.errors import RefusedError
from deskapp.model.interaction import Interaction
from deskapp.model.upset import ENOUGH_OPTIONS, STEPS, Resolved
from deskapp.text import when
from deskapp.ui.questions.choosing import choosing
from deskapp.ui.questions.closed import in_hours
from deskapp.ui.questions.coached import coached
from deskapp.ui.questions.times import IN_A_FIELD, meant, resolved_time
from deskapp.ui.questions.who import void
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions
from deskapp.ui.widgets.question import FINDS

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


def field(desk: Session, interaction: Interaction, step: str) -> Question:
    """The field of a step, with what it holds so far."""
    if step in ("act", "follow_up"):
        return _promise(desk, interaction, step)
    return coached(
        Question(
            title=LABELS[step],
            fields=[(step, LABELS[step], _held(desk, interaction, step).text)],
            store=lambda name, text: void(resolution.write(desk, interaction, name, text)),
            on_change=lambda values: Suggestions(hint=HINTS[step]),
            edits=True,
            holds=lambda: {step: _held(desk, log.get(desk, interaction.id), step).text},
            submit=_written(desk, interaction, step),
        )
    )


def which(desk: Session, interaction: Interaction) -> Question:
    """Choose a step; the first one without its field filled is selected."""
    choices = [Choice(step, LABELS[step], _shown(_held(desk, interaction, step))) for step in STEPS]
    selected = next((at for at, step in enumerate(STEPS) if step == resolution.next_unfilled(interaction)), 0)

    def on_change(values: Mapping[str, str]) -> Suggestions:
        typed = values["which"].strip().casefold()
        if typed.isdigit() and 1 <= int(typed) <= len(STEPS):
            return Suggestions(choices, int(typed) - 1, "Enter opens it.")
        shown = [one for one in choices if typed in one.text.casefold()]
        return Suggestions(shown, (0 if typed else selected) if shown else -1, "A number, Up or Down; Enter opens it.")

    def submit(values: Mapping[str, str], chosen: str) -> Question | str:
        return field(desk, log.get(desk, interaction.id), chosen) if chosen else ""

    return choosing(
        Question(
            title="Resolution",
            fields=[("which", "Which step?", "")],
            on_change=on_change,
            submit=submit,
            rows=len(STEPS),
        )
    )


def _held(desk: Session, interaction: Interaction, step: str) -> Resolved:
    return resolution.of(interaction, step, desk.now())


def _shown(entry: Resolved) -> str:
    return " / ".join(part for part in (entry.text, *entry.offered) if part)[:60]


def _written(desk: Session, interaction: Interaction, step: str) -> Callable[[dict[str, str], str], Question | str]:
    def submit(values: dict[str, str], chosen: str) -> Question | str:
        if not values[step].strip():
            raise RefusedError("Nothing was written.", "Write it, or leave it with Esc.")
        resolution.write(desk, interaction, step, values[step])
        after = resolution.settle(desk, interaction, step)
        if step == "listen":
            return _yes_or_no(desk, after, step, "Read back?", READ_BACK, "Read it back from your notes. Is it right?")
        if step == "agree":
            return _yes_or_no(desk, after, step, "They agree?", AGREED, "Is the outcome acceptable to them?")
        if step == "options":
            return _options(desk, after, 0)
        return "Noted, and ticked."

    return submit


def _yes_or_no(
    desk: Session, interaction: Interaction, step: str, label: str, choices: tuple[Choice, ...], hint: str
) -> Question:
    letters = {"y": "yes", "n": "no"}

    def submit(values: dict[str, str], chosen: str) -> Question | str:
        typed = values["said"].strip()
        said = chosen or letters.get(typed.casefold()[:1], "")
        if typed and not said:
            raise RefusedError(f"“{typed:.40}” is neither yes nor no.", "Type y or n, or choose a row with Down.")
        resolution.confirm(desk, interaction, step, {"yes": True, "no": False}.get(said))
        after = resolution.settle(desk, interaction, step)
        if said == "no" and step == "listen":
            return field(desk, after, step)
        if said == "no":
            return _options(desk, after, len(_held(desk, after, "options").offered))
        return "Confirmed, and ticked." if said == "yes" else "Noted. The step stays open until they say yes."

    return Question(
        title=label,
        fields=[("said", label, "")],
        on_change=lambda values: Suggestions(choices, _letter(values["said"]), f"{hint} y or n, then Enter."),
        submit=submit,
        passing=FINDS,
        wraps=True,
    )


def _letter(typed: str) -> int:
    return {"y": 0, "n": 1}.get(typed.strip().casefold()[:1], -1)


def _options(desk: Session, interaction: Interaction, number: int) -> Question:
    """One option after another; Enter on an empty line ends, and two are asked for."""
    held = _held(desk, interaction, "options")
    text = held.options[number] if number < len(held.options) else ""
    enough = len(held.offered) >= ENOUGH_OPTIONS
    hint = (
        "One more way, or Enter to leave it." if enough else "Offer two ways at least: people keep to what they chose."
    )

    def submit(values: dict[str, str], chosen: str) -> Question | str:
        resolution.offer(desk, interaction, number, " ".join(values["option"].split()))
        after = resolution.settle(desk, interaction, "options")
        if values["option"].strip():
            return _options(desk, after, number + 1)
        found = len(_held(desk, after, "options").offered)
        if found < ENOUGH_OPTIONS:
            return f"{found or 'No'} way out so far. Two let them choose; the step stays open."
        return f"{found} ways offered. Hear which one they want."

    return coached(
        Question(
            title="Options",
            fields=[("option", f"Way {number + 1}", text)],
            store=lambda name, typed: void(resolution.offer(desk, interaction, number, typed)),
            on_change=lambda values: Suggestions(
                hint=hint, bad=not enough and not values["option"].strip() and number > 0
            ),
            edits=True,
            submit=submit,
        )
    )


def _promise(desk: Session, interaction: Interaction, step: str) -> Question:
    """What will be done and by whom, then by when."""
    held, who = _held(desk, interaction, step), _who(step)

    def store(name: str, text: str) -> None:
        if name == step:
            resolution.write(desk, interaction, step, text)
        else:
            log.draft(desk, interaction, who, "" if text == desk.staff else text)

    def submit(values: dict[str, str], chosen: str) -> Question:
        owner = values["owner"].strip() or desk.staff
        return _due(desk, interaction, step, values[step], owner)

    hint = "What, and who does it: a name." if step == "act" else "Whom do you ask, and who rings: a name."
    return Question(
        title=LABELS[step],
        fields=[
            (step, LABELS[step], held.text),
            ("owner", "Who does it", interaction.drafts.get(who, "") or desk.staff),
        ],
        store=store,
        on_change=lambda values: Suggestions(hint=f"{hint} Enter goes on to the time; it becomes a promise."),
        edits=True,
        submit=submit,
    )


def _who(step: str) -> str:
    """Under which name the half-typed name of who does a step is kept."""
    return f"{step} by"


def _due(desk: Session, interaction: Interaction, step: str, what: str, owner: str) -> Question:
    name = f"due {step}"

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        typed = meant(values[name], chosen)

        def promise(due: datetime, closed: bool) -> str:
            given = partial(resolution.promise, due_typed=typed, owner=owner, though_closed=closed)
            made = given(desk, interaction, step, what, due)
            log.draft(desk, interaction, _who(step), "")
            return f"Promised by {made.owner or 'you'}: {made.what}, {when.describe(due, desk.now())}"

        return in_hours(desk, habits.read(desk, typed).at, promise)

    return Question(
        title="By when",
        fields=[(name, "By when", "")],
        on_change=lambda values: resolved_time(values[name], desk.now(), habits.of(desk)),
        submit=submit,
        placeholders=(IN_A_FIELD,),
    )
