"""The crisis sheet as rows: the human being first, then facts, people and consent, blessings, ways out, the plan."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from deskapp.model.crisis import CrisisSheet, Shared, Side, Stakeholder
from deskapp.model.customer import Customer
from deskapp.model.promise import Promise
from deskapp.text.when import moment
from deskapp.ui.render.line import Line, fit, listed, pad, row, span
from deskapp.ui.render.promise_clock import TINTS, left_words
from deskapp.ui.symbols import symbols

LABEL = 14
REACH: dict[Shared, str] = {"desk": "this desk", "ours": "our side", "both": "both sides"}
SIDES: dict[Side, str] = {"ours": "Our side", "theirs": "Their side"}
CALMING = ("food", "drink", "comfort")
WAYS, PLAN = "a stand-in today beats the right thing in weeks", "each part a promise with a name and a time"
FACTS = {"checked": "Checked", "known": "As told", "unknown": "Not known"}
AMOUNTS = {"outline": "background", "facts": "facts", "everything": "everything"}
MARKS = {
    **dict.fromkeys(("checked", "yes", "given"), ("done", "")),
    **dict.fromkeys(("no", "refused"), ("alarm", "alarm")),
    **dict.fromkeys(("not_asked", "asked"), ("todo", "soon")),
    "known": ("dot", ""),
    "unknown": ("?", "soon"),
}
"""The symbol and the role of what is known of a fact, of a consent, and of an answer."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row. `target` is what Enter opens: `facts` adds one, `facts:KEY` is one; nothing for a heading."""

    target: str
    label: str
    text: str = ""
    hint: str = ""
    sign: str = ""
    role: str = ""


def sheet_rows(
    sheet: CrisisSheet, now: datetime, promises: Mapping[str, Promise], customer: Customer | None
) -> list[SheetRow]:
    """Every row of the sheet, in the order of practice F."""
    parts = (
        ("The human being first", "", _humans(sheet, customer), ("needs", "food, drink, rest, a word")),
        ("What happened", "facts only, looked at by two", _facts(sheet), ("facts", "a fact, or what is not known")),
        ("Who is told", "the customer says who, when, by whom, and how much", _people(sheet, now), None),
        ("Approvals", "for anything outside procedure", _approvals(sheet, now), ("approvals", "a blessing to ask for")),
        ("Ways out", WAYS, _ways(sheet), ("options", "a way out, and how long it takes")),
        ("One plan", PLAN, _plan(sheet, now, promises), ("plan", "what, who, by when")),
        ("Briefs given", "" if sheet.briefs else "none yet", _briefs(sheet, now), None),
    )
    rows: list[SheetRow] = []
    for heading, words, entries, added in parts:
        rows += [SheetRow("", heading, words), *entries]
        rows += [SheetRow(added[0], "add", added[1], sign="+")] if added else []
    return rows


def sheet_line(shown: SheetRow, width: int, selected: bool) -> Line:
    """A row on the screen."""
    if not shown.target:
        return row([span(f" {shown.label}", "title"), span(f"  {shown.text}", "dim")], width=width)
    adds = shown.sign == "+"
    text = span(shown.text, "dim" if adds else "strong" if selected else shown.role)
    sign = span(f"{shown.sign or ' '} ", "accent" if adds else shown.role)
    right = [span(f"{shown.hint} ", "dim")] if shown.hint else []
    return listed([sign, span(pad(shown.label, LABEL), "dim"), text], right, width=width, selected=selected)


def _mark(state: str) -> tuple[str, str]:
    symbol, role = MARKS[state]
    return getattr(symbols(), symbol, symbol), role


def calming(customer: Customer | None) -> str:
    """What the card knows that may do them good, an allergy first (F2)."""
    if customer is None:
        return ""
    parts = [f"ALLERGY {taste.item}" for taste in customer.with_stance("allergy")]
    tastes = customer.preferences.values()
    parts += [taste.item for taste in tastes if taste.group in CALMING and taste.stance in ("likes", "needs")]
    return "; ".join([*parts, *([customer.favorite_dessert] if customer.favorite_dessert else [])])


