"""Declared commands read from words by argparse, and the page that lists them: nothing ends the process."""

from argparse import Action, ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NoReturn

from deskapp import slots
from deskapp.commands import every
from deskapp.commands.declared import GLOBALS, JSON, Argument, Command
from deskapp.errors import UsageError
from deskapp.messages import noted, said

_TAKES: dict[str, dict[str, Any]] = {
    "one": {},
    "words": {"nargs": "+"},
    "any words": {"nargs": "*"},
    "maybe": {"nargs": "?"},
    "switch": {"action": "store_true"},
    "several": {"action": "append"},
}

_HEAD = (
    noted("usage: deskapp [--data DIR] [--staff NAME] [COMMAND] [--help] [--version]"),
    "",
    noted("The front desk's own program. Without a command it opens the desk."),
)
STATUSES = (
    noted("Exit status: 0 done, 1 not found or refused, 2 wrong usage, 3 the book is damaged, 4 the book is in use"),
    noted("(nothing was done), 5 the open desk has it, unconfirmed yet: `deskapp confirmed NUMBER` tells later."),
)
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
        raise UsageError(f"{message[:1].upper()}{message[1:]}.", said("{page} shows how it goes.", page=page))

    def _with_choices(self, name: str) -> str:
        """An argument's name, with what it may be where that is a few words."""
        choices = next((action.choices for action in self._actions if action.choices and action.metavar == name), ())
        return f"{name} ({', '.join(choices)})" if choices else name

    def _get_values(self, action: Action, arg_strings: list[str]) -> Any:
        """What an option is given, `--` too, which argparse up to Python 3.12 takes away and leaves a list."""
        if action.option_strings and arg_strings == ["--"]:
            return "--"
        return super()._get_values(action, arg_strings)


def usage(command: Command) -> str:
    """A command with its own arguments, as the manual shows it."""
    return " ".join(parser(command, ()).format_usage().removeprefix("usage: ").split())


def overview() -> str:
    """The page of `deskapp --help`."""
    width = max(map(len, every.BY_NAME)) + 2
    lines = [f"  {command.name:<{width}}{said(command.help)}" for command in every.NAMED]
    how = said("`deskapp COMMAND --help` shows what a command takes.")
    head, statuses = ([said(line) if line else "" for line in lines] for lines in (_HEAD, STATUSES))
    return "\n".join([*head, "", *lines, "", how, "", *statuses])


def parser(command: Command, common: tuple[Argument, ...] = GLOBALS) -> Parser:
    """A parser for a command's own arguments and those common to all."""
    made = Parser(f"deskapp {command.name}", description=said(command.help))
    for argument in (*command.arguments, *([JSON] if command.json else []), *common):
        if argument.kind == "yes":
            either = made.add_mutually_exclusive_group()
            for flag, answer in zip(argument.flags, (True, False), strict=True):
                how: dict[str, Any] = {"action": "store_const", "const": answer, "dest": argument.name}
                either.add_argument(flag, help=_either(argument, answer), **how)
            continue
        made.add_argument(*(argument.flags or (argument.name,)), help=said(argument.help), **_options(argument))
    return made


def _either(argument: Argument, answer: bool) -> str:
    """What one of two flags says of an argument that is answered by yes or no."""
    about = said(argument.help)
    return said("{about}: yes", about=about) if answer else said("{about}: no", about=about)


def _options(argument: Argument) -> dict[str, Any]:
    """What argparse is told of an argument, besides its name and its help."""
    told = {**_TAKES[argument.takes], "default": argument.unsaid}
    if argument.flags:
        told |= {"dest": argument.name, "required": argument.required}
    if argument.takes != "switch":
        told["metavar"] = argument.metavar
    if argument.choices and argument.kind == "text":
        told["choices"] = argument.choices
    return told


def read(command: Command, words: Sequence[str]) -> Namespace:
    """What a command's words say; options may stand anywhere before `--`. Raises UsageError."""
    try:
        return parser(command).parse_args(words)
    except UsageError:
        if (between := _with_options_between(command, words)) is not None:
            return between
        if all(argument.is_option for argument in command.arguments):
            left = parser(command).parse_known_args(words)[1]
            if left and not any(word.startswith("-") for word in left):
                raise takes_no_words(command.name) from None
        raise


def takes_no_words(called: str) -> UsageError:
    """What a command that takes no words says of some, as it was `called`, on the command line and by lines."""
    return UsageError(
        said(
            "{called} takes no words, so nothing was done: type {deskapp}{called} alone.",
            called=called,
            deskapp=slots.DESKAPP,
        )
    )


def _with_options_between(command: Command, words: Sequence[str]) -> Namespace | None:
    """The same, with the options read first and what is left taken for the free words; None where that fails too.

    argparse by itself fills an argument of several words, or of none, from one stretch of them.
    """
    end = words.index("--") if "--" in words else len(words)
    free = tuple(argument for argument in command.arguments if not argument.is_option)
    options = tuple(argument for argument in command.arguments if argument.is_option)
    try:
        given, left = parser(replace(command, arguments=options)).parse_known_args(words[:end])
        return parser(replace(command, arguments=free, json=False), ()).parse_args([*left, *words[end:]], given)
    except UsageError:
        return None
