"""Questions of the crisis sheet: to add an entry, and what may be done with one (practice F)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from deskapp.desk.crisis import crisis, record
from deskapp.desk.session import Session
from deskapp.desk.times import habits
from deskapp.desk.visits import log
from deskapp.errors import line_of
from deskapp.model.crisis import Approval, Fact, Need, Option, PlanStep, Side, Stakeholder
from deskapp.model.interaction import Interaction
from deskapp.text import when
from deskapp.ui.questions.choosing import NOW, Act, Row, menu
from deskapp.ui.questions.typed import TIMES, by_when, meant, resolved_time, says, stored, void
from deskapp.ui.widgets.entry import Question, Suggestions

Entry = Fact | Need | Stakeholder | Approval | Option | PlanStep
SHARE_WORDS = {
    "desk": "Share: stays at this desk",
    "ours": "Share: our management",
    "both": "Share: both managements (they said yes to this)",
}
TOLD_WORDS = {
    "yes": "They say yes: may be told",
    "no": "They say no: is not told",
    "not_asked": "Not asked yet",
}
AMOUNT_WORDS = {
    "outline": "How much: the background only",
    "facts": "How much: background and facts",
    "everything": "How much: everything that is shared",
}
CERTAINTY_WORDS = {
    "known": "As it was told to us",
    "checked": "Checked by a second look",
    "unknown": "Not known: to be found out",
}
STATES: dict[type, dict[str, dict[str, str]]] = {
    Fact: {"certainty": CERTAINTY_WORDS},
    Stakeholder: {"told": TOLD_WORDS, "how_much": AMOUNT_WORDS},
    Approval: {"answer": {"given": "Given", "refused": "Refused"}},
}
"""The fields of each kind of entry that have some states, with their words."""
TEXTS = {"background": "Background", "first": "First", "second": "Second"}
ADDED = {
    "facts": ("Fact", "", "What is known, or must be found out. Enter on it says which, and how far it goes."),
    "needs": ("They need", "", "Food, drink, rest, a kind word: the human being first. It is in no brief."),
    "people": ("Name", "Their part", "Who is it, and what is their part in it?"),
    "approvals": ("What", "Allowed by", "What is outside procedure, and who can bless it?"),
    "options": ("Way out", "Ready in", "What would work, and how long does it take? A stand-in today is worth much."),
}
"""The label of a new entry of each group, that of what goes with it, and what is asked."""


def text(desk: Session, visit: Interaction, field: str) -> Question:
    """The background, stored as it is typed."""

    def submit(values: dict[str, str], chosen: str) -> Question:
        return background_share(desk, crisis.write(desk, visit, field, " ".join(values[field].split())))

    return stored(
        "Crisis",
        [(field, TEXTS[field])],
        lambda: {field: getattr(crisis.sheet_of(log.get(desk, visit.id)), field)},
        lambda name, typed: crisis.write(desk, visit, field, typed),
        says("What happened, in one or two sentences. Facts only."),
        submit,
        may_be_empty=True,
    )


def researcher(desk: Session, visit: Interaction, field: str) -> Question:
    """The name of one of the two who research; it stands on the sheet once it is taken, not while it is typed."""

    def submit(values: dict[str, str], chosen: str) -> None:
        crisis.write(desk, visit, field, values[field])

    fields = [(field, TEXTS[field], getattr(crisis.sheet_of(visit), field))]
    offer = says("A name. Two people look into it together. Enter puts it on the sheet.")
    return Question("Crisis", fields, submit, offer, edits=True)


def background_share(desk: Session, visit: Interaction) -> Question:
    """How far the background may go."""

    def shared(value: str) -> Act:
        return lambda: void(crisis.share_background(desk, visit, value))

    return menu("Share", _states(SHARE_WORDS, crisis.sheet_of(visit).background_shared, shared))


def _states(words: Mapping[str, str], held: str, becomes: Callable[[str], Act]) -> list[Row]:
    """A row for each state that something can be in; the one in which it is now is told."""
    return [(text, NOW if state == held else "", becomes(state)) for state, text in words.items()]


def add(desk: Session, visit: Interaction, group: str, side: Side = "theirs") -> Question:
    """A new entry of a group."""
    if group == "plan":
        return _plan(desk, visit)
    label, second, hint = ADDED[group]
    words, more = f"{group} {side}", f"{group} {side} more"
    fields = [(words, label, ""), (more, second, "")]

    def submit(values: dict[str, str], chosen: str) -> str:
        crisis.add(desk, visit, group, _made(desk, group, values[words], values.get(more, ""), side))
        return "Written down."

    return Question("Crisis", fields if second else fields[:1], submit, says(hint))


def _made(desk: Session, group: str, words: str, more: str, side: Side) -> Entry:
    if group == "facts":
        return crisis.fact(desk, words)
    if group == "needs":
        return crisis.need(desk, words)
    if group == "people":
        return crisis.person(words, side, more)
    return crisis.approval(desk, words, more) if group == "approvals" else crisis.option(words, more)


def _plan(desk: Session, visit: Interaction) -> Question:
    def submit(values: dict[str, str], chosen: str) -> Question:
        step = crisis.plan_step(values["what"], values["who"])

        def keeps(due: datetime, typed: str, closed: bool) -> str:
            crisis.plan(desk, visit, step.what, step.who, due, due_typed=typed, though_closed=closed)
            return f"{step.who} keeps it: {step.what}, {when.describe(due, desk.now())}"

        return by_when(desk, "due", keeps, continues=True)

    offer = says("One plan, each part with a name and a time. It becomes a promise.")
    return Question("Plan", [("what", "What is done", ""), ("who", "By whom", "")], submit, offer)


def act(desk: Session, visit: Interaction, group: str, key: str) -> Question:
    """What may be done with an entry: the states it can be in, how far it goes, and taking it off.

    To choose what it was when it was shown changes nothing: what was noted beside since then stays.
    """
    entry: Entry = getattr(crisis.sheet_of(visit), group)[key]

    def becomes(**changes: Any) -> Act:
        def put() -> str:
            if all(getattr(entry, name) == value for name, value in changes.items()):
                return _changed(desk, entry, log.get(desk, visit.id), key, {})
            return _changed(desk, entry, crisis.change(desk, visit, group, key, **changes), key, changes)

        return put

    def states(field: str, words: Mapping[str, str]) -> list[Row]:
        return _states(words, getattr(entry, field), lambda state: becomes(**{field: state}))

    rows: list[Row] = []
    for field, words in STATES.get(type(entry), {}).items():
        rows += states(field, words)
    if isinstance(entry, Need):
        seen = entry.seen_to_at is not None
        rows.append(("Not seen to yet" if seen else "Seen to", "", becomes(seen_to_at=None if seen else desk.now())))
    if isinstance(entry, Stakeholder):
        rows.append(("From when?", "", lambda: _from_when(desk, visit, key, entry)))
        rows.append(("Told by whom?", entry.teller, lambda: _teller(desk, visit, key, entry)))
    if isinstance(entry, Option):
        other = "lasting" if entry.lasts == "stand-in" else "stand-in"
        chosen = NOW if entry.chosen else ""
        rows.append(("Take this way", chosen, lambda: void(crisis.choose(desk, visit, key))))
        rows.append(("It is the lasting one" if other == "lasting" else "It is a stand-in", "", becomes(lasts=other)))
    if not isinstance(entry, Need | Stakeholder):
        rows += states("shared", SHARE_WORDS)
    if isinstance(entry, Fact | Need):
        rows.append(("Change the words", "", lambda: _reword(desk, visit, group, key, entry)))
    rows.append(("Take it off the sheet", "", lambda: void(crisis.remove(desk, visit, group, key))))
    return menu("Crisis", rows)


def _changed(desk: Session, seen: Entry, after: Interaction, key: str, changes: Mapping[str, Any]) -> str:
    """Nothing to say, but where the customer's word on somebody was changed beside since it was `seen`."""
    if not isinstance(seen, Stakeholder) or "told" in changes:
        return ""
    now = crisis.entry_of(crisis.sheet_of(after), "people", key)
    return "" if now.told == seen.told else f"{now.name} {record.consent(now, desk.now())}."


