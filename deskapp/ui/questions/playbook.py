"""Questions about playbook entries: which field, its words, a new entry, a file to write or to read."""

import errno
import json
from collections.abc import Callable
from pathlib import Path

from textual.screen import ModalScreen

from deskapp import slots
from deskapp.desk.drafts import drafts
from deskapp.desk.session import Session
from deskapp.desk.words import edits as playbook_edits
from deskapp.desk.words import fields as playbook_fields
from deskapp.desk.words.fields import Field
from deskapp.desk.words.layers import Listed
from deskapp.errors import RefusedError
from deskapp.model.words import WordsKind
from deskapp.store.copies import given_out
from deskapp.store.engine.reader import read_plain
from deskapp.text.escaping import unobeyed
from deskapp.ui.questions import files
from deskapp.ui.questions.choosing import choosing
from deskapp.ui.questions.who import void
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions
from deskapp.ui.widgets.question import FILE, FINDS

LARGEST_FILE = 5_000_000
KIND_WORDS: dict[WordsKind, str] = {
    "checklist": "checklist",
    "step": "step",
    "phrase": "phrase",
    "reply": "reply",
    "process": "process",
}


def which(desk: Session, one: Listed) -> Question:
    """Which field of an entry."""
    fields = playbook_fields.FIELDS[one.kind]
    choices = [Choice(field.name, f"{field.label:<12}{_short(field, one)}") for field in fields]

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values["field"].strip().casefold()
        shown = [choice for choice in choices if choice.text.casefold().startswith(typed)]
        return Suggestions(shown, 0 if shown else -1, "Which words? Down chooses, Enter opens them.")

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        return words(desk, one, playbook_fields.field(one.kind, chosen)) if chosen else ""

    return choosing(
        Question(
            title="Change",
            fields=[("field", "Change", "")],
            on_change=on_change,
            submit=submit,
            rows=len(choices),
            subject=_subject(one),
            about=playbook_fields.title(one),
        )
    )


def words(desk: Session, one: Listed, field: Field) -> NextStep:
    """The words of one field: a line, kept as it is typed, or a sheet for several lines."""
    now = playbook_edits.find(desk, one.kind, one.entry)
    held = playbook_fields.shown(field, now.word)

    def keep(text: str) -> str:
        playbook_edits.set_field(desk, one.kind, one.entry, field.name, text)
        return "In use from now on."

    if field.typed == "lines":
        desk.book.expect_writable()
        place = drafts.DraftPlace("playbook", field.name, _subject(one))
        return lambda: _sheet(desk, f"{field.label}: {playbook_fields.title(now)}", held, keep, place)

    return Question(
        title=field.label,
        fields=[(field.name, field.label, held)],
        store=lambda name, text: void(keep(text)),
        on_change=lambda values: Suggestions(hint=field.hint or "Enter keeps it."),
        edits=True,
        holds=lambda: {field.name: playbook_fields.shown(field, playbook_edits.find(desk, one.kind, one.entry).word)},
        submit=lambda values, chosen: keep(values[field.name]),
        subject=_subject(one),
        about=playbook_fields.title(now),
    )


def new(desk: Session, kind: WordsKind, checklist: Listed | None) -> Question:
    """A new entry: of the kind that is selected; a checklist's row offers a step of it, or a whole checklist."""
    if kind in ("checklist", "step") and checklist:
        return _step_or_checklist(desk, checklist)
    if kind == "phrase":
        return _two(desk, "phrase", ("avoid", "Not"), ("say", "Say"), "What not to say, and the better words for it.")
    if kind == "reply":
        return _titled(desk, "reply", "text")
    return _titled(desk, "process", "steps")


def _step_or_checklist(desk: Session, checklist: Listed) -> Question:
    title = playbook_fields.title(checklist)
    choices = [Choice("step", f"A step of '{title}'"), Choice("checklist", "A whole checklist")]

    def submit(values: dict[str, str], chosen: str) -> Question | str:
        if chosen == "step":
            return _one(desk, "step", "prompt", "Prompt", "Short, kind, in the imperative.", checklist)
        if chosen == "checklist":
            return _one(desk, "checklist", "title", "Title", "It shows once it has its first step: n again.")
        return ""

    return Question(
        title="New",
        fields=[("what", "New", "")],
        on_change=lambda values: Suggestions(
            choices, 1 if values["what"].strip().casefold().startswith("c") else 0, "s or c, Enter."
        ),
        submit=submit,
        passing=FINDS,
    )


