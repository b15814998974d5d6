"""The last step of a restore: files laid out beside the book take its place, also after a power cut in between."""

from pathlib import Path

from deskapp.store.archive import FOLDER as ARCHIVE
from deskapp.store.disk import Disk
from deskapp.store.journal import FOLDER as JOURNAL

STATE = "restoring"
READY = "READY"


def finish_restore(folder: Path, disk: Disk) -> bool:
    """Finish a restore that is ready; clear away one that isn't. Whether the book was replaced. Raises OSError."""
    aside = folder / STATE
    if not aside.is_dir():
        return False
    ready = (aside / READY).exists()
    if ready:
        for part, patterns in (
            ("", ("*.json", "*.json.prev")),
            (JOURNAL, ("*.jsonl",)),
            (ARCHIVE, ("*.json", "*.fold")),
        ):
            _exchange(folder / part, aside / part, patterns, disk)
        disk.remove(aside / READY)
        disk.sync_folder(aside)
    _clear(aside)
    disk.sync_folder(folder)
    return ready


def _clear(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder)


def _exchange(place: Path, aside: Path, patterns: tuple[str, ...], disk: Disk) -> None:
    """Remove what the restored book doesn't have, move what it has; running it again does no harm.

    A name in a list of its own says what was there, since moved files are no longer aside after a power cut.
    """
    disk.make_folder(place)
    listing = aside / "NAMES"
    if not listing.exists():
        names = sorted(path.name for pattern in patterns for path in aside.glob(pattern))
        disk.write_aside(listing, "\n".join(names).encode())
    wanted = set(listing.read_text("utf-8").split("\n"))
    for pattern in patterns:
        for path in place.glob(pattern):
            if path.name not in wanted:
                disk.remove(path)
        for path in aside.glob(pattern):
            disk.replace(path, place / path.name)
    disk.sync_folder(place)
