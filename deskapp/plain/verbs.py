"""What a line may say: the desk's verbs by word or by their letter at the desk, each handed to a command."""

from collections.abc import Callable

from deskapp.cli.commands import BY_NAME
from deskapp.desk import faq, replies
from deskapp.model.frozen import dataclass
from deskapp.plain import asking, calling, files, handing, naming, telling, unfinished, upset, visiting
from deskapp.plain.closed import in_hours
from deskapp.plain.ending import end, leave
from deskapp.plain.looking_back import report
from deskapp.plain.promising import keep, move, promise
from deskapp.plain.session import Session
from deskapp.playbook import loader

Does = Callable[[Session, str], bool | None]


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: the words that call it, how it goes, what it does. `does` gives False to leave."""

    calls: tuple[str, ...]
    usage: str
    help: str
    does: Does


def do(session: Session, line: str) -> bool:
    """Do what a line says; False when it asks to leave."""
    head, _, rest = line.partition(" ")
    rest = rest.strip()
    if line[0] in "/+-" and line[1:] and not line[1].isspace():
        head, rest = line[0], line[1:].strip()
    verb = BY_CALL.get(head) or (BY_CALL.get(head.casefold()) if len(head) > 1 else None)
    name = _command_meant(verb, head, rest) if verb else head.casefold()
    if verb and not name:
        return verb.does(session, rest) is not False
    if head.isascii() and head.isdigit() and not rest:
        _toggle(session, head)
    elif name in BY_NAME:
        files.command(session, f"{name} {rest}", name)
    else:
        session.say(f"'{head:.30}' is no verb of the desk. help lists them.")
    return True


def _command_meant(verb: Verb, head: str, rest: str) -> str:
    """The command that a verb's line with an option means, else "". After a letter only its own options are options."""
    options = {word.partition("=")[0] for word in rest.split() if word.startswith("--") and word[2:3].isalpha()}
    name = next((call for call in (head.casefold(), *verb.calls) if call in BY_NAME), "")
    own = {flag for one in BY_NAME[name].arguments for flag in one.flags} if name else set()
    if len(head) == 1:
        options &= own - {"--json"}
    options |= {"-o"} & own & set(rest.split())
    return name if options else ""


def begin(kind: str) -> Does:
    """Somebody is here: begins now, with a name or without; who it is, is asked when the clock runs."""

    def does(session: Session, rest: str) -> None:
        if not session.do("log", *(["--no-card"] if rest else []), "--", kind, *([rest] if rest else [])):
            return
        name = rest or session.ask("Who? Enter alone leaves them unnamed: ")
        if name:
            naming.name(session, session.lit, name)
        session.step()

    return does


def about(command: str, question: str) -> Does:
    """Something on the one that is spoken of; the words are asked for where they are missing."""

    def does(session: Session, rest: str) -> None:
        one = visiting.here(session)
        words = rest or (session.ask(question) if one and question else "")
        if one is None or (question and not words):
            return
        if session.do(command, "--", one.id, *([words] if words else [])):
            session.step()

    return does


def _toggle(session: Session, number: str) -> None:
    """A digit ticks a step, or takes its tick back."""
    one = visiting.here(session)
    if one:
        ticked = telling.is_ticked(one, int(number[:4]))
        if session.do("untick" if ticked else "tick", "--", one.id, number):
            session.step()


def _reply(session: Session, rest: str) -> None:
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


def _faq_of_this(session: Session, rest: str) -> None:
    """What was asked and what was answered; both are offered from the one that is spoken of."""
    one = session.one
    asked = rest or session.ask(f"The question{f', or Enter for: {one.reason}' if one and one.reason else ''}? ")
    question = asked or (one.reason if one else "")
    answer = session.ask("The answer? ") if question else ""
    known = faq.asked_before(session.desk, question) if question and answer else None
    if known:
        session.say(faq.AskedBeforeError(known).sentence)
    is_new = known is None or session.ask("y if this is another question: ").casefold() in ("y", "yes")
    if question and answer and is_new:
        session.do("faq-add", f"--answer={answer}", *(["--new"] if known else []), "--", question)
    else:
        session.say("Nothing was added.")


