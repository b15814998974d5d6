"""`deskapp erase --again` and `--end`: an erasure that could not be finished is tried once more, or ended as it is."""

from deskapp.cli import running_desk
from deskapp.cli.call import Call
from deskapp.desk.privacy import erasing
from deskapp.desk.session import Session
from deskapp.errors import UsageError
from deskapp.store.erase import purge

PATIENCE = 600.0


def see_to(call: Call) -> int | None:
    """Do it with the book open to write: here, or at the desk that holds it."""
    if call.text("who") or (call.arguments.end and call.arguments.again):
        raise UsageError("--again and --end stand alone: there is only one such erasure.")
    if not call.desk.book.read_only:
        return _do(call, call.desk)
    argv = ["erase", "--end" if call.arguments.end else "--again", *(["--json"] if call.json else [])]
    book = running_desk.book_or_status(call, argv, patience=PATIENCE)
    if isinstance(book, int):
        return book
    with book:
        return _do(call, Session(book, call.desk.staff, now=call.desk.now, asked=running_desk.number_of(call)))


def _do(call: Call, desk: Session) -> int | None:
    ends = bool(call.arguments.end)
    left = purge.end(desk.book) if ends else erasing.try_again(desk)
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
