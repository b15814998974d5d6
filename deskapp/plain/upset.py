"""Hard moments by lines: phrases, the boundary, the crisis sheet."""

from typing import Any

from deskapp.desk.answers import coach
from deskapp.desk.crisis import boundary as boundaries
from deskapp.messages import noted, said
from deskapp.model.crisis import PARTS
from deskapp.model.interaction import Interaction
from deskapp.plain.declared import about_visit, in_hours
from deskapp.plain.session import NOBODY_HERE, PlainSession
from deskapp.words import loader

MOST = 8
_ASKED = {
    "yes": "Who may be told? A name on the sheet:",
    "no": "Who must not be told? A name on the sheet:",
    "given": noted("Which approval was given?"),
    "refused": noted("Which approval was refused?"),
    "seen": noted("Which need was seen to?"),
    "checked": noted("Which fact was checked?"),
    "take": noted("Which way out do you take?"),
    "share": "What is shared? Words of it, or background:",
    "remove": "What comes off the sheet? Words of it:",
    "brief": noted("Whose brief, ours or theirs?"),
}
_MORE = {
    "plan": noted("Who does it?"),
    "approval": noted("Who allows it?"),
    "option": noted("How soon?"),
    "yes": "How much: outline, facts or everything? Enter alone leaves it as it is:",
    "share": noted("How far: desk, ours or both?"),
}


def phrases(session: PlainSession, rest: str) -> None:
    """What to say in place of something."""
    matches = coach.search(loader.phrases().values(), rest or session.ask(said("In place of what? ")))
    for phrase in matches[:MOST]:
        session.say(said("Say: {say} Not: {avoid}", say=phrase.say, avoid=phrase.avoid))
    if len(matches) > MOST:
        session.say(said("{number} more. More words find fewer.", number=len(matches) - MOST))
    if not matches:
        session.say(said("No phrase has these words."))


@about_visit(NOBODY_HERE)
def boundary(session: PlainSession, visit: Interaction, rest: str) -> None:
    """The warning first, then the end; what is said is told before it is on record."""
    warned = boundaries.is_warned(visit)
    session.say(said("Say: {script}", script=boundaries.script(visit)))
    question = "Did it go on? y ends it, on record: " if warned else "Was it said? y puts it on record: "
    if not session.ask(question).casefold().startswith("y"):
        session.say(said("Good. Go on where you were.") if warned else said("Nothing was logged."))
        return
    fact = rest or session.ask(said("Their words? Enter alone leaves them out: "))
    session.perform("boundary", {"who": visit.id, "fact": fact, "end": warned})


@about_visit(NOBODY_HERE)
def crisis(session: PlainSession, visit: Interaction, rest: str) -> None:
    """`x` shows the sheet; `x PART TEXT` writes a part of it."""
    part, _, text = rest.partition(" ")
    given: dict[str, Any] = {"who": visit.id, "part": part, "text": text.strip()}
    if part and part not in PARTS:
        session.say(said("Parts: {parts}.", parts=", ".join(PARTS)))
        return
    if part and not given["text"]:
        given["text"] = session.ask(f"{_ASKED.get(part, f'{part.capitalize()}?')} ")
    if part and not given["text"]:
        return
    if part in _MORE:
        given["more"] = session.ask(f"{_MORE[part]} ")
    if part == "plan" and given["more"]:
        given["by"], given["though_closed"] = in_hours(session, session.ask_when(said("By when? ")))
    elif part == "yes":
        given["by"] = session.ask_when(said("From when? Enter alone: from now on: "))
    session.perform("crisis", given, shown=part in ("", "brief"))
