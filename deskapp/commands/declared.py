"""How a command is declared: once for the screen, the command line and lines, with its arguments as typed questions."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from deskapp.commands.keys import IN_USE, shown
from deskapp.messages import noted
from deskapp.model.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

Opens = Literal["look", "write", "nothing"]
Takes = Literal["one", "words", "any words", "maybe", "switch", "several"]
Kind = Literal[
    "text", "time", "past", "visit", "ended", "person", "card", "promise", "visit or promise", "channel", "phone",
    "yes", "staff", "rhythm",
]  # fmt: skip
"""What an argument is: `visit` is somebody who is here, `ended` who was here, `past` a time gone by, `person` one who
is here or has a card, `card` somebody's card, `staff` a colleague, `yes` what is answered with yes or no: its first
flag says yes, its second no."""


SUBJECTS = ("visit", "ended", "person", "card", "promise", "visit or promise")
"""Kinds of what a command is about: on the screen that is what is selected."""


@dataclass(frozen=True, slots=True)
class Argument:
    """One thing that a command is told. `name` is the parameter of its verb, `help` says what it is.

    On the command line it is a word in its place, or an option where it has `flags`; `takes` says how much of the line.
    Where a person is asked, `label` names the field on the screen, `prompt` is the question by lines, `hint` stands
    below the field, `placeholder` in it; of a switch that a refusal names `hint` is the title of that question.
    `draft` is the name under which typed words are kept on a visit, `links` are the words that part it from what
    stands before it in a line. `if_so` says when a switch is meant that a refusal names; by lines its `prompt` is
    asked then, and another answer than yes is a new value for the argument `instead`. `offers` gives the choices
    that fit what the command is about. `unless` is the answer of who leaves the question. `check` is the
    `module:function` of the trade that refuses what may not be, before more is asked. One that `only_reads` says
    how another is read. `usual` is the `module:function` that gives what Enter alone takes, from the visit that is
    spoken of; `asked_if` the one that tells what there is to say yes or no to, of the command's values, where a
    switch is worth a question at all.
    """

    name: str
    help: str
    kind: Kind = "text"
    flags: tuple[str, ...] = ()
    takes: Takes = "one"
    metavar: str = ""
    choices: tuple[str, ...] = ()
    offers: str = ""
    default: str | None = None
    required: bool = False
    label: str = ""
    prompt: str = ""
    hint: str = ""
    placeholder: str = ""
    draft: str = ""
    links: tuple[str, ...] = ()
    if_so: str = ""
    instead: str = ""
    unless: bool | None = None
    check: str = ""
    usual: str = ""
    asked_if: str = ""
    only_reads: bool = False

    @property
    def is_option(self) -> bool:
        """Whether the command line names it by a flag."""
        return bool(self.flags)

    @property
    def unsaid(self) -> Any:
        """Its value where nothing was said of it."""
        if self.takes == "switch":
            return None if self.kind == "yes" else False
        return [] if self.takes in ("any words", "several") else self.default

    @property
    def is_needed(self) -> bool:
        """Whether the command cannot be done without it; a word in its place that has a question is asked for too."""
        return self.required or (not self.flags and (self.takes in ("one", "words") or bool(self.prompt)))


@dataclass(frozen=True, slots=True)
class Command:
    """One command of the desk. `help` is its one line in help, palette and overviews of every face.

    On the screen: `keys` are Textual's names, comma separated, `label` its word in the bottom line, `where` the screens
    on which it works, or `all`, `fn` its key where letters are not wanted, "" for none, `words` what people call it
    besides. On the command line: `name` and `aliases`; `opens` says how it needs the book, `acts` that it opens the
    book once more to change it, so that its status tells whether that was done, `json` that it can answer as JSON. By
    lines: `calls` are its words besides `name`, `line` shows how it goes. A face on which it has no key, name or call
    does not offer it: `tests/test_commands.py` says why.

    `verb` is the `module:function` of the trade (`promises.promises:keep`) that does it with the arguments by name, and
    gives what it changed, or a list of what it found; `sentence` says that in words, with slots (see `telling`), and
    `more` are functions that may add a sentence. `first` is what may be told before anything is asked, `unasked` what
    is only told where nobody could be asked. `follows` is the id of a command that may have to follow, the function
    that says what for, and what is asked then. `nothing` is said by lines where nothing was done.
    `does` is `module:function` inside `deskapp.cli`, where the command line has its own way of answering, `by_lines`
    one inside `deskapp.plain`, where lines ask or tell more than what is declared.
    """

    id: str
    help: str
    keys: str = ""
    label: str = ""
    where: tuple[str, ...] = ()
    fn: str = ""
    words: str = ""
    name: str = ""
    aliases: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    line: str = ""
    arguments: tuple[Argument, ...] = ()
    opens: Opens = "write"
    acts: bool = False
    verb: str = ""
    sentence: str = ""
    more: tuple[str, ...] = ()
    first: str = ""
    unasked: str = ""
    follows: tuple[str, str, str] = ("", "", "")
    nothing: str = noted("Nothing was done.")
    does: str = ""
    by_lines: str = ""
    json: bool = True

    @property
    def first_key(self) -> str:
        """The first of its shipped keys, by Textual's name; on one screen it means this command only."""
        return self.keys.split(",")[0]

    @property
    def keys_now(self) -> list[str]:
        """The keys that run it now: its own, or those that were set in their place; none where it has no key there."""
        return [key for key in IN_USE.get(self.id, self.keys).split(",") if key]

    @property
    def shown_key(self) -> str:
        """Its first key of now, as a person reads it; "" for none."""
        return "1-9" if self.id == "tick" else "".join(map(shown, self.keys_now[:1]))

    @property
    def is_alone(self) -> bool:
        """Whether its line shows no words behind the verb."""
        return all(way in self.calls for way in self.line.split(", or "))

    @property
    def about(self) -> Argument | None:
        """Its argument that says what it is about: a visit, a person, a card or a promise."""
        return next((argument for argument in self.arguments if argument.kind in SUBJECTS), None)

    def argument(self, name: str) -> Argument:
        """Its argument of that name. Raises KeyError."""
        return {argument.name: argument for argument in self.arguments}[name]


