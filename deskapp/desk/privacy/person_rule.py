"""What becomes of each document when one person is erased: it goes, leaves its clocks, or loses their words.

A handed-over sheet is one text, in which a line about a visit is about its person.
"""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import cached_property
from typing import Any

from deskapp.desk.drafts import drafts
from deskapp.desk.privacy import clues, undecided
from deskapp.desk.privacy.person import Person, refuse_while_here, theirs
from deskapp.desk.session import Session
from deskapp.model.document import ERASED, Document, entries_of, instant_text, read_instant
from deskapp.store import Book
from deskapp.store.engine.codec import decode
from deskapp.store.erase.identifiers import Identifiers
from deskapp.store.erase.readings import plain_text
from deskapp.store.erase.swap import Rule

SHEETS, LINKED = "handovers", ("promises", "lessons")
UNTOUCHED = frozenset({"tombstones", "alerts", "asked"})
VISIT = (
    "kind", "state", "arrived_at", "greeted_at", "ended_at", "closed_at", "missed_at", "elsewhere_at", "temperature",
    "staff", "direction", "afterwards", "imported_by",
)  # fmt: skip
PROMISE = ("due", "made_at", "acknowledged_at", "kept_at", "broken_at")
CLOCKS: dict[str, tuple[str, ...]] = {
    "readings": ("at", "celsius"),
    "holds": ("since", "until"),
    "reopened": ("at", "ended_at"),
    "runs": ("started_at",),
    "ticks": ("at", "by"),
    "rings": ("at", "answered_at", "hung_up_at"),
}

STANDS_FOR = timedelta(days=1)
"""How long after the end of a visit, or after a promise was settled, a sheet may still speak of it."""
TELLING_WORDS, TELLING_LENGTH = 3, 12
Said = tuple[str, str, str]
"""From when to when a sheet may hold a text of theirs, and the text as it is compared."""


class PersonRule(Rule):
    """What becomes of each document when one person is erased."""

    forgets_all = False
    stays: tuple[str, ...] = ()

    def __init__(self, desk: Session, person: Person, decision: undecided.Decision | None = None) -> None:
        self.person, self.marks = person, person.marks
        self.decision = decision or undecided.Decision(clues.Clues())
        visits = desk.book.select("interactions", newest_first=False)
        self._visits: set[str] = {visit["id"] for visit in visits if person.has(visit)}
        promises = desk.book.select("promises")
        self._promises: set[str] = {promise["id"] for promise in promises if self._is_theirs(promise)}
        own = (document for table in ("interactions", "promises") for document in theirs(desk, table, person.ids))
        self._said = list(said_in(own))

    def concerns(self, table: str, line: bytes, text: bytes | None) -> bool:
        """Whether the line may name them, or be about a visit of theirs."""
        if table in UNTOUCHED:
            return False
        if table in (drafts.TABLE, SHEETS) or (table in LINKED and b'"interaction":"int_' in line):
            return True
        return self.marks.may_be_in(line) or self.decision.may_be_in(line)

    def becomes(self, table: str, document: Document) -> Document | None:
        """Theirs goes, or leaves its clocks; of others' only the words that name them are taken out."""
        if document.get("erased"):
            return self._without_words(table, document)
        if table == "customers" and document["id"] in self.person.ids:
            return None
        if table == "interactions" and document.get("state") == "ended" and self.person.has(document):
            self._visits.add(document["id"])
            return self._without_words(table, clocks_of_visit(document))
        if table == "promises" and self._is_theirs(document):
            self._promises.add(document["id"])
            return self._without_words(table, clocks_of_promise(document)) if is_settled(document) else None
        if table == drafts.TABLE:
            document = drafts.without(document, {*self.person.ids, *self._visits, *self._promises})
        if table == SHEETS:
            document = sheet_without(document, self.marks, self._said)
        document = self._without_words(table, document)
        is_lesson = table == "lessons" and document.get("interaction") in self._visits
        return {**document, "interaction": ""} if is_lesson else document

    def _without_words(self, table: str, document: Document) -> Document:
        return self.decision.without(table, self.marks.without(document))

    def is_theirs(self, table: str, document: Document) -> bool:
        """Whether a document is a card, a visit or a promise of theirs."""
        if table == "customers":
            return document.get("id") in self.person.ids
        return self._is_theirs(document) if table == "promises" else self.person.has(document)

    def drops(self, action: bytes) -> bool:
        """Whether an action can't be undone any more: it holds their name, or what may mean them and was not kept.

        Nor can one that joins words to a visit or a promise of theirs.
        """
        if self.marks.may_be_in(action) and self.marks.in_value(decode(action)):
            return True
        if self._ids_of_theirs.may_be_in(action):
            return True
        if SHEETS.encode() in action and is_in_sheet_of(decode(action), self.marks, self._said):
            return True
        return undecided.may_hold(action, self.decision.clues) and self.decision.drops(decode(action))

    @cached_property
    def _ids_of_theirs(self) -> Identifiers:
        """Their visits and promises; asked for once all documents were gone through."""
        return Identifiers(self._visits | self._promises)

    def in_copies(self) -> frozenset[str]:
        """The clues that nobody else bears, and the names at the desk that were said to go.

        Clues that were kept are among them: the fresh backup has what was kept.
        """
        return self.decision.clues.in_copies() | self.decision.taken_names

    def decided(self) -> frozenset[str]:
        """The documents that lose a word by decision, also one that somebody else bears."""
        return frozenset(identifier for _, identifier in self.decision.taken)

    def in_files(self) -> frozenset[str]:
        """Every clue, whoever else bears it."""
        return self.decision.clues.all()

    def look_again(self, book: Book) -> None:
        """Raises RefusedError for who came in meanwhile."""
        refuse_while_here(book, self.person)

    def _is_theirs(self, promise: Document) -> bool:
        if promise.get("customer"):
            return self.person.has(promise)
        return promise.get("interaction") in self._visits