def _humans(sheet: CrisisSheet, customer: Customer | None) -> Iterator[SheetRow]:
    known = calming(customer)
    if known:
        is_alarm = "ALLERGY" in known
        sign = symbols().alarm if is_alarm else symbols().dot
        yield SheetRow("card", "Their card", known, sign=sign, role="alarm" if is_alarm else "")
    for key, need in sheet.needs.items():
        hint, sign, role = ("", symbols().todo, "soon") if need.seen_to_at is None else ("seen to", symbols().done, "")
        yield SheetRow(f"needs:{key}", "Needs", need.text, hint, sign, role)


def _facts(sheet: CrisisSheet) -> Iterator[SheetRow]:
    yield SheetRow("background", "Background", sheet.background or "(write it)", REACH[sheet.background_shared])
    yield SheetRow("first", "Looked at by", sheet.first or "(a name)")
    yield SheetRow("second", "and by", sheet.second or "(a second name)")
    for key, fact in sheet.facts.items():
        label, reach = FACTS[fact.certainty], REACH[fact.shared]
        yield SheetRow(f"facts:{key}", label, fact.text, reach, *_mark(fact.certainty))


def _people(sheet: CrisisSheet, now: datetime) -> Iterator[SheetRow]:
    for side, words in SIDES.items():
        for key, person in sheet.people.items():
            if person.side == side:
                name = person.name + (f", {person.role}" if person.role else "")
                yield SheetRow(f"people:{key}", words, name, _consent(person, now), *_mark(person.told))
        yield SheetRow(f"people+{side}", "add", f"somebody on {words.lower()}", sign="+")


def _consent(person: Stakeholder, now: datetime) -> str:
    """What they may be told, then who noted that and when."""
    if person.told == "not_asked":
        return "not asked yet"
    parts = ["must not be told" if person.told == "no" else f"may be told {AMOUNTS[person.how_much]}"]
    if person.told == "yes" and person.not_before and person.not_before > now:
        parts.append(f"from {moment(person.not_before, now)}")
    if person.told == "yes" and person.teller:
        parts.append(f"by {person.teller}")
    return ", ".join([*parts, *_noted(person.said_at, person.noted_by, now)])


def _noted(when: datetime | None, by: str, now: datetime) -> list[str]:
    """`Robin noted it 10:00`; nothing where that was not kept."""
    return [f"{by} noted it {moment(when, now)}" if by else f"noted {moment(when, now)}"] if when else []


def _approvals(sheet: CrisisSheet, now: datetime) -> Iterator[SheetRow]:
    for key, asked in sheet.approvals.items():
        text = f"{asked.what} {symbols().arrow} {asked.who}"
        hint = ", ".join([*_noted(asked.answered_at, asked.noted_by, now), REACH[asked.shared]])
        yield SheetRow(f"approvals:{key}", asked.answer.capitalize(), text, hint, *_mark(asked.answer))


def _ways(sheet: CrisisSheet) -> Iterator[SheetRow]:
    for key, way in sorted(sheet.options.items(), key=lambda item: item[1].lasts != "stand-in"):
        text = way.text + (f" ({way.lead})" if way.lead else "")
        hint = ("taken, " if way.chosen else "") + REACH[way.shared]
        sign = symbols().done if way.chosen else symbols().todo
        yield SheetRow(f"options:{key}", way.lasts.capitalize(), text, hint, sign)


def _plan(sheet: CrisisSheet, now: datetime, promises: Mapping[str, Promise]) -> Iterator[SheetRow]:
    for key, step in sheet.plan.items():
        promise, who = promises.get(step.promise), fit(step.who, LABEL - 1)
        state = f"{moment(promise.due, now)}, {left_words(promise, now)}, " if promise else ""
        role = TINTS[promise.state(now)] if promise else ""
        yield SheetRow(f"plan:{key}", who, step.what, state + REACH[step.shared], symbols().promise, role)


def _briefs(sheet: CrisisSheet, now: datetime) -> Iterator[SheetRow]:
    """Which briefs left this desk: to whom, when and by whom."""
    for key, given in sorted(sheet.briefs.items(), key=lambda item: item[1].at):
        hint = ", ".join(part for part in (given.by, moment(given.at, now)) if part)
        yield SheetRow(f"given:{key}", SIDES[given.side], f"for {', '.join(given.readers)}", hint, symbols().done)
