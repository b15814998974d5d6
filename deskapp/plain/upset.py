"""Hard moments by lines: phrases, the boundary, the crisis sheet."""

from deskapp.cli.crisis_parts import PARTS
from deskapp.desk import boundary as boundaries
from deskapp.desk import coach
from deskapp.plain.session import Session
from deskapp.playbook import loader

MOST = 8


def phrases(session: Session, rest: str) -> None:
    """What to say in place of something."""
    found = coach.search(loader.phrases().values(), rest or session.ask("In place of what? "))
    for one in found[:MOST]:
        session.say(f"Say: {one.say} Not: {one.avoid}")
    if len(found) > MOST:
        session.say(f"{len(found) - MOST} more. More words find fewer.")
    if not found:
        session.say("No phrase has these words.")


def boundary(session: Session, rest: str) -> None:
    """The warning first, then the end; what is said is told before it is on record."""
    one = session.one
    if one is None:
        session.say("Nobody is here.")
        return
    warned = boundaries.is_warned(one)
    session.say(f"Say: {boundaries.script(one)}")
    if warned and not session.ask("Did it go on? y ends it, on record: ").casefold().startswith("y"):
        session.say("Good. Go on where you were.")
        return
    if not warned and not session.ask("Was it said? y puts it on record: ").casefold().startswith("y"):
        session.say("Nothing was logged.")
        return
    fact = rest or session.ask("Their words? Enter alone leaves them out: ")
    session.do("boundary", *(["--end"] if warned else []), "--", one.id, *([fact] if fact else []))


def crisis(session: Session, rest: str) -> None:
    """`x` shows the sheet; `x PART TEXT` writes a part of it."""
    one = session.one
    if one is None:
        session.say("Nobody is here.")
        return
    part, _, text = rest.partition(" ")
    if part and part not in PARTS:
        session.say(f"Parts: {', '.join(PARTS)}.")
        return
    if not part:
        session.do("crisis", "--", one.id, shown=True)
        return
    words = text.strip() or session.ask(f"{part.capitalize()}? ")
    more = {"plan": "Who does it? ", "approval": "Who allows it? ", "option": "How soon? "}.get(part, "")
    asked = session.ask(more) if more and words else ""
    due = session.ask_when("By when? ") if part == "plan" and asked else ""
    if words:
        session.do("crisis", f"--more={asked}", f"--by={due}", "--", one.id, part, words)
