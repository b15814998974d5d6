"""Questions of the crisis sheet: to add an entry, and what may be done with one (practice F)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from deskapp.desk import crisis, crisis_record, habits, log
from deskapp.desk.session import Desk
from deskapp.model.crisis import Approval, Fact, Need, Option, PlanStep, Side, Stakeholder
from deskapp.model.interaction import Interaction
from deskapp.text import when
from deskapp.ui.asks.choosing import choosing
from deskapp.ui.asks.closed import in_hours
from deskapp.ui.asks.times import IN_A_FIELD, TIMES, meant, resolved_time
from deskapp.ui.asks.who import void
from deskapp.ui.widgets.entry import Ask, Choice, Next, Offer

Entry = Fact | Need | Stakeholder | Approval | Option | PlanStep
NOW = "now"
Act = Callable[[], "Ask | str"]
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


def text(desk: Desk, interaction: Interaction, field: str) -> Ask:
    """The background, stored as it is typed."""

    def done(values: dict[str, str], chosen: str) -> Ask | str:
        return background_share(desk, crisis.write(desk, interaction, field, " ".join(values[field].split())))

    return Ask(
        title="Crisis",
        fields=[(field, TEXTS[field], getattr(crisis.sheet_of(interaction), field))],
        store=lambda name, typed: void(crisis.write(desk, interaction, field, typed)),
        edits=True,
        holds=lambda: {field: getattr(crisis.sheet_of(log.get(desk, interaction.id)), field)},
        react=lambda values: Offer(hint="What happened, in one or two sentences. Facts only."),
        done=done,
    )


def researcher(desk: Desk, interaction: Interaction, field: str) -> Ask:
    """The name of one of the two who research; it stands on the sheet once it is taken, not while it is typed."""
    return Ask(
        title="Crisis",
        fields=[(field, TEXTS[field], getattr(crisis.sheet_of(interaction), field))],
        edits=True,
        react=lambda values: Offer(hint="A name. Two people look into it together. Enter puts it on the sheet."),
        done=lambda values, chosen: void(crisis.write(desk, interaction, field, values[field])),
    )


def background_share(desk: Desk, interaction: Interaction) -> Ask:
    """How far the background may go."""

    def shared(value: str) -> Act:
        return lambda: void_str(crisis.share_background(desk, interaction, value))

    held = crisis.sheet_of(interaction).background_shared
    return menu("Share", [(words, _now(value == held), shared(value)) for value, words in SHARE_WORDS.items()])


def add(desk: Desk, interaction: Interaction, group: str, side: Side = "theirs") -> Ask:
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

    def done(values: dict[str, str], chosen: str) -> str:
        entry = _made(desk, group, values[words], values.get(more, ""), side)
        crisis.add(desk, interaction, group, entry)
        return "Written down."

    return Ask(title="Crisis", fields=fields, react=lambda values: Offer(hint=hint), done=done)


def _made(desk: Desk, group: str, words: str, more: str, side: Side) -> Entry:
    if group == "facts":
        return crisis.fact(desk, words)
    if group == "needs":
        return crisis.need(desk, words)
    if group == "people":
        return crisis.person(words, side, more)
    return crisis.approval(desk, words, more) if group == "approvals" else crisis.option(words, more)


def _plan(desk: Desk, interaction: Interaction) -> Ask:
    def named(values: dict[str, str], chosen: str) -> Ask:
        step = crisis.plan_step(values["what"], values["who"])
        return by_when(step.what, step.who)

    def by_when(what: str, who: str) -> Ask:
        def done(values: dict[str, str], chosen: str) -> Next:
            typed = meant(values["due"], chosen)

            def keeps(due: datetime, closed: bool) -> str:
                crisis.plan(desk, interaction, what, who, due, due_typed=typed, though_closed=closed)
                return f"{who} keeps it: {what}, {when.describe(due, desk.now())}"

            return in_hours(desk, habits.read(desk, typed).at, keeps)

        return Ask(
            title="By when",
            fields=[("due", "By when", "")],
            react=lambda values: resolved_time(values["due"], desk.now(), habits.of(desk)),
            done=done,
            placeholders=(IN_A_FIELD,),
            continues=True,
        )

    return Ask(
        title="Plan",
        fields=[("what", "What is done", ""), ("who", "By whom", "")],
        react=lambda values: Offer(hint="One plan, each part with a name and a time. It becomes a promise."),
        done=named,
    )


def act(desk: Desk, interaction: Interaction, group: str, key: str) -> Ask:
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


Row = tuple[str, str, Act]


def _changed(desk: Desk, seen: Entry, after: Interaction, key: str, changes: Mapping[str, Any]) -> str:
    """Nothing to say, but where the customer's word on somebody was changed beside since it was `seen`."""
    if not isinstance(seen, Stakeholder) or "told" in changes:
        return ""
    now = crisis.entry_of(crisis.sheet_of(after), "people", key)
    return "" if now.told == seen.told else f"{now.name} {crisis_record.consent(now, desk.now())}."


