"""Questions about playbook entries: which field, its words, a new entry, a file to write or to read."""

import errno
import json
from collections.abc import Callable
from pathlib import Path

from textual.screen import ModalScreen

from deskapp import slots
from deskapp.desk import drafts, playbook_edits, playbook_fields
from deskapp.desk.playbook_fields import Field
from deskapp.desk.playbook_merge import Listed
from deskapp.desk.session import Desk
from deskapp.errors import RefusedError
from deskapp.model.words_edit import WordsKind
from deskapp.store import given_out
from deskapp.store.reader import read_plain
from deskapp.text.escaping import unobeyed
from deskapp.ui.asks import files
from deskapp.ui.asks.choosing import choosing
from deskapp.ui.asks.who import void
from deskapp.ui.widgets.entry import Ask, Choice, Next, Offer
from deskapp.ui.widgets.question import FILE, FINDS

LARGEST_FILE = 5_000_000
KIND_WORDS: dict[WordsKind, str] = {
    "checklist": "checklist",
    "step": "step",
    "phrase": "phrase",
    "reply": "reply",
    "process": "process",
}


def which(desk: Desk, one: Listed) -> Ask:
    """Which field of an entry."""
    fields = playbook_fields.FIELDS[one.kind]
    choices = [Choice(field.name, f"{field.label:<12}{_short(field, one)}") for field in fields]

    def react(values: dict[str, str]) -> Offer:
        typed = values["field"].strip().casefold()
        shown = [choice for choice in choices if choice.text.casefold().startswith(typed)]
        return Offer(shown, 0 if shown else -1, "Which words? Down chooses, Enter opens them.")

    def done(values: dict[str, str], chosen: str) -> Next:
        return words(desk, one, playbook_fields.field(one.kind, chosen)) if chosen else ""

    return choosing(
        Ask(
            title="Change",
            fields=[("field", "Change", "")],
            react=react,
            done=done,
            rows=len(choices),
            subject=_subject(one),
            about=playbook_fields.title(one),
        )
    )


def words(desk: Desk, one: Listed, field: Field) -> Next:
    """The words of one field: a line, kept as it is typed, or a sheet for several lines."""
    now = playbook_edits.find(desk, one.kind, one.entry)
    held = playbook_fields.shown(field, now.word)

    def keep(text: str) -> str:
        playbook_edits.set_field(desk, one.kind, one.entry, field.name, text)
        return "In use from now on."

    if field.typed == "lines":
        desk.book.expect_writable()
        place = drafts.Place("playbook", field.name, _subject(one))
        return lambda: _sheet(desk, f"{field.label}: {playbook_fields.title(now)}", held, keep, place)

    return Ask(
        title=field.label,
        fields=[(field.name, field.label, held)],
        store=lambda name, text: void(keep(text)),
        react=lambda values: Offer(hint=field.hint or "Enter keeps it."),
        edits=True,
        holds=lambda: {field.name: playbook_fields.shown(field, playbook_edits.find(desk, one.kind, one.entry).word)},
        done=lambda values, chosen: keep(values[field.name]),
        subject=_subject(one),
        about=playbook_fields.title(now),
    )


def new(desk: Desk, kind: WordsKind, checklist: Listed | None) -> Ask:
    """A new entry: of the kind that is lit; a checklist's row offers a step of it, or a whole checklist."""
    if kind in ("checklist", "step") and checklist:
        return _step_or_checklist(desk, checklist)
    if kind == "phrase":
        return _two(desk, "phrase", ("avoid", "Not"), ("say", "Say"), "What not to say, and the better words for it.")
    if kind == "reply":
        return _titled(desk, "reply", "text")
    return _titled(desk, "process", "steps")


def _step_or_checklist(desk: Desk, checklist: Listed) -> Ask:
    title = playbook_fields.title(checklist)
    choices = [Choice("step", f"A step of '{title}'"), Choice("checklist", "A whole checklist")]

    def done(values: dict[str, str], chosen: str) -> Ask | str:
        if chosen == "step":
            return _one(desk, "step", "prompt", "Prompt", "Short, kind, in the imperative.", checklist)
        if chosen == "checklist":
            return _one(desk, "checklist", "title", "Title", "It shows once it has its first step: n again.")
        return ""

    return Ask(
        title="New",
        fields=[("what", "New", "")],
        react=lambda values: Offer(
            choices, 1 if values["what"].strip().casefold().startswith("c") else 0, "s or c, Enter."
        ),
        done=done,
        passing=FINDS,
    )


def _one(desk: Desk, kind: WordsKind, name: str, label: str, hint: str, checklist: Listed | None = None) -> Ask:
    """A new entry of one line; a step goes to a checklist."""

    def done(values: dict[str, str], chosen: str) -> str:
        made = playbook_edits.add(desk, kind, {name: values[name]}, checklist=checklist.entry if checklist else "")
        return f"New {KIND_WORDS[kind]}: {playbook_fields.title(made)}"

    return Ask(
        title="New",
        fields=[(name, label, "")],
        react=lambda values: Offer(hint=hint),
        done=done,
        subject=_subject(checklist) if checklist else "",
        about=playbook_fields.title(checklist) if checklist else KIND_WORDS[kind].capitalize(),
    )


def _two(desk: Desk, kind: WordsKind, first: tuple[str, str], second: tuple[str, str], hint: str) -> Ask:
    def done(values: dict[str, str], chosen: str) -> str:
        made = playbook_edits.add(desk, kind, {name: values[name] for name, _ in (first, second)})
        return f"New {KIND_WORDS[kind]}: {playbook_fields.title(made)}"

    fields = [(name, label, "") for name, label in (first, second)]
    about = KIND_WORDS[kind].capitalize()
    return Ask(title="New", fields=fields, react=lambda values: Offer(hint=hint), done=done, subject="", about=about)


def _titled(desk: Desk, kind: WordsKind, body: str) -> Ask:
    """A title on a line, then a sheet for the text or the steps; both are kept until the entry is made."""
    place = drafts.Place("playbook", f"new {kind}")
    kept = drafts.read(desk, place)

    def done(values: dict[str, str], chosen: str) -> Next:
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
    return Ask(
        title="New",
        fields=fields,
        react=lambda values: Offer(hint=hint),
        store=lambda name, text: drafts.keep(desk, place, name, text),
        done=done,
        subject="",
        about=about,
    )


def write_file(desk: Desk) -> Ask:
    """The shop's edits into a file."""

    def written(path: Path, over: bool) -> str:
        text = unobeyed(json.dumps(playbook_edits.exported(desk), ensure_ascii=False, indent=1)) + "\n"
        given_out.write(path, text, desk.book.path, over=over)
        return f"Written: {path.resolve()}"

    count = len(playbook_edits.edits(desk))
    hint = f"{count} edits, without any name or customer; in {Path.cwd()}"
    return files.new("File", Path("playbook.json"), desk.book.path, written, hint=hint)


def read_file(desk: Desk) -> Ask:
    """Another shop's edits from a file."""

    def done(values: dict[str, str], chosen: str) -> str:
        taken, left = playbook_edits.imported(desk, _read(Path(values["file"].strip()).expanduser()))
        more = f" {left} could not be used." if left else ""
        return f"{taken} taken in; {slots.key('undo')} takes them back.{more}"

    return Ask(
        title="File",
        fields=[("file", "File", "")],
        react=lambda values: Offer(hint="Edits of the same entries take the place of yours."),
        done=done,
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


def _sheet(desk: Desk, title: str, held: str, keep: Callable[[str], str], place: drafts.Place) -> ModalScreen[str]:
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
