"""Questions about the FAQ: search it, show an answer, make an entry of an interaction, mend one."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from textual.screen import ModalScreen

from deskapp.desk.answers import faq
from deskapp.desk.answers.faq_search import FaqIndex
from deskapp.desk.answers.replies import About
from deskapp.desk.drafts import drafts
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.visits import log
from deskapp.messages import counted
from deskapp.model.faq_entry import FaqEntry
from deskapp.model.interaction import Interaction
from deskapp.ui.questions import visit_lines
from deskapp.ui.questions.choosing import decide
from deskapp.ui.questions.typed import changed_words, on_visit, says, stored
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions
from deskapp.ui.widgets.question import FINDS

NEW = "new"
QUESTION, ANSWER = "FAQ question", "FAQ answer"


def search(desk: Session, index: FaqIndex, about: About) -> Question:
    """Find an answer; without words those that fit the reason stand first. The last row makes an entry."""
    reason = about.interaction.reason if about.interaction else ""

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values["faq"].strip()
        entries = [entry for _, entry in index.search(typed or reason, 7)]
        if not typed and reason:
            entries += [entry for _, entry in index.search("", 7) if entry not in entries]
        new = typed or reason
        rows = [*_rows(entries[:7]), Choice(NEW, f"New entry: {new}" if new else "New entry")]
        hint = "Enter shows the selected answer. Down to the last row makes an entry."
        return Suggestions(rows, 0, hint if entries else "Nothing was answered like this yet. Enter makes an entry.")

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        if chosen == NEW:
            typed = values["faq"].strip()
            return of_interaction(desk, about.interaction, typed) if about.interaction else new(desk, typed)
        return show(desk, faq.get(desk, chosen), about)

    return Question("FAQ", [("faq", "FAQ", "")], submit, on_change, rows=8, passing=FINDS)


def reason(desk: Session, visit: Interaction, index: FaqIndex, about: About) -> Question:
    """What it is about, with the answers that were given to such a thing before."""
    plain = visit_lines.reason(desk, visit)

    def on_change(values: dict[str, str]) -> Suggestions:
        if not (entries := index.likely(values["reason"])):
            return plain.on_change(values)
        hint = "Answered before: Down, then Enter, shows it. Enter alone keeps the reason."
        return Suggestions(_rows(entries), hint=hint)

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        is_entry = any(entry.id == chosen for entry in index.likely(values["reason"]))
        told = plain.submit(values, "" if is_entry else chosen)
        if not is_entry:
            return told
        return show(desk, faq.get(desk, chosen), replace(about, interaction=log.get(desk, visit.id)))

    return replace(plain, on_change=on_change, submit=submit)


def show(desk: Session, entry: FaqEntry, about: About) -> NextStep:
    """The answer before it is copied, or said: both count as asked again."""

    def opened() -> ModalScreen[str]:
        from deskapp.ui.sheets.reply import ReplyPreview

        interaction = about.interaction
        times = counted(entry.times, "asked once", "asked {count} times")
        seconds = desk_settings.read(desk).clipboard_seconds
        head = f"{entry.question} {symbols().arrow} {about.name}" if about.name else entry.question
        told = (lambda: _times(faq.asked_again(desk, entry, interaction))) if interaction else None
        place = drafts.DraftPlace("faq", entry.id, interaction.id if interaction else "")
        changed, store = changed_words(desk, place, entry.answer)

        def copied(text: str) -> str:
            sentence = _copied(desk, entry, about, text)
            store(entry.answer)
            return sentence

        return ReplyPreview(
            *(head, times, entry.answer, copied),
            check=lambda text: faq.check(entry, text),
            changed=changed,
            store=store,
            forget_after=seconds,
            told=told,
        )

    return opened


def _copied(desk: Session, entry: FaqEntry, about: About, text: str) -> str:
    asked = faq.copied(desk, entry, about, text)
    return f" Logged. {_times(asked)}" if about.interaction else ""


def _times(entry: FaqEntry) -> str:
    return counted(entry.times, "Asked for the first time.", "Asked {count} times now.")


def of_interaction(desk: Session, visit: Interaction, question: str = "") -> Question:
    """Make an entry of this visit's question and answer."""
    answered = [request for request in visit.requests.values() if request.answer]
    answers = " ".join(request.answer for request in answered)
    requested = answered[0].text if answered else ""
    return new(desk, question or requested or visit.reason, answers or visit.outcome, visit)


def new(
    desk: Session,
    question: str = "",
    answer: str = "",
    visit: Interaction | None = None,
    *,
    asked_in: Sequence[str] = (),
) -> Question:
    """A new entry: the question as people ask it, and the answer; of a visit, or of those it was `asked_in`."""
    ids = (visit.id,) if visit else tuple(asked_in)

    def on_change(values: dict[str, str]) -> Suggestions:
        if not values[QUESTION].strip():
            return Suggestions(hint="The question, in the words of those who ask it.")
        return Suggestions(hint="The answer, as you would say it. Enter keeps both.")

    def submit(values: dict[str, str], chosen: str, *, although: bool = False) -> NextStep:
        try:
            entry = faq.make(desk, values[QUESTION], values[ANSWER], asked_in=ids, although=although)
        except faq.AskedBeforeError as error:
            return _another(error, lambda: submit(values, chosen, although=True))
        if visit:
            log.draft(desk, visit, QUESTION, "")
            log.draft(desk, visit, ANSWER, "")
        return f"In the FAQ: {entry.question}"

    fields = [(QUESTION, "Question", question), (ANSWER, "Answer", answer)]
    return on_visit(desk, visit, "New entry", fields, submit, on_change)


def _another(error: faq.AskedBeforeError, then: Callable[[], NextStep]) -> Question:
    """Whether it is another question than the one that has an entry; Enter alone leaves it at that one."""
    rows = [
        Choice("same", "The same question: leave it at that entry", error.entry.answer),
        Choice("other", "Another question: make an entry of its own"),
    ]
    stays = f"It stays at: {error.entry.question}"
    return decide("Asked before", error, rows, lambda chosen: then() if chosen == "other" else stays)


def mend(desk: Session, entry: FaqEntry) -> Question:
    """Change question and answer, stored as they are typed."""
    return stored(
        "Change",
        [("question", "Question"), ("answer", "Answer")],
        lambda: {name: getattr(faq.get(desk, entry.id), name) for name in ("question", "answer")},
        lambda name, text: faq.mend(desk, entry, **{name: text}),
        says("Kept as you type. Tab goes on to the answer."),
        subject=entry.id,
    )


def _rows(entries: Sequence[FaqEntry]) -> list[Choice]:
    return [Choice(entry.id, entry.question, f"{entry.times} ×" if entry.times else "") for entry in entries]
