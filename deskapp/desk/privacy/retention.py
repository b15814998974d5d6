"""Keeping no longer than needed: what is closed and older than some months leaves no name behind (GDPR 5.1 e).

Ended visits without an open promise and settled promises leave their clocks; signed sheets go, half-typed words, and
cards of people who have not been seen since. Co-workers, whoever has something open (see `still_needed`), and whatever
was changed since stay. So do lessons and FAQ entries: they are the shop's own, and how many are older is told.
"""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from deskapp import clock
from deskapp.desk.drafts import drafts
from deskapp.desk.privacy import person_rule, still_needed
from deskapp.desk.privacy.erasing import Erased, Erasure, Progress
from deskapp.desk.privacy.person_rule import is_settled
from deskapp.desk.session import Session
from deskapp.errors import BookDamagedError, RefusedError
from deskapp.messages import said
from deskapp.model.document import Document, instant_text
from deskapp.model.frozen import dataclass
from deskapp.store import Book
from deskapp.store.engine.shelf import Shelf, identifier_of, when_of
from deskapp.store.engine.table_file import TableFileError, read_table, split_line
from deskapp.store.erase.identifiers import Identifiers
from deskapp.store.erase.swap import Rule
from deskapp.store.history.archive import FOLDER

_WHO = re.compile(rb'"customer":\{"id":"([^"]+)"')
_ERASED = b'"erased":true'
AGEING = frozenset({"interactions", "promises", "customers", "handovers", drafts.TABLE})
STAYING = (("lessons", "at"), ("faq", "created_at"))
"""The tables whose entries stay whatever their age, and the field that says when they were made."""


@dataclass(frozen=True, slots=True)
class Old:
    """What would go: counts, and the names of the cards; and how many older lessons and FAQ entries stay."""

    before: datetime
    visits: int
    promises: int
    sheets: int
    cards: tuple[str, ...]
    lessons: int
    faq: int
    stays: tuple[str, ...]
    """Who would go by their age alone, and why they stay."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is that old."""
        return not (self.visits or self.promises or self.sheets or self.cards)


class AgeRule(Rule):
    """What becomes of each document: it stays, leaves its clocks, or goes."""

    forgets_all = True

    def __init__(self, desk: Session, before: datetime) -> None:
        self.before, self._limit, self._book = before, instant_text(before), desk.book
        self.stays: tuple[str, ...] = ()
        shelves = sorted(desk.book.engine.shelves.values(), key=lambda shelf: shelf.name)
        self._choose(_seen_since(desk, self._limit), [line for shelf in shelves for line in _lines(desk, shelf)])

    def _choose(self, seen: set[str], lines: Iterable[tuple[str, bytes]], *, archived: bool = True) -> None:
        """Which cards go: those that nobody has seen since, and that nothing which stays has need of."""
        book = self._book
        owed, self._promised = still_needed.promised(book)
        self._owed, self._typed = {promise["id"] for promise in owed}, still_needed.typed_for(book, self._limit)
        unseen = self._unseen(book, seen)
        why = still_needed.reasons(book, self._limit, unseen, archived=archived)
        self.cards = self._unseen(book, {*seen, *why})
        while more := still_needed.named(book, self.cards, self.becomes, lines):
            why |= dict.fromkeys(more, still_needed.NAMED)
            self.cards = self._unseen(book, {*seen, *why})
        told = {f"{unseen[identifier]}: {reason}" for identifier, reason in why.items() if identifier not in self.cards}
        self.stays = tuple(sorted({*self.stays, *told}))
        self.marks = Identifiers(self.cards)

    def _unseen(self, book: Book, seen: set[str]) -> dict[str, str]:
        """The cards that nobody of the person's cards was seen, promised or changed by since: their ids and names."""
        cards = {card["id"]: card for card in book.select("customers")}
        groups: dict[str, list[Document]] = {}
        for card in cards.values():
            groups.setdefault(_kept(card, cards), []).append(card)
        unseen = (group for group in groups.values() if all(self._is_unseen(card, seen) for card in group))
        return {card["id"]: str(card.get("name", "")) for group in unseen for card in group}

    def _is_unseen(self, card: Document, seen: set[str]) -> bool:
        latest = max(str(card.get(name) or "") for name in ("updated_at", "created_at"))
        return bool(card.get("kind") != "coworker" and card["id"] not in seen and latest < self._limit)

    def look_again(self, book: Book) -> None:
        """Who came in, or was promised something, while the months were prepared keeps their card."""
        before = self.cards
        seen = {card["id"] for card in book.select("customers") if card["id"] not in before}
        lines = [(shelf.name, line) for shelf in list(book.engine.shelves.values()) for line in shelf.lines.values()]
        for table in ("interactions", "promises"):
            seen |= _who(table, [line for name, line in lines if name == table], self._limit)
        self._choose(seen, lines, archived=False)

    def concerns_month(self, table: str, entry: dict[str, Any], data: bytes, text: bytes) -> bool:
        """Whether the month is old enough, and not done yet."""
        return self.is_of_age(entry["month"]) and data.count(_ERASED) < int(entry["count"])

    def is_of_age(self, month: str) -> bool:
        """Whether a month has days that are old enough."""
        return month <= self._limit[:7]

    def changes(self, table: str, line: bytes) -> bool:
        """Whether a document would not stay as it is."""
        if not self.concerns(table, line, None):
            return False
        document = self._book.understood(table, line)
        return document is not None and self.becomes(table, document) is not document

    def concerns(self, table: str, line: bytes, text: bytes | None) -> bool:
        """Whether it is of a kind that grows old, and not done yet."""
        return table in AGEING and _ERASED not in line

    def becomes(self, table: str, document: Document) -> Document | None:
        """By its own age alone."""
        if table not in AGEING or document.get("erased"):
            return document
        if table == "customers":
            return None if document["id"] in self.cards else document
        if table == drafts.TABLE:
            return drafts.without(document, self.cards, before=self._limit)
        if table == "handovers":
            is_awaited = bool(document.get("to")) and not document.get("read_at")
            return None if self._is_old(document, "handed_at") and not is_awaited else document
        if table == "promises":
            is_over = is_settled(document) and document["id"] not in self._typed
            is_old, clocks = self._is_old(document, "kept_at", "broken_at", "made_at"), person_rule.clocks_of_promise
        else:
            is_named = document["id"] in self._promised or document["id"] in self._typed
            is_needed = is_named or still_needed.hangs_on(document, self._owed)
            is_over = document.get("state") == "ended" and not is_needed
            is_old, clocks = self._is_old(document, "ended_at", "arrived_at"), person_rule.clocks_of_visit
        return clocks(document) if is_over and is_old else document

    def _is_old(self, document: Document, *names: str) -> bool:
        latest = max(str(document.get(name) or "") for name in names)
        return bool(latest) and latest < self._limit


