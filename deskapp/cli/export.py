"""The command that writes a part of the book for others to read."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from deskapp.cli import who
from deskapp.cli.call import Call
from deskapp.desk import customers as cards
from deskapp.desk import faq, promises
from deskapp.desk import settings as desk_settings
from deskapp.desk.folding import folded
from deskapp.errors import RefusedError, UsageError
from deskapp.model.customer import Customer
from deskapp.model.document import Document, DocumentError, from_document
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise

MOST_SETTLED = 500
Writer = Callable[[Call], str]
Noun = TypeVar("Noun")


def export(call: Call) -> None:
    """Write it to the file that is named, else to the output."""
    what, asked = call.text("what"), call.text("format")
    formats = WAYS[what]
    writer = formats.get(asked or next(iter(formats)))
    if writer is None:
        raise UsageError(f"The {what} cannot be written as {asked!r:.20}.", f"Choose {' or '.join(formats)}.")
    if call.text("who") and what == "faq":
        raise UsageError("The FAQ is nobody's own.", "Leave --who out.")
    text, named = writer(call), call.text("output")
    if not named:
        call.out.write(text)
        return
    write(Path(named).expanduser(), text)
    call.say(f"Written to {Path(named).expanduser()}.")


def write(file: Path, text: str) -> None:
    """Put a text into a file, whole or not at all. Raises RefusedError."""
    aside = file.with_name(f"{file.name}.part")
    try:
        aside.write_text(text, encoding="utf-8", errors="replace", newline="")
        aside.replace(file)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise RefusedError(f"{file} cannot be written: {error.strerror}.", "Give another name.") from error


def _documents(call: Call, table: str) -> Iterator[Document]:
    """The documents of a table, of the whole history; only one customer's where `--who` names them."""
    if not call.text("who"):
        yield from call.desk.book.select(table, archived=True)
        return
    one = who.card(call.desk, call.text("who"))
    theirs = cards.ids_of(call.desk, one)
    if table == "customers":
        yield from (document for name in theirs if (document := call.desk.book.get(table, name)))
        return
    for name in theirs:
        for document in call.desk.book.select(table, f'"customer":{{"id":"{name}"'.encode(), archived=True):
            if (document.get("customer") or {}).get("id") == name:
                yield document


def _nouns(call: Call, kind: type[Noun], documents: Iterable[Document]) -> Iterator[Noun]:
    for document in documents:
        try:
            yield from_document(kind, document)
        except DocumentError as error:
            call.say(f"{document.get('id')} is left out: {error}. `deskapp doctor` tells more.")


def _cards(call: Call) -> list[Customer]:
    found = _nouns(call, Customer, _documents(call, "customers"))
    return sorted((one for one in found if not one.merged_into), key=lambda one: folded(one.name))


def _vcards(version: Any) -> Writer:
    def write_them(call: Call) -> str:
        from deskapp.exchange.vcard_out import write_cards

        return write_cards(_cards(call), version)

    return write_them


def _card_table(call: Call) -> str:
    from deskapp.exchange.csv_out import write_csv

    return write_csv(_cards(call))


def _as_json(*tables: str) -> Writer:
    def write_them(call: Call) -> str:
        from deskapp.exchange.json_out import write_json

        return write_json({table: _documents(call, table) for table in tables}, call.now, call.desk.book.desk)

    return write_them


def _table(what: str, form: str) -> Writer:
    def write_it(call: Call) -> str:
        from deskapp.exchange import csv_out, tables_out

        header, rows = _rows(call, what)
        title = f"{desk_settings.read(call.desk).desk_name}: {what}"
        if form == "csv":
            return csv_out.write_table(header, rows)
        return (tables_out.markdown if form == "md" else tables_out.page)(title, header, rows)

    return write_it


def _rows(call: Call, what: str) -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    from deskapp.exchange import tables_out

    if what == "customers":
        return tables_out.CARDS, tables_out.card_rows(_cards(call))
    if what == "log":
        found = _nouns(call, Interaction, _documents(call, "interactions"))
        return tables_out.LOG, tables_out.log_rows(found, call.now)
    given = sorted(_nouns(call, Promise, _documents(call, "promises")), key=lambda one: one.due)
    return tables_out.PROMISES, tables_out.promise_rows(given, call.now)


def _leaflet_md(call: Call) -> str:
    from deskapp.exchange import faq_leaflet

    return faq_leaflet.markdown(faq.everything(call.desk), _title(call))


def _leaflet_html(call: Call) -> str:
    from deskapp.exchange import faq_leaflet

    return faq_leaflet.page(faq.everything(call.desk), _title(call))


def _calendar(call: Call) -> str:
    """The open promises, and those that were settled lately as cancelled, so that they leave the calendar."""
    from deskapp.exchange.calendar_out import promises_ics

    chosen = [*promises.all_open(call.desk), *promises.settled(call.desk, most=MOST_SETTLED)]
    if call.text("who"):
        theirs = cards.ids_of(call.desk, who.card(call.desk, call.text("who")))
        chosen = [one for one in chosen if one.customer and one.customer.id in theirs]
    return promises_ics(chosen, call.now, desk_settings.read(call.desk).desk_name)


def _title(call: Call) -> str:
    return f"{desk_settings.read(call.desk).desk_name}: questions and answers"


WAYS: dict[str, dict[str, Writer]] = {
    "customers": {
        "vcf": _vcards("4.0"),
        "vcf3": _vcards("3.0"),
        "csv": _card_table,
        "json": _as_json("customers"),
        "md": _table("customers", "md"),
        "html": _table("customers", "html"),
    },
    "log": {
        "csv": _table("log", "csv"),
        "json": _as_json("interactions"),
        "md": _table("log", "md"),
        "html": _table("log", "html"),
    },
    "promises": {
        "ics": _calendar,
        "csv": _table("promises", "csv"),
        "json": _as_json("promises"),
        "md": _table("promises", "md"),
        "html": _table("promises", "html"),
    },
    "faq": {"md": _leaflet_md, "html": _leaflet_html},
}
