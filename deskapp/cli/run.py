"""Running one command line: from its words to an exit status, and never a traceback."""

import io
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TextIO

from deskapp import __version__, clock
from deskapp.cli.call import Call, place
from deskapp.cli.command_line import CommandLine, staff_of, take_apart, width_of
from deskapp.cli.desk_request import deliver
from deskapp.cli.slots import filled
from deskapp.commands.declared import Command
from deskapp.commands.declared import named as function_named
from deskapp.errors import DecideError, DeskError, DiskRefusedError, ThereAlreadyError, UsageError
from deskapp.messages import said
from deskapp.model.document import DocumentError
from deskapp.stopwatch import running
from deskapp.text import safe

if TYPE_CHECKING:
    from argparse import Namespace

    from deskapp.desk.session import Session
    from deskapp.store.engine.notices import Notice

INTERRUPTED, DAMAGED, FAULT = 130, 3, 1
LATE, TOO_LATE = 1.0, 60.0
"""Seconds from which on a command at a running desk keeps the time at which it was asked for, and up to which."""


def run(
    argv: Sequence[str],
    *,
    desk: "Session | None" = None,
    out: TextIO,
    err: TextIO,
    width: int | None = None,
    named: Callable[[str], str] = filled,
    asked_at: float | None = None,
    **more: Any,
) -> int:
    """Do what a command line says, at an open desk where one is given, and give the exit status.

    `named` fills in how the commands that a refusal names are called where it is read. `asked_at` is when the command
    line was given, in seconds of `stopwatch.running`. For `more` see `Call`: `face` and `plain`, the `act` that it is
    one of, the `request` that another desk was told to do and did not answer, and the values that are `given`.

    Only BrokenPipeError comes through: whoever owns the streams knows what to do about it.
    """
    try:
        asked_at = running() if asked_at is None else asked_at
        more |= {"width": width or width_of(out), "named": named, "asked_at": asked_at}
        return _run(take_apart(argv), desk, out, err, more)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the top of this face: no traceback ever reaches people
        status, words = _told(error)
        words = named(words)
        if os.environ.get("DESKAPP_DEBUG"):
            import traceback

            err.write(safe.lines("".join(traceback.format_exception(error))))
    with suppress(OSError):  # the status tells it all the same where nothing can be written
        err.write(f"deskapp: {safe.line(words)}\n")
    return status


def _told(error: Exception) -> tuple[int, str]:
    """The exit status and the sentence for an error."""
    if isinstance(error, ThereAlreadyError):
        return error.exit_status, said(
            "{sentence} Give another name, or add --force to write over it.", sentence=error.sentence
        )
    if isinstance(error, DeskError):
        return error.exit_status, str(error)
    if isinstance(error, DocumentError):
        where = "`deskapp doctor` tells where."
        return DAMAGED, f"The book holds something that cannot be understood: {error}. {where}"
    if isinstance(error, OSError):
        return FAULT, said(
            "The machine refused: {strerror}. Put that right, then try again.", strerror=error.strerror or error
        )
    fault = f"deskapp met a fault of its own ({type(error).__name__})."
    return FAULT, said("{fault} Set DESKAPP_DEBUG=1 and try again to see where.", fault=fault)


def _run(asked: CommandLine, desk: "Session | None", out: TextIO, err: TextIO, more: dict[str, Any]) -> int:
    page = _page(asked)
    if page:
        out.write(page)
        return 0
    command = _command(asked.command)
    arguments = _arguments(command, asked.words, more.get("given"))
    book, staff = place(arguments.data or asked.data), staff_of(arguments.staff or asked.staff)
    call = Call(session=None, arguments=arguments, out=out, err=err, place=book, staff=staff, **more)
    return _do(command, call, desk, (asked.command, *asked.words))


def _page(asked: CommandLine) -> str:
    """What a command line asks to read, "" where it asks for something to be done."""
    if asked.version:
        return f"deskapp {__version__}\n"
    if not asked.help:
        return ""
    from deskapp.cli import parser

    return parser.parser(_command(asked.command)).format_help() if asked.command else f"{parser.overview()}\n"


def _arguments(
    command: Command, words: Sequence[str], given: Mapping[str, Any] | None
) -> "Namespace | SimpleNamespace":
    """What a command was given, or its words say; argparse is only loaded where there is something to read."""
    if given is not None:
        unsaid = {argument.name: argument.unsaid for argument in command.arguments}
        return SimpleNamespace(**{"data": "", "staff": "", **unsaid, **given})
    if not words and not command.arguments:
        return SimpleNamespace(data="", staff="")
    from deskapp.cli.parser import read

    return read(command, words)


