"""The commands to learn by: the FAQ, lessons, and the reports that look back."""

from deskapp.cli.declared import FORCE, JSON, OUTPUT, Argument, Command, option, switch, word

LEARNING_COMMANDS: tuple[Command, ...] = (
    Command(
        "faq",
        "answers to what was asked before",
        "faq:faq",
        (word("text", "the question, or words of it", nargs="*"), JSON),
        "look",
    ),
    Command(
        "faq-add",
        "make an entry of the FAQ",
        "faq:add",
        (
            word("question", "as people ask it", nargs="+"),
            option("--answer", "TEXT", "what is answered", required=True),
            switch("--new", "another question than one like it that is there"),
            JSON,
        ),
    ),
    Command(
        "lesson",
        "write down a decision to learn from; the reports look back on it",
        "report:lesson",
        (
            word("text", "what was decided, and what came of it", nargs="+"),
            switch("--bad", "it should go otherwise next time"),
            option("--about", "WHO", "the interaction that taught it"),
            JSON,
        ),
    ),
    Command(
        "report",
        "look back on a day, a week, a month or a year",
        "report:report",
        (
            Argument(
                ("span",),
                "day, week, month or year; day if none is given",
                {"choices": ("day", "week", "month", "year"), "metavar": "SPAN", "nargs": "?", "default": "day"},
            ),
            option("--at", "DATE", "a day in it; today if none is given"),
            option("--format", "F", "text, md, html or json", choices=("text", "md", "html", "json"), default="text"),
            switch("--names", "name the promises that were broken, and to whom"),
            switch("--own", "only your own habits, not those of everybody here"),
            OUTPUT,
            FORCE,
        ),
        "look",
    ),
)
