"""The crisis sheet by commands: shown as sentences, written part by part, and the brief that consent allows."""

from typing import Any, cast

from deskapp import slots
from deskapp.cli.call import Call
from deskapp.cli.moment import moment, though_closed
from deskapp.cli.slots import filled
from deskapp.commands import meant
from deskapp.desk.crisis import briefing, record
from deskapp.desk.crisis import crisis as sheets
from deskapp.errors import NotFoundError, RefusedError, UsageError
from deskapp.model.crisis import CrisisSheet, Side
from deskapp.model.crisis_parts import AMOUNTS, DONE, REACH, SIDES, TEXTS
from deskapp.model.interaction import Interaction

Changes = dict[str, Any]


def crisis(call: Call) -> None:
    """Show the sheet, opened where there is none, or write one part of it."""
    part, text = call.text("part"), call.text("text")
    if part and not text:
        off = f", and `{slots.DESKAPP}crisis WHO remove {part}` takes the name off" * (part in sheets.RESEARCHERS)
        raise UsageError("Nothing was written.", f"`{slots.DESKAPP}crisis WHO {part} TEXT` writes it{off}.")
    one = sheets.start(call.desk, meant.interaction(call.desk, call.text("who")))
    if not part:
        if not call.json:
            for line in sheet_lines(sheets.sheet_of(one), call):
                call.line(line)
        call.done(f"Next: {filled(sheets.next_step(sheets.sheet_of(one), call.now))}", ("interactions", one.id))
        return
    if part == "brief":
        _brief(call, one, text)
        return
    said = _noted(call, one, part, text) if part in DONE else ""
    if not said:
        said = _written(call, one, part, text)
    call.done(f"On the sheet{f' for {one.name}' if one.name else ''}: {said}", ("interactions", one.id))


def _written(call: Call, one: Interaction, part: str, text: str) -> str:
    """Write a text or add an entry; what was done."""
    desk, more = call.desk, call.text("more")
    if part in TEXTS:
        sheets.write(desk, one, part, text)
    elif part == "plan":
        sheets.plan_step(text, more)
        if not call.text("by"):
            raise UsageError("A plan has a name and a time.", "Add --more NAME --by WHEN.")
        given = {"due_typed": call.text("by"), "though_closed": call.arguments.though_closed}
        with though_closed():
            sheets.plan(desk, one, text, more, moment(call, "by"), **given)
    elif part in SIDES:
        sheets.add(desk, one, "people", sheets.person(text, cast("Side", part), more))
    elif part == "fact":
        sheets.add(desk, one, "facts", sheets.fact(desk, text))
    elif part == "need":
        sheets.add(desk, one, "needs", sheets.need(desk, text))
    elif part == "approval":
        sheets.add(desk, one, "approvals", sheets.approval(desk, text, more))
    elif part == "option":
        sheets.add(desk, one, "options", sheets.option(text, more))
    elif part == "share":
        return _shared(call, one, text, more)
    else:
        return _removed(call, one, text)
    return f"{part}, {text}"


def _noted(call: Call, one: Interaction, part: str, text: str) -> str:
    """Note of an entry that is there what came of it; what is on the sheet now."""
    desk, group = call.desk, DONE[part]
    sheet = sheets.sheet_of(one)
    key = record.find(sheet, group, text)
    entry = getattr(sheet, group)[key]
    if part == "take":
        sheets.choose(desk, one, key)
        return f"taken, {entry.text}"
    notes: dict[str, Changes] = {
        "seen": {"seen_to_at": call.now},
        "checked": {"certainty": "checked"},
        "given": {"answer": "given"},
        "refused": {"answer": "refused"},
        "no": {"told": "no"},
        "yes": {"told": "yes"},
    }
    changes = notes[part]
    if part == "yes":
        changes |= _consent(call)
    after = sheets.change(desk, one, group, key, **changes)
    now = getattr(sheets.sheet_of(after), group)[key]
    if part in ("yes", "no"):
        return f"{now.name} {record.consent(now, call.now)}"
    return f"{now.what}, {record.answer(now, call.now)}" if group == "approvals" else f"{part}, {now.text}"


def _consent(call: Call) -> Changes:
    """How much the customer lets somebody be told, from when and by whom, as far as that was said."""
    changes: Changes = {}
    if more := call.text("more"):
        changes["how_much"] = _one_of(more, AMOUNTS)
    if call.text("by"):
        changes["not_before"] = moment(call, "by")
    if teller := call.text("teller"):
        changes["teller"] = teller
    return changes


