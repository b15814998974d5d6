"""Questions of the crisis sheet: to add an entry, and what may be done with one (practice F)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from deskapp.desk.crisis import crisis, record
from deskapp.desk.session import Session
from deskapp.desk.times import habits
from deskapp.desk.visits import log
from deskapp.model.crisis import Approval, Fact, Need, Option, PlanStep, Side, Stakeholder
from deskapp.model.interaction import Interaction
from deskapp.text import listed, when
from deskapp.ui.questions.choosing import NOW, Act, Row, menu
from deskapp.ui.questions.closed import in_hours
from deskapp.ui.questions.times import IN_A_FIELD, TIMES, meant, resolved_time
from deskapp.ui.questions.who import void
from deskapp.ui.widgets.entry import NextStep, Question, Suggestions

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
TEXTS = {"background": "Background", "first": "First", "second": "Second"}


def text(desk: Session, interaction: Interaction, field: str) -> Question:
    """The background, stored as it is typed."""

    def submit(values: dict[str, str], chosen: str) -> Question | str:
        return background_share(desk, crisis.write(desk, interaction, field, " ".join(values[field].split())))

    return Question(
        title="Crisis",
        fields=[(field, TEXTS[field], getattr(crisis.sheet_of(interaction), field))],
        store=lambda name, typed: void(crisis.write(desk, interaction, field, typed)),
        edits=True,
        holds=lambda: {field: getattr(crisis.sheet_of(log.get(desk, interaction.id)), field)},
        on_change=lambda values: Suggestions(hint="What happened, in one or two sentences. Facts only."),
        submit=submit,
    )


def researcher(desk: Session, interaction: Interaction, field: str) -> Question:
    """The name of one of the two who research; it stands on the sheet once it is taken, not while it is typed."""
    return Question(
        title="Crisis",
        fields=[(field, TEXTS[field], getattr(crisis.sheet_of(interaction), field))],
        edits=True,
        on_change=lambda values: Suggestions(
            hint="A name. Two people look into it together. Enter puts it on the sheet."
        ),
        submit=lambda values, chosen: void(crisis.write(desk, interaction, field, values[field])),
    )


def background_share(desk: Session, interaction: Interaction) -> Question:
    """How far the background may go."""

    def shared(value: str) -> Act:
        return lambda: void_str(crisis.share_background(desk, interaction, value))

    held = crisis.sheet_of(interaction).background_shared
    return menu("Share", [(words, _now(value == held), shared(value)) for value, words in SHARE_WORDS.items()])


def add(desk: Session, interaction: Interaction, group: str, side: Side = "theirs") -> Question:
    """A new entry of a group."""
    if group == "plan":
        return _plan(desk, interaction)
    two = {
        "people": ("Name", "Their part", "Who is it, and what is their part in it?"),
        "approvals": ("What", "Who allows it", "What is outside procedure, and who can bless it?"),
        "options": (
            "Way out",
            "Ready in",
            "What would work, and how long does it take? A stand-in today is worth much.",
        ),
    }
    one = {
        "facts": ("Fact", "What is known, or must be found out. Enter on it says which, and how far it goes."),
        "needs": ("They need", "Food, drink, rest, a kind word: the human being first. It is in no brief."),
    }
    words, more = f"{group} {side}", f"{group} {side} more"
    if group in one:
        label, hint = one[group]
        fields = [(words, label, "")]
    else:
        label, second, hint = two[group]
        fields = [(words, label, ""), (more, second, "")]

    def submit(values: dict[str, str], chosen: str) -> str:
        entry = _made(desk, group, values[words], values.get(more, ""), side)
        crisis.add(desk, interaction, group, entry)
        return "Written down."

    return Question(title="Crisis", fields=fields, on_change=lambda values: Suggestions(hint=hint), submit=submit)


def _made(desk: Session, group: str, words: str, more: str, side: Side) -> Entry:
    if group == "facts":
        return crisis.fact(desk, words)
    if group == "needs":
        return crisis.need(desk, words)
    if group == "people":
        return crisis.person(words, side, more)
    return crisis.approval(desk, words, more) if group == "approvals" else crisis.option(words, more)


def _plan(desk: Session, interaction: Interaction) -> Question:
    def named(values: dict[str, str], chosen: str) -> Question:
        step = crisis.plan_step(values["what"], values["who"])
        return by_when(step.what, step.who)

    def by_when(what: str, who: str) -> Question:
        def submit(values: dict[str, str], chosen: str) -> NextStep:
            typed = meant(values["due"], chosen)

            def keeps(due: datetime, closed: bool) -> str:
                crisis.plan(desk, interaction, what, who, due, due_typed=typed, though_closed=closed)
                return f"{who} keeps it: {what}, {when.describe(due, desk.now())}"

            return in_hours(desk, habits.read(desk, typed).at, keeps)

        return Question(
            title="By when",
            fields=[("due", "By when", "")],
            on_change=lambda values: resolved_time(values["due"], desk.now(), habits.of(desk)),
            submit=submit,
            placeholders=(IN_A_FIELD,),
            continues=True,
        )

    return Question(
        title="Plan",
        fields=[("what", "What is done", ""), ("who", "By whom", "")],
        on_change=lambda values: Suggestions(hint="One plan, each part with a name and a time. It becomes a promise."),
        submit=named,
    )


def act(desk: Session, interaction: Interaction, group: str, key: str) -> Question:
    """What may be done with an entry: the states it can be in, how far it goes, and taking it off.

    To choose what it was when it was shown changes nothing: what was noted beside since then stays.
    """
    entry: Entry = getattr(crisis.sheet_of(interaction), group)[key]

    def becomes(**changes: Any) -> Act:
        def put() -> str:
            if all(getattr(entry, name) == value for name, value in changes.items()):
                return _changed(desk, entry, log.get(desk, interaction.id), key, {})
            return _changed(desk, entry, crisis.change(desk, interaction, group, key, **changes), key, changes)

        return put

    rows = _states(desk, interaction, key, entry, becomes)
    if not isinstance(entry, Need | Stakeholder):
        rows += [(words, _now(entry.shared == value), becomes(shared=value)) for value, words in SHARE_WORDS.items()]
    if isinstance(entry, Fact | Need):
        rows.append(("Change the words", "", lambda: _reword(desk, interaction, group, key, entry)))
    rows.append(("Take it off the sheet", "", lambda: void_str(crisis.remove(desk, interaction, group, key))))
    return menu("Crisis", rows)


def _changed(desk: Session, seen: Entry, after: Interaction, key: str, changes: Mapping[str, Any]) -> str:
    """Nothing to say, but where the customer's word on somebody was changed beside since it was `seen`."""
    if not isinstance(seen, Stakeholder) or "told" in changes:
        return ""
    now = crisis.entry_of(crisis.sheet_of(after), "people", key)
    return "" if now.told == seen.told else f"{now.name} {record.consent(now, desk.now())}."


