"""What was begun by lines and not finished, as after a power cut: gone on with, or let go."""

from deskapp.desk.drafts import unfinished
from deskapp.plain.begun import COMMAND
from deskapp.plain.session import PlainSession

NOTHING = "Nothing was left unfinished."


def again(session: PlainSession, rest: str) -> None:
    """Go on with what was begun last: its line is done once more, and asks only what was not answered."""
    left = unfinished.everything(session.desk)
    if not left:
        session.say(NOTHING)
    elif left[0].owner and left[0].owner not in session.day.open:
        session.say(f"The visit that it was about has ended: {left[0].told}. forget lets it go.")
    else:
        session.selected = left[0].owner or session.selected
        session.next_line = session.begun.go_on(left[0].lines)


def forget(session: PlainSession, rest: str) -> None:
    """Let go of what was begun last."""
    left = unfinished.everything(session.desk)
    if not left:
        session.say(NOTHING)
    elif session.do(COMMAND, f"--about={left[0].owner}", "--forget", "--", *left[0].lines):
        session.say(f"Let go: {left[0].told}.")
