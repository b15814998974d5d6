"""What a new command still lacks, said so that its author knows the file and the row to write there."""

from collections.abc import Iterable
from pathlib import Path

from deskapp.commands.declared import Command

ROOT = Path(__file__).parents[1]


def declared_in(command: Command) -> str:
    """The file in which a command is declared."""
    files = sorted((ROOT / "deskapp" / "commands").glob("*.py"))
    begins = (f'Command("{command.id}",', f'Command(\n        "{command.id}",')
    named = (file for file in files if any(begin in file.read_text(encoding="utf-8") for begin in begins))
    return next((file.relative_to(ROOT).as_posix() for file in named), "deskapp/commands/")


def to_add(names: Iterable[str], file: str, row: str) -> str:
    """The rows that the table of a file lacks, one for each name; `{name}` in `row` is that. "" where it has all."""
    return "".join(f"\nAdd to {_within(file)} {row.replace('{name}', name)}" for name in sorted(names))


def to_take_out(names: Iterable[str], file: str) -> str:
    """The rows of a file's table for what is not declared any more. "" where there are none."""
    return "".join(f"\nTake out of {_within(file)}: {name}" for name in sorted(names))


def _within(file: str) -> str:
    return Path(file).relative_to(ROOT).as_posix()
