"""Commands typed in full, and the files that they write: one that is there is only written over after a yes."""

import shlex
from argparse import Namespace

from deskapp.cli.parser import read
from deskapp.commands.every import BY_NAME
from deskapp.errors import DeskError
from deskapp.plain import declared
from deskapp.plain.session import PlainSession
from deskapp.store.copies import given_out

NOT_HERE = ("open", "demo", "plain", "listen", "restore")


def command(session: PlainSession, line: str, head: str) -> None:
    """Any command of the command line, as it would be typed there."""
    if head in NOT_HERE:
        session.say(f"{head} needs a command line of its own: quit, then `deskapp {head}`.")
        return
    try:
        words = shlex.split(line)
    except ValueError:
        session.say("A quotation mark is missing at the end.")
        return
    if "--watch" in words[1:]:
        session.say(f"That needs a command line of its own: quit, then `deskapp {head}`.")
        return
    if _reads_the_input(head, words[1:]):
        session.say("Here the lines you type are for the desk. Put the passphrase in a file and name that.")
        return
    if said := declared.switched(BY_NAME[head], words[1:]):
        declared.does(BY_NAME[head], **said)(session, "")
        return
    if _asks_for_a_yes(head, words[1:]):
        session.say(
            f"{head} asks before it erases, which needs a command line of its own: quit, then `deskapp {head}`. "
            "With --dry-run it shows here what would go."
        )
        return
    file = _written_over(head, words[1:])
    if file and session.ask(f"{file} is there already. y writes over it: ").casefold() not in ("y", "yes"):
        session.say("Nothing was written.")
        return
    session.do(head, *(["--force"] if file else []), *words[1:], shown=True)


def _reads_the_input(head: str, words: list[str]) -> bool:
    """Whether a command would take the next line that is typed here for its own."""
    try:
        return getattr(read(BY_NAME[head], words), "passphrase", "") == "-"
    except DeskError:
        return False


def _asks_for_a_yes(head: str, words: list[str]) -> bool:
    """Whether a command would ask on the terminal, where its questions could not be seen from here."""
    try:
        arguments = read(BY_NAME[head], words)
    except DeskError:
        return False
    asks_nothing = ("dry_run", "again", "end")
    return not getattr(arguments, "yes", True) and not any(getattr(arguments, one, False) for one in asks_nothing)


def _written_over(head: str, words: list[str]) -> str:
    """The file that a command would write over, "" where it would not, was told to, or says itself what is wrong."""
    try:
        arguments = read(BY_NAME[head], words)
        file = given_out.path_of(_named(head, arguments))
    except DeskError:
        return ""
    return str(file) if not getattr(arguments, "force", True) and given_out.is_there(file) else ""


def _named(head: str, arguments: Namespace) -> str:
    named = getattr(arguments, "file" if head == "backup" else "output", None) or "-"
    return "." if named == "-" else str(named)
