"""The FAQ that grows out of the log: made, mended, copied, and counted when a question comes again (practice G1)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from deskapp import slots
from deskapp.desk.answers import replies, reply_slots, sent
from deskapp.desk.answers.faq_search import ENOUGH, FaqIndex
from deskapp.desk.documents import TABLES, as_it_stands, every, put, store, take_out
from deskapp.desk.documents import look as look_up
from deskapp.desk.session import Session
from deskapp.errors import DecideError, NotFoundError, line_of
from deskapp.model.faq_entry import Asked, FaqEntry
from deskapp.model.interaction import Interaction

TABLE = TABLES[FaqEntry]
MOST_FOUND = 20
ALL_OF_ONE, MOST_OF_OTHER = 0.9, 0.75
"""Two questions are likely the same where one has these shares of the other's words, and the other of its own."""


class AskedBeforeError(DecideError):
    """A question much like it has an entry already: `entry`."""

    wants = "although"

    def __init__(self, entry: FaqEntry) -> None:
        next_step = "Change that entry, or say that this is another question."
        super().__init__(f"“{entry.question:.80}” is in the FAQ already.", next_step)
        self.entry = entry


def everything(desk: Session) -> list[FaqEntry]:
    """All entries, the one asked most often first."""
    return sorted(every(desk, FaqEntry), key=lambda entry: (-entry.times, entry.question.casefold(), entry.id))


def look(desk: Session, text: str = "") -> list[FaqEntry]:
    """The answers to a question, the best first; without words all of them, the one asked most often first.

    Raises NotFoundError where nothing answers it.
    """
    entries = everything(desk)
    if not text:
        return entries
    answers = [entry for share, entry in FaqIndex(entries).search(text, MOST_FOUND) if share >= ENOUGH]
    if not answers:
        raise NotFoundError(f"Nothing in the FAQ answers '{text:.60}'.", f"`{slots.DESKAPP}faq` lists all of it.")
    return answers


def how_to_begin(desk: Session, entries: list[FaqEntry]) -> str:
    """How an empty FAQ gets its first entry; "" where there are some."""
    return "" if entries else f"The FAQ is empty. {slots.key('faq_of_this')} makes an entry."


def get(desk: Session, identifier: str) -> FaqEntry:
    """The entry with that id. Raises NotFoundError."""
    entry = look_up(desk, FaqEntry, identifier)
    if entry is None:
        raise NotFoundError(f"There is no FAQ entry {identifier!r:.40} in this book.", "Look it up in the FAQ again.")
    return entry


def add(desk: Session, question: str, answer: str, *, although: bool = False) -> FaqEntry:
    """A new entry that nobody asked for yet. Raises AskedBeforeError like `make`."""
    return make(desk, question, answer, although=although)


def question_of(desk: Session, visit: Interaction | None) -> str:
    """What somebody who is here asks, as the question of an entry; "" where that is not written down."""
    return visit.reason if visit else ""


def check_new(desk: Session, answer: str, given: Mapping[str, Any]) -> None:
    """Refuse the answer to a question that has an entry already, where nobody said that it is another one."""
    if not given.get("although") and (known := asked_before(desk, given["question"])):
        raise AskedBeforeError(known)


def make(
    desk: Session,
    question: str,
    answer: str,
    *,
    asked_in: Iterable[str] = (),
    although: bool = False,
) -> FaqEntry:
    """A new entry; it counts as asked once in each of the interactions.

    Raises AskedBeforeError where a question much like it has an entry, unless it is made `although` that is known.
    """
    check_new(desk, answer, {"question": question, "although": although})
    entry = FaqEntry(
        id=desk.new_id(TABLE),
        question=line_of(question, "Write the question as people ask it."),
        answer=line_of(answer, "Write what you answer."),
        asked={identifier: Asked(desk.now(), desk.staff) for identifier in asked_in},
        created_at=desk.now(),
        created_by=desk.staff,
    )
    return store(desk, entry, f"FAQ '{entry.question:.40}'")


def asked_before(desk: Session, question: str) -> FaqEntry | None:
    """The entry whose question is likely the same, if there is one."""
    questions = [replace(entry, answer="", topics=()) for entry in everything(desk)]
    for _, near in FaqIndex(questions).search(question) if question.strip() else []:
        shares = _share(near, question), _share(replace(near, question=question), near.question)
        if max(shares) >= ALL_OF_ONE and min(shares) >= MOST_OF_OTHER:
            return get(desk, near.id)
    return None


def _share(entry: FaqEntry, words: str) -> float:
    """How much of some words an entry's question has, from 0 to 1."""
    return next((share for share, _ in FaqIndex([entry]).search(words)), 0.0)


def mend(desk: Session, entry: FaqEntry, *, question: str = "", answer: str = "") -> FaqEntry:
    """Change its words, those that are given; one stretch of typing in a field is one step for undo."""
    newest = get(desk, entry.id)
    lines = " ".join(question.split()) or newest.question, " ".join(answer.split()) or newest.answer
    changed = replace(newest, question=lines[0], answer=lines[1])
    run = f"{entry.id}.{'answer' if answer else 'question'}"
    return store(desk, changed, f"FAQ '{changed.question:.40}'", coalesce=run)


def remove(desk: Session, entry: FaqEntry) -> None:
    """Take an entry out of the FAQ."""
    take_out(desk, get(desk, entry.id), f"remove FAQ '{entry.question:.40}'")


def asked_again(desk: Session, entry: FaqEntry, interaction: Interaction) -> FaqEntry:
    """The question came in this interaction; a second time in the same one does not count."""
    newest = get(desk, entry.id)
    if interaction.id in newest.asked:
        return newest
    counted = replace(newest, asked={**newest.asked, interaction.id: Asked(desk.now(), desk.staff)})
    return store(desk, counted, f"asked again '{entry.question:.40}'")


def check(entry: FaqEntry, text: str) -> None:
    """Refuse to copy an answer, as kept or changed by hand, that still has a gap. Raises RefusedError."""
    reply_slots.refuse_gaps(entry.question, reply_slots.gaps(text))


def copied(desk: Session, entry: FaqEntry, about: replies.About, text: str = "") -> FaqEntry:
    """Log that the answer was copied for an interaction, and count the question as asked there, as one change.

    `text` are the words where they were changed for this person.
    """
    newest, interaction = get(desk, entry.id), about.interaction
    check(entry, text or entry.answer)
    if interaction is None:
        return newest
    counted = replace(newest, asked={interaction.id: Asked(desk.now(), desk.staff), **newest.asked})
    with desk.book.change(f"answer to '{entry.question:.40}'", by=desk.staff, at=desk.now()) as change:
        put(change, counted)
        if held := as_it_stands(change, Interaction, interaction.id):
            logged = sent.log_on(desk, held, entry.id, text or entry.answer, about, about.channel)
            put(change, replace(logged, reason=logged.reason or entry.question))
    return counted