def _shared(call: Call, one: Interaction, text: str, more: str) -> str:
    """Say how far the background, or an entry, may go."""
    reach = _one_of(more, REACH)
    if text.casefold() == "background":
        sheets.share_background(call.desk, one, reach)
    else:
        group, key = _anywhere(sheets.sheet_of(one), text, ("facts", "approvals", "options", "plan"))
        sheets.change(call.desk, one, group, key, shared=reach)
    return f"{text}, shared with {record.REACH[reach]}"


def _removed(call: Call, one: Interaction, text: str) -> str:
    """Take an entry off, or the name of one of the two who research."""
    part = text.strip().casefold()
    if part in sheets.RESEARCHERS:
        was = getattr(sheets.sheet_of(one), part)
        if not was:
            raise NotFoundError(
                f"Nobody is named as {part}.", f"`{slots.DESKAPP}crisis WHO {part} NAME` names somebody."
            )
        sheets.write(call.desk, one, part, "")
        return f"taken off as {part}, {was}"
    group, key = _anywhere(sheets.sheet_of(one), text, sheets.GROUPS)
    words = dict(record.texts(sheets.sheet_of(one), group))[key]
    sheets.remove(call.desk, one, group, key)
    return f"taken off, {words}"


def _anywhere(sheet: CrisisSheet, text: str, groups: tuple[str, ...]) -> tuple[str, str]:
    """The group and the key of the one entry with these words. Raises NotFoundError, or RefusedError for several."""
    found = []
    for group in groups:
        try:
            found.append((group, record.find(sheet, group, text)))
        except NotFoundError:
            continue
    if len(found) > 1:
        raise RefusedError(f"“{text:.40}” is on the sheet in {len(found)} parts.", "Write more of it.")
    return found[0] if found else ("", record.find(sheet, groups[0], text))


def _one_of(typed: str, known: tuple[str, ...]) -> str:
    found = [one for one in known if typed and one.startswith(typed.strip().casefold())]
    if len(found) != 1:
        raise UsageError(f"“{typed:.20}” is none of {', '.join(known)}.", f"Add --more {' or --more '.join(known)}.")
    return found[0]


def _brief(call: Call, one: Interaction, text: str) -> None:
    """Print the brief for one side, as far as consent goes, and put it on record."""
    side = cast("Side", text.strip().casefold())
    if side not in SIDES:
        raise UsageError(f"“{text:.20}” is no side.", f"`{slots.DESKAPP}crisis WHO brief ours`, or brief theirs.")

    def printed(made: Any) -> None:
        for line in made.text.rstrip("\n").split("\n"):
            call.line(line)

    made = briefing.give(call.desk, one, side, (lambda made: None) if call.json else printed)
    if call.json:
        call.object({"title": made.title, "side": side, "readers": list(made.readers), "text": made.text})
    else:
        call.say(f"For {', '.join(made.readers)} only. It is on the sheet that you gave it.")


def sheet_lines(sheet: CrisisSheet, call: Call) -> list[str]:
    """The sheet as sentences, part after part."""
    now = call.now
    lines = [f"Background: {sheet.background}"] if sheet.background else []
    looked = ", ".join(name for name in (sheet.first, sheet.second) if name)
    lines += [f"Looked at by: {looked}"] if looked else []
    lines += [f"They need: {one.text}{' (seen to)' if one.seen_to_at else ''}" for one in sheet.needs.values()]
    lines += [f"Fact, {one.certainty}: {one.text}" for one in sheet.facts.values()]
    for one in sheet.people.values():
        name = f"{one.name}, {one.role}" if one.role else one.name
        side = "our" if one.side == "ours" else "their"
        lines.append(f"On {side} side: {name}, {record.consent(one, now)}")
    for asked in sheet.approvals.values():
        lines.append(f"Approval: {asked.what}, {asked.who}, {record.answer(asked, now)}")
    for option in sheet.options.values():
        lead = f", {option.lead}" if option.lead else ""
        lines.append(f"Way out: {option.text}{lead}{' (chosen)' if option.chosen else ''}")
    lines += [f"Plan: {step.what}, {step.who}" for step in sheet.plan.values()]
    for brief in sheet.briefs.values():
        lines.append(f"Brief given, {record.SIDES[brief.side]}: {record.given(brief, now)}")
    return lines
