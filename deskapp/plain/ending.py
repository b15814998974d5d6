"""The end of an interaction, and of a sitting: what is open is told first."""

from deskapp.desk import gates, leaving
from deskapp.plain.session import Session


def end(session: Session, rest: str) -> None:
    """`e OUTCOME`; what is still open is told, and takes a reason where the settings want one."""
    one = session.one
    if one is None:
        session.say("Nobody is here.")
        return
    outcome = rest or session.ask("Outcome? One line: ")
    if not outcome:
        session.say("It goes on: nothing was written as the outcome.")
        return
    found = gates.points(session.desk, one)
    for point in found:
        session.say(f"Open: {point.text}")
    why = ""
    if any(point.kind == "hard" for point in found):
        why = session.ask("Why end all the same? Enter alone goes back: ")
        if not why:
            session.say("It goes on.")
            return
    if session.do("end", *([f"--anyway={why}"] if why else []), "--", one.id, outcome) and session.one:
        session.say(f"Now you speak of {session.one.name or 'somebody without a name'}.")


def leave(session: Session, rest: str) -> bool:
    """Leave; False says so. Open promises of today come first, and staying open takes a reason (practice D4)."""
    session.refresh()
    left = leaving.left_for_today(session.day, session.desk.now(), session.desk.staff)
    if not left:
        return False
    session.say(f"Open promises: {leaving.told_counts(session.day, left, session.desk.now())}.")
    for one in left:
        session.say(f"Promised for today and open: {one.what}{f' to {one.customer.name}' if one.customer else ''}.")
    why = session.ask("k keeps one, v moves one. Or why do they stay open? Enter alone stays here: ")
    if not why or why.casefold() in ("k", "v"):
        session.say("You stay.")
        return True
    return not session.do("handover-note", "--", leaving.left_open(left, why))
