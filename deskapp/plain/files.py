"""Commands typed in full, and the files that they write: one that is there is only written over after a yes."""

import shlex
from argparse import Namespace

from deskapp.cli.parser import read
from deskapp.commands.every import BY_NAME
from deskapp.errors import DeskError
from deskapp.messages import said
from deskapp.plain import declared
from deskapp.plain.session import PlainSession
from deskapp.store.copies import given_out

ASK_NOTHING = ("dry_run", "again", "end")
NOT_HERE = ("open", "demo", "plain", "listen", "restore")


def command(session: PlainSession, line: str, head: str) -> None:
    """Any command of the command line, as it would be typed there."""
    if head in NOT_HERE:
        session.say(said("{head} needs a command line of its own: quit, then `deskapp {head}`.", head=head))
        return
    try:
        words = shlex.split(line)
    except ValueError:
        session.say(said("A quotation mark is missing at the end."))
        return
    if "--watch" in words[1:]:
        session.say(said("That needs a command line of its own: quit, then `deskapp {head}`.", head=head))
        return
    asked = _read(head, words[1:])
    if getattr(asked, "passphrase", "") == "-":
        session.say(said("Here the lines you type are for the desk. Put the passphrase in a file and name that."))
    elif switched := declared.switched(BY_NAME[head], words[1:]):
        declared.does(BY_NAME[head], **switched)(session, "")
    elif not getattr(asked, "yes", True) and not any(getattr(asked, name, False) for name in ASK_NOTHING):
        session.say(
            said(
                "{head} asks before it erases, which needs a command line of its own: quit, then "
                "`deskapp {head}`. With --dry-run it shows here what would go.",
                head=head,
            )
        )
    elif (file := _written_over(head, asked)) and not session.agrees(
        said("{file} is there already. y writes over it: ", file=file)
    ):
        session.say(said("Nothing was written."))
    else:
        session.typed_in_full(head, *(["--force"] if file else []), *words[1:])


def _read(head: str, words: list[str]) -> Namespace:
    """What a command's words say; nothing where they are off, which the command says itself."""
    try:
        return read(BY_NAME[head], words)
    except DeskError:
        return Namespace()


def _written_over(head: str, asked: Namespace) -> str:
    """The file that a command would write over, "" where it would not, was told to, or says itself what is wrong."""
    named = getattr(asked, "file" if head == "backup" else "output", None) or "-"
    try:
        file = given_out.path_of("." if named == "-" else str(named))
    except DeskError:
        return ""
    return str(file) if not getattr(asked, "force", True) and given_out.is_there(file) else ""
