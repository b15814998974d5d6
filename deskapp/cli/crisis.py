"""Hard moments by commands: the boundary, and the crisis sheet, written part by part, with its brief."""

from collections.abc import Callable, Iterator
from typing import Any, cast

from deskapp import slots
from deskapp.cli.call import Call
from deskapp.commands import meant
from deskapp.desk.crisis import boundary as boundaries
from deskapp.desk.crisis import brief, record
from deskapp.desk.crisis import crisis as sheets
from deskapp.errors import NotFoundError, RefusedError, UsageError
from deskapp.messages import said
from deskapp.model.crisis import AMOUNTS, DONE, REACH, SIDES, TEXTS, CrisisSheet, Side
from deskapp.model.interaction import Interaction

SHEET = slots.line("crisis")
"""What a line on a part of the sheet begins with."""


def boundary(call: Call) -> None:
    """Log that the warning was said; with `--end`, that it went on and was ended."""
    visit, ends = meant.interaction(call.desk, call.text("who")), call.arguments.end
    after = (boundaries.end if ends else boundaries.warn)(call.desk, visit, call.text("fact"))
    words = "Ended at the boundary" if ends else "The warning is on record"
    call.done(f"{words}{_for(after)}: {boundaries.script(visit)}", ("interactions", after.id))


def crisis(call: Call) -> None:
    """Show the sheet, opened where there is none, or write one part of it."""
    part, text = call.text("part"), call.text("text")
    if part and not text:
        off = f", and `{SHEET} remove {part}` takes the name off" * (part in sheets.RESEARCHERS)
        raise UsageError(
            said("Nothing was written."), said("`{sheet} {part} TEXT` writes it{off}.", sheet=SHEET, part=part, off=off)
        )
    visit = sheets.start(call.desk, meant.interaction(call.desk, call.text("who")))
    if part == "brief":
        _brief(call, visit, text)
    elif part:
        what = (_noted if part in DONE else _WRITTEN.get(part, _added))(call, visit, part, text)
        call.done(said("On the sheet{for_}: {what}", for_=_for(visit), what=what), ("interactions", visit.id))
    else:
        sheet = sheets.sheet_of(visit)
        for line in _sheet_lines(sheet, call) if not call.json else ():
            call.line(line)
        call.done(said("Next: {next_step}", next_step=sheets.next_step(sheet, call.now)), ("interactions", visit.id))


def _for(visit: Interaction) -> str:
    return f" for {visit.name}" if visit.name else ""


def _added(call: Call, visit: Interaction, part: str, text: str) -> str:
    """Write a text or add an entry; what was done."""
    if part in TEXTS:
        sheets.write(call.desk, visit, part, text)
    else:
        group, entry = _ENTRIES[part]
        sheets.add(call.desk, visit, group, entry(call, text, call.text("more")))
    return f"{part}, {text}"


def _planned(call: Call, visit: Interaction, part: str, text: str) -> str:
    """Make a part of the plan, with a name and a time."""
    who, typed = call.text("more"), call.text("by")
    sheets.plan_step(text, who)
    if not typed:
        raise UsageError(said("A plan has a name and a time."), _options(call, "--more NAME --by WHEN"))
    is_meant = call.arguments.though_closed
    sheets.plan(call.desk, visit, text, who, call.moment("by"), due_typed=typed, though_closed=is_meant)
    return f"{part}, {text}"


def _noted(call: Call, visit: Interaction, part: str, text: str) -> str:
    """Note of an entry that is there what came of it; what is on the sheet now."""
    desk, group = call.desk, DONE[part]
    sheet = sheets.sheet_of(visit)
    key = record.find(sheet, group, text)
    if part == "take":
        sheets.choose(desk, visit, key)
        return f"taken, {sheet.options[key].text}"
    notes: dict[str, dict[str, Any]] = {"seen": {"seen_to_at": call.now}, "checked": {"certainty": "checked"}}
    answer = "answer" if group == "approvals" else "told"
    changes = notes.get(part, {answer: part}) | (_consent(call) if part == "yes" else {})
    after = sheets.change(desk, visit, group, key, **changes)
    entry = sheets.entry_of(sheets.sheet_of(after), group, key)
    if group == "people":
        return f"{entry.name} {record.consent(entry, call.now)}"
    return f"{entry.what}, {record.answer(entry, call.now)}" if group == "approvals" else f"{part}, {entry.text}"


def _consent(call: Call) -> dict[str, Any]:
    """How much the customer lets somebody be told, from when and by whom, as far as that was said."""
    changes: dict[str, Any] = {"teller": call.text("teller")} if call.text("teller") else {}
    if more := call.text("more"):
        changes["how_much"] = _one_of(call, more, AMOUNTS)
    if call.text("by"):
        changes["not_before"] = call.moment("by")
    return changes


def _shared(call: Call, visit: Interaction, part: str, text: str) -> str:
    """Say how far the background, or an entry, may go."""
    reach = _one_of(call, call.text("more"), REACH)
    if text.casefold() == "background":
        sheets.share_background(call.desk, visit, reach)
    else:
        group, key = _anywhere(sheets.sheet_of(visit), text, ("facts", "approvals", "options", "plan"))
        sheets.change(call.desk, visit, group, key, shared=reach)
    return f"{text}, shared with {record.REACH[reach]}"


