"""Commands that look back: reports and lessons."""

from deskapp.commands.declared import Command, option, switch, word

# fmt: off
REPORTS: tuple[Command, ...] = (
    Command("report_before", "The day, week, month or year before", keys="left,left_square_bracket", label="before",
            where=("reports",)),
    Command("report_after", "The one after it", keys="right,right_square_bracket", label="after", where=("reports",)),
    Command("report_span", "Look back on a day, a week, a month or a year", keys="t", label="span", where=("reports",),
            fn="shift+f1"),
    Command("report_now", "Back to the one of today", keys="g", label="now", where=("reports",), fn="shift+f2"),
    Command("report_at", "Look back on the one of another day", keys="slash", label="go to", where=("reports",)),
    Command("lesson", "Write down a decision to learn from, good or bad; Reports look back on it", keys="L",
            label="lesson", where=("desk",), fn="ctrl+shift+f11",
            words="learn mistake decision reflect better next time", name="lesson", calls=("L", "lesson"),
            line="L TEXT",
            arguments=(word("text", "what was decided, and what came of it", takes="words", label="Lesson",
                prompt="What was decided, and what came of it? "), switch("--bad", "it should go otherwise next time"),
            option("--about", "WHO", "the interaction that taught it", kind="visit")), verb="reports.lessons:write",
            sentence="To look back on, as a {decision} decision: {text}", nothing="Nothing was written."),
    Command("bad_lesson", "A bad one", calls=("bad-lesson",), line="bad-lesson TEXT", by_lines="declared:bad_lesson"),
    Command("lesson_new", "Write down a decision to learn from, good or bad", keys="n", label="lesson",
            where=("reports",), fn="shift+f4"),
    Command("lesson_change", "Change a lesson of this report", keys="i", label="change", where=("reports",),
            fn="shift+f5"),
    Command("lesson_remove", "Take a lesson of this report out of the book", keys="z", label="take out",
            where=("reports",), fn="shift+f6"),
    Command("report_copy", "Copy the report as text; broken promises are not named in it", keys="y", label="copy",
            where=("reports",), fn="shift+f7"),
    Command("report_write", "Write the report to a file: to print, to share, or as data", keys="x", label="write file",
            where=("reports",), fn="shift+f8"),
)
# fmt: on
