"""The crisis sheet as rows: the human being first, then facts, people and consent, blessings, ways out, the plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from deskapp.model.crisis import CrisisSheet, Shared, Side, Stakeholder
from deskapp.model.customer import Customer
from deskapp.model.promise import Promise
from deskapp.text.when import moment
from deskapp.ui.render.line import Line, Span, fit, pad, row, span
from deskapp.ui.render.promise_clock import TINTS, left_words
from deskapp.ui.symbols import symbols

LABEL = 14
REACH: dict[Shared, str] = {"desk": "this desk", "ours": "our side", "both": "both sides"}
SIDES: dict[Side, str] = {"ours": "Our side", "theirs": "Their side"}
CALMING = ("food", "drink", "comfort")


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
    return [
        *_humans(sheet, customer),
        *_research(sheet),
        *_people(sheet, now),
        *_blessings(sheet, now),
        *_ways(sheet),
        *_plan(sheet, now, promises),
        *_briefs(sheet, now),
    ]


def sheet_line(one: SheetRow, width: int, selected: bool) -> Line:
    """A row on the screen."""
    if not one.target:
        return row([span(f" {one.label}", "title"), span(f"  {one.text}", "dim")], width=width)
    mark = Span(symbols().selected if selected else " ", "accent")
    adds = one.sign == "+"
    text = span(one.text, "dim" if adds else "strong" if selected else one.role)
    left = [mark, span(f"{one.sign or ' '} ", "accent" if adds else one.role), span(pad(one.label, LABEL), "dim"), text]
    return row(
        left, [span(f"{one.hint} ", "dim")] if one.hint else [], width=width, role="selected" if selected else ""
    )


def calming(customer: Customer | None) -> str:
    """What the card knows that may do them good, an allergy first (F2)."""
    if customer is None:
        return ""
    parts = [f"ALLERGY {one.item}" for one in customer.with_stance("allergy")]
    parts += [
        one.item for one in customer.preferences.values() if one.group in CALMING and one.stance in ("likes", "needs")
    ]
    return "; ".join([*parts, *([customer.favorite_dessert] if customer.favorite_dessert else [])])


def _humans(sheet: CrisisSheet, customer: Customer | None) -> list[SheetRow]:
    rows = [SheetRow("", "The human being first")]
    known = calming(customer)
    if known:
        sign = symbols().alarm if "ALLERGY" in known else symbols().dot
        role = "alarm" if "ALLERGY" in known else ""
        rows.append(SheetRow("card", "Their card", known, sign=sign, role=role))
    for key, one in sheet.needs.items():
        seen = one.seen_to_at is not None
        sign = symbols().done if seen else symbols().todo
        rows.append(
            SheetRow(f"needs:{key}", "Needs", one.text, "seen to" if seen else "", sign, "" if seen else "soon")
        )
    return [*rows, SheetRow("needs", "add", "food, drink, rest, a word", sign="+")]


def _research(sheet: CrisisSheet) -> list[SheetRow]:
    rows = [
        SheetRow("", "What happened", "facts only, looked at by two"),
        SheetRow("background", "Background", sheet.background or "(write it)", REACH[sheet.background_shared]),
        SheetRow("first", "Looked at by", sheet.first or "(a name)"),
        SheetRow("second", "and by", sheet.second or "(a second name)"),
    ]
    signs = {"checked": symbols().done, "known": symbols().dot, "unknown": "?"}
    for key, one in sheet.facts.items():
        label = {"checked": "Checked", "known": "As told", "unknown": "Not known"}[one.certainty]
        role = "soon" if one.certainty == "unknown" else ""
        rows.append(SheetRow(f"facts:{key}", label, one.text, REACH[one.shared], signs[one.certainty], role))
    return [*rows, SheetRow("facts", "add", "a fact, or what is not known", sign="+")]


def _people(sheet: CrisisSheet, now: datetime) -> list[SheetRow]:
    rows = [SheetRow("", "Who is told", "the customer says who, when, by whom, and how much")]
    for side, words in SIDES.items():
        for key, one in sheet.people.items():
            if one.side == side:
                name = one.name + (f", {one.role}" if one.role else "")
                sign, role = _consent_sign(one)
                rows.append(SheetRow(f"people:{key}", words, name, _consent(one, now), sign, role))
        rows.append(SheetRow(f"people+{side}", "add", f"somebody on {words.lower()}", sign="+"))
    return rows


def _consent_sign(one: Stakeholder) -> tuple[str, str]:
    signs = {"yes": (symbols().done, ""), "no": (symbols().alarm, "alarm"), "not_asked": (symbols().todo, "soon")}
    return signs[one.told]


def _consent(one: Stakeholder, now: datetime) -> str:
    """What they may be told, then who noted that and when."""
    if one.told == "not_asked":
        return "not asked yet"
    amount = {"outline": "background", "facts": "facts", "everything": "everything"}[one.how_much]
    parts = ["must not be told" if one.told == "no" else f"may be told {amount}"]
    if one.told == "yes" and one.not_before and one.not_before > now:
        parts.append(f"from {moment(one.not_before, now)}")
    if one.told == "yes" and one.teller:
        parts.append(f"by {one.teller}")
    return ", ".join([*parts, *_noted(one.said_at, one.noted_by, now)])


def _noted(when: datetime | None, by: str, now: datetime) -> list[str]:
    """`Robin noted it 10:00`; nothing where that was not kept."""
    return [f"{by} noted it {moment(when, now)}" if by else f"noted {moment(when, now)}"] if when else []


def _blessings(sheet: CrisisSheet, now: datetime) -> list[SheetRow]:
    rows = [SheetRow("", "Approvals", "for anything outside procedure")]
    signs = {"given": symbols().done, "refused": symbols().alarm, "asked": symbols().todo}
    roles = {"given": "", "refused": "alarm", "asked": "soon"}
    for key, one in sheet.approvals.items():
        text = f"{one.what} {symbols().arrow} {one.who}"
        hint = ", ".join([*_noted(one.answered_at, one.noted_by, now), REACH[one.shared]])
        rows.append(
            SheetRow(f"approvals:{key}", one.answer.capitalize(), text, hint, signs[one.answer], roles[one.answer])
        )
    return [*rows, SheetRow("approvals", "add", "a blessing to ask for", sign="+")]


def _ways(sheet: CrisisSheet) -> list[SheetRow]:
    rows = [SheetRow("", "Ways out", "a stand-in today beats the right thing in weeks")]
    for key, one in sorted(sheet.options.items(), key=lambda item: item[1].lasts != "stand-in"):
        text = one.text + (f" ({one.lead})" if one.lead else "")
        hint = ("taken, " if one.chosen else "") + REACH[one.shared]
        sign = symbols().done if one.chosen else symbols().todo
        rows.append(SheetRow(f"options:{key}", one.lasts.capitalize(), text, hint, sign))
    return [*rows, SheetRow("options", "add", "a way out, and how long it takes", sign="+")]


def _plan(sheet: CrisisSheet, now: datetime, promises: Mapping[str, Promise]) -> list[SheetRow]:
    rows = [SheetRow("", "One plan", "each part a promise with a name and a time")]
    for key, step in sheet.plan.items():
        promise = promises.get(step.promise)
        state = f"{moment(promise.due, now)}, {left_words(promise, now)}, " if promise else ""
        role = TINTS[promise.state(now)] if promise else ""
        rows.append(
            SheetRow(
                f"plan:{key}", fit(step.who, LABEL - 1), step.what, state + REACH[step.shared], symbols().promise, role
            )
        )
    return [*rows, SheetRow("plan", "add", "what, who, by when", sign="+")]


def _briefs(sheet: CrisisSheet, now: datetime) -> list[SheetRow]:
    """Which briefs left this desk: to whom, when and by whom."""
    given = sorted(sheet.briefs.items(), key=lambda item: item[1].at)
    rows = [
        SheetRow(
            f"given:{key}",
            SIDES[one.side],
            f"for {', '.join(one.readers)}",
            ", ".join(part for part in (one.by, moment(one.at, now)) if part),
            symbols().done,
        )
        for key, one in given
    ]
    return [SheetRow("", "Briefs given", "" if rows else "none yet"), *rows]
