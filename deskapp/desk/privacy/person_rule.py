"""What becomes of each document when one person is erased: it goes, leaves its clocks, or loses their words."""

from functools import cached_property
from typing import Any

from deskapp.desk.drafts import drafts
from deskapp.desk.privacy import anonymous, clues, sheets, undecided
from deskapp.desk.privacy.person import Person, refuse_while_here, theirs
from deskapp.desk.session import Session
from deskapp.model.document import Document
from deskapp.store import Book
from deskapp.store.engine.codec import decode
from deskapp.store.erase.identifiers import Identifiers

LINKED = ("promises", "lessons")
UNTOUCHED = frozenset({"tombstones", "alerts", "asked"})


class PersonRule:
    """What becomes of each document when one person is erased."""

    forgets_all = False
    stays: tuple[str, ...] = ()

    def __init__(self, desk: Session, person: Person, decision: undecided.Decision | None = None) -> None:
        self.person, self.marks = person, person.marks
        self.decision = decision or undecided.Decision(clues.Clues())
        self._visits: set[str] = set()
        self._promises: set[str] = set()
        for document in desk.book.select("interactions", newest_first=False):
            if person.has(document):
                self._visits.add(document["id"])
        self._promises.update(one["id"] for one in desk.book.select("promises") if self._is_theirs(one))
        own = (one for table in ("interactions", "promises") for one in theirs(desk, table, person.ids))
        self._said = list(sheets.said_in(own))

    def concerns_month(self, table: str, entry: dict[str, Any], data: bytes, text: bytes) -> bool:
        """Whether the month may name them."""
        return self.concerns(table, data, None)

    def concerns(self, table: str, line: bytes, text: bytes | None) -> bool:
        """Whether the line may name them, or be about a visit of theirs."""
        if table in UNTOUCHED:
            return False
        if table in (drafts.TABLE, sheets.TABLE) or (table in LINKED and b'"interaction":"int_' in line):
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
            return self._without_words(table, anonymous.visit(document))
        if table == "promises" and self._is_theirs(document):
            self._promises.add(document["id"])
            return self._without_words(table, anonymous.promise(document)) if is_settled(document) else None
        if table == drafts.TABLE:
            document = drafts.without(document, {*self.person.ids, *self._visits, *self._promises})
        if table == sheets.TABLE:
            document = sheets.without(document, self.marks, self._said)
        document = self._without_words(table, document)
        is_lesson = table == "lessons" and document.get("interaction") in self._visits
        return {**document, "interaction": ""} if is_lesson else document

    def _without_words(self, table: str, document: Document) -> Document:
        """A document without their marks, and without what was said to go."""
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
        if sheets.TABLE.encode() in action and sheets.is_in_action(decode(action), self.marks, self._said):
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
