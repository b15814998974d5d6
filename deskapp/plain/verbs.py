"""What a line may say: the desk's verbs by word or by their letter at the desk, each handed to a command."""

from collections.abc import Callable

from deskapp.commands.declared import Command
from deskapp.commands.every import BY_NAME, COMMANDS
from deskapp.desk.answers import replies
from deskapp.plain import asking, calling, declared, files, handing, naming, telling, unfinished, upset, visiting
from deskapp.plain.closed import in_hours
from deskapp.plain.ending import end, leave
from deskapp.plain.looking_back import report
from deskapp.plain.session import PlainSession
from deskapp.words import loader

Does = Callable[[PlainSession, str], bool | None]


def do(session: PlainSession, line: str) -> bool:
    """Do what a line says; False when it asks to leave."""
    head, _, rest = line.partition(" ")
    rest = rest.strip()
    if line[0] in "/+-" and line[1:] and not line[1].isspace():
        head, rest = line[0], line[1:].strip()
    verb = BY_CALL.get(head) or (BY_CALL.get(head.casefold()) if len(head) > 1 else None)
    name = _command_meant(verb, head, rest) if verb else head.casefold()
    if verb and not name:
        return (DOES.get(verb.id) or declared.does(verb))(session, rest) is not False
    if head.isascii() and head.isdigit() and not rest:
        _toggle(session, head)
    elif name in BY_NAME:
        files.command(session, f"{name} {rest}", name)
    else:
        session.say(f"'{head:.30}' is no verb of the desk. help lists them.")
    return True


def _command_meant(verb: Command, head: str, rest: str) -> str:
    """The command that a verb's line with an option means, else "". After a letter only its own options are options."""
    options = {word.partition("=")[0] for word in rest.split() if word.startswith("--") and word[2:3].isalpha()}
    name = verb.name if head.casefold() not in BY_NAME else head.casefold()
    own = {flag for argument in BY_NAME[name].arguments for flag in argument.flags} if name else set()
    if len(head) == 1:
        options &= own - {"--json"}
    options |= {"-o"} & own & set(rest.split())
    return name if options else ""


def begin(kind: str) -> Does:
    """Somebody is here: begins now, with a name or without; who it is, is asked when the clock runs."""

    def does(session: PlainSession, rest: str) -> None:
        if not session.do("log", *(["--no-card"] if rest else []), "--", kind, *([rest] if rest else [])):
            return
        name = rest or session.ask("Who? Enter alone leaves them unnamed: ")
        if name:
            naming.name(session, session.selected, name)
        session.step()

    return does


def about(command: str, question: str) -> Does:
    """Something on the one that is spoken of; the words are asked for where they are missing."""

    def does(session: PlainSession, rest: str) -> None:
        one = visiting.here(session)
        words = rest or (session.ask(question) if one and question else "")
        if one is None or (question and not words):
            return
        if session.do(command, "--", one.id, *([words] if words else [])):
            session.step()

    return does


def _toggle(session: PlainSession, number: str) -> None:
    """A digit ticks a step, or takes its tick back."""
    one = visiting.here(session)
    if one:
        ticked = telling.is_ticked(one, int(number[:4]))
        if session.do("untick" if ticked else "tick", "--", one.id, number):
            session.step()


def _reply(session: PlainSession, rest: str) -> None:
    """A reply for the one that is spoken of; what it lacks is asked for."""
    if not rest:
        telling.replies_by_name(session)
        return
    one, given = session.one, []
    closed: tuple[str, ...] = ()
    for name in telling.missing(session, rest):
        text = session.ask(f"{name.replace('_', ' ')}? ")
        if name == "due" and replies.due_of(session.desk, text):
            text, closed = in_hours(session, text)
        if not text:
            session.say("Nothing was filled in.")
            return
        given.append(f"--set={name}={text}")
    session.do("reply", *given, *closed, "--", rest, *([one.id] if one else []), shown=True)


def _start_list(session: PlainSession, rest: str) -> None:
    one = visiting.here(session)
    if one and rest:
        session.do("tick", f"--list={rest}", "--", one.id, shown=True)
    elif one:
        for checklist in loader.checklists().values():
            begins = f", for a {checklist.starts_with}" if checklist.starts_with else ""
            session.say(f"{checklist.title}{begins}, {len(checklist.steps)} steps.")


def _resolve(session: PlainSession, rest: str) -> None:
    """The resolution steps: shown, or one of them ticked, which starts them."""
    one = visiting.here(session)
    if one and session.do("tick", "--list=resolution", "--", one.id, *([rest] if rest else []), shown=True) and rest:
        session.step()


def _plainly(*words: str) -> Does:
    """A command that takes the rest as its words."""

    def does(session: PlainSession, rest: str) -> None:
        session.do(*words, *(["--", rest] if rest else []), shown=True)

    return does


def _find(session: PlainSession, rest: str) -> None:
    words = rest or session.ask("Find what? ")
    if words:
        session.do("list", f"--find={words}", shown=True)


def _help(session: PlainSession, rest: str) -> None:
    for verb in VERBS:
        session.say(f"{verb.line}: {verb.help[0].lower()}{verb.help[1:]}")
    session.say("These verbs work on the one you speak of.")
    session.say(
        "With options (promise Beth a call --by 15:00) the command line's own works: it names whom it is about."
    )
    session.say("So does every other command of `deskapp --help`, by its name.")


DOES: dict[str, Does] = {
    "walk_in": begin("walk-in"),
    "call": begin("call"),
    "message": begin("message"),
    "tick": about("tick", "Which step? "),
    "untick": about("untick", "Which step? "),
    "steps": telling.steps,
    "end": end,
    "reopen": visiting.reopen,
    "close_left": _plainly("close-earlier"),
    "other_visit": visiting.other,
    "note": asking.note,
    "answer": visiting.answer,
    "who": naming.who,
    "hold": visiting.hold,
    "hand_over": visiting.transfer,
    "start_checklist": _start_list,
    "list": telling.listing,
    "ring_back": calling.ring_back,
    "card": telling.card,
    "reply": _reply,
    "warmer": visiting.heat("+"),
    "cooler": visiting.heat("-"),
    "resolution": _resolve,
    "say": upset.phrases,
    "boundary": upset.boundary,
    "crisis": upset.crisis,
    "bad_lesson": declared.does(BY_NAME["lesson"], bad=True),
    "handover": handing.sheet,
    "handover_read": handing.sign,
    "customers": _plainly("customers"),
    "promises": telling.promises,
    "reports": report,
    "attend": telling.attend,
    "previous": telling.step_to(-1),
    "next": telling.step_to(1),
    "find": _find,
    "help": _help,
    "leave": leave,
    "again": unfinished.again,
    "forget": unfinished.forget,
}
"""What is done by lines where that takes more than the declared questions, by the command's id."""
VERBS = tuple(sorted((it for it in COMMANDS if it.line), key=lambda it: ("leave", "help", it.id).index(it.id)))
BY_CALL = {call: command for command in VERBS for call in command.calls}