def _reword(desk: Session, visit: Interaction, group: str, key: str, entry: Fact | Need) -> Question:
    name = f"text {key}"

    def submit(values: dict[str, str], chosen: str) -> None:
        words = line_of(values[name], "Write it again, or take it off the sheet.")
        crisis.change(desk, visit, group, key, text=words)

    return Question("Crisis", [(name, "Words", entry.text)], submit, edits=True)


def _from_when(desk: Session, visit: Interaction, key: str, entry: Stakeholder) -> Question:
    name = f"time {key}"

    def submit(values: dict[str, str], chosen: str) -> str:
        typed = meant(values[name], chosen)
        moment = habits.read(desk, typed).at if typed else None
        after = crisis.change(desk, visit, "people", key, not_before=moment)
        said = f"Not before {when.describe(moment, desk.now())}." if moment else "From now on."
        return _changed(desk, entry, after, key, {}) or said

    def on_change(values: dict[str, str]) -> Suggestions:
        if not values[name].strip():
            return Suggestions(hint=f"Enter: from now on. Or {TIMES}")
        return resolved_time(values[name], desk.now(), habits.of(desk), then="Not before that")

    return Question("From when", [(name, "Not before", "")], submit, on_change)


def _teller(desk: Session, visit: Interaction, key: str, entry: Stakeholder) -> Question:
    name = f"teller {key}"

    def submit(values: dict[str, str], chosen: str) -> str:
        teller = " ".join(values[name].split())
        return _changed(desk, entry, crisis.change(desk, visit, "people", key, teller=teller), key, {})

    offer = says("Who tells them: the customer, or one of us by name.")
    return Question("Told by", [(name, "Told by", entry.teller)], submit, offer, edits=True)
