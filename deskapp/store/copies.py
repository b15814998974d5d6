"""The copies beside a book, looked at by the doctor: each backup is read whole, and each sealed month that it names."""

from collections.abc import Iterator
from pathlib import Path

from deskapp.errors import DeskError
from deskapp.store.archive import FOLDER
from deskapp.store.backup import BACKUPS, verify
from deskapp.store.crypt import is_locked
from deskapp.store.loaded import Finding
from deskapp.store.tablefile import TableFileError, read_table


def check_copies(folder: Path) -> Iterator[Finding]:
    """Each backup, and each copy of a sealed month, that nothing could be brought back from."""
    place = folder / BACKUPS
    needed: dict[str, str] = {}
    for path in sorted(place.glob("*.zip")):
        if is_locked(path):
            continue
        try:
            needed |= dict.fromkeys(verify(path)["pool"], path.name)
        except DeskError as error:
            yield Finding(path, "the file", f"The backup {path.name} is not sound ({error.sentence})")
    there = sorted((place / FOLDER).glob("*.json"))
    for path in there:
        try:
            read_table(path)
        except (OSError, TableFileError) as error:
            why = (error.strerror if isinstance(error, OSError) else error.why) or str(error)
            yield Finding(path, "the file", f"The copy {BACKUPS}/{FOLDER}/{path.name} is not sound ({why}).")
    for name in sorted(needed.keys() - {path.name for path in there}):
        sentence = f"The copy {BACKUPS}/{FOLDER}/{name} is missing, which the backup {needed[name]} needs."
        yield Finding(place / FOLDER / name, "the file", sentence)
