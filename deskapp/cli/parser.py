"""argparse as this program wants it: an error is raised, and nothing ends the process."""

from argparse import ArgumentParser
from typing import Any, NoReturn

from deskapp.errors import UsageError


class Parser(ArgumentParser):
    """argparse that raises UsageError rather than ending the process."""

    def __init__(self, program: str, **options: Any) -> None:
        super().__init__(program, add_help=False, allow_abbrev=False, exit_on_error=True, **options)

    def error(self, message: str) -> NoReturn:
        """Wrong usage."""
        raise UsageError(f"{message[:1].upper()}{message[1:]}.", f"`{self.prog} --help` shows how it goes.")
