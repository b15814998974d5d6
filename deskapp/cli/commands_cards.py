"""The commands about cards as a whole, what is held on people, and the telephone."""

from deskapp.cli.declared import FORCE, JSON, OUTPUT, Argument, Command, option, switch, word
from deskapp.model.customer import STANCES

_WHAT = ("customers", "log", "promises", "faq")
CARD_COMMANDS: tuple[Command, ...] = (
    Command(
        "preference",
        "add what they like, need or must not have to a card; what may be an allergy is never guessed",
        "preference:add",
        (
            word("who", "the card: a name, a phone or an id"),
            word("text", "the words; 'a: peanuts' says that it is an allergy", nargs="+"),
            option("--stance", "STANCE", "allergy, likes, dislikes or needs: what it is", choices=STANCES),
            JSON,
        ),
    ),
    Command(
        "merge",
        "make two cards of one person one; nothing is lost",
        "merge:merge",
        (
            word("kept", "the card that stays: a name or an id"),
            word("other", "the card that goes into it"),
            option("--take", "FIELD", "a field to take from the other card", action="append", default=[]),
            JSON,
        ),
    ),
    Command(
        "unmerge",
        "take a merged card apart again, also later",
        "merge:unmerge",
        (word("who", "the card: a name or an id", nargs="+"), JSON),
    ),
    Command(
        "import",
        "take in cards (.vcf .csv .json) or a call log (.xml .csv), after a dry run",
        "importing:take_in",
        (
            word("file", "the file"),
            switch("--dry-run", "only tell what it would do"),
            option("--columns", "H=T", "a column of a table, such as Surname=family", action="append", default=[]),
            option("--encoding", "NAME", "the encoding of a table, such as windows-1252"),
            JSON,
        ),
        "look",
        acts=True,
    ),
    Command(
        "export",
        "write cards, the log, promises or the FAQ for others to read",
        "export:export",
        (
            Argument(("what",), "customers, log, promises or faq", {"choices": _WHAT, "metavar": "WHAT"}),
            option("--format", "F", "vcf, vcf3, csv, json, ics, md or html; else the file's ending decides"),
            option("--who", "WHO", "only this customer's"),
            OUTPUT,
            FORCE,
        ),
        "look",
    ),
    Command(
        "subject",
        "write all that is held on one person into a file for them (.json .md .html)",
        "privacy:subject_copy",
        (
            word("who", "the card: a name or an id", nargs="+"),
            Argument(("-o", "--output"), "the file; - is the output", {"metavar": "FILE", "required": True}),
            FORCE,
            JSON,
        ),
        "look",
    ),
    Command(
        "erase",
        "erase one person for good, from every file of the book; it cannot be undone",
        "privacy:erase",
        (
            word("who", "the card: a name or an id", nargs="*"),
            option("--also", "WHICH", "of the places that may mean them: all, none, or the numbers in front of them"),
            switch("--dry-run", "only tell what would go"),
            switch("--yes", "do not ask"),
            switch("--again", "try once more to finish an erasure that could not be finished"),
            switch("--end", "end such an erasure as it is, and list what still holds something of it"),
            JSON,
        ),
        "look",
        acts=True,
    ),
    Command(
        "retain",
        "keep names and words only of the last months; what is closed and older goes for good",
        "privacy:retain",
        (
            option("--months", "N", "how many months are kept", required=True),
            switch("--dry-run", "only tell what would go"),
            switch("--yes", "do not ask"),
            JSON,
        ),
        "look",
        acts=True,
    ),
    Command(
        "ring",
        "the phone rings: a call begins, with the caller's card open; or it was answered or hung up",
        "ring:ring",
        (
            word("number", "who is calling; unknown where no number is shown"),
            option("--name", "N", "the name that the phone shows"),
            option("--call", "ID", "the phone system's own id of the call"),
            switch("--answered", "it was answered here: the waiting clock stops"),
            switch("--elsewhere", "it was answered on another phone"),
            switch("--hung-up", "the caller hung up; where nobody had answered, it is a missed call"),
            JSON,
        ),
    ),
    Command(
        "ring-back",
        "ring somebody back whose call was missed; without a name, list them",
        "ring:ring_back",
        (
            word("who", "a name, a number or an id", nargs="*"),
            switch("--settled", "nobody needs to ring back any more"),
            JSON,
        ),
    ),
    Command(
        "listen",
        "tell the desk who rings, as a phone system knows it",
        "listening:listen",
        (
            Argument(("system",), "asterisk", {"choices": ("asterisk",), "metavar": "SYSTEM"}),
            option("--host", "HOST", "where it runs; 127.0.0.1 if none is given", default="127.0.0.1"),
            option("--port", "N", "its manager port", default="5038"),
            option("--user", "NAME", "the manager user", default="deskapp"),
            option("--password-file", "FILE", "the file with the password (or DESKAPP_AMI_PASSWORD)"),
            option("--extension", "N", "only calls to this extension, such as 204"),
        ),
        "nothing",
    ),
)