def _one(desk: Session, kind: WordsKind, name: str, label: str, hint: str, checklist: Listed | None = None) -> Question:
    """A new entry of one line; a step goes to a checklist."""

    def submit(values: dict[str, str], chosen: str) -> str:
        made = playbook_edits.add(desk, kind, {name: values[name]}, checklist=checklist.entry if checklist else "")
        return f"New {KIND_WORDS[kind]}: {playbook_fields.title(made)}"

    return Question(
        title="New",
        fields=[(name, label, "")],
        on_change=lambda values: Suggestions(hint=hint),
        submit=submit,
        subject=_subject(checklist) if checklist else "",
        about=playbook_fields.title(checklist) if checklist else KIND_WORDS[kind].capitalize(),
    )


def _two(desk: Session, kind: WordsKind, first: tuple[str, str], second: tuple[str, str], hint: str) -> Question:
    def submit(values: dict[str, str], chosen: str) -> str:
        made = playbook_edits.add(desk, kind, {name: values[name] for name, _ in (first, second)})
        return f"New {KIND_WORDS[kind]}: {playbook_fields.title(made)}"

    fields = [(name, label, "") for name, label in (first, second)]
    about = KIND_WORDS[kind].capitalize()
    return Question(
        title="New",
        fields=fields,
        on_change=lambda values: Suggestions(hint=hint),
        submit=submit,
        subject="",
        about=about,
    )


def _titled(desk: Session, kind: WordsKind, body: str) -> Question:
    """A title on a line, then a sheet for the text or the steps; both are kept until the entry is made."""
    place = drafts.DraftPlace("playbook", f"new {kind}")
    kept = drafts.read(desk, place)

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        title = values["title"].strip()
        if not title:
            raise RefusedError("It needs a title.", "Write one.")

        def keep(text: str) -> str:
            playbook_edits.add(desk, kind, {"title": title, body: text})
            drafts.forget(desk, place)
            return f"New {KIND_WORDS[kind]}: {title}"

        drafts.keep(desk, place, "title", title)
        return lambda: _sheet(desk, title, "", keep, place)

    hint = (
        "Its title; Enter goes on to the text."
        if kind == "reply"
        else "Its title; Enter goes on to the steps, one a line."
    )
    fields = [("title", "Title", kept.get("title", ""))]
    about = KIND_WORDS[kind].capitalize()
    return Question(
        title="New",
        fields=fields,
        on_change=lambda values: Suggestions(hint=hint),
        store=lambda name, text: drafts.keep(desk, place, name, text),
        submit=submit,
        subject="",
        about=about,
    )


def write_file(desk: Session) -> Question:
    """The shop's edits into a file."""

    def written(path: Path, over: bool) -> str:
        text = unobeyed(json.dumps(playbook_edits.exported(desk), ensure_ascii=False, indent=1)) + "\n"
        given_out.write(path, text, desk.book.path, over=over)
        return f"Written: {path.resolve()}"

    count = len(playbook_edits.edits(desk))
    hint = f"{count} edits, without any name or customer; in {Path.cwd()}"
    return files.new("File", Path("playbook.json"), desk.book.path, written, hint=hint)


def read_file(desk: Session) -> Question:
    """Another shop's edits from a file."""

    def submit(values: dict[str, str], chosen: str) -> str:
        taken, left = playbook_edits.imported(desk, _read(Path(values["file"].strip()).expanduser()))
        more = f" {left} could not be used." if left else ""
        return f"{taken} taken in; {slots.key('undo')} takes them back.{more}"

    return Question(
        title="File",
        fields=[("file", "File", "")],
        on_change=lambda values: Suggestions(hint="Edits of the same entries take the place of yours."),
        submit=submit,
        passing=FILE,
    )


def _read(path: Path) -> object:
    try:
        found: object = json.loads(read_plain(path, LARGEST_FILE, follow=True))
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise RefusedError(f"{path} is too large for a playbook.", "Look whether it is the right file.") from error
        raise RefusedError(f"{path} cannot be read: {error.strerror}.", "Look at its name.") from error
    except (ValueError, RecursionError) as error:
        raise RefusedError(f"{path} is no JSON file.", "Look whether it is the right file.") from error
    return found


def _sheet(
    desk: Session, title: str, held: str, keep: Callable[[str], str], place: drafts.DraftPlace
) -> ModalScreen[str]:
    """A sheet for several lines, with what was typed on it before; what is typed now is kept until it is in use."""
    from deskapp.ui.dialogs.text import TextSheet

    def kept(text: str) -> str:
        sentence = keep(text)
        drafts.forget(desk, place)
        return sentence

    def store(text: str) -> None:
        drafts.keep(desk, place, "text", "" if text == held else text)

    typed = drafts.read(desk, place).get("text", "")
    return TextSheet(title, typed or held, kept, store, held=held)


def _subject(one: Listed) -> str:
    """By what an entry is told from all others."""
    return f"{one.kind} {one.entry}"


def _short(field: Field, one: Listed) -> str:
    return " ".join(playbook_fields.shown(field, one.word).split())[:70] or "-"
