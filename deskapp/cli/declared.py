"""How a command is declared: once, with its name, its line of help, its arguments and the function that does it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, cast

from deskapp.errors import UsageError
from deskapp.model.frozen import dataclass

if TYPE_CHECKING:
    from argparse import Namespace

    from deskapp.cli.call import Call
    from deskapp.cli.parser import Parser

Opens = Literal["look", "write", "nothing"]


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument: its flags (or its name), its help, and whatever else argparse takes."""

    flags: tuple[str, ...]
    help: str
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Command:
    """A command. `does` is `module:function` inside `deskapp.cli`; `opens` says how it needs the book.

    `acts` where it opens the book once more to change it: its exit status says whether that was done.
    """

    name: str
    help: str
    does: str
    arguments: tuple[Argument, ...] = ()
    opens: Opens = "write"
    acts: bool = False

    @property
    def usage(self) -> str:
        """The command with its own arguments, as README shows it."""
        return " ".join(self.parser(()).format_usage().removeprefix("usage: ").split())

    def parser(self, common: tuple[Argument, ...] | None = None) -> "Parser":
        """A parser for the command's own arguments and those common to all; argparse is only loaded here."""
        from deskapp.cli.parser import Parser

        parser = Parser(f"deskapp {self.name}", description=self.help)
        for one in (*self.arguments, *(GLOBALS if common is None else common)):
            parser.add_argument(*one.flags, help=one.help, **one.more)
        return parser

    def read(self, words: Sequence[str]) -> "Namespace":
        """What its words say; options may stand anywhere before `--`. Raises UsageError."""
        try:
            return self.parser().parse_args(words)
        except UsageError:
            if (between := self._with_options_between(words)) is None:
                raise
            return between

    def _with_options_between(self, words: Sequence[str]) -> "Namespace | None":
        """The same, with the options read first and what is left taken for the free words; None where that fails too.

        argparse by itself fills an argument of several words, or of none, from one stretch of them.
        """
        end = words.index("--") if "--" in words else len(words)
        are_options = [one.flags[0].startswith("-") for one in self.arguments]
        free = tuple(one for one, is_option in zip(self.arguments, are_options, strict=True) if not is_option)
        options = tuple(one for one, is_option in zip(self.arguments, are_options, strict=True) if is_option)
        try:
            given, left = replace(self, arguments=options).parser().parse_known_args(words[:end])
            return replace(self, arguments=free).parser(()).parse_args([*left, *words[end:]], given)
        except UsageError:
            return None

    def function(self) -> Callable[["Call"], int | None]:
        """The function that does it; its module is only loaded here."""
        module, name = self.does.split(":")
        return cast("Callable[[Call], int | None]", getattr(import_module(f"deskapp.cli.{module}"), name))


def word(name: str, about: str, *, nargs: str | None = None, **more: Any) -> Argument:
    """A positional argument, shown in capitals."""
    taken: dict[str, Any] = {"nargs": nargs, "default": []} if nargs == "*" else {"nargs": nargs}
    return Argument((name,), about, {"metavar": name.upper(), **taken, **more})


def option(flag: str, value: str, about: str, **more: Any) -> Argument:
    """An option with a value, `""` where it isn't given."""
    return Argument((flag,), about, {"metavar": value, "default": "", **more})


def switch(flag: str, about: str) -> Argument:
    """An option without a value."""
    return Argument((flag,), about, {"action": "store_true"})


JSON = switch("--json", "print JSON")
OUTPUT = Argument(
    ("-o", "--output"), "the file; the output for -, or if none is named", {"metavar": "FILE", "default": ""}
)
FORCE = switch("--force", "write over the file if it is there")
PASSPHRASE = Argument(
    ("--passphrase",),
    "lock or unlock it with the first line of FILE (of the input for -)",
    {"metavar": "FILE", "default": ""},
)
CLOSED = switch("--closed", "also at a time at which the desk is closed")
GLOBALS = (
    option("--data", "DIR", "the book's folder (or DESKAPP_DATA)"),
    option("--staff", "NAME", "who is at the desk (or DESKAPP_STAFF)"),
    switch("--help", "show this page"),
)
OPEN = Command("open", "open the desk (also without any command)", "face:desk", (), "nothing")
"""Declared here, so that opening the desk needs no other command's declaration."""
