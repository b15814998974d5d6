"""What every question of a screen gets: whose it is, a place for its words, and what no disk has taken yet."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace

from deskapp.desk import drafts
from deskapp.desk.session import Desk
from deskapp.errors import DeskError, NotFoundError
from deskapp.ui.widgets.question import Ask, Next, keep_nowhere

Store = Callable[[str, str], None]
Done = Callable[[dict[str, str], str], Next]


class Questions:
    """Prepares the questions of all screens, and tries again to store words that no disk took."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._unstored: dict[str, tuple[Store, str, str]] = {}

    def prepare(self, question: Ask, screen: str, subject: str) -> Ask:
        """A question as a screen asks it: it belongs to `subject` where it names nothing itself."""
        self._desk.book.end_of_act()
        prepared = question if question.subject is not None else replace(question, subject=subject)
        if prepared.store is keep_nowhere and not (prepared.passing or prepared.secret):
            names = "+".join(name for name, _, _ in prepared.fields)
            place = drafts.Place(screen, f"{prepared.title} {names}", prepared.subject or "")
            prepared = self._drafted(prepared, place)
        fields = [(name, label, self._waiting(prepared, name, text)) for name, label, text in prepared.fields]
        new = self._as_one_act(prepared.makes_new) if prepared.makes_new else None
        return replace(prepared, fields=fields, done=self._done(prepared), makes_new=new)

    def _as_one_act(self, makes_new: Callable[[dict[str, str]], Next]) -> Callable[[dict[str, str]], Next]:
        """What makes something new of the words, as one act for undo."""

        def makes(values: dict[str, str]) -> Next:
            with self._desk.book.one_act():
                return makes_new(values)

        return makes

    def _done(self, question: Ask) -> Done:
        """What is done with the answer, as one act with what was typed; words that waited for the disk wait no more."""

        def done(values: dict[str, str], chosen: str) -> Next:
            book = self._desk.book
            with book.one_act(book.typing_of(self._desk.staff)):
                result = question.done(values, chosen)
            for name, _, _ in question.fields:
                self._unstored.pop(_place(question, name), None)
            return result

        return done

    def hold(self, question: Ask, words: dict[str, str]) -> None:
        """Keep words that the disk did not take, to be stored as soon as it does."""
        for name, text in words.items():
            self._unstored[_place(question, name)] = (question.store, name, text)

    def store_again(self) -> bool:
        """Try to store what is still waiting; whether the last of it is on the disk now."""
        if not self._unstored:
            return False
        for place, (store, name, text) in list(self._unstored.items()):
            try:
                store(name, text)
            except NotFoundError:  # whom it was about is gone: there is nothing left to store it with
                del self._unstored[place]
            except DeskError:
                continue
            else:
                del self._unstored[place]
        return not self._unstored

    def _waiting(self, question: Ask, name: str, text: str) -> str:
        """The words that wait for the disk, else those that stand in the question."""
        held = self._unstored.get(_place(question, name))
        return held[2] if held else text

    def _drafted(self, question: Ask, place: drafts.Place) -> Ask:
        """The question with what was typed for it before; it keeps what is typed now."""
        kept, stood = drafts.read(self._desk, place), {name: text for name, _, text in question.fields}
        fields = [(name, label, kept.get(name, text)) for name, label, text in question.fields]

        def store(name: str, text: str) -> None:
            drafts.keep(self._desk, place, name, "" if text == stood[name] else text)

        def puts_back(values: Mapping[str, str]) -> str:
            drafts.forget(self._desk, place)
            return "" if values == stood else "Put back as it was."

        done = self._forgetting(question.done, place)
        prepared = replace(question, fields=fields, store=store, done=done, usual=stood)
        return replace(prepared, puts_back=puts_back) if question.edits else prepared

    def _forgetting(self, done: Done, place: drafts.Place) -> Done:
        """What is done with the answer; the words of a place go once nothing more is asked before it is done."""

        def does(values: dict[str, str], chosen: str) -> Next:
            result = done(values, chosen)
            if isinstance(result, Ask) and result.continues:
                return replace(result, done=self._forgetting(result.done, place))
            with suppress(DeskError):  # it is done and stored; a draft too many does no harm
                drafts.forget(self._desk, place)
            return result

        return does


def _place(question: Ask, name: str) -> str:
    """Where the words of a field wait; two fields of one thing have different labels."""
    label = next((label for field, label, _ in question.fields if field == name), "")
    return f"{question.title}.{label}.{question.subject}.{name}"