def _preference(session: Session, rest: str) -> None:
    """What they like, need or must not have; `a:` before the words makes it an allergy."""
    one = visiting.here(session)
    if one and one.customer is None:
        session.say("No card yet. who NAME takes one, or makes one.")
    elif one and one.customer:
        words = rest or session.ask("What do you know of them? ")
        stance = asking.stance(session, calling.card_of(session, one), words)
        if words and stance is not None:
            session.do("preference", *([f"--stance={stance}"] if stance else []), "--", one.customer.id, words)


def _start_list(session: Session, rest: str) -> None:
    one = visiting.here(session)
    if one and rest:
        session.do("tick", f"--list={rest}", "--", one.id, shown=True)
    elif one:
        for checklist in loader.checklists().values():
            begins = f", for a {checklist.starts_with}" if checklist.starts_with else ""
            session.say(f"{checklist.title}{begins}, {len(checklist.steps)} steps.")


def _resolve(session: Session, rest: str) -> None:
    """The resolution steps: shown, or one of them ticked, which starts them."""
    one = visiting.here(session)
    if one and session.do("tick", "--list=resolution", "--", one.id, *([rest] if rest else []), shown=True) and rest:
        session.step()


def _shift(session: Session, rest: str) -> None:
    if session.do("shift", *(["--", rest] if rest else [])) and rest:
        session.desk.staff = rest


def _plainly(*words: str) -> Does:
    """A command that takes the rest as its words."""

    def does(session: Session, rest: str) -> None:
        session.do(*words, *(["--", rest] if rest else []), shown=True)

    return does


def _find(session: Session, rest: str) -> None:
    words = rest or session.ask("Find what? ")
    if words:
        session.do("list", f"--find={words}", shown=True)


def _step_back(command: str) -> Does:
    def does(session: Session, rest: str) -> None:
        session.do(command)

    return does


def _help(session: Session, rest: str) -> None:
    for verb in VERBS:
        session.say(f"{verb.usage}: {verb.help}")
    session.say("These verbs work on the one you speak of.")
    session.say(
        "With options (promise Beth a call --by 15:00) the command line's own works: it names whom it is about."
    )
    session.say("So does every other command of `deskapp --help`, by its name.")


