"""Commands for hard moments: the boundary, and the crisis sheet."""

from deskapp import slots
from deskapp.cli import who
from deskapp.cli.call import Call
from deskapp.cli.crisis_parts import TEXTS
from deskapp.cli.moment import moment
from deskapp.desk import boundary as boundaries
from deskapp.desk import crisis as sheets
from deskapp.desk import log
from deskapp.errors import UsageError
from deskapp.model.crisis import CrisisSheet
from deskapp.model.interaction import Interaction


def boundary(call: Call) -> None:
    """Log that the warning was said; with `--end`, that it went on and was ended."""
    one, fact = _who(call), call.text("fact")
    said = boundaries.script(one)
    after = boundaries.end(call.desk, one, fact) if call.arguments.end else boundaries.warn(call.desk, one, fact)
    words = "Ended at the boundary" if call.arguments.end else "The warning is on record"
    call.done(f"{words}{_of(after)}: {said}", ("interactions", after.id))


def crisis(call: Call) -> None:
    """Show the sheet, opened where there is none, or write one part of it."""
    one, part, text = sheets.start(call.desk, _who(call)), call.arguments.part, call.text("text")
    if not part:
        if not call.json:
            for line in sheet_lines(sheets.sheet_of(one)):
                call.line(line)
        call.done(f"Next: {sheets.next_step(sheets.sheet_of(one), call.now)}", ("interactions", one.id))
        return
    if not text:
        raise UsageError("Nothing was written.", f"`{slots.DESKAPP}crisis WHO {part} TEXT` writes it.")
    after = _write(call, one, part, text)
    call.done(f"On the sheet{_of(after)}: {part}, {text}", ("interactions", after.id))


def _write(call: Call, one: Interaction, part: str, text: str) -> Interaction:
    desk, more = call.desk, call.text("more")
    if part in TEXTS:
        return sheets.write(desk, one, part, text)
    if part == "plan":
        if not more or not call.text("by"):
            raise UsageError("A plan has a name and a time.", "Add --more NAME --by WHEN.")
        sheets.plan(desk, one, text, more, moment(call, "by"), due_typed=call.text("by"))
        return log.get(desk, one.id)
    if part in ("ours", "theirs"):
        return sheets.add(desk, one, "people", sheets.person(text, part, more))  # type: ignore[arg-type]
    if part == "fact":
        return sheets.add(desk, one, "facts", sheets.fact(desk, text))
    if part == "need":
        return sheets.add(desk, one, "needs", sheets.need(desk, text))
    if part == "approval":
        return sheets.add(desk, one, "approvals", sheets.approval(desk, text, more))
    return sheets.add(desk, one, "options", sheets.option(text, more))


def sheet_lines(sheet: CrisisSheet) -> list[str]:
    """The sheet as sentences, part after part."""
    lines = [f"Background: {sheet.background}"] if sheet.background else []
    looked = ", ".join(name for name in (sheet.first, sheet.second) if name)
    lines += [f"Looked at by: {looked}"] if looked else []
    lines += [f"They need: {one.text}{' (seen to)' if one.seen_to_at else ''}" for one in sheet.needs.values()]
    lines += [f"Fact, {one.certainty}: {one.text}" for one in sheet.facts.values()]
    for one in sheet.people.values():
        told = {"yes": "may be told", "no": "is not told"}.get(one.told, "the customer was not asked")
        lines.append(f"On {'our' if one.side == 'ours' else 'their'} side: {one.name}, {told}")
    lines += [f"Approval: {one.what}, {one.who}, {one.answer}" for one in sheet.approvals.values()]
    for option in sheet.options.values():
        lead = f", {option.lead}" if option.lead else ""
        lines.append(f"Way out: {option.text}{lead}{' (chosen)' if option.chosen else ''}")
    return lines + [f"Plan: {step.what}, {step.who}" for step in sheet.plan.values()]


def _who(call: Call) -> Interaction:
    return who.interaction(call.desk, call.text("who"))


def _of(one: Interaction) -> str:
    return f" for {one.name}" if one.name else ""
