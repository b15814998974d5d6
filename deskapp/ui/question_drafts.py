"""What every question of a screen gets: whose it is, a place for its words, and what no disk has taken yet."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from deskapp.desk.drafts import drafts
from deskapp.desk.session import Session
from deskapp.errors import DeskError, NotFoundError, RefusedError
from deskapp.ui.widgets.question import FILE, FINDS, NextStep, Question, Suggestions, keep_nowhere

Store = Callable[[str, str], object]
Done = Callable[[dict[str, str], str], NextStep]
STAYS = "It was changed meanwhile; that stays."
EITHER = "Enter puts yours in its place. Esc leaves it."


class Waiting(NamedTuple):
    """Words of a field that no disk has taken yet, and what stores them."""

    store: Store
    name: str
    text: str


class Beside:
    """What a command, or another desk, puts into the fields of a question while somebody types there.

    It is told before it is written over: by the line below the field, else by the first Enter. What is written over it
    is an act of its own, so that undo brings back what they put there.
    """

    def __init__(self, question: Question, ends_act: Callable[[], None]) -> None:
        self._question, self._ends_act = question, ends_act
        self._left, self._told = self._now(), dict[str, str]()

    def _now(self) -> dict[str, str]:
        with suppress(NotFoundError):  # whom it was about is gone: nobody changes it any more
            return dict(self._question.holds()) if self._question.holds else {}
        return {}

    def is_mine(self, name: str) -> None:
        """What the book holds now in a field was put there by that field."""
        self._left |= {field: text for field, text in self._now().items() if field == name}

    def changed(self) -> dict[str, str]:
        """The fields that others changed since they were last stored here, with what they hold now."""
        return {name: text for name, text in self._now().items() if text != self._left.get(name)}

    def refuse_over(self, name: str) -> None:
        """Refuse to store the words of a field over those of others."""
        if name in self.changed():
            raise RefusedError(STAYS)

    def on_change(self, values: dict[str, str]) -> Suggestions:
        """The offer of the question; where others changed a field it says so."""
        offer, theirs = self._question.on_change(values), self.changed()
        if theirs:
            self._ends_act()
        self._told = theirs
        return replace(offer, hint=f"{_meanwhile(theirs)} {EITHER}", bad=True) if theirs else offer

    def submit(self, values: dict[str, str], chosen: str) -> NextStep:
        """What is done with the answer, once it was told what others put there."""
        theirs = {name: text for name, text in self.changed().items() if values.get(name) != text}
        if any(self._told.get(name) != text for name, text in theirs.items()):
            self._told = theirs
            self._ends_act()
            raise RefusedError(_meanwhile(theirs), EITHER)
        return self._question.submit(values, chosen)


class Questions:
    """Prepares the questions of all screens, and tries again to store words that no disk took."""

    def __init__(self, desk: Session) -> None:
        self._desk = desk
        self._unstored: dict[str, Waiting] = {}
        self._is_told = False

    def prepare(self, question: Question, screen: str, subject: str) -> Question:
        """A question as a screen asks it: it belongs to `subject` where it names nothing itself.

        Raises RefusedError where its words could not be kept, since the book is open to look on only.
        """
        self._desk.book.end_of_act()
        if question.passing not in (FINDS, FILE):
            self._desk.book.expect_writable()
        prepared = question if question.subject is not None else replace(question, subject=subject)
        if not (prepared.passing or prepared.secret):
            names = "+".join(name for name, _, _ in prepared.fields)
            place = drafts.DraftPlace(screen, f"{prepared.title} {names}", prepared.subject or "")
            is_new = prepared.store is keep_nowhere
            prepared = self._drafted(prepared, place) if is_new else self._stored(prepared, place)
        waiting = {name: self._unstored.pop(_place(prepared, name), None) for name, _, _ in prepared.fields}
        held = {name: words.text for name, words in waiting.items() if words}
        fields = [(name, label, held.get(name, text)) for name, label, text in prepared.fields]
        new = self._as_one_act(prepared.makes_new) if prepared.makes_new else None
        done, hold = self._done(prepared.submit), partial(self._hold, prepared)
        return replace(prepared, fields=fields, submit=done, makes_new=new, unstored=tuple(held), hold=hold)

    def _as_one_act(self, makes_new: Callable[[dict[str, str]], NextStep]) -> Callable[[dict[str, str]], NextStep]:
        """What makes something new of the words, as one act for undo."""

        def makes(values: dict[str, str]) -> NextStep:
            with self._desk.book.one_act():
                return makes_new(values)

        return makes

    def _done(self, submit: Done) -> Done:
        """What is done with the answer, as one act with what was typed for it."""

        def does(values: dict[str, str], chosen: str) -> NextStep:
            book = self._desk.book
            with book.one_act(book.typing_of(self._desk.staff)):
                return submit(values, chosen)

        return does

    def _hold(self, question: Question, name: str, text: str) -> None:
        """Keep words that the disk did not take, to be stored as soon as it does."""
        self._unstored[_place(question, name)] = Waiting(question.store, name, text)
        self._is_told = False

    @property
    def waiting(self) -> list[str]:
        """The words that no disk has taken yet, but will; a book to look on takes none."""
        texts = [words.text for words in self._unstored.values() if words.text.strip()]
        return [] if self._desk.book.read_only else texts

    def store_again(self) -> tuple[str, bool]:
        """Try to store what is still waiting: what is to be said of it now, once, and whether that is bad news."""
        if self._desk.book.read_only:
            return "", False
        refused: DeskError | None = None
        is_stored = False
        for place, (store, name, text) in list(self._unstored.items()):
            try:
                store(name, text)
            except NotFoundError:  # whom it was about is gone: there is nothing left to store it with
                del self._unstored[place]
            except DeskError as error:
                refused = error
            else:
                del self._unstored[place]
                is_stored = True
        if refused and not self._is_told:
            self._is_told = True
            return f"What you typed before is not stored yet: {refused}", True
        return ("What you typed before is stored now.", False) if is_stored and not refused else ("", False)

    def _drafted(self, question: Question, place: drafts.DraftPlace) -> Question:
        """The question with what was typed for it before; it keeps what is typed now."""
        kept, stood = drafts.read(self._desk, place), {name: text for name, _, text in question.fields}
        fields = [(name, label, kept.get(name, text)) for name, label, text in question.fields]

        def store(name: str, text: str) -> None:
            drafts.keep(self._desk, place, name, "" if text == stood[name] else text)

        def puts_back(values: Mapping[str, str]) -> str:
            changed, new = _put_back(stood, values, store)
            for name in stood.keys() - new.keys():
                drafts.keep(self._desk, place, name, "")
            return _told(bool(changed), "Kept for later." if new else "")

        done = self._forgetting(question.submit, place)
        prepared = replace(question, fields=fields, store=store, submit=done, usual=stood)
        return replace(prepared, puts_back=puts_back, stood=stood) if question.edits else prepared

    def _stored(self, question: Question, place: drafts.DraftPlace) -> Question:
        """A question that stores its words itself; what does not fit there yet is kept as a draft until it does."""
        kept, stood = dict(drafts.read(self._desk, place)), {name: text for name, _, text in question.fields}
        fields = [(name, label, kept.get(name, text)) for name, label, text in question.fields]
        beside = Beside(question, self._desk.book.end_of_act)

        def store(name: str, text: str) -> None:
            try:
                beside.refuse_over(name)
                question.store(name, text)
            except RefusedError:
                drafts.keep(self._desk, place, name, text)
                kept[name] = text
            else:
                beside.is_mine(name)
                if kept.pop(name, ""):
                    drafts.keep(self._desk, place, name, "")

        def puts_back(values: Mapping[str, str]) -> str:
            theirs = beside.changed()
            mine = {name: text for name, text in stood.items() if name not in theirs or not text.strip()}
            changed, new = _put_back(mine, values, store)
            for name in kept.keys() & {
                *changed,
                *(stood.keys() - mine.keys()),
            }:  # it did not fit while another field was not back yet
                drafts.keep(self._desk, place, name, "")
                del kept[name]
            for name in kept.keys() & new.keys():  # it may fit now
                store(name, new[name])
            return STAYS if theirs else _told(bool(changed), "Kept as you typed it." if new else "")

        done = self._forgetting(beside.submit, place)
        prepared = replace(question, fields=fields, store=store, submit=done, on_change=beside.on_change)
        return replace(prepared, puts_back=puts_back, stood=stood) if question.edits else prepared

    def _forgetting(self, submit: Done, place: drafts.DraftPlace) -> Done:
        """What is done with the answer; the words of a place go once nothing more is asked before it is done."""

        def does(values: dict[str, str], chosen: str) -> NextStep:
            result = submit(values, chosen)
            if isinstance(result, Question) and result.continues:
                return replace(result, submit=self._forgetting(result.submit, place))
            with suppress(DeskError):  # it is done and stored; a draft too many does no harm
                drafts.forget(self._desk, place)
            return result

        return does


def _put_back(stood: Mapping[str, str], values: Mapping[str, str], store: Store) -> tuple[list[str], dict[str, str]]:
    """Put back what stood in the fields that held something; gives these, and the new words of those that held nothing.

    New words are on the disk already, or stored by the field that they stand in: what others put there since stays.
    """
    changed = [name for name, text in stood.items() if text.strip() and values[name] != text]
    new = {name: values[name] for name, text in stood.items() if not text.strip() and values[name].strip()}
    for name in changed:
        store(name, stood[name])
    return changed, new


def _told(is_put_back: bool, kept: str) -> str:
    """What is said of a question that was left: what was put back, and what is kept of new words."""
    return f"Put back as it was. {kept}".strip() if is_put_back else kept


def _meanwhile(theirs: Mapping[str, str]) -> str:
    """What others put there meanwhile."""
    words = ", ".join(f"“{text:.60}”" if text else "nothing" for text in theirs.values())
    return f"Changed meanwhile, to {words}."


def _place(question: Question, name: str) -> str:
    """Where the words of a field wait; two fields of one thing have different labels."""
    label = next((label for field, label, _ in question.fields if field == name), "")
    return f"{question.title}.{label}.{question.subject}.{name}"
