"""The end of a visit, of a sitting and of a shift: what is open is told first, and what was left is signed."""

from collections.abc import Sequence

from deskapp.desk.handover import handed, leaving
from deskapp.desk.visits import gates, history, wording
from deskapp.messages import said
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.plain.declared import about_visit
from deskapp.plain.session import NOBODY_HERE, PlainSession
from deskapp.plain.telling import here_words

WHY = "Why end all the same? Enter alone goes back: "


@about_visit(NOBODY_HERE)
def end(session: PlainSession, visit: Interaction, rest: str) -> None:
    """`e OUTCOME`; what is still open is told, and takes a reason where the settings want one."""
    outcome = rest or _outcome(session, visit)
    if not outcome:
        session.say(said("It goes on: nothing was written as the outcome."))
        return
    points, why = gates.points(session.desk, visit), ""
    for point in points:
        session.say(said("Open: {text}", text=point.text))
    if any(point.kind == "hard" for point in points):
        why = session.ask(said(WHY))
        if not why:
            session.say(said("It goes on."))
            return
    given = {"interaction": visit.id, "outcome": outcome, "overruled": why}
    if session.perform("end", given) and session.visit:
        session.say(said("Now you speak of {called}.", called=wording.called(session.visit)))


def _outcome(session: PlainSession, visit: Interaction) -> str:
    """The outcome, asked for: one line, or the number of a usual one."""
    usual = history.usual(session.desk, visit)
    session.number(usual)
    outcome = session.ask(said("Outcome? One line, or a number: ") if usual else said("Outcome? One line: "))
    is_number = outcome.isdecimal() and 1 <= int(outcome) <= len(usual)
    return usual[int(outcome) - 1] if is_number else outcome


def leave(session: PlainSession, rest: str) -> bool:
    """Leave; False says so. Open promises of today come first, and staying open takes a reason (practice D4)."""
    session.refresh()
    visits = leaving.still_here(session.day, session.desk.staff)
    if visits and not _settle(session, visits):
        session.say(said("You stay."))
        return True
    left = leaving.left_for_today(session.day, session.desk.now(), session.desk.staff)
    if not left:
        return False
    _tell_left(session, left)
    why = session.ask(said("k keeps one, v moves one. Or why do they stay open? Enter alone stays here: "))
    if not why or why.casefold() in ("k", "v"):
        session.say(said("You stay."))
        return True
    return session.perform("handover_note", {"text": leaving.left_open(left, why)}) is None


def _tell_left(session: PlainSession, left: Sequence[Promise]) -> None:
    session.say(
        said("Open promises: {told_counts}.", told_counts=leaving.told_counts(session.day, left, session.desk.now()))
    )
    for promise in left:
        to = f" to {promise.customer.name}" if promise.customer else ""
        session.say(said("Promised for today and open: {what}{to}.", what=promise.what, to=to))


def _settle(session: PlainSession, visits: Sequence[Interaction]) -> bool:
    """Who is still here is told, and ended, handed to somebody, or left here; whether one may go on leaving."""
    session.say(said("Still here: {here_told}.", here_told=leaving.here_told(session.day, session.desk.staff)))
    for visit in visits:
        session.say(here_words(session, visit))
    chosen = session.ask(
        said("e OUTCOME ends them, h NAME hands them to somebody, l leaves them here. Enter alone stays: ")
    )
    how, _, words = chosen.partition(" ")
    how, words = how.casefold(), words.strip()
    if how == "e" and words:
        return _end_all(session, visits, words)
    if how == "h" and words:
        is_meant = _is_meant(session, visits, f"go to {words}")
        return is_meant and session.perform("transfer_all", {"to": words}) is not None
    return how == "l"


def _end_all(session: PlainSession, visits: Sequence[Interaction], outcome: str) -> bool:
    """End them with one line, as one step; what stands open is told first, and takes one reason for all."""
    hard = [(visit, point) for visit in visits for point in gates.points(session.desk, visit) if point.kind == "hard"]
    for visit, point in hard:
        session.say(said("{name}, open: {text}", name=visit.name or visit.kind, text=point.text))
    why = session.ask(said(WHY)) if hard else ""
    is_meant = bool(why) if hard else _is_meant(session, visits, f"end with: {outcome}")
    return is_meant and session.perform("end_all", {"outcome": outcome, "anyway": why}) is not None


def _is_meant(session: PlainSession, visits: Sequence[Interaction], what: str) -> bool:
    """Whether that is to happen to more than one of them; a single one was told and needs no second question."""
    names = ", ".join(visit.name or f"a {visit.kind} without a name" for visit in visits)
    return len(visits) == 1 or session.agrees(said("{names} {what}. y does that: ", names=names, what=what))


def sheet(session: PlainSession, rest: str) -> None:
    """`H` is the sheet as it stands now, `H past` lists those that were handed over, `H DAY` shows those of a day."""
    session.perform("handover", {"past": True} if rest.casefold() == "past" else {"date": rest})


def sign(session: PlainSession, rest: str) -> None:
    """Sign that what was left was read, only where somebody says so; for another only in that person's place."""
    session.refresh()
    mine, desk = handed.awaiting(session.desk), session.desk
    left = mine or handed.of_another(desk)
    if left is None:
        session.perform("handover_read", {})
        return
    session.say(f"{handed.left_words(left)}.")
    if mine:
        question = said("Have you read it?")
    else:
        question = said(
            "This hand-over is for {to}. Do you take over in their place, and have you read it?", to=left.to
        )
    if session.agrees(said("{question} y signs it as {staff}: ", question=question, staff=desk.staff)):
        session.perform("handover_read", {} if mine else {"in_place_of": left.to})
    else:
        session.say(said("It was not signed. H shows how things stand, H past the sheets that were handed over."))
