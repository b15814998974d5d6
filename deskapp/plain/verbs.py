"""What a line may say: the desk's verbs by word or by their letter at the desk, each handed to a command."""

from deskapp.cli.parser import takes_no_words
from deskapp.commands.declared import Command, named
from deskapp.commands.every import BY_ID, BY_NAME, COMMANDS
from deskapp.desk.drafts import unfinished
from deskapp.messages import noted, said
from deskapp.model.interaction import Interaction
from deskapp.plain import declared, files, telling
from deskapp.plain.declared import about_visit
from deskapp.plain.session import PlainSession

NOTHING = noted("Nothing was left unfinished.")


def do(session: PlainSession, line: str) -> bool:
    """Do what a line says; False when it asks to leave."""
    head, _, rest = line.partition(" ")
    rest = rest.strip()
    if line[0] in "/+-" and line[1:] and not line[1].isspace():
        head, rest = line[0], line[1:].strip()
    verb = BY_CALL.get(head) or (BY_CALL.get(head.casefold()) if len(head) > 1 else None)
    name = _command_meant(verb, head, rest) if verb else head.casefold()
    if verb and not name and rest and verb.is_alone:
        raise takes_no_words(head)
    if verb and not name:
        does = named(verb.by_lines, "deskapp.plain.") if verb.by_lines else declared.does(verb)
        return does(session, rest) is not False
    if head.isascii() and head.isdigit() and not rest:
        _toggle(session, head)
    elif name in BY_NAME:
        files.command(session, f"{name} {rest}", name)
    else:
        session.say(said("'{head:.30}' is no verb of the desk. help lists them.", head=head))
    return True


def _command_meant(verb: Command, head: str, rest: str) -> str:
    """The command that a verb's line with an option means, else "". After a letter only its own options are options."""
    options = {word.partition("=")[0] for word in rest.split() if word.startswith("--") and word[2:3].isalpha()}
    name = verb.name if head.casefold() not in BY_NAME else head.casefold()
    own = {flag for argument in BY_NAME[name].arguments for flag in argument.flags} if name else set()
    if len(head) == 1:
        options &= own
    options |= {"-o"} & own & set(rest.split())
    return name if options else ""


@about_visit()
def _toggle(session: PlainSession, visit: Interaction, number: str) -> None:
    """A digit ticks a step, or takes its tick back."""
    ticked = telling.is_ticked(visit, int(number[:4]))
    declared.does(BY_ID["untick" if ticked else "tick"])(session, number)


def tell_all(session: PlainSession, rest: str) -> None:
    """Every verb, and that commands in full are done too."""
    for verb in VERBS:
        about = said(verb.help)
        session.say(f"{verb.line}: {about[0].lower()}{about[1:]}")
    session.say(said("These verbs work on the one you speak of."))
    session.say(
        said("With options (promise Beth a call --by 15:00) the command line's own works: it names whom it is about.")
    )
    session.say(said("So does every other command of `deskapp --help`, by its name."))


def again(session: PlainSession, rest: str) -> None:
    """Go on with what was begun last: its line is done once more, and asks only what was not answered."""
    left = unfinished.everything(session.desk)
    if not left:
        session.say(said(NOTHING))
    elif left[0].owner and left[0].owner not in session.day.open:
        session.say(said("The visit that it was about has ended: {told}. forget lets it go.", told=left[0].told))
    else:
        session.selected = left[0].owner or session.selected
        session.next_line = session.begun.go_on(left[0].lines)


def forget(session: PlainSession, rest: str) -> None:
    """Let go of what was begun last."""
    left = unfinished.everything(session.desk)
    if not left:
        session.say(said(NOTHING))
    elif session.perform("unfinished", {"about": left[0].owner, "forget": True, "line": list(left[0].lines)}):
        session.say(said("Let go: {told}.", told=left[0].told))


_WITH_A_LINE = (command for command in COMMANDS if command.line)
VERBS = tuple(sorted(_WITH_A_LINE, key=lambda command: ("leave", "help", command.id).index(command.id)))
BY_CALL = {call: command for command in VERBS for call in command.calls}