def _removed(call: Call, visit: Interaction, part: str, text: str) -> str:
    """Take an entry off, or the name of one of the two who research."""
    sheet, field = sheets.sheet_of(visit), text.strip().casefold()
    if field in sheets.RESEARCHERS:
        was = getattr(sheet, field)
        if not was:
            way = said("`{sheet} {field} NAME` names somebody.", sheet=SHEET, field=field)
            raise NotFoundError(said("Nobody is named as {field}.", field=field), way)
        sheets.write(call.desk, visit, field, "")
        return f"taken off as {field}, {was}"
    group, key = _anywhere(sheet, text, sheets.GROUPS)
    sheets.remove(call.desk, visit, group, key)
    return f"taken off, {dict(record.texts(sheet, group))[key]}"


_WRITTEN: dict[str, Callable[[Call, Interaction, str, str], str]] = {
    "plan": _planned,
    "share": _shared,
    "remove": _removed,
}
_ENTRIES: dict[str, tuple[str, Callable[[Call, str, str], object]]] = {
    "fact": ("facts", lambda call, text, more: sheets.fact(call.desk, text)),
    "need": ("needs", lambda call, text, more: sheets.need(call.desk, text)),
    "ours": ("people", lambda call, text, more: sheets.person(text, "ours", more)),
    "theirs": ("people", lambda call, text, more: sheets.person(text, "theirs", more)),
    "approval": ("approvals", lambda call, text, more: sheets.approval(call.desk, text, more)),
    "option": ("options", lambda call, text, more: sheets.option(text, more)),
}
"""The group that a part of the sheet is added to, and how its words become an entry."""


def _anywhere(sheet: CrisisSheet, text: str, groups: tuple[str, ...]) -> tuple[str, str]:
    """The group and the key of the one entry with these words. Raises NotFoundError, or RefusedError for several."""
    entries = []
    for group in groups:
        try:
            entries.append((group, record.find(sheet, group, text)))
        except NotFoundError:
            continue
    if len(entries) > 1:
        raise RefusedError(
            said("“{text:.40}” is on the sheet in {number} parts.", text=text, number=len(entries)),
            said("Write more of it."),
        )
    return entries[0] if entries else ("", record.find(sheet, groups[0], text))


def _one_of(call: Call, typed: str, known: tuple[str, ...]) -> str:
    begun = [word for word in known if typed and word.startswith(typed.strip().casefold())]
    if len(begun) != 1:
        way = _options(call, f"--more {' or --more '.join(known)}")
        raise UsageError(said("“{typed:.20}” is none of {known}.", typed=typed, known=", ".join(known)), way)
    return begun[0]


def _options(call: Call, words: str) -> str:
    """Which options a command line needs more; nothing where another face asked, which has no options."""
    return said("Add {words}.", words=words) if call.given is None else ""


def _brief(call: Call, visit: Interaction, text: str) -> None:
    """Print the brief for one side, as far as consent goes, and put it on record."""
    side = cast("Side", text.strip().casefold())
    if side not in SIDES:
        raise UsageError(
            said("“{text:.20}” is no side.", text=text), said("`{sheet} brief ours`, or brief theirs.", sheet=SHEET)
        )

    def print_it(made: Any) -> None:
        if not call.json:
            call.lines(made.text.rstrip("\n"))

    made = brief.give(call.desk, visit, side, print_it)
    if call.json:
        call.object({"title": made.title, "side": side, "readers": list(made.readers), "text": made.text})
    else:
        call.say(said("For {readers} only. It is on the sheet that you gave it.", readers=", ".join(made.readers)))


def _sheet_lines(sheet: CrisisSheet, call: Call) -> Iterator[str]:
    """The sheet as sentences, part after part."""
    if sheet.background:
        yield f"Background: {sheet.background}"
    if looked := ", ".join(filter(None, (sheet.first, sheet.second))):
        yield f"Looked at by: {looked}"
    for need in sheet.needs.values():
        yield f"They need: {need.text}{' (seen to)' if need.seen_to_at else ''}"
    for fact in sheet.facts.values():
        yield f"Fact, {fact.certainty}: {fact.text}"
    for person in sheet.people.values():
        name = f"{person.name}, {person.role}" if person.role else person.name
        yield f"On {'our' if person.side == 'ours' else 'their'} side: {name}, {record.consent(person, call.now)}"
    for asked in sheet.approvals.values():
        yield f"Approval: {asked.what}, {asked.who}, {record.answer(asked, call.now)}"
    for option in sheet.options.values():
        lead = f", {option.lead}" if option.lead else ""
        yield f"Way out: {option.text}{lead}{' (chosen)' if option.chosen else ''}"
    for step in sheet.plan.values():
        yield f"Plan: {step.what}, {step.who}"
    for given in sheet.briefs.values():
        yield f"Brief given, {record.SIDES[given.side]}: {record.given(given, call.now)}"
