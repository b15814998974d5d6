"""Every command of the command line, each declared once."""

from deskapp.cli.commands_cards import CARD_COMMANDS
from deskapp.cli.commands_learning import LEARNING_COMMANDS
from deskapp.cli.commands_upset import UPSET_COMMANDS
from deskapp.cli.commands_visits import AT, NEW, NO_CARD, SHARED, VISIT_COMMANDS, WHO
from deskapp.cli.declared import CLOSED, FORCE, JSON, OPEN, OUTPUT, PASSPHRASE, Argument, Command, option, switch, word

_KINDS = Argument(("kind",), "walk-in, call or message", {"choices": ("walk-in", "call", "message"), "metavar": "KIND"})
_GROUPINGS = ("day", "person", "channel", "owner")
_PROMISE = word("promise", "the promise's id, or words of it that are found once", nargs="+")

COMMANDS: tuple[Command, ...] = (
    OPEN,
    Command("demo", "an invented day, in a throw-away copy", "face:demo", (), "nothing"),
    Command(
        "plain", "the same day by prompts and lines, for screen readers and slow lines", "face:plain", (), "nothing"
    ),
    Command(
        "log",
        "log a walk-in, call or message; with --end or --at it is written down afterwards",
        "interactions:log",
        (
            _KINDS,
            word("name", "who it is; a card is taken or made", nargs="*"),
            option("--reason", "TEXT", "what it is about"),
            AT,
            option("--phone", "N", "their phone number"),
            SHARED,
            NEW,
            NO_CARD,
            option("--channel", "TEXT", "how they want the answer: call, e-mail, letter, chat or counter"),
            option("--end", "OUTCOME", "it has ended, with this outcome", default=None),
            JSON,
        ),
    ),
    Command(
        "list",
        "the log: what is open and today's ended ones",
        "lists:interactions",
        (
            switch("--open", "only what is open"),
            switch("--today", "only today's"),
            option("--since", "D", "everything since a day or time"),
            option("--find", "TEXT", "search the whole log"),
            JSON,
        ),
        "look",
    ),
    Command(
        "customers",
        "the cards, or those found",
        "lists:customers",
        (word("text", "find", nargs="*"), switch("--duplicates", "pairs that may be one person's"), JSON),
        "look",
    ),
    Command("card", "one card", "lists:card", (word("who", "a name, phone or id", nargs="+"), JSON), "look"),
    *VISIT_COMMANDS,
    Command(
        "promise",
        "promise something",
        "promises:make",
        (
            WHO,
            word("what", "what is promised", nargs="+"),
            option("--by", "WHEN", "15:00, in 20m, tomorrow 9:00, fri 14:00", required=True),
            CLOSED,
            option("--channel", "TEXT", "how they want to hear: call, e-mail, letter, chat or counter"),
            option("--phone", "N", "the number to call back, kept on their card"),
            SHARED,
            JSON,
        ),
    ),
    Command(
        "channel",
        "say or change how somebody wants the answer: call, e-mail, letter, chat, counter or none",
        "promises:channel",
        (
            word(
                "who", "whose visit: a whole name that is found once, or an id; a promise's id or words with --promise"
            ),
            word("text", "the channel", nargs="+"),
            switch("--promise", "the channel of a promise"),
            JSON,
        ),
    ),
    Command(
        "number",
        "keep the phone number of somebody who is here, on the visit and on their card",
        "promises:number",
        (WHO, word("number", "the number", nargs="+"), SHARED, JSON),
    ),
    Command(
        "email",
        "put an e-mail address on a card",
        "promises:email",
        (WHO, word("address", "the address"), SHARED, JSON),
    ),
    Command(
        "promises",
        "the open promises, the one due first on top",
        "promises:listing",
        (
            word("text", "words of what, whom, who or how", nargs="*"),
            switch("--overdue", "only what is late"),
            switch("--today", "only what is due today or before"),
            switch("--week", "only what is due within a week"),
            option(
                "--group",
                "KEY",
                "under headings: day, person, channel or owner",
                choices=("day", "person", "channel", "owner"),
            ),
            switch("--watch", "follow them until interrupted, for a wall screen"),
            JSON,
        ),
        "look",
    ),
    Command("keep", "a promise is kept", "promises:keep", (_PROMISE, JSON)),
    Command("give-up", "a promise will not be kept", "promises:give_up", (_PROMISE, JSON)),
    Command(
        "move",
        "move a promise",
        "promises:move",
        (
            _PROMISE,
            option("--by", "WHEN", "the new time", required=True),
            CLOSED,
            switch("--told", "the customer was told"),
            switch("--not-told", "the customer was not told yet"),
            JSON,
        ),
    ),
    Command(
        "reply",
        "fill a reply and print it; without a name, list them",
        "reply:reply",
        (
            word("name", "the reply's name, or words that find it", nargs="?"),
            word("who", "an open interaction, or a card", nargs="*"),
            option("--set", "K=V", "a value, such as due=15:00", action="append", default=[]),
            CLOSED,
            switch("--copy", "copy it as well"),
            JSON,
        ),
    ),
    *LEARNING_COMMANDS,
    *UPSET_COMMANDS,
    *CARD_COMMANDS,
    Command(
        "shift",
        "who is at the desk; with a name they take it",
        "shift:shift",
        (
            word("name", "who takes the desk", nargs="*"),
            switch("--end", "the shift ends"),
            option("--anyway", "REASON", "why promises of today stay open"),
            JSON,
        ),
    ),
    Command(
        "handover",
        "the hand-over sheet: notes, who is here, promises, hot customers, unfinished checklists",
        "shift:sheet",
        (
            option("--format", "F", "text or md", choices=("text", "md"), default="text"),
            switch("--past", "list the sheets that were handed over, each with its receipt"),
            option("--date", "D", "the sheets that were handed over on that day"),
            OUTPUT,
            FORCE,
            JSON,
        ),
        "look",
    ),
    Command(
        "handover-note", "leave a line for the next person", "shift:note", (word("text", "the line", nargs="+"), JSON)
    ),
    Command(
        "handover-give",
        "hand the sheet over as it stands to a named person",
        "shift:give",
        (
            word("to", "who takes over, by name", nargs="*"),
            switch("--promises", "your open promises go to them too"),
            JSON,
        ),
    ),
    Command(
        "handover-read",
        "sign that you have read what was left for you",
        "shift:read",
        (option("--in-place-of", "NAME", "you take over in place of the person whom it is for"), JSON),
    ),
    Command("wait", "a promise waits on the customer: its clock stands still", "promises:wait", (_PROMISE, JSON)),
    Command("run-on", "they answered: a promise's clock runs on", "promises:run_on", (_PROMISE, JSON)),
    Command(
        "repeat",
        "let a promise come again",
        "promises:repeat",
        (_PROMISE, option("--every", "RHYTHM", "day, workday, week, month, or no", required=True), JSON),
    ),
    Command("told", "the customer knows a moved promise's new time", "promises:told", (_PROMISE, JSON)),
    Command(
        "hand-on",
        "hand a promise to a named person",
        "promises:hand_on",
        (_PROMISE, option("--to", "NAME", "who keeps it now", required=True), JSON),
    ),
    Command(
        "settings",
        "the settings; with a value one is changed",
        "settings:settings",
        (
            word("name", "which one", nargs="?"),
            word("value", "its new value", nargs="*"),
            switch("--forget-pin", "take a forgotten PIN off the curtain; the hand-over sheet tells it"),
            JSON,
        ),
    ),
    Command(
        "unfinished",
        "what was begun in plain mode and not finished; plain mode keeps its lines with it",
        "unfinished:unfinished",
        (
            word("line", "a line to keep: the first as it was typed, then each question with its answer", nargs="*"),
            option("--about", "ID", "the visit that was spoken of"),
            switch("--forget", "let what was begun with this line go"),
            JSON,
        ),
    ),
    Command("undo", "take the last action back", "steps:undo", (JSON,)),
    Command("redo", "do again what was undone", "steps:redo", (JSON,)),
    Command(
        "confirmed",
        "whether a command was done that the open desk took over and did not confirm",
        "confirmed:confirmed",
        (word("number", "the command's number, as it was told"),),
        "nothing",
    ),
    Command("where", "where the book lies", "place:where", (JSON,), "nothing"),
    Command(
        "doctor",
        "check the book",
        "book:doctor",
        (switch("--repair", "repair it, originals are kept"), JSON),
        "nothing",
    ),
    Command(
        "backup",
        "copy the book into one file, and read that back",
        "backups:backup",
        (word("file", "where to; backups/ of the book if none is given", nargs="?"), PASSPHRASE, FORCE, JSON),
        "nothing",
    ),
    Command(
        "restore",
        "put a backup in the place of the book, which is backed up first",
        "backups:restore",
        (word("file", "the backup"), PASSPHRASE, JSON),
        "nothing",
    ),
)
BY_NAME = {command.name: command for command in COMMANDS}


STATUSES = (
    "Exit status: 0 done, 1 not found or refused, 2 wrong usage, 3 the book is damaged, 4 the book is in use (nothing",
    "was done), 5 the open desk took it over and has not confirmed it yet: `deskapp confirmed NUMBER` tells later.",
)


def overview() -> str:
    """The page of `deskapp --help`."""
    width = max(map(len, BY_NAME)) + 2
    lines = [f"  {command.name:<{width}}{command.help}" for command in COMMANDS]
    return "\n".join(
        [
            "usage: deskapp [--data DIR] [--staff NAME] [COMMAND] [--help] [--version]",
            "",
            "The front desk's own program. Without a command it opens the desk.",
            "",
            *lines,
            "",
            "`deskapp COMMAND --help` shows what a command takes.",
            "",
            *STATUSES,
        ]
    )
