"""Commands that open the screen, or ask by prompts and lines."""

from pathlib import Path

from deskapp.cli.call import Call
from deskapp.errors import RefusedError
from deskapp.messages import said
from deskapp.store.engine.kept_aside import throw_away


def desk(call: Call) -> int:
    """Open the desk."""
    return _show(call, call.place.folder, demo=False)


def demo(call: Call) -> int:
    """An invented day in a folder that goes when it is closed; with `--data` it stays there."""
    if call.place.reason != "--data":
        with throw_away() as folder:
            return _show(call, folder, demo=True)
    if call.place.folder.is_dir() and any(call.place.folder.iterdir()):
        raise RefusedError(
            said("{folder} is not empty.", folder=call.place.folder), said("Give the invented day a folder of its own.")
        )
    return _show(call, call.place.folder, demo=True)


def plain(call: Call) -> int:
    """The desk by prompts and lines."""
    if call.plain is None:
        raise RefusedError(said("There is nobody to ask here."))
    return call.plain(call)


def _show(call: Call, folder: Path, *, demo: bool) -> int:
    if call.face is None:
        raise RefusedError(said("There is no screen here."))
    return call.face(folder, call.staff, demo)