def _seen_since(desk: Session, limit: str) -> set[str]:
    """The ids of the cards in visits and promises since an instant; sealed months before it are not read."""
    ids: set[str] = set()
    for table in ("interactions", "promises"):
        shelf = desk.book.shelf(table)
        ids |= _who(table, list(shelf.lines.values()), limit)
        for entry in shelf.sealed:
            ids |= _who(table, _sealed(desk, entry["file"]), limit) if entry["month"] >= limit[:7] else set()
    return ids


def _lines(desk: Session, shelf: Shelf, is_wanted: Callable[[str], bool] = bool) -> Iterator[tuple[str, bytes]]:
    """The table and the line of every document of it that counts, of sealed months those that are wanted."""
    yield from ((shelf.name, line) for line in list(shelf.lines.values()))
    for entry in list(shelf.sealed):
        if is_wanted(entry["month"]):
            gone = set(shelf.shadow.get(entry["month"], ()))
            yield from ((shelf.name, line) for line in _sealed(desk, entry["file"]) if identifier_of(line) not in gone)


def _sealed(desk: Session, file: str) -> list[bytes]:
    """The documents of a sealed month. Raises BookDamagedError: what cannot be read cannot be let go."""
    try:
        return [split_line(line)[1] for line in read_table(desk.book.path / FOLDER / file).lines]
    except (TableFileError, OSError) as error:
        words = said(
            "{folder}/{file} cannot be read ({error}); nothing was erased.", folder=FOLDER, file=file, error=error
        )
        raise BookDamagedError(words, said("Run `deskapp doctor --repair` first.")) from error


def _who(table: str, lines: list[bytes], limit: str) -> set[str]:
    recent = (line for line in lines if when_of(table, line) >= limit or _changed(line) >= limit)
    return {match[1].decode() for line in recent for match in _WHO.finditer(line)}


def _changed(line: bytes) -> str:
    mark = b'"updated_at":"'
    start = line.rfind(mark)
    return line[start + len(mark) : start + len(mark) + 24].decode() if start >= 0 else ""


def _kept(card: Document, cards: dict[str, Document]) -> str:
    """The card that counts for one that was merged, however often."""
    known: set[str] = set()
    while card.get("merged_into") in cards and card["id"] not in known:
        known.add(card["id"])
        card = cards[card["merged_into"]]
    return str(card["id"])


def months_ago(now: datetime, months: int) -> datetime:
    """Midnight of the desk's day so many months back; the 31st becomes the last day of a shorter month."""
    if months < 1:
        raise RefusedError(said("That would leave nothing."), said("Keep at least one month."))
    today = clock.today(now)
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    if year < 1:
        raise RefusedError(said("No book is that old."), said("Name fewer months."))
    last = monthrange(year, month + 1)[1]
    return clock.day_bounds(date(year, month + 1, min(today.day, last)))[0]


def look(desk: Session, months: int) -> Old:
    """What would go; nothing is changed."""
    rule = AgeRule(desk, months_ago(desk.now(), months))
    counts, limit = Counter(_due(desk, rule)), instant_text(rule.before)
    lessons, faq = (
        sum("" < str(entry.get(when) or "") < limit for entry in desk.book.select(table)) for table, when in STAYING
    )
    return Old(
        before=rule.before,
        visits=counts["interactions"],
        promises=counts["promises"],
        sheets=counts["handovers"],
        cards=tuple(sorted(rule.cards.values())),
        lessons=lessons,
        faq=faq,
        stays=rule.stays,
    )


def _due(desk: Session, rule: AgeRule) -> Iterator[str]:
    """The table of each document that would change, as it is found; sealed months that are too young are not read."""
    for table in ("interactions", "promises", "handovers"):
        lines = _lines(desk, desk.book.shelf(table), rule.is_of_age)
        yield from (table for _, line in lines if rule.changes(table, line))


def retain(desk: Session, months: int, progress: Progress | None = None) -> Erased:
    """Let go of what is older: all three steps in this thread. Raises RefusedError where nothing is."""
    rule = AgeRule(desk, months_ago(desk.now(), months))
    if not rule.cards and next(_due(desk, rule), None) is None:
        raise RefusedError(
            said("Nothing that is closed is older than {months} months.", months=months),
            said("There is nothing to let go."),
        )
    under_way = Erasure(desk, rule, "let old entries go")
    under_way.prepare(progress)
    under_way.commit()
    return under_way.finish()