def _do(command: Command, call: Call, desk: "Session | None", argv: Sequence[str]) -> int:
    if command.opens == "nothing":
        if desk is not None:
            raise UsageError(said("`deskapp {name}` is not a command for a running desk.", name=command.name))
        return function_of(command)(call) or 0
    if desk is not None:
        return _at_running_desk(command, call, desk)
    from deskapp.cli import book_in_use
    from deskapp.desk.session import Session
    from deskapp.desk.settings import settings
    from deskapp.desk.words import own_words
    from deskapp.store import Book, look_on, open_book

    if command.opens == "look":
        book: Book | int = open_book(call.place.folder, read_only=True)
    else:
        try:
            book = book_in_use.book_or_status(call, argv)
        except DiskRefusedError as error:
            book = look_on(call.place.folder, error)
            book.way = book_in_use.way_of(argv)
    if isinstance(book, int):
        return book
    with book:
        now = _when_asked(call, clock.now, 0.0) if command.opens == "write" else clock.now
        desk = call.session = Session(book, now=now, tell=call.say, asked=book_in_use.number_of(call))
        desk.staff = call.staff or settings.read(desk).staff
        own_words.use(desk)
        _tell(call, book.notices.unread)
        if settings.numbers_are_due(desk) and not book.read_only:
            settings.follow_country(desk)
        elif told := settings.told_due(desk):
            call.say(told)
        return _perform(command, call)


def _when_asked(call: Call, now: Callable[[], datetime], late_from: float) -> Callable[[], datetime]:
    """The clock of a command: what had to wait for its turn keeps the time at which it was asked for."""
    late = running() - (call.request or {}).get("asked_at", call.asked_at)
    if not late_from <= late <= TOO_LATE:
        return now
    asked_at = now() - timedelta(seconds=late)
    return lambda: asked_at


def _perform(command: Command, call: Call) -> int:
    """Do a command, and tell what it met in the book's files; an answer that may leave something out has DAMAGED."""
    notices = call.desk.book.notices
    with notices.met() as met:
        try:
            status = _done(command, call)
        except DecideError as error:
            from deskapp.cli.declared import by_option

            raise by_option(command, error) from error
        finally:
            _tell(call, met.values())
    is_answer = command.opens == "look" and (not command.acts or getattr(call.arguments, "dry_run", False))
    return DAMAGED if status == 0 and is_answer and any(notice.is_short for notice in met.values()) else status


def _tell(call: Call, told: "Iterable[Notice]") -> None:
    read = list(told)
    for notice in read:
        call.say(str(notice))
    if read and call.desk.book.read_only:
        call.desk.book.notices.mark_read(*read)


def _done(command: Command, call: Call) -> int:
    """Do a command: one that writes does it whole or not at all, and what it says comes once that is on the disk."""
    if command.opens != "write":
        return function_of(command)(call) or 0
    from deskapp.store.asked import whole

    out, err, act = io.StringIO(), io.StringIO(), None
    try:
        book = call.desk.book
        with book.one_act(call.act), whole(book, call.desk.asked) as act:
            act.status = function_of(command)(replace(call, out=out, err=err)) or 0
    except BaseException:
        if act and not act.was_taken_back:
            call.err.write(err.getvalue())
        raise
    deliver(out.getvalue(), err.getvalue(), call.out, call.err)
    return act.status


def function_of(command: Command) -> Callable[[Call], int | None]:
    """The function that does a command and answers on the command line; its module is only loaded here."""
    if command.does:
        return function_named(command.does, "deskapp.cli.")
    from deskapp.cli.declared import answer

    return lambda call: answer(call, command)


def _at_running_desk(command: Command, call: Call, desk: "Session") -> int:
    """Do a command at a desk that runs; what that desk goes on with afterwards is told."""
    from deskapp.desk.settings import settings

    number = str((call.request or {}).get("number", ""))
    own = replace(desk, staff=call.staff or desk.staff, asked=number, now=_when_asked(call, desk.now, LATE))
    call.session, were_due = own, settings.numbers_are_due(own)
    status = _perform(command, call)
    if settings.numbers_are_due(own) and not were_due:
        call.say(settings.told_due(own))
    return status


def _command(name: str) -> Command:
    from deskapp.commands.every import BY_NAME

    if name in BY_NAME:
        return BY_NAME[name]
    from difflib import get_close_matches

    near = get_close_matches(name, BY_NAME, n=1, cutoff=0.7)
    hint = said("Did you mean `deskapp {near}`?", near=near[0]) if near else "`deskapp --help` lists them."
    raise UsageError(said("There is no command {name!r:.40}.", name=name), hint)
