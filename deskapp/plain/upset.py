"""Hard moments by lines: phrases, the boundary, the crisis sheet."""

from deskapp.desk.answers import coach
from deskapp.desk.crisis import boundary as boundaries
from deskapp.model.crisis_parts import PARTS
from deskapp.plain.closed import in_hours
from deskapp.plain.session import PlainSession
from deskapp.words import loader

MOST = 8
_ASKED = {
    "yes": "Who may be told? A name on the sheet:",
    "no": "Who must not be told? A name on the sheet:",
    "given": "Which approval was given?",
    "refused": "Which approval was refused?",
    "seen": "Which need was seen to?",
    "checked": "Which fact was checked?",
    "take": "Which way out do you take?",
    "share": "What is shared? Words of it, or background:",
    "remove": "What comes off the sheet? Words of it:",
    "brief": "Whose brief, ours or theirs?",
}
_MORE = {
    "plan": "Who does it?",
    "approval": "Who allows it?",
    "option": "How soon?",
    "yes": "How much: outline, facts or everything? Enter alone leaves it as it is:",
    "share": "How far: desk, ours or both?",
}


def phrases(session: PlainSession, rest: str) -> None:
    """What to say in place of something."""
    found = coach.search(loader.phrases().values(), rest or session.ask("In place of what? "))
    for one in found[:MOST]:
        session.say(f"Say: {one.say} Not: {one.avoid}")
    if len(found) > MOST:
        session.say(f"{len(found) - MOST} more. More words find fewer.")
    if not found:
        session.say("No phrase has these words.")


def boundary(session: PlainSession, rest: str) -> None:
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


def crisis(session: PlainSession, rest: str) -> None:
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
    words = text.strip() or session.ask(f"{_ASKED.get(part, f'{part.capitalize()}?')} ")
    more = session.ask(f"{_MORE[part]} ") if part in _MORE and words else ""
    options = [f"--more={more}"] if more else []
    if part == "plan" and more:
        due, closed = in_hours(session, session.ask_when("By when? "))
        options += [f"--by={due}", *closed]
    elif part == "yes" and words:
        first = session.ask_when("From when? Enter alone: from now on: ")
        options += [f"--by={first}"] if first else []
    if words:
        session.do("crisis", *options, "--", one.id, part, words, shown=part == "brief")
