"""The commands for a visit that is here: who it is, its clocks, what is asked for and answered, transfer and end."""

from deskapp.cli.declared import JSON, Command, option, switch, word

AT = option("--at", "WHEN", "when it was: 9:15, 20m ago, yesterday 14:00")
WHO = word("who", "a whole name that is found once, a number or an id")
TEXT = word("text", "the words", nargs="+")
NEW = switch("--new", "make a new card, whoever has a name like it")
SHARED = switch("--shared", "put a number or an address on the card that another card has too")
NO_CARD = switch("--no-card", "keep the name without a card")
_TRANSFER = (
    WHO,
    word("to", "who can act", nargs="+"),
    option("--why", "TEXT", "why"),
    switch("--end", "it ends here as well"),
    JSON,
)

VISIT_COMMANDS: tuple[Command, ...] = (
    Command(
        "identify",
        "say who an interaction is with",
        "interactions:identify",
        (
            WHO,
            TEXT,
            NEW,
            NO_CARD,
            switch("--add-number", "put the number that they call from on the card"),
            SHARED,
            JSON,
        ),
    ),
    Command("reason", "write down what it is about", "interactions:reason", (WHO, TEXT, JSON)),
    Command("greet", "greeted: the waiting clock stops", "interactions:greet", (WHO, JSON)),
    Command("hold", "put on hold", "interactions:hold", (WHO, JSON)),
    Command("resume", "back from hold", "interactions:resume", (WHO, JSON)),
    Command("note", "add a line of note", "interactions:note", (WHO, TEXT, JSON)),
    Command("request", "add one thing that was asked for", "interactions:request", (WHO, TEXT, JSON)),
    Command(
        "answer",
        "answer a request",
        "interactions:answer",
        (
            WHO,
            word("text", "the answer", nargs="*"),
            option("--request", "N", "which one, counted from 1"),
            switch("--again", "write the answer of one that was answered anew"),
            JSON,
        ),
    ),
    Command(
        "temperature",
        "set the kettle, or turn it up or down",
        "interactions:temperature",
        (WHO, word("degrees", "75, +5 or -5, in °C"), JSON),
    ),
    Command(
        "tick",
        "tick a step; without a step, show the checklist",
        "checklist:tick",
        (
            WHO,
            word("step", "its number, or words of it", nargs="*"),
            option("--list", "NAME", "another checklist"),
            JSON,
        ),
    ),
    Command(
        "untick",
        "take a tick back",
        "checklist:untick",
        (
            WHO,
            word("step", "its number, or words of it", nargs="+"),
            option("--list", "NAME", "another checklist"),
            JSON,
        ),
    ),
    Command(
        "refer",
        "the same as transfer",
        "interactions:refer",
        _TRANSFER,
    ),
    Command("transfer", "transfer to a named person", "interactions:refer", _TRANSFER),
    Command(
        "own",
        "one named person owns it to the end, however often it is transferred",
        "interactions:own",
        (WHO, word("to", "who stays with it", nargs="+"), JSON),
    ),
    Command(
        "end",
        "end with one line of outcome",
        "interactions:end",
        (
            WHO,
            word("outcome", "what came of it", nargs="+"),
            option("--anyway", "REASON", "overrule open points"),
            AT,
            JSON,
        ),
    ),
    Command("reopen", "open an ended visit again, as it was before its end", "interactions:reopen", (WHO, JSON)),
    Command(
        "end-all",
        "end everybody who is still here with one line, as one step for undo",
        "going:end_all",
        (
            word("outcome", "what came of it, for all of them", nargs="+"),
            option("--anyway", "REASON", "overrule open points"),
            JSON,
        ),
    ),
    Command(
        "transfer-all",
        "transfer everybody who is still here to a named person, as one step for undo",
        "going:transfer_all",
        (word("to", "who takes them", nargs="+"), JSON),
    ),
    Command(
        "close-earlier",
        "close the visits that are still open from an earlier day",
        "interactions:close_earlier",
        (option("--outcome", "TEXT", "one line for all of them"), JSON),
    ),
)
