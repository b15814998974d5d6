"""Questions about the FAQ: search it, show an answer, make an entry of an interaction, mend one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from textual.screen import ModalScreen

from deskapp.desk.answers import faq
from deskapp.desk.answers.faq_search import FaqIndex
from deskapp.desk.answers.replies import About
from deskapp.desk.drafts import drafts
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.visits import log
from deskapp.model.faq_entry import FaqEntry
from deskapp.model.interaction import Interaction
from deskapp.ui.questions import visit_lines
from deskapp.ui.questions.choosing import choosing
from deskapp.ui.questions.drafted import changed_words
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions
from deskapp.ui.widgets.question import FINDS, keep_nowhere

NEW = "new"
QUESTION, ANSWER = "FAQ question", "FAQ answer"


def search(desk: Session, index: FaqIndex, about: About) -> Question:
    """Find an answer; without words those that fit the reason stand first. The last row makes an entry."""
    reason = about.interaction.reason if about.interaction else ""

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values["faq"].strip()
        found = [entry for _, entry in index.search(typed or reason, 7)]
        if not typed and reason:
            found += [entry for _, entry in index.search("", 7) if entry not in found]
        new = typed or reason
        choices = [*_choices(found[:7]), Choice(NEW, f"New entry: {new}" if new else "New entry")]
        hint = "Enter shows the lit answer. Down to the last row makes an entry."
        return Suggestions(choices, 0, hint if found else "Nothing was answered like this yet. Enter makes an entry.")

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        if chosen == NEW:
            typed = values["faq"].strip()
            return of_interaction(desk, about.interaction, typed) if about.interaction else new(desk, typed)
        return show(desk, faq.get(desk, chosen), about)

    return Question(title="FAQ", fields=[("faq", "FAQ", "")], on_change=on_change, submit=submit, rows=8, passing=FINDS)


def reason(desk: Session, interaction: Interaction, index: FaqIndex, about: About) -> Question:
    """What it is about, with the answers that were given to such a thing before."""
    plain = visit_lines.reason(desk, interaction)

    def on_change(values: dict[str, str]) -> Suggestions:
        found = index.likely(values["reason"])
        if not found:
            return plain.on_change(values)
        return Suggestions(
            _choices(found), hint="Answered before: Down, then Enter, shows it. Enter alone keeps the reason."
        )

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        said = plain.submit(values, "")
        if not chosen:
            return said
        newest = replace(about, interaction=log.get(desk, interaction.id))
        return show(desk, faq.get(desk, chosen), newest)

    return replace(plain, on_change=on_change, submit=submit, rows=4, edits=True)


def show(desk: Session, entry: FaqEntry, about: About) -> NextStep:
    """The answer before it is copied, or said: both count as asked again."""

    def opened() -> ModalScreen[str]:
        from deskapp.ui.dialogs.reply import ReplyPreview

        interaction = about.interaction
        times = f"asked {entry.times} times" if entry.times != 1 else "asked once"
        seconds = desk_settings.read(desk).clipboard_seconds
        head = f"{entry.question} {symbols().arrow} {about.name}" if about.name else entry.question
        told = (lambda: _told(desk, entry, interaction)) if interaction else None
        place = drafts.DraftPlace("faq", entry.id, interaction.id if interaction else "")
        changed, store = changed_words(desk, place, entry.answer)

        def copied(text: str) -> str:
            sentence = _copied(desk, entry, about, text)
            store(entry.answer)
            return sentence

        return ReplyPreview(
            head, times, entry.answer, copied, changed=changed, store=store, forget_after=seconds, told=told
        )

    return opened


def _copied(desk: Session, entry: FaqEntry, about: About, text: str) -> str:
    counted = faq.copied(desk, entry, about, text)
    return f" Logged. {_times(counted)}" if about.interaction else ""


def _told(desk: Session, entry: FaqEntry, interaction: Interaction) -> str:
    return _times(faq.asked_again(desk, entry, interaction))


def _times(entry: FaqEntry) -> str:
    return "Asked for the first time." if entry.times == 1 else f"Asked {entry.times} times now."


def of_interaction(desk: Session, interaction: Interaction, question: str = "") -> Question:
    """Make an entry of this interaction's question and answer."""
    answered = [request for request in interaction.requests.values() if request.answer]
    answers = " ".join(request.answer for request in answered)
    known = interaction.drafts.get(ANSWER, "") or answers or interaction.outcome
    requested = answered[0].text if answered else ""
    asked = interaction.drafts.get(QUESTION, "") or question or requested or interaction.reason
    return new(desk, asked, known, asked_in=(interaction.id,), interaction=interaction)


def new(
    desk: Session,
    question: str = "",
    answer: str = "",
    *,
    asked_in: Iterable[str] = (),
    interaction: Interaction | None = None,
) -> Question:
    """A new entry: the question as people ask it, and the answer."""
    ids = tuple(asked_in)

    def on_change(values: dict[str, str]) -> Suggestions:
        if not values[QUESTION].strip():
            return Suggestions(hint="The question, in the words of those who ask it.")
        return Suggestions(hint="The answer, as you would say it. Enter keeps both.")

    def store(name: str, text: str) -> None:
        if interaction:
            log.draft(desk, interaction, name, text)

    def submit(values: dict[str, str], chosen: str, *, although: bool = False) -> NextStep:
        try:
            entry = faq.make(desk, values[QUESTION], values[ANSWER], asked_in=ids, although=although)
        except faq.AskedBeforeError as error:
            return _another(error, lambda: submit(values, chosen, although=True))
        if interaction:
            for name in (QUESTION, ANSWER):
                log.draft(desk, interaction, name, "")
        return f"In the FAQ: {entry.question}"

    fields = [(QUESTION, "Question", question), (ANSWER, "Answer", answer)]
    kept = store if interaction else keep_nowhere
    subject = interaction.id if interaction else ""
    return Question(title="New entry", fields=fields, on_change=on_change, store=kept, submit=submit, subject=subject)


def _another(error: faq.AskedBeforeError, then: Callable[[], NextStep]) -> Question:
    """Whether it is another question than the one that has an entry; Enter alone leaves it at that one."""
    choices = [
        Choice("same", "The same question: leave it at that entry", error.entry.answer),
        Choice("other", "Another question: make an entry of its own"),
    ]

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        if chosen == "other":
            return then()
        return f"It stays at: {error.entry.question}"

    offer = Suggestions(choices, 0, f"{error.sentence} Enter takes the lit one.", bad=True)
    return choosing(
        Question(
            title="Asked before",
            fields=[("which", "Which one?", "")],
            on_change=lambda values: offer,
            submit=submit,
            continues=True,
        )
    )


def mend(desk: Session, entry: FaqEntry) -> Question:
    """Change question and answer, stored as they are typed."""

    def store(name: str, text: str) -> None:
        if text.strip():
            faq.mend(desk, entry, **{name: text})

    def submit(values: dict[str, str], chosen: str) -> str:
        for name, text in values.items():
            faq.mend(desk, entry, **{name: text})
        return ""

    fields = [("question", "Question", entry.question), ("answer", "Answer", entry.answer)]
    hint = Suggestions(hint="Kept as you type. Tab goes on to the answer.")
    return Question(
        title="Change",
        fields=fields,
        on_change=lambda values: hint,
        store=store,
        submit=submit,
        edits=True,
        holds=lambda: {name: getattr(faq.get(desk, entry.id), name) for name in ("question", "answer")},
        subject=entry.id,
    )


def _choices(entries: Sequence[FaqEntry]) -> list[Choice]:
    return [Choice(one.id, one.question, f"{one.times} ×" if one.times else "") for one in entries]
