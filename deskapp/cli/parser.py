"""argparse as this program wants it: an error is raised, and nothing ends the process."""

from argparse import Action, ArgumentParser
from typing import Any, NoReturn

from deskapp import slots
from deskapp.errors import UsageError

MISSING = "the following arguments are required: "
"""How argparse begins to tell what is missing."""


class Parser(ArgumentParser):
    """argparse that raises UsageError rather than ending the process."""

    def __init__(self, program: str, **options: Any) -> None:
        super().__init__(program, add_help=False, allow_abbrev=False, exit_on_error=True, **options)

    def error(self, message: str) -> NoReturn:
        """Wrong usage; of what is missing, the choices are told."""
        if message.startswith(MISSING):
            message = MISSING + ", ".join(map(self._with_choices, message.removeprefix(MISSING).split(", ")))
        page = f"`{slots.DESKAPP}{self.prog.removeprefix('deskapp ')} --help`"
        raise UsageError(f"{message[:1].upper()}{message[1:]}.", f"{page} shows how it goes.")

    def _with_choices(self, name: str) -> str:
        """An argument's name, with what it may be where that is a few words."""
        choices = next((one.choices for one in self._actions if one.choices and one.metavar == name), ())
        return f"{name} ({', '.join(choices)})" if choices else name

    def _get_values(self, action: Action, arg_strings: list[str]) -> Any:
        """What an option is given, `--` too, which argparse up to Python 3.12 takes away and leaves a list."""
        if action.option_strings and arg_strings == ["--"]:
            return "--"
        return super()._get_values(action, arg_strings)
