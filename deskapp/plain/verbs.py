"""What a line may say: the desk's verbs by word or by their letter at the desk, each handed to a command."""

from typing import Any

from deskapp.commands.declared import Command
from deskapp.commands.every import BY_ID, BY_NAME, COMMANDS
from deskapp.desk.answers import replies
from deskapp.model.interaction import Interaction
from deskapp.plain import begun, declared, files, naming, telling, upset, visiting
from deskapp.plain.declared import Does, about_visit
from deskapp.plain.ending import end, leave, sheet, sign
from deskapp.plain.session import PlainSession
from deskapp.words import loader


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
        if not session.perform("log_visit", {"kind": kind, "name": rest, "no_card": bool(rest)}):
            return
        if name := rest or session.ask("Who? Enter alone leaves them unnamed: "):
            naming.name(session, session.selected, name)
        session.step()

    return does


@about_visit()
def _toggle(session: PlainSession, visit: Interaction, number: str) -> None:
    """A digit ticks a step, or takes its tick back."""
    ticked = telling.is_ticked(visit, int(number[:4]))
    declared.does(BY_ID["untick" if ticked else "tick"])(session, number)


def _reply(session: PlainSession, rest: str) -> None:
    """A reply for the one that is spoken of; what it lacks is asked for. Without a name all are told."""
    if not rest:
        for reply in loader.replies().values():
            session.say(f"{reply.id}: {reply.title}.")
        return
    visit, values = session.visit, list[str]()
    given: dict[str, Any] = {"name": rest, "who": visit.id if visit else "", "set": values}
    for name in telling.missing(session, rest):
        text = session.ask(f"{name.replace('_', ' ')}? ")
        if name == "due" and replies.due_of(session.desk, text):
            text, given["though_closed"] = declared.in_hours(session, text)
        if not text:
            session.say("Nothing was filled in.")
            return
        values.append(f"{name}={text}")
    session.perform("reply", given, shown=True)


@about_visit()
def _start_list(session: PlainSession, visit: Interaction, rest: str) -> None:
    if rest:
        session.perform("tick", {"who": visit.id, "list": rest})
        return
    for checklist in loader.checklists().values():
        begins = f", for a {checklist.starts_with}" if checklist.starts_with else ""
        session.say(f"{checklist.title}{begins}, {len(checklist.steps)} steps.")


@about_visit()
def _resolve(session: PlainSession, visit: Interaction, rest: str) -> None:
    """The resolution steps: shown, or one of them ticked, which starts them."""
    if session.perform("tick", {"who": visit.id, "list": "resolution", "step": rest}) and rest:
        session.step()


def _find(session: PlainSession, rest: str) -> None:
    if words := rest or session.ask("Find what? "):
        session.perform("list", {"find": words})


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
    "steps": telling.steps,
    "end": end,
    "reopen": visiting.reopen,
    "other_visit": visiting.other,
    "note": visiting.note,
    "answer": visiting.answer,
    "who": naming.who,
    "hold": visiting.hold,
    "hand_over": visiting.transfer,
    "start_checklist": _start_list,
    "list": telling.listing,
    "ring_back": visiting.ring_back,
    "card": telling.card,
    "reply": _reply,
    "warmer": visiting.heat("+"),
    "cooler": visiting.heat("-"),
    "resolution": _resolve,
    "say": upset.phrases,
    "boundary": upset.boundary,
    "crisis": upset.crisis,
    "bad_lesson": declared.does(BY_NAME["lesson"], bad=True),
    "handover": sheet,
    "handover_read": sign,
    "promises": telling.promises,
    "reports": telling.report,
    "attend": telling.attend,
    "previous": telling.step_to(-1),
    "next": telling.step_to(1),
    "find": _find,
    "help": _help,
    "leave": leave,
    "again": begun.again,
    "forget": begun.forget,
}
"""What is done by lines where that takes more than the declared questions, by the command's id."""
VERBS = tuple(sorted((it for it in COMMANDS if it.line), key=lambda it: ("leave", "help", it.id).index(it.id)))
BY_CALL = {call: command for command in VERBS for call in command.calls}
