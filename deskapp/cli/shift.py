"""Commands for coming and going: the shift, and the hand-over to the next person."""

import io
import shlex
from dataclasses import replace
from pathlib import Path

from deskapp import clock, safe, slots
from deskapp.cli import given_out
from deskapp.cli.call import Call, as_json
from deskapp.commands import meant
from deskapp.desk import closing, handed, handover, leaving, promises, shifts
from deskapp.desk.day import look as look_at_day
from deskapp.desk.days import read_day
from deskapp.errors import NotFoundError, RefusedError
from deskapp.model.document import to_document
from deskapp.model.handover import Handover
from deskapp.model.shift import Shift


def shift(call: Call) -> None:
    """Take the desk, or with --end give it up once today's promises are settled; without a name tell who is there."""
    desk = call.desk
    if call.arguments.end:
        ended = _end(call)
        call.done(f"The shift of {ended.staff} has ended.", (shifts.TABLE, ended.id))
        if kept := handed.kept_words(desk):
            call.say(kept)
        return
    name = call.text("name")
    running = shifts.begin(desk, name) if name else shifts.running(desk)
    if running is None:
        raise NotFoundError("No shift is running.", f"`{slots.DESKAPP}shift NAME` begins one.")
    since = f"{clock.local(running.began_at):%Y-%m-%d %H:%M}"
    call.done(f"{running.staff} is at the desk since {since}.", (shifts.TABLE, running.id))
    if forgotten := closing.told(desk, closing.left_over(desk, meant.open_interactions(desk))):
        call.say(f"{forgotten} `{slots.DESKAPP}close-earlier` closes them.")
    if left := handed.awaiting(desk):
        call.say(f"{handed.left_words(left)}: `{slots.DESKAPP}handover`, then `{slots.DESKAPP}handover-read`.")
    elif left := handed.of_another(desk):
        instead = f"`{slots.DESKAPP}handover-read --in-place-of {shlex.quote(left.to)}`"
        call.say(f"{handed.left_words(left)}: `{slots.DESKAPP}handover`. If you take over instead: {instead}.")
    elif notes := handed.notes_left(desk):
        call.say(f"{notes}: `{slots.DESKAPP}handover`.")


def _end(call: Call) -> Shift:
    """End the shift; who is still here is told, and of a promise of today that is open, how to leave it so."""
    now_here = look_at_day(call.desk)
    if leaving.still_here(now_here, call.desk.staff):
        call.say(f"Still here: {leaving.here_told(now_here, call.desk.staff)}. `{slots.DESKAPP}list --open` shows who.")
        call.say(
            f"`{slots.DESKAPP}end-all OUTCOME` ends them, `{slots.DESKAPP}transfer-all NAME` hands them to somebody."
        )
    try:
        return leaving.go(call.desk, now_here, anyway=call.text("anyway"))[0]
    except RefusedError as error:
        if not error.sentence.startswith("Still open"):
            raise
        asked = f"Keep, move or hand on each (`{slots.DESKAPP}promises --today`), or say why: --anyway REASON"
        raise RefusedError(error.sentence, asked) from error


def sheet(call: Call) -> None:
    """The hand-over sheet as it stands now; notes that were left and nobody confirmed stand first. Or past sheets."""
    file = given_out.named(call)
    if call.arguments.past or call.text("date"):
        _past(call, file)
        return
    left = handover.unread(call.desk)
    now = handover.sheet(call.desk, signed=left is None)
    if call.json:
        sections = {section.title: list(section.lines) for section in now.sections}
        told = {"title": now.title, "sections": sections, "unread": left.id if left else None}
        given_out.write(call, file, f"{as_json(told)}\n")
        return
    written = handover.markdown if call.text("format") == "md" else handover.text
    lines = [*(_left(left) if left else ()), *written(now).rstrip("\n").split("\n")]
    given_out.write(call, file, "".join(f"{safe.line(line)}\n" for line in lines))


def _past(call: Call, file: Path | None) -> None:
    """The sheets that were handed over: each in one row, or those of a day as they were."""
    day = read_day(call.desk, call.text("date"), past=True) if call.text("date") else None
    found = handed.of_day(call.desk, day) if day else list(handed.past(call.desk))
    written = io.StringIO()
    sheets = replace(call, out=written)
    if call.json:
        sheets.array(to_document(one) for one in found)
    elif not found:
        call.say("No sheet was handed over then." if day else "No sheet was handed over yet.")
        return
    for number, one in enumerate(() if call.json else found):
        if day and number:
            sheets.line()
        sheets.line(handed.receipt(one, call.now))
        for line in handed.text(one).rstrip("\n").split("\n") if day else ():
            sheets.line(line)
    given_out.write(call, file, written.getvalue())


def _left(one: Handover) -> list[str]:
    when = f"{clock.local(one.handed_at):%Y-%m-%d %H:%M}" if one.handed_at else ""
    head = f"{one.by or 'The one before'} left this for {one.to or 'the next'}, {when}:"
    return [head, *(f"  - {note.text}" for note in one.notes.values()), ""]


def give(call: Call) -> None:
    """Hand the sheet over as it stands now."""
    mine = handover.own_promises(call.desk, promises.all_open(call.desk))
    given = mine if call.arguments.promises else []
    one = handover.hand_over(call.desk, call.text("to"), give=given)
    many = "1 open promise" if len(mine) == 1 else f"{len(mine)} open promises"
    if mine and not given:
        stay = "stays" if len(mine) == 1 else "stay"
        call.say(f"{many} {stay} with {call.desk.staff}: {'; '.join(promise.what for promise in mine)}.")
        call.say(f"`{slots.DESKAPP}handover-give NAME --promises` gives them to the person who takes over.")
    words = f" {one.to} keeps {many} now: {'; '.join(promise.what for promise in mine)}." if given else ""
    call.done(f"Handed over to {one.to}.{words}", (handover.TABLE, one.id))


def read(call: Call) -> None:
    """Confirm having read what was left for who is at the desk, or for another in whose place they take over."""
    instead = call.text("in_place_of")
    others = handed.of_another(call.desk, instead)
    left = others if instead else handed.awaiting(call.desk) or others or handover.unread(call.desk)
    if left is None and instead:
        raise NotFoundError(f"Nothing was left for {instead:.40}.", f"`{slots.DESKAPP}handover --past` shows for whom.")
    if left is None:
        raise NotFoundError("Nothing was left to read.", f"`{slots.DESKAPP}handover` shows how things stand.")
    one = handover.confirm(call.desk, left, in_place_of=instead)
    call.done(handed.signed_words(one), (handover.TABLE, one.id))
