"""What to write to a file: cards, the log or promises, of everybody or of one, in which form, and where to."""

from collections.abc import Callable
from pathlib import Path

from deskapp.model.customer import Customer
from deskapp.ui.asks import files
from deskapp.ui.asks.choosing import choosing
from deskapp.ui.widgets.entry import Ask, Choice, Next, Offer

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


def what(customer: Customer | None, book: Path, written: Written) -> Ask:
    """Choose by words or the arrows; `only` in the words: of the lit card alone."""

    def react(values: dict[str, str]) -> Offer:
        words = values["what"].casefold().split()
        shown = [
            Choice(f"{table} {form} {whose}", text, hint)
            for whose, hint in (("all", ""), *((("one", f"only {customer.name}"),) if customer else ()))
            for table, form, text in WHAT
            if (table != "faq" or whose == "all") and all(one in f"{text} {hint}".casefold() for one in words)
        ]
        hint = f"Type words of it; `only` finds what is {customer.name}'s alone." if customer else "Type words of it."
        return Offer(shown, 0 if shown else -1, hint)

    def done(values: dict[str, str], chosen: str) -> Next:
        if not chosen:
            return ""
        table, form, whose = chosen.split()
        only = customer if whose == "one" else None
        name = files.named_after(only.name, table) if only else table
        start = Path.home() / f"{name}.{SUFFIXES.get(form, form)}"

        def write(path: Path, over: bool) -> Next:
            return written(table, form, only, path, over)

        return files.new("Export", start, book, write, hint="Enter writes the file.")

    return choosing(Ask(title="Export", fields=[("what", "Write", "")], react=react, done=done, rows=ROWS))
