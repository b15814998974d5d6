"""What to write to a file: cards, the log or promises, of everybody or of one, in which form, and where to."""

from collections.abc import Callable
from pathlib import Path

from deskapp.model.customer import Customer
from deskapp.ui.questions import files
from deskapp.ui.questions.choosing import choosing
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions

Written = Callable[[str, str, Customer | None, Path, bool], str]
WHAT = (
    ("customers", "vcf", "Cards for phones (vCard 4.0)"),
    ("customers", "vcf3", "Cards for older phones (vCard 3.0)"),
    ("customers", "csv", "Cards as a table (CSV)"),
    ("customers", "json", "Cards, everything (JSON)"),
    ("log", "csv", "The log as a table (CSV)"),
    ("log", "html", "The log to print (HTML)"),
    ("log", "json", "The log, everything (JSON)"),
    ("promises", "ics", "Promises for a calendar (iCalendar)"),
    ("promises", "csv", "Promises as a table (CSV)"),
    ("faq", "html", "The FAQ as a leaflet to print (HTML)"),
)
SUFFIXES = {"vcf3": "vcf"}
ROWS = 8


def what(customer: Customer | None, book: Path, written: Written) -> Question:
    """Choose by words or the arrows; `only` in the words: of the selected card alone."""

    def on_change(values: dict[str, str]) -> Suggestions:
        words = values["what"].casefold().split()
        shown = [
            Choice(f"{table} {form} {whose}", text, hint)
            for whose, hint in (("all", ""), *((("one", f"only {customer.name}"),) if customer else ()))
            for table, form, text in WHAT
            if (table != "faq" or whose == "all") and all(one in f"{text} {hint}".casefold() for one in words)
        ]
        hint = f"Type words of it; `only` finds what is {customer.name}'s alone." if customer else "Type words of it."
        return Suggestions(shown, 0 if shown else -1, hint)

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        if not chosen:
            return ""
        table, form, whose = chosen.split()
        only = customer if whose == "one" else None
        name = files.named_after(only.name, table) if only else table
        start = Path.home() / f"{name}.{SUFFIXES.get(form, form)}"

        def write(path: Path, over: bool) -> NextStep:
            return written(table, form, only, path, over)

        return files.new("Export", start, book, write, hint="Enter writes the file.")

    return choosing(
        Question(title="Export", fields=[("what", "Write", "")], on_change=on_change, submit=submit, rows=ROWS)
    )
