"""Questions about playbook entries: which field, its words, a new entry, a file to write or to read."""

import errno
import json
from collections.abc import Callable
from functools import partial
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
from deskapp.ui.questions.choosing import beginning, by_letter, pick
from deskapp.ui.questions.typed import Fields, says, stored
from deskapp.ui.widgets.entry import Choice, NextStep, Question
from deskapp.ui.widgets.question import FILE

LARGEST_FILE = 5_000_000


def which(desk: Session, entry: Listed) -> Question:
    """Which field of an entry."""
    fields = playbook_fields.FIELDS[entry.kind]
    rows = [Choice(field.name, f"{field.label:<12}{_short(field, entry)}") for field in fields]
    return pick(
        *("Change", rows, lambda chosen: words(desk, entry, playbook_fields.field(entry.kind, chosen))),
        label="Change",
        hint="Which words? Down chooses, Enter opens them.",
        fits=beginning,
        rows=len(rows),
        subject=_subject(entry),
        about=playbook_fields.title(entry),
    )


def words(desk: Session, entry: Listed, field: Field) -> NextStep:
    """The words of one field: a line, kept as it is typed, or a sheet for several lines."""
    title = playbook_fields.title(playbook_edits.find(desk, entry.kind, entry.entry))

    def held() -> str:
        return playbook_fields.shown(field, playbook_edits.find(desk, entry.kind, entry.entry).word)

    def keep(text: str) -> str:
        playbook_edits.set_field(desk, entry.kind, entry.entry, field.name, text)
        return "In use from now on."

    if field.typed == "lines":
        desk.book.expect_writable()
        place = drafts.DraftPlace("playbook", field.name, _subject(entry))
        return lambda: _sheet(desk, f"{field.label}: {title}", held(), keep, place)

    return stored(
        field.label,
        [(field.name, field.label)],
        lambda: {field.name: held()},
        lambda name, text: keep(text),
        says(field.hint or "Enter keeps it."),
        lambda values, chosen: keep(values[field.name]),
        may_be_empty=True,
        subject=_subject(entry),
        about=title,
    )


def new(desk: Session, kind: WordsKind, checklist: Listed | None) -> Question:
    """A new entry: of the kind that is selected; a checklist's row offers a step of it, or a whole checklist."""
    if kind in ("checklist", "step") and checklist:
        return _step_or_checklist(desk, checklist)
    if kind == "phrase":
        fields = [("avoid", "Not", ""), ("say", "Say", "")]
        return _lines(desk, "phrase", fields, "What not to say, and the better words for it.")
    return _titled(desk, *(("reply", "text") if kind == "reply" else ("process", "steps")))


def _step_or_checklist(desk: Session, checklist: Listed) -> Question:
    rows = [
        Choice("step", f"A step of '{playbook_fields.title(checklist)}'"),
        Choice("checklist", "A whole checklist"),
    ]

    def taken(chosen: str) -> NextStep:
        if chosen == "step":
            fields = [("prompt", "Prompt", "")]
            return _lines(desk, "step", fields, "Short, kind, in the imperative.", checklist)
        if chosen == "checklist":
            hint = "It shows once it has its first step: n again."
            return _lines(desk, "checklist", [("title", "Title", "")], hint, checklist)
        return ""

    return by_letter("New", "New", rows, taken, "s or c, Enter.", letters="sc")


def _lines(desk: Session, kind: WordsKind, fields: Fields, hint: str, checklist: Listed | None = None) -> Question:
    """A new entry of one line, or of two; a step goes to a checklist."""

    def submit(values: dict[str, str], chosen: str) -> str:
        made = playbook_edits.add(desk, kind, values, checklist=checklist.entry if checklist else "")
        return f"New {kind}: {playbook_fields.title(made)}"

    subject = _subject(checklist) if checklist else ""
    about = playbook_fields.title(checklist) if checklist else kind.capitalize()
    return Question("New", fields, submit, says(hint), subject=subject, about=about)


def _titled(desk: Session, kind: WordsKind, body: str) -> Question:
    """A title on a line, then a sheet for the text or the steps; both are kept until the entry is made."""
    place = drafts.DraftPlace("playbook", f"new {kind}")

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        title = values["title"].strip()
        if not title:
            raise RefusedError("It needs a title.", "Write one.")

        def keep(text: str) -> str:
            playbook_edits.add(desk, kind, {"title": title, body: text})
            drafts.forget(desk, place)
            return f"New {kind}: {title}"

        drafts.keep(desk, place, "title", title)
        return lambda: _sheet(desk, title, "", keep, place)

    goes_on = says(f"Its title; Enter goes on to the {'text' if kind == 'reply' else 'steps, one a line'}.")
    fields = [("title", "Title", drafts.read(desk, place).get("title", ""))]
    store = partial(drafts.keep, desk, place)
    return Question("New", fields, submit, goes_on, store, subject="", about=kind.capitalize())


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

    offer = says("Edits of the same entries take the place of yours.")
    return Question("File", [("file", "File", "")], submit, offer, passing=FILE)


def _read(path: Path) -> object:
    try:
        edits: object = json.loads(read_plain(path, LARGEST_FILE, follow=True))
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise RefusedError(f"{path} is too large for a playbook.", "Look whether it is the right file.") from error
        raise RefusedError(f"{path} cannot be read: {error.strerror}.", "Look at its name.") from error
    except (ValueError, RecursionError) as error:
        raise RefusedError(f"{path} is no JSON file.", "Look whether it is the right file.") from error
    return edits


def _sheet(
    desk: Session, title: str, held: str, keep: Callable[[str], str], place: drafts.DraftPlace
) -> ModalScreen[str]:
    """A sheet for several lines, with what was typed on it before; what is typed now is kept until it is in use."""
    from deskapp.ui.sheets.text import TextSheet

    def kept(text: str) -> str:
        sentence = keep(text)
        drafts.forget(desk, place)
        return sentence

    def store(text: str) -> None:
        drafts.keep(desk, place, "text", "" if text == held else text)

    typed = drafts.read(desk, place).get("text", "")
    return TextSheet(title, typed or held, kept, store, held=held)


def _subject(entry: Listed) -> str:
    """By what an entry is told from all others."""
    return f"{entry.kind} {entry.entry}"


def _short(field: Field, entry: Listed) -> str:
    return " ".join(playbook_fields.shown(field, entry.word).split())[:70] or "-"
