"""Where the book lies, and the command that tells it without opening the book."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from deskapp.cli.command_line import folder

if TYPE_CHECKING:
    from deskapp.cli.call import Call

REASONS = {
    "--data": "as asked by --data",
    "DESKAPP_DATA": "as DESKAPP_DATA says",
    "checkout": "beside the program, as this is a checkout",
    "user": "in your own data folder",
}


class BookPlace(NamedTuple):
    """The folder of the book, and what decided on it."""

    folder: Path
    reason: str


def place(asked: str = "") -> BookPlace:
    """The book's folder, where `--data` may have asked for one."""
    path, reason = folder(asked)
    return BookPlace(Path(path), reason)


def where(call: "Call") -> None:
    """Tell where the book lies."""
    folder, reason = call.place
    if not call.json:
        call.line(str(folder))
        call.say(f"The book lies {REASONS[reason]}{'' if folder.is_dir() else '; it will be made at the first start'}.")
        return
    from deskapp.store.engine.lock import is_held, said

    holder = said(folder) if is_held(folder) else {}
    facts = {"book": str(folder), "reason": reason, "exists": folder.is_dir()}
    call.object({**facts, "in_use_by": holder.get("pid"), "in_use_since": holder.get("since")})
