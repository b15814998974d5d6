"""A part of the book as text for others to read: cards, the log, promises, the FAQ, whole or one customer's."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from deskapp.desk.answers import faq
from deskapp.desk.cards import customers
from deskapp.desk.documents import readable
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.messages import said
from deskapp.model.customer import Customer
from deskapp.model.document import Document
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.store import where
from deskapp.text.folding import folded

MOST_SETTLED = 500


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What is to be written: from which desk, only for whom (or everybody), and who is told of what is left out."""

    desk: Session
    who: Customer | None = None
    told: Callable[[str], object] = lambda words: None


Writer = Callable[[ExportRequest], str]


def _documents(asked: ExportRequest, table: str) -> Iterator[Document]:
    """The documents of a table, of the whole history; only one customer's where `--who` names them."""
    if asked.who is None:
        yield from asked.desk.book.select(table, archived=True)
        return
    theirs = customers.ids_of(asked.desk, asked.who)
    if table == "customers":
        yield from (document for name in theirs if (document := asked.desk.book.get(table, name)))
        return
    for name in theirs:
        yield from asked.desk.book.select(table, where("customer")["id"] == name, archived=True)


def _cards(asked: ExportRequest) -> list[Customer]:
    cards = readable(Customer, _documents(asked, "customers"))
    return sorted((card for card in cards if not card.merged_into), key=lambda card: folded(card.name))


def _to_share(asked: ExportRequest) -> list[Customer]:
    """The cards without what is the desk's own business: warnings and partings never leave with an address book,
    nor what a merge keeps of them, nor words that are half typed.

    Our own JSON has them all.
    """
    cards = _cards(asked)
    if private := sum(bool(card.warnings or card.parting) for card in cards):
        whose = "1 card stay" if private == 1 else f"{private} cards stay"
        asked.told(said("The warnings of {whose} here; only json has them.", whose=whose))
    return [replace(card, warnings={}, parting=None, merged={}, drafts={}) for card in cards]


def vcards(asked: ExportRequest, version: Literal["3.0", "4.0"] = "4.0") -> str:
    """The cards for phones and address books."""
    from deskapp.exchange.vcard_out import write_cards

    return write_cards(_to_share(asked), version)


def older_vcards(asked: ExportRequest) -> str:
    """The cards for phones that know vCard 3.0 only."""
    return vcards(asked, "3.0")


def card_table(asked: ExportRequest) -> str:
    """The cards as a table with a column for each field, which comes back in."""
    from deskapp.exchange.tables_out import write_csv

    return write_csv(_to_share(asked))


def _as_json(table: str) -> Writer:
    def write_them(asked: ExportRequest) -> str:
        from deskapp.exchange.json_file import write_json

        return write_json({table: _documents(asked, table)}, asked.desk.now(), asked.desk.book.desk)

    return write_them


def _csv(what: str) -> Writer:
    def write_it(asked: ExportRequest) -> str:
        from deskapp.exchange import tables_out

        return tables_out.write_table(*_rows(asked, what))

    return write_it


def _page(what: str, write: str) -> Writer:
    def write_it(asked: ExportRequest) -> str:
        from deskapp.exchange import pages

        text: str = getattr(pages, write)(_title(asked, what), *_rows(asked, what))
        return text

    return write_it


def _rows(asked: ExportRequest, what: str) -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    from deskapp.exchange import tables_out

    if what == "customers":
        return tables_out.CARDS, tables_out.card_rows(_cards(asked))
    if what == "log":
        visits = readable(Interaction, _documents(asked, "interactions"))
        return tables_out.LOG, tables_out.log_rows(visits, asked.desk.now())
    given = sorted(readable(Promise, _documents(asked, "promises")), key=lambda promise: promise.due)
    return tables_out.PROMISES, tables_out.promise_rows(given, asked.desk.now())


def faq_markdown(asked: ExportRequest) -> str:
    """The FAQ as Markdown."""
    from deskapp.exchange import pages

    return pages.faq_markdown(faq.everything(asked.desk), _title(asked, "questions and answers"))


def faq_html(asked: ExportRequest) -> str:
    """The FAQ as a leaflet to print."""
    from deskapp.exchange import pages

    return pages.faq_html(faq.everything(asked.desk), _title(asked, "questions and answers"))


def calendar(asked: ExportRequest) -> str:
    """The open promises, and as cancelled those settled or taken back lately, so that they leave the calendar."""
    from deskapp.exchange.calendar_out import TakenBack, promises_ics

    chosen = [*promises.all_open(asked.desk), *promises.settled(asked.desk, most=MOST_SETTLED)]
    gone: list[TakenBack] = []
    if asked.who:
        theirs = customers.ids_of(asked.desk, asked.who)
        chosen = [promise for promise in chosen if promise.customer and promise.customer.id in theirs]
    else:
        gone = [TakenBack(*told) for told in promises.taken_back(asked.desk, most=MOST_SETTLED)]
    return promises_ics([*chosen, *gone], asked.desk.now(), desk_settings.read(asked.desk).desk_name)


def _title(asked: ExportRequest, what: str) -> str:
    return f"{desk_settings.read(asked.desk).desk_name}: {what}"


cards_json, log_json, promises_json = map(_as_json, ("customers", "interactions", "promises"))
log_csv, promises_csv = map(_csv, ("log", "promises"))
cards_markdown, log_markdown, promises_markdown = (
    _page(what, "table_markdown") for what in ("customers", "log", "promises")
)
cards_html, log_html, promises_html = (_page(what, "table_html") for what in ("customers", "log", "promises"))