VERBS: tuple[Verb, ...] = (
    Verb(("quit", "leave", "exit"), "quit", "leave; open promises of today come first", leave),
    Verb(("?", "help"), "help, or ?", "this list", _help),
    Verb(("w", "walk-in"), "w NAME", "a walk-in begins now", begin("walk-in")),
    Verb(("c", "call"), "c NAME", "a call begins now", begin("call")),
    Verb(("m", "message"), "m NAME", "a written message begins now", begin("message")),
    Verb(("who",), "who NAME", "say who it is, or take another card", naming.who),
    Verb(("i", "about", "reason"), "i TEXT", "what it is about", about("reason", "What is it about? ")),
    Verb(("g", "greeted", "greet"), "g", "greeted: the waiting clock stops", about("greet", "")),
    Verb(("tick",), "tick 3, or 3", "tick a step; 3 again takes it back", about("tick", "Which step? ")),
    Verb(("untick",), "untick 3", "take a tick back", about("untick", "Which step? ")),
    Verb(("steps",), "steps", "the checklist with its ticks", telling.steps),
    Verb(("n", "note"), "n TEXT", "a note", asking.note),
    Verb(("a", "asked"), "a TEXT", "what they ask for", about("request", "What do they ask for? ")),
    Verb(("A", "answer"), "A TEXT, or A 2 TEXT", "answer a request", visiting.answer),
    Verb(("d", "preference"), "d WORDS", "what they like, need or must not have", _preference),
    Verb(("T", "lists"), "T, or T NAME", "the checklists, or one of them", _start_list),
    Verb(("p", "promise"), "p WHAT by WHEN", "promise something", promise),
    Verb(("k", "keep"), "k, or k WORDS", "a promise is kept", keep),
    Verb(("v", "move"), "v WORDS to WHEN", "a promise gets a new time", move),
    Verb(("V", "channel"), "V CHANNEL", "how they want the answer", calling.channel),
    Verb(("number",), "number N", "a phone number for their card", naming.number),
    Verb(("email",), "email ADDRESS", "an e-mail address for their card", naming.email),
    Verb(("B", "ring-back"), "B", "ring somebody back whose call was missed", calling.ring_back),
    Verb(("promises",), "promises", "the open promises", telling.promises),
    Verb(("+", "warmer"), "+, or +10", "the temperature goes up", visiting.heat("+")),
    Verb(("-", "cooler"), "-, or -10", "the temperature goes down", visiting.heat("-")),
    Verb(("o", "hold"), "o", "on hold, or back", visiting.hold),
    Verb(("h", "transfer", "refer"), "h NAME", "transfer to a named person", visiting.transfer),
    Verb(("r", "resolve"), "r, or r 3", "the resolution steps, or tick one of them", _resolve),
    Verb(("y", "reply"), "y, or y NAME", "the replies, or one filled in", _reply),
    Verb(("f", "faq"), "f TEXT", "answers to what was asked before", _plainly("faq")),
    Verb(("F",), "F QUESTION", "their question and your answer become an entry of the FAQ", _faq_of_this),
    Verb(("q", "say"), "q WORDS", "not this, say that", upset.phrases),
    Verb(("b", "boundary"), "b", "the boundary: say the warning, then end it", upset.boundary),
    Verb(("x", "crisis"), "x, or x PART TEXT", "the crisis sheet, or a part of it", upset.crisis),
    Verb(("e", "end"), "e OUTCOME", "end with one line of outcome", end),
    Verb(("E", "reopen"), "E NAME", "open an ended visit again; alone: the last one", visiting.reopen),
    Verb(("X", "close-earlier"), "X", "close the visits left open on an earlier day", _plainly("close-earlier")),
    Verb(("G", "other"), "G", "speak of the other open visit of the same person", visiting.other),
    Verb(("list", "here"), "list", "who is here, and today's", telling.listing),
    Verb(("card",), "card, or card NAME", "the card", telling.card),
    Verb(("customers",), "customers TEXT", "find cards", _plainly("customers")),
    Verb(("/", "find"), "/ TEXT", "find in the whole log", _find),
    Verb(("next", "]"), "next, or ]", "the next one who is here", telling.step_to(1)),
    Verb(("attend", "tab"), "attend", "speak of who needs attention most", telling.attend),
    Verb(("previous", "["), "previous, or [", "the one before", telling.step_to(-1)),
    Verb(("s", "shift"), "s NAME, or s --end", "who is at the desk, or the end of the shift", _shift),
    Verb(("H", "handover"), "H, H past or H DAY", "the hand-over sheet, or those handed over before", handing.sheet),
    Verb(("sign",), "sign", "sign that you have read what was left for you", handing.sign),
    Verb(("give",), "give NAME", "hand the sheet over, and your open promises if you say so", handing.give),
    Verb(("L", "lesson"), "L TEXT", "a good decision to learn from", _plainly("lesson")),
    Verb(("bad-lesson",), "bad-lesson TEXT", "a bad one", _plainly("lesson", "--bad")),
    Verb(("report",), "report, or report week", "look back on today, a week, a month or a year", report),
    Verb(("again",), "again", "go on with what was not finished", unfinished.again),
    Verb(("forget",), "forget", "let go of what was not finished", unfinished.forget),
    Verb(("u", "undo"), "u", "undo", _step_back("undo")),
    Verb(("U", "redo"), "U", "redo", _step_back("redo")),
)
BY_CALL = {call: verb for verb in VERBS for call in verb.calls}
