"""The list of promises on the command line."""

from datetime import datetime

from deskapp.cli.call import Call
from deskapp.commands import meant
from deskapp.desk.promises import promises as verbs
from deskapp.desk.promises.groups import MARKS, day_of, fitting, grouped, is_for_today, state_words
from deskapp.desk.visits import namesakes
from deskapp.model.promise import Promise
from deskapp.text import when

HEADER = ("id", "due", "state", "to", "promised by", "what")


def listing(call: Call) -> None:
    """The open promises, the one due first on top."""
    if call.arguments.watch:
        from deskapp.cli.watch import watch

        watch(call)
    now, by = call.now, call.text("group")
    found = _wanted(call, now)
    groups = grouped(call.desk, found, by, now) if by else [("", found)]
    if call.json:
        documents = (call.desk.book.get("promises", one.id) for _, members in groups for one in members)
        call.array(document for document in documents if document is not None)
        return
    shown = {one.id: one for one in namesakes.promises_apart(call.desk, found)}
    for number, (heading, members) in enumerate(groups):
        if number:
            call.line()
        if heading:
            call.line(f"{heading}:")
        call.table(HEADER, [_row(call, shown[one.id]) for one in members])
    if not found:
        call.say("No promise is open.")


def _wanted(call: Call, now: datetime) -> list[Promise]:
    """The open promises that were asked for."""
    found = fitting(call.desk, verbs.all_open(call.desk), call.text("text"), now)
    if call.arguments.overdue:
        found = [one for one in found if one.state(now) == "overdue"]
    if call.arguments.today:
        found = [one for one in found if is_for_today(one, now)]
    if call.arguments.week:
        found = [one for one in found if day_of(one, now) != "Later"]
    return found


def _row(call: Call, one: Promise) -> tuple[str, ...]:
    due, state = when.describe(one.due, call.now), MARKS.get(one.state(call.now), "") + state_words(one, call.now)
    return (meant.short(one.id), due, state, one.customer.name if one.customer else "", one.owner, one.what)
