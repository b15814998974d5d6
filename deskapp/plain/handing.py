"""The hand-over by lines: given to somebody by name, signed by who takes over, and looked back on."""

from deskapp.desk import handed, handover
from deskapp.plain.session import Session


def give(session: Session, rest: str) -> None:
    """Hand the sheet over to somebody; the giver's own open promises go along if that is wanted."""
    to = rest or session.ask("To whom? Their name: ")
    mine = handover.own_promises(session.desk, session.day.promises_by_due()) if to else []
    for promise in mine:
        session.say(f"Yours and open: {promise.what}{f' to {promise.customer.name}' if promise.customer else ''}.")
    gives = bool(mine) and session.ask(f"Does {to} keep them from now on? y or n: ").casefold().startswith("y")
    session.do("handover-give", *(["--promises"] if gives else []), *(["--", to] if to else []))


def sheet(session: Session, rest: str) -> None:
    """`H` is the sheet as it stands now, `H past` lists those that were handed over, `H DAY` shows those of a day."""
    if rest.casefold() == "past":
        session.do("handover", "--past", shown=True)
    else:
        session.do("handover", *([f"--date={rest}"] if rest else []), shown=True)


def sign(session: Session, rest: str) -> None:
    """Sign that what was left was read, only where somebody says so; for another only in that person's place."""
    session.refresh()
    mine, desk = handed.awaiting(session.desk), session.desk
    left = mine or handed.of_another(desk)
    if left is None:
        session.do("handover-read")
        return
    session.say(f"{handed.left_words(left)}.")
    if mine:
        question = f"Have you read it? y signs it as {desk.staff}: "
    else:
        who = f"This hand-over is for {left.to}. Do you take over in their place, and have you read it?"
        question = f"{who} y signs it as {desk.staff}: "
    if session.ask(question).casefold() not in ("y", "yes"):
        session.say("It was not signed. H shows how things stand, H past the sheets that were handed over.")
        return
    session.do("handover-read", *([] if mine else [f"--in-place-of={left.to}"]))
