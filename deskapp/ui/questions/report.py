"""Questions about reports: which day to look back on, and what to write to a file."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from deskapp.desk.session import Session
from deskapp.desk.times import days
from deskapp.errors import RefusedError
from deskapp.exchange.report_out import WRITERS
from deskapp.model.report import Report
from deskapp.store.copies import given_out
from deskapp.ui.questions import files
from deskapp.ui.questions.choosing import choosing
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions
from deskapp.ui.widgets.question import FINDS

FORMS = (
    ("html", "To print or to share (HTML)"),
    ("md", "As Markdown"),
    ("text", "As plain text"),
    ("json", "As data for other programs (JSON)"),
)
SUFFIXES = {"text": "txt"}
ROWS = 8


def at(desk: Session, taken: Callable[[date], NextStep]) -> Question:
    """A day; the span that is looked at stays."""

    def on_change(values: dict[str, str]) -> Suggestions:
        try:
            day = days.read_day(desk, values["day"], past=True) if values["day"].strip() else None
        except RefusedError:
            return Suggestions(hint="A day such as 2026-03-31, 31 mar, 3 months, yesterday.")
        return Suggestions(
            hint=f"{day:%A} {day.day} {day:%B} {day.year}" if day else "A day such as 31 mar, 3 months, 1y."
        )

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        return taken(days.read_day(desk, values["day"], past=True)) if values["day"].strip() else ""

    return Question(title="Go to", fields=[("day", "Day", "")], on_change=on_change, submit=submit, passing=FINDS)


def write(report: Report, book: Path) -> Question:
    """Choose the form, and whether the broken promises are named; then where to."""
    named = bool(report.promises.broken_ones)

    def on_change(values: dict[str, str]) -> Suggestions:
        words = values["form"].casefold().split()
        shown = [
            Choice(f"{form} {names}", text, hint)
            for names, hint in (("", ""), ("names", "broken promises by name")) if names == "" or named
            for form, text in FORMS
            if all(one in f"{text} {hint}".casefold() for one in words)
        ]  # fmt: skip
        return Suggestions(shown, 0 if shown else -1, "Broken promises are named only where a row says so.")

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        if not chosen:
            return ""
        form, _, names = chosen.partition(" ")
        start = Path.home() / f"report-{report.period.span}-{report.period.first}.{SUFFIXES.get(form, form)}"

        def written(path: Path, over: bool) -> str:
            given_out.write(path, WRITERS[form](report, names=bool(names)), book, over=over)
            return f"Written to {path}."

        return files.new("Report", start, book, written, hint="Enter writes the file.")

    return choosing(
        Question(title="Report", fields=[("form", "Write", "")], on_change=on_change, submit=submit, rows=ROWS)
    )