def _states(desk: Session, interaction: Interaction, key: str, entry: Entry, becomes: Callable[..., Act]) -> list[Row]:
    if isinstance(entry, Fact):
        return [
            (words, _now(entry.certainty == value), becomes(certainty=value))
            for value, words in CERTAINTY_WORDS.items()
        ]
    if isinstance(entry, Need):
        seen = entry.seen_to_at is not None
        return [("Not seen to yet" if seen else "Seen to", "", becomes(seen_to_at=None if seen else desk.now()))]
    if isinstance(entry, Stakeholder):
        rows = [(words, _now(entry.told == value), becomes(told=value)) for value, words in TOLD_WORDS.items()]
        rows += [
            (words, _now(entry.how_much == value), becomes(how_much=value)) for value, words in AMOUNT_WORDS.items()
        ]
        return [
            *rows,
            ("From when?", "", lambda: _from_when(desk, interaction, key, entry)),
            ("Told by whom?", entry.teller, lambda: _teller(desk, interaction, key, entry)),
        ]
    if isinstance(entry, Approval):
        return [
            ("Given", _now(entry.answer == "given"), becomes(answer="given")),
            ("Refused", _now(entry.answer == "refused"), becomes(answer="refused")),
        ]
    if isinstance(entry, Option):
        other = "lasting" if entry.lasts == "stand-in" else "stand-in"
        return [
            ("Take this way", _now(entry.chosen), lambda: void_str(crisis.choose(desk, interaction, key))),
            (f"It is a {other}" if other == "stand-in" else "It is the lasting one", "", becomes(lasts=other)),
        ]
    return []


def _reword(desk: Session, interaction: Interaction, group: str, key: str, entry: Fact | Need) -> Question:
    name = f"text {key}"

    def submit(values: dict[str, str], chosen: str) -> str:
        words = listed.line(values[name], "Write it again, or take it off the sheet.")
        crisis.change(desk, interaction, group, key, text=words)
        return ""

    return Question(title="Crisis", fields=[(name, "Words", entry.text)], submit=submit, edits=True)


def _from_when(desk: Session, interaction: Interaction, key: str, entry: Stakeholder) -> Question:
    name = f"time {key}"

    def submit(values: dict[str, str], chosen: str) -> str:
        typed = meant(values[name], chosen)
        moment = habits.read(desk, typed).at if typed else None
        after = crisis.change(desk, interaction, "people", key, not_before=moment)
        if changed := _changed(desk, entry, after, key, {}):
            return changed
        return f"Not before {when.describe(moment, desk.now())}." if moment else "From now on."

    def on_change(values: dict[str, str]) -> Suggestions:
        if not values[name].strip():
            return Suggestions(hint=f"Enter: from now on. Or {TIMES}")
        return resolved_time(values[name], desk.now(), habits.of(desk), then="Not before that")

    return Question(title="From when", fields=[(name, "Not before", "")], on_change=on_change, submit=submit)


def _teller(desk: Session, interaction: Interaction, key: str, entry: Stakeholder) -> Question:
    name = f"teller {key}"

    def submit(values: dict[str, str], chosen: str) -> str:
        teller = " ".join(values[name].split())
        return _changed(desk, entry, crisis.change(desk, interaction, "people", key, teller=teller), key, {})

    return Question(
        title="Told by",
        fields=[(name, "Told by", entry.teller)],
        edits=True,
        on_change=lambda values: Suggestions(hint="Who tells them: the customer, or one of us by name."),
        submit=submit,
    )


def void_str(result: object) -> str:
    """Nothing to say: the screen shows the change."""
    return ""


def _now(is_so: bool) -> str:
    return NOW if is_so else ""
