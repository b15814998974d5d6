"""`deskapp erase --again` and `--end`: an erasure that could not be finished is tried once more, or ended as it is."""

from deskapp.cli import handover
from deskapp.cli.call import Call
from deskapp.desk import erasing
from deskapp.desk.session import Desk
from deskapp.errors import UsageError
from deskapp.store import purging

PATIENCE = 600.0


def see_to(call: Call) -> int | None:
    """Do it with the book open to write: here, or at the desk that holds it."""
    if call.text("who") or (call.arguments.end and call.arguments.again):
        raise UsageError("--again and --end stand alone: there is only one such erasure.")
    if not call.desk.book.read_only:
        return _do(call, call.desk)
    argv = ["erase", "--end" if call.arguments.end else "--again", *(["--json"] if call.json else [])]
    book = handover.book_or_status(call, argv, patience=PATIENCE)
    if isinstance(book, int):
        return book
    with book:
        return _do(call, Desk(book, call.desk.staff, now=call.desk.now, asked=handover.number_of(call)))


def _do(call: Call, desk: Desk) -> int | None:
    ends = bool(call.arguments.end)
    left = purging.end(desk.book) if ends else erasing.try_again(desk)
    if call.json:
        call.object({"was_under_way": left is not None, "ended": ends or not left, "left": left or []})
        return 1 if left and not ends else None
    if left is None:
        call.line("No erasure is left to finish.")
        return None
    call.line("Ended: what was erased stays erased." if ends else "Finished." if not left else "Not finished.")
    for name in left:
        call.line(f"Still holds something of it: {name}")
    return 1 if left and not ends else None