def _states(desk: Desk, interaction: Interaction, key: str, entry: Entry, becomes: Callable[..., Act]) -> list[Row]:
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


def _reword(desk: Desk, interaction: Interaction, group: str, key: str, entry: Fact | Need) -> Ask:
    name = f"text {key}"

    def done(values: dict[str, str], chosen: str) -> str:
        words = crisis.line(values[name], "Write it again, or take it off the sheet.")
        crisis.change(desk, interaction, group, key, text=words)
        return ""

    return Ask(title="Crisis", fields=[(name, "Words", entry.text)], done=done, edits=True)


def _from_when(desk: Desk, interaction: Interaction, key: str, entry: Stakeholder) -> Ask:
    name = f"time {key}"

    def done(values: dict[str, str], chosen: str) -> str:
        typed = meant(values[name], chosen)
        moment = habits.read(desk, typed).at if typed else None
        after = crisis.change(desk, interaction, "people", key, not_before=moment)
        if changed := _changed(desk, entry, after, key, {}):
            return changed
        return f"Not before {when.describe(moment, desk.now())}." if moment else "From now on."

    def react(values: dict[str, str]) -> Offer:
        if not values[name].strip():
            return Offer(hint=f"Enter: from now on. Or {TIMES}")
        return resolved_time(values[name], desk.now(), habits.of(desk), then="Not before that")

    return Ask(title="From when", fields=[(name, "Not before", "")], react=react, done=done)


def _teller(desk: Desk, interaction: Interaction, key: str, entry: Stakeholder) -> Ask:
    name = f"teller {key}"

    def done(values: dict[str, str], chosen: str) -> str:
        teller = " ".join(values[name].split())
        return _changed(desk, entry, crisis.change(desk, interaction, "people", key, teller=teller), key, {})

    return Ask(
        title="Told by",
        fields=[(name, "Told by", entry.teller)],
        edits=True,
        react=lambda values: Offer(hint="Who tells them: the customer, or one of us by name."),
        done=done,
    )


def menu(title: str, rows: Sequence[Row]) -> Ask:
    """Choose one of some acts, by the arrows or the first letters."""
    acts = {str(number): done for number, (_, _, done) in enumerate(rows)}
    choices = [Choice(str(number), words, hint) for number, (words, hint, _) in enumerate(rows)]

    usual = next((number for number, one in enumerate(choices) if one.hint == NOW), 0)

    def react(values: dict[str, str]) -> Offer:
        typed = values["what"].strip().casefold()
        shown = [one for one in choices if typed in one.text.casefold()]
        return Offer(shown, (0 if typed else usual) if shown else -1, "Down chooses, Enter does it, Esc leaves it.")

    def done(values: dict[str, str], chosen: str) -> Ask | str:
        return acts[chosen]() if chosen else ""

    return choosing(
        Ask(title=title, fields=[("what", "What now?", "")], react=react, done=done, rows=len(choices), wraps=True)
    )


def void_str(result: object) -> str:
    """Nothing to say: the screen shows the change."""
    return ""


def _now(is_so: bool) -> str:
    return NOW if is_so else ""
