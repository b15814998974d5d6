"""A command line taken apart, and the folder of the book: asked for, else beside a checkout, else the user's own.

What a phone starts at each ring comes through here (see `desk_request`), so that it loads nothing: pathlib takes 9 ms.
"""

import os

from deskapp.errors import UsageError
from deskapp.messages import said

TYPE_CHECKING = False  # the type checker's own name for what only it looks at; `typing` takes 3 ms to load
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

WITHOUT_COMMAND = "open"
VARIABLE = "DESKAPP_DATA"
USUAL_WIDTH = 200
HELP, VERSION = frozenset({"--help", "-h"}), frozenset({"--version", "-V"})


class CommandLine:
    """The command, its own words, and the options that stood before it."""

    __slots__ = ("command", "data", "help", "staff", "version", "words")

    def __init__(self, command: str, words: tuple[str, ...], data: str, staff: str, flags: frozenset[str]) -> None:
        self.command, self.words, self.data, self.staff = command, words, data, staff
        self.help, self.version = bool(flags & HELP), bool(flags & VERSION)


def take_apart(argv: "Sequence[str]") -> CommandLine:
    """The command and its words. Raises UsageError for an option before the command that isn't a global one."""
    given = {"--data": "", "--staff": ""}
    flags: set[str] = set()
    rest = list(argv)
    while rest and rest[0].startswith("-"):
        flag, equals, value = rest.pop(0).partition("=")
        if flag in HELP | VERSION and not equals:
            flags.add(flag)
        elif flag in given:
            if not equals and not rest:
                raise UsageError(said("{flag} needs a value.", flag=flag), said("`deskapp --help` shows how it goes."))
            given[flag] = value if equals else rest.pop(0)
        else:
            raise UsageError(said("There is no option {flag!r:.40}.", flag=flag), said("`deskapp --help` lists them."))
    command, words = (rest[0], tuple(rest[1:])) if rest else (WITHOUT_COMMAND, ())
    flags.update(words[: words.index("--")] if "--" in words else words)
    if not rest and flags & HELP:
        command = ""
    return CommandLine(command, words, given["--data"], given["--staff"], frozenset(flags))


def folder(asked: str = "") -> tuple[str, str]:
    """The book's folder as a path, and what decided on it."""
    if asked:
        return _absolute(asked), "--data"
    if named := os.environ.get(VARIABLE):
        return _absolute(named), VARIABLE
    checkout = os.path.realpath(__file__)
    for _ in range(3):
        checkout = os.path.dirname(checkout)  # noqa: PTH120
    if os.path.isfile(os.path.join(checkout, "pyproject.toml")):  # noqa: PTH113, PTH118
        return os.path.join(checkout, "data"), "checkout"  # noqa: PTH118
    import platformdirs

    return os.path.join(platformdirs.user_data_dir("deskapp", appauthor=False), "book"), "user"  # noqa: PTH118


def _absolute(text: str) -> str:
    return os.path.abspath(os.path.expanduser(text))  # noqa: PTH100, PTH111 - resolve() would follow a link to the book


def staff_of(named: str) -> str:
    """Who is at the desk, by the command line or by the environment."""
    return writable(named or os.environ.get("DESKAPP_STAFF", "")).strip()


def writable(text: str) -> str:
    """A text of the command line as UTF-8 can hold it: bytes that the locale could not read become `�`."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def width_of(out: "TextIO") -> int:
    """The terminal's width in cells; a file or a pipe takes wide lines."""
    try:
        return os.get_terminal_size(out.fileno()).columns or USUAL_WIDTH
    except (OSError, ValueError):
        return USUAL_WIDTH