def named(path: str, package: str = "deskapp.desk.") -> "Callable[..., Any]":
    """The function of a `module:function`, of the desk's rooms where nothing else is said; loaded only here."""
    module, name = path.split(":")
    function: Callable[..., Any] = getattr(import_module(f"{package}{module}"), name)
    return function


def word(name: str, about: str, *, takes: Takes = "one", **more: Any) -> Argument:
    """A word, or several, in its place on the command line, shown in capitals."""
    return Argument(**{"metavar": name.upper(), **more}, name=name, help=about, takes=takes)


def option(flag: str, value: str, about: str, **more: Any) -> Argument:
    """An option with a value, `""` where it isn't given."""
    name = flag.removeprefix("--").replace("-", "_")
    return Argument(**{"name": name, "default": "", **more}, help=about, flags=(flag,), metavar=value)


def switch(flag: str, about: str, **more: Any) -> Argument:
    """An option without a value."""
    return option(flag, "", about, **{"takes": "switch", "default": None, **more})


EVERYWHERE = ("all",)
LISTS = ("customers", "promises", "log", "replies")
SCREENS = (*LISTS, "reports", "customer", "crisis", "playbook", "merge", "twins", "imports", "settings", "keys")
"""The screens beside the desk."""
WITH_CARD = ("desk", "customers", "customer")
JSON = switch("--json", "print JSON")
OUTPUT = Argument(
    "output", "the file; the output for -, or if none is named", flags=("-o", "--output"), metavar="FILE", default=""
)
FORCE = switch("--force", "write over the file if it is there")
PASSPHRASE = option("--passphrase", "FILE", "lock or unlock it with the first line of FILE (of the input for -)")
CLOSED = switch(
    "--closed", "also at a time at which the desk is closed", name="though_closed", label="All the same",
    hint="Closed then", if_so="if it's meant all the same",
    prompt="y if it's meant all the same, or another time: ", instead="due"
)  # fmt: skip
AT = option("--at", "WHEN", "when it was: 9:15, 20m ago, yesterday 14:00", kind="past")
WHO = word("who", "a whole name that is found once, a number or an id")
TEXT = word("text", "the words", takes="words")
NEW = switch("--new", "make a new card, whoever has a name like it")
SHARED = switch(
    "--shared", "put a number or an address on the card that another card has too",
    label="They share it: put it on the card too", hint="On another card",
    if_so="if they share it",
    prompt="Do they share it? y or n: "
)  # fmt: skip
NO_CARD = switch("--no-card", "keep the name without a card")
PROMISE = word(
    "promise", "the promise's id, or words of it that are found once", takes="words", kind="promise", label="Which one?"
)
GLOBALS = (
    option("--data", "DIR", "the book's folder (or DESKAPP_DATA)"),
    option("--staff", "NAME", "who is at the desk (or DESKAPP_STAFF)"),
    switch("--help", "show this page"),
)
