"""Erasing a person for good, as the law may ask for (GDPR 17): what goes, what stays, and a search that proves it.

What stays of their visits and settled promises are kinds and clocks without a name; an open promise goes with its
person. Where others' entries name them, their name, numbers and addresses are taken out of the text, and lines about
them out of handed-over sheets. What only may mean them (see `undecided`) is taken out where somebody said so. It cannot
be undone, and it takes three steps, so that a desk at work only stands still for the middle one.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from deskapp.desk.privacy import clues, deciding, undecided
from deskapp.desk.privacy.person import Person, refuse_while_here, theirs
from deskapp.desk.privacy.person_rule import PersonRule, is_settled
from deskapp.desk.session import Session
from deskapp.errors import BookDamagedError, DeskError, DiskRefusedError, RefusedError
from deskapp.messages import said
from deskapp.model.document import ERASED
from deskapp.model.ids import make_id
from deskapp.store.book import Book
from deskapp.store.copies import backup as copies
from deskapp.store.copies.rotation import daily
from deskapp.store.engine.reader import NOTE
from deskapp.store.erase import purge
from deskapp.store.erase import removal as store
from deskapp.store.erase import swap as sealed
from deskapp.store.erase.identifiers import Identifiers
from deskapp.store.erase.readings import plain_text
from deskapp.store.erase.unfinished import STEPS, UnfinishedErasure, look

Progress = Callable[[int, int], None]
BEFORE = "before-erase-"


@dataclass(frozen=True, slots=True)
class Outlook:
    """What an erasure would do: counts, and the open promises that would go."""

    name: str
    cards: int
    visits: int
    promises: int
    open_promises: tuple[str, ...]
    shared: tuple[str, ...]
    items: tuple[undecided.Item, ...] = ()
    files: tuple[str, ...] = ()
    """Files in the book's folder that aren't the book's, and may name them."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was done, by table, and what the search found.

    `unsure` are places that may still mean them and that nobody has decided on, `kept` how many stay by decision.
    """

    name: str
    erased: dict[str, int]
    redacted: dict[str, int]
    backups: tuple[str, ...]
    originals: tuple[str, ...]
    searched: int
    left: tuple[str, ...]
    foreign: tuple[str, ...]
    shared: tuple[str, ...] = ()
    unsure: tuple[undecided.Item, ...] = ()
    kept: int = 0
    stays: tuple[str, ...] = ()
    """Who was passed over, and why."""

    @property
    def is_clean(self) -> bool:
        """Whether nothing is left that somebody has to see to."""
        return not (self.left or self.foreign or self.unsure)

    @property
    def but(self) -> str:
        """What stays by decision or because others bear it, as the end of "nothing is left"; "" where nothing does."""
        kept = f"{self.kept:,} place{'' if self.kept == 1 else 's'} that you kept" if self.kept else ""
        theirs = "what others bear as their own" if self.shared else ""
        return f" but {' and '.join(filter(None, (kept, theirs)))}" if kept or theirs else ""


def outlook(desk: Session, person: Person, *, deep: bool = False) -> Outlook:
    """What would go; `deep` also looks for the places to decide. Raises RefusedError while they are here."""
    refuse_while_here(desk.book, person)
    visits, promises = (list(theirs(desk, table, person.ids)) for table in ("interactions", "promises"))
    still_open = tuple(str(promise.get("what", "")) for promise in promises if not is_settled(promise))
    counts = (person.name, len(person.cards), len(visits), len(promises), still_open, person.shared)
    if not deep:
        return Outlook(*counts)
    decision = decision_on(desk, person)
    return Outlook(*counts, tuple(decision.items), named_elsewhere(desk, person, decision))


def named_elsewhere(desk: Session, person: Person, decision: undecided.Decision) -> tuple[str, ...]:
    """The files in the folder that aren't the book's and may name them: nobody but you can clear them."""
    sought = Identifiers(person.ids, (*person.known, *decision.clues.all()))
    with desk.book.checkpoint.busy:
        return tuple(purge.named_elsewhere(desk.book, sought))


def decision_on(desk: Session, person: Person, answer: str = "") -> undecided.Decision:
    """Every place that may mean them, with what an answer takes out of it: all of them, none, or some numbers.

    Without an answer nothing is decided. Raises RefusedError for an answer that fits no place.
    """
    their_clues = clues.of(desk, person)
    with desk.book.checkpoint.busy:
        items = undecided.look(desk, PersonRule(desk, person), their_clues)
    return deciding.decide(their_clues, items, answer)


def erase(desk: Session, person: Person, progress: Progress | None = None, *, also: str = "") -> Erased:
    """Erase a person: all three steps in this thread. `also` answers what may mean them (see `decision_on`)."""
    outlook(desk, person)
    rule = PersonRule(desk, person, decision_on(desk, person, also))
    under_way = Erasure(desk, rule, "erase a person", person.name, person.shared)
    under_way.prepare(progress)
    under_way.commit()
    return under_way.finish()


@dataclass(slots=True)
class Erasure:
    """An erasure under way: `prepare` and `finish` may go on in a thread of their own, `commit` changes the book."""

    desk: Session
    rule: sealed.Rule
    words: str
    name: str = ""
    shared: tuple[str, ...] = ()
    prepared: sealed.Prepared = field(default_factory=sealed.Prepared)
    note: dict[str, Any] = field(default_factory=dict)
    before: Path | None = None

    def prepare(self, progress: Progress | None = None) -> None:
        """Back the book up, and write the sealed months anew beside the old ones. Raises BookDamagedError."""
        book = self.desk.book
        sealed.refuse_closed(book)
        refuse_unfinished(book)
        self.before = book.path / "backups" / f"{BEFORE}{self.desk.now():%Y-%m-%dT%H%M%SZ}.zip"
        copies.backup(book, self.before)
        _leave_only(self.before)

        def told(done: int, total: int) -> None:
            if self.desk.turn:
                self.desk.turn.go_on()
            if progress:
                progress(done, total)

        try:
            with book.checkpoint.busy:
                self.prepared = sealed.prepare(book, self.rule, told)
        except BaseException:
            self.before.unlink(missing_ok=True)
            raise

    def commit(self) -> None:
        """Let it count: one change on the disk, in the screen's thread where there is one. Raises like any change.

        Who came in meanwhile is not erased (RefusedError): then nothing is left of what was prepared.
        """
        if self.desk.turn:
            self.desk.turn.take(self._commit)
        else:
            self._commit()

    def _commit(self) -> None:
        desk, book, kept = self.desk, self.desk.book, self._decision.kept_places
        record: dict[str, Any] = {"id": make_id("era", desk.now(), desk.entropy(10)), "what": self.words}
        record |= {"kept": kept} if kept else {}
        with book.checkpoint.busy:
            try:
                refuse_unfinished(book)
                if not self.prepared.fits(book):
                    self.prepared = sealed.prepare(book, self.rule)
                self.rule.look_again(book)
            except RefusedError:
                self.prepared.leave(book, self.before)
                raise
            self.note = store.commit(
                book,
                self.rule,
                self.prepared,
                record,
                words=self.words,
                by=ERASED if plain_text(desk.staff) in self._decision.taken_names else desk.staff,
                at=desk.now(),
                before=self.before,
                asked_for=desk.asked,
            )

    @property
    def _decision(self) -> undecided.Decision:
        """What was decided word by word; nothing by age."""
        return self.rule.decision if isinstance(self.rule, PersonRule) else undecided.Decision(clues.Clues())

    def finish(self) -> Erased:
        """Rid every file of it, search through all of them, and take a fresh backup where old ones had to go."""
        try:
            done = purge.purge(self.desk.book, self.note)
        except (BookDamagedError, DiskRefusedError) as error:
            words = "They are gone from the book, but not every old file is rid of them yet"
            raise type(error)(f"{words} ({error.sentence})", STEPS) from error
        if done.backups and not done.left:
            try:
                daily(self.desk.book, again=True)
            except DeskError as error:
                self.desk.book.notices.tell(
                    said("The fresh backup could not be taken: {sentence}", sentence=error.sentence), error.next_step
                )
        return self._told(done)

    def _unsure(self) -> list[undecided.Item]:
        """What may still mean them, in the book as it is now."""
        if not self._decision.clues.all():
            return []
        with self.desk.book.checkpoint.busy:
            return undecided.look(self.desk, self.rule, self._decision.clues, counted=False)

    def _told(self, done: purge.Purged) -> Erased:
        decision = self._decision
        borne = sorted(part for part in decision.clues.parts if decision.clues.bearers.get(part))
        return Erased(
            name=self.name,
            erased=self.prepared.erased,
            redacted=self.prepared.redacted,
            backups=tuple(done.backups),
            originals=tuple(done.originals),
            searched=done.searched,
            left=tuple(done.left),
            foreign=tuple(done.foreign),
            shared=tuple(dict.fromkeys((*self.shared, *borne))),
            unsure=tuple(decision.undecided(self._unsure())),
            kept=decision.kept_places,
            stays=self.rule.stays,
        )


def unfinished(book: Book) -> UnfinishedErasure | None:
    """The erasure that is not finished, if there is one."""
    try:
        return look(book)
    except (OSError, ValueError):
        return UnfinishedErasure({}, counts=True, places=(NOTE,), why="it cannot be read")


def _leave_only(before: Path) -> None:
    """Of the copies of before an erasure leave only this one."""
    for left in before.parent.glob(f"{BEFORE}*.zip"):
        if left != before:
            left.unlink(missing_ok=True)


def refuse_unfinished(book: Book) -> None:
    """Raises RefusedError while another erasure is not finished: its note and its copy of before would be lost."""
    if erasure := unfinished(book):
        raise RefusedError(said("{sentence} Nothing else was erased.", sentence=erasure.sentence), STEPS)


def try_again(desk: Session) -> list[str] | None:
    """Try once more to finish an erasure; what still holds something of it, None where none is under way.

    Raises DeskError where something is still in the way.
    """
    if unfinished(desk.book) is None:
        return None
    done = purge.finish(desk.book, again=True)
    return [] if done is None else list(done.left)
