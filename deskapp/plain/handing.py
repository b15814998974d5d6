"""The hand-over by lines: signed by who takes over, once they say so in answer to a letter, and looked back on."""

from deskapp.commands.every import BY_ID
from deskapp.desk.handover import handed
from deskapp.plain.session import PlainSession

SIGN = BY_ID["handover_read"]


def sheet(session: PlainSession, rest: str) -> None:
    """`H` is the sheet as it stands now, `H past` lists those that were handed over, `H DAY` shows those of a day."""
    if rest.casefold() == "past":
        session.do("handover", "--past", shown=True)
    else:
        session.do("handover", *([f"--date={rest}"] if rest else []), shown=True)


def sign(session: PlainSession, rest: str) -> None:
    """Sign that what was left was read, only where somebody says so; for another only in that person's place."""
    session.refresh()
    mine, desk = handed.awaiting(session.desk), session.desk
    left = mine or handed.of_another(desk)
    if left is None:
        session.perform(SIGN.id, {})
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
    session.perform(SIGN.id, {} if mine else {"in_place_of": left.to})
