"""The commands for hard moments: the boundary and the crisis sheet."""

from deskapp.cli.crisis_parts import PARTS
from deskapp.cli.declared import CLOSED, JSON, Command, option, switch, word

_WHO = word("who", "a whole name that is found once, a number or an id")

UPSET_COMMANDS: tuple[Command, ...] = (
    Command(
        "boundary",
        "the boundary: the warning was said; with --end, it went on and was ended",
        "upset:boundary",
        (_WHO, word("fact", "what they had said", nargs="*"), switch("--end", "it went on: end it, on record"), JSON),
    ),
    Command(
        "crisis",
        "the crisis sheet: show it, write a part of it, or give the brief for one side",
        "crisis:crisis",
        (
            _WHO,
            word("part", ", ".join(PARTS), nargs="?", choices=PARTS),
            word("text", "the words", nargs="*"),
            option(
                "--more",
                "TEXT",
                "their part, who allows it, how soon it is ready, or who does it; "
                "with yes: outline, facts or everything; with share: desk, ours or both",
            ),
            option("--by", "WHEN", "a plan's time; with yes: from when they may be told"),
            CLOSED,
            option("--teller", "NAME", "with yes: who tells them"),
            JSON,
        ),
    ),
)
