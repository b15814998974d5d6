"""Each format that a part of the book is written in, declared once: its writer, its row on the screen, its ending."""

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from deskapp.exchange.exporters import ExportRequest


class Format(NamedTuple):
    """How something is written: by the `module:function` of this room, which gives the text of an `ExportRequest`.

    The screen offers what has a `label`. Files end in the format's name where no other `ending` is said; a format with
    another's ending is only written where it is named.
    """

    writer: str
    label: str = ""
    ending: str = ""

    def write(self, asked: "ExportRequest") -> str:
        """The text of the file; its writer is loaded only here."""
        module, name = self.writer.split(":")
        return str(getattr(import_module(f"deskapp.exchange.{module}"), name)(asked))


FORMATS: dict[str, dict[str, Format]] = {
    "customers": {
        "vcf": Format("exporters:vcards", "Cards for phones (vCard 4.0)"),
        "vcf3": Format("exporters:older_vcards", "Cards for older phones (vCard 3.0)", ending="vcf"),
        "csv": Format("exporters:card_table", "Cards as a table (CSV)"),
        "json": Format("exporters:cards_json", "Cards, everything (JSON)"),
        "md": Format("exporters:cards_markdown"),
        "html": Format("exporters:cards_html"),
    },
    "log": {
        "csv": Format("exporters:log_csv", "The log as a table (CSV)"),
        "json": Format("exporters:log_json", "The log, everything (JSON)"),
        "md": Format("exporters:log_markdown"),
        "html": Format("exporters:log_html", "The log to print (HTML)"),
    },
    "promises": {
        "ics": Format("exporters:calendar", "Promises for a calendar (iCalendar)"),
        "csv": Format("exporters:promises_csv", "Promises as a table (CSV)"),
        "json": Format("exporters:promises_json"),
        "md": Format("exporters:promises_markdown"),
        "html": Format("exporters:promises_html"),
    },
    "faq": {
        "md": Format("exporters:faq_markdown"),
        "html": Format("exporters:faq_html", "The FAQ as a leaflet to print (HTML)"),
    },
}
"""What is written, and in which formats; the first is the usual one."""


def every() -> str:
    """The names of all formats, as a sentence lists them."""
    *most, last = dict.fromkeys(name for formats in FORMATS.values() for name in formats)
    return f"{', '.join(most)} or {last}"