def is_settled(promise: Document) -> bool:
    """Whether a promise is kept or given up."""
    return bool(promise.get("kept_at") or promise.get("broken_at"))


def clocks_of_visit(document: Document) -> Document:
    """An ended interaction without anything that was said, written or known of the person."""
    kept: Document = {"id": document["id"], **_chosen(document, VISIT)}
    for name, fields in CLOCKS.items():
        entries = document.get(name)
        if isinstance(entries, dict):
            kept[name] = {key: _chosen(entry, fields) for key, entry in entries.items() if isinstance(entry, dict)}
    return {**kept, "erased": True}


def clocks_of_promise(document: Document) -> Document:
    """A settled promise without what it was, to whom, and about which visit."""
    return {"id": document["id"], "what": ERASED, **_chosen(document, PROMISE), "erased": True}


def _chosen(values: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: values[name] for name in names if values.get(name) is not None}


def said_in(documents: Iterable[Document]) -> Iterator[Said]:
    """What sheets may say of some visits and promises: why they came, what they asked for, what was promised."""
    for document in documents:
        start = str(document.get("arrived_at") or document.get("made_at") or "")
        ends = [str(document.get(name) or "") for name in ("ended_at", "kept_at", "broken_at")]
        end = _later(max(ends)) if any(ends) else "9"
        asked = [request.get("text") for request in entries_of(document, "requests")]
        for text in (document.get("reason"), document.get("outcome"), document.get("what"), *asked):
            words = plain_text(str(text or ""))
            if len(words.split()) >= TELLING_WORDS or len(words) >= TELLING_LENGTH:
                yield start, end, words


def _later(instant: str) -> str:
    try:
        return instant_text(read_instant(instant) + STANDS_FOR)
    except (ValueError, OverflowError):
        return "9"


def sheet_without(document: Document, marks: Identifiers, said: Iterable[Said]) -> Document:
    """A hand-over whose sheet has lost the lines that name a person, or say what their visits and promises were."""
    sheet, when = document.get("sheet"), str(document.get("handed_at") or "")
    if not isinstance(sheet, str) or not sheet:
        return document
    texts = [text for start, end, text in said if start <= when <= end]
    lines = ["- " + ERASED if _is_line_of(line, marks, texts) else line for line in sheet.split("\n")]
    after = "\n".join(lines)
    return document if after == sheet else {**document, "sheet": after}


def is_in_sheet_of(action: Document, marks: Identifiers, said: Iterable[Said]) -> bool:
    """Whether an action of undo would bring back a sheet with lines that name a person, or say what was theirs."""
    edits = [edit for edit in action.get("edits", ()) if edit[0] == SHEETS]
    values = [value for edit in edits for side in edit[3:5] for value in side]
    sheets = [value.get("sheet") if isinstance(value, dict) else value for value in values]
    at = str(action.get("at", ""))
    made = [{"sheet": sheet, "handed_at": at} for sheet in sheets if isinstance(sheet, str)]
    said = list(said)
    return any(sheet_without(handover, marks, said) is not handover for handover in made)


def _is_line_of(line: str, marks: Identifiers, texts: list[str]) -> bool:
    if not line.startswith("- "):
        return False
    words = f" {plain_text(line)} "
    return marks.in_text(line) or any(f" {text} " in words for text in texts)
