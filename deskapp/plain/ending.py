"""The end of an interaction, and of a sitting: what is open is told first."""

from collections.abc import Sequence

from deskapp.desk.handover import leaving
from deskapp.desk.visits import gates, history, wording
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.plain import telling
from deskapp.plain.session import PlainSession


def end(session: PlainSession, rest: str) -> None:
    """`e OUTCOME`; what is still open is told, and takes a reason where the settings want one."""
    one = session.one
    if one is None:
        session.say("Nobody is here.")
        return
    usual = [] if rest else history.usual(session.desk, one)
    for number, text in enumerate(usual, start=1):
        session.say(f"{number}, {text}")
    asked = "Outcome? One line, or a number: " if usual else "Outcome? One line: "
    outcome = rest or session.ask(asked)
    if outcome.isdecimal() and 1 <= int(outcome) <= len(usual):
        outcome = usual[int(outcome) - 1]
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
    if session.perform("end", {"interaction": one.id, "outcome": outcome, "overruled": why}) and session.one:
        session.say(f"Now you speak of {wording.called(session.one)}.")


def leave(session: PlainSession, rest: str) -> bool:
    """Leave; False says so. Open promises of today come first, and staying open takes a reason (practice D4)."""
    session.refresh()
    visits = leaving.still_here(session.day, session.desk.staff)
    if visits and not _settle(session, visits):
        session.say("You stay.")
        return True
    left = leaving.left_for_today(session.day, session.desk.now(), session.desk.staff)
    if not left:
        return False
    _tell_left(session, left)
    why = session.ask("k keeps one, v moves one. Or why do they stay open? Enter alone stays here: ")
    if not why or why.casefold() in ("k", "v"):
        session.say("You stay.")
        return True
    return session.perform("handover_note", {"text": leaving.left_open(left, why)}) is None


def _tell_left(session: PlainSession, left: Sequence[Promise]) -> None:
    session.say(f"Open promises: {leaving.told_counts(session.day, left, session.desk.now())}.")
    for one in left:
        session.say(f"Promised for today and open: {one.what}{f' to {one.customer.name}' if one.customer else ''}.")


def _settle(session: PlainSession, visits: Sequence[Interaction]) -> bool:
    """Who is still here is told, and ended, handed to somebody, or left here; whether one may go on leaving."""
    session.say(f"Still here: {leaving.here_told(session.day, session.desk.staff)}.")
    for visit in visits:
        session.say(telling.here_words(session, visit))
    chosen = session.ask("e OUTCOME ends them, h NAME hands them to somebody, l leaves them here. Enter alone stays: ")
    how, _, words = chosen.partition(" ")
    how, words = how.casefold(), words.strip()
    if how == "e" and words:
        return _end_all(session, visits, words)
    if how == "h" and words:
        return _is_meant(session, visits, f"go to {words}") and session.do("transfer-all", "--", words)
    return how == "l"


def _end_all(session: PlainSession, visits: Sequence[Interaction], outcome: str) -> bool:
    """End them with one line, as one step; what stands open is told first, and takes one reason for all."""
    hard = [(visit, point) for visit in visits for point in gates.points(session.desk, visit) if point.kind == "hard"]
    for visit, point in hard:
        session.say(f"{visit.name or visit.kind}, open: {point.text}")
    why = session.ask("Why end all the same? Enter alone goes back: ") if hard else ""
    if hard and not why:
        return False
    if not hard and not _is_meant(session, visits, f"end with: {outcome}"):
        return False
    return session.do("end-all", *([f"--anyway={why}"] if why else []), "--", outcome)


def _is_meant(session: PlainSession, visits: Sequence[Interaction], what: str) -> bool:
    """Whether that is to happen to more than one of them; a single one was told and needs no second question."""
    if len(visits) == 1:
        return True
    names = ", ".join(visit.name or f"a {visit.kind} without a name" for visit in visits)
    return session.ask(f"{names} {what}. y does that: ").casefold() in ("y", "yes")
