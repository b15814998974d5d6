"""The playbook: checklists with their steps, phrases, replies and processes, edited in place (F8)."""

from collections.abc import Iterator
from functools import partialmethod

from deskapp import slots
from deskapp.desk.words import edits
from deskapp.desk.words import fields as playbook_fields
from deskapp.desk.words.layers import Listed
from deskapp.model.words import Checklist, Phrase, WordsKind
from deskapp.text.folding import holds
from deskapp.ui.questions import playbook as playbook_asks
from deskapp.ui.render.card import labelled
from deskapp.ui.render.keys import key_of
from deskapp.ui.render.line import EMPTY, Cells, Line, sentence, span
from deskapp.ui.screens.list_screen import ListScreen, under_headings
from deskapp.ui.symbols import symbols

PARTS: tuple[tuple[str, WordsKind], ...] = (
    ("Phrases", "phrase"),
    ("Replies", "reply"),
    ("Ways of the house", "process"),
)
COPIED = {"step": "say", "phrase": "say", "reply": "text", "process": "tell", "checklist": "title"}


class PlaybookScreen(ListScreen[Listed]):
    """One row for each entry under the heading of its part; the whole entry beside it."""

    NAME, PLACE = "playbook", "Playbook"

    def load(self) -> None:
        """Everything, or what has the words of the filter; the selected entry stays selected."""
        was, everything = self.selected, edits.listed(self.context.desk)
        rows = under_headings(_parts(everything, self.filter))
        own = sum(entry.own or entry.edited or entry.off for part in everything.values() for entry in part)
        same = (at for at, entry in enumerate(rows) if was and isinstance(entry, Listed) and _key(entry) == _key(was))
        self.fill(rows, f"Words of the house: {own} of your own", next(same, None))

    def cells(self, entry: Listed, width: int, selected: bool) -> Cells:
        """An entry: off, changed or the shop's own by a sign and a word."""
        role = "strong" if selected or entry.kind == "checklist" else "quiet" if entry.off else ""
        left = [span("    " if entry.kind == "step" else "  "), span(playbook_fields.title(entry), role)]
        if isinstance(entry.word, Phrase):
            left.append(span(f" {symbols().arrow} {entry.word.say}", "dim"))
        if isinstance(entry.word, Checklist) and entry.word.starts_with:
            left.append(span(f" (starts with a {entry.word.starts_with})", "dim"))
        if getattr(entry.word, "mandatory", False):
            left.append(span(" (must)", "soon"))
        states = [(entry.off, "off"), (entry.own, "your own"), (entry.edited, "changed")]
        words = ", ".join(word for is_so, word in states if is_so)
        return left, [span(f"{words} ", "accent")] if words else []

    def aside(self, entry: Listed, width: int) -> list[Line]:
        """Every field of the selected entry."""
        lines: list[Line] = []
        for field in playbook_fields.FIELDS[entry.kind]:
            text = playbook_fields.shown(field, entry.word)
            for number, part in enumerate(text.split("\n") if text else []):
                lines += labelled(field.label if number == 0 else "", part, width, most=6)
        if entry.kind == "step":
            lines += labelled("Tick key", entry.entry, width, role="dim")
        off = f"Off: it shows nowhere. {key_of('playbook_switch')} switches it on."
        hint = off if entry.off else "Enter changes it."
        hint += " z removes it." if entry.own else " z: as shipped." if entry.edited else ""
        return [*lines, EMPTY, sentence(hint, "dim", width=width)]

    def open_row(self, entry: Listed) -> None:
        """Choose the words to change."""
        self.ask(playbook_asks.which(self.context.desk, entry))

    def do_playbook_new(self) -> None:
        """`n`: a new entry of the selected part."""
        entry, desk = self.selected, self.context.desk
        if entry:
            checklist = edits.find(desk, "checklist", entry.checklist) if entry.kind == "step" else entry
            self.ask(playbook_asks.new(desk, entry.kind, checklist if checklist.kind == "checklist" else None))

    def do_playbook_switch(self) -> None:
        """`o`."""
        entry = self.selected
        on = self.attempt(edits.switch, self.context.desk, entry.kind, entry.entry) if entry else None
        if entry and on is not None:
            self.say(f"{'On again' if on else 'Off'}: {playbook_fields.title(entry)}")
            self.refresh_panes()

    def _move(self, by: int) -> None:
        entry = self.selected
        if entry:
            self.attempt(edits.move, self.context.desk, entry.kind, entry.entry, by)
            self.refresh_panes()

    do_playbook_up = partialmethod(_move, -1)
    do_playbook_down = partialmethod(_move, 1)

    def do_playbook_restore(self) -> None:
        """`z`."""
        entry = self.selected
        if entry and not (entry.own or entry.edited or entry.off):
            self.say("That is as it was shipped.", bad=True)
        elif entry:
            self.attempt(edits.restore, self.context.desk, entry.kind, entry.entry)
            done, back = ("Removed.", "it") if entry.own else ("As shipped again.", "yours")
            self.say(f"{done} {slots.press('undo')} to bring {back} back.")
            self.refresh_panes()

    def do_playbook_part(self) -> None:
        """`t`: the first entry of the next part."""
        at, heads = self.table.cursor, [number for number, row in enumerate(self._rows) if isinstance(row, str)]
        if heads:
            self.table.go(next((number for number in heads if number > at), heads[0]) + 1)

    def do_playbook_copy(self) -> None:
        """`y`."""
        entry = self.selected
        if entry:
            self.copy(str(getattr(entry.word, COPIED[entry.kind])) or playbook_fields.title(entry))

    def do_playbook_write(self) -> None:
        """`w`."""
        self.ask(playbook_asks.write_file(self.context.desk))

    def do_playbook_read(self) -> None:
        """`i`."""
        self.ask(playbook_asks.read_file(self.context.desk))


def _key(entry: Listed) -> tuple[str, str]:
    return entry.kind, entry.entry


def _parts(everything: dict[WordsKind, list[Listed]], typed: str) -> Iterator[tuple[str, list[Listed]]]:
    lists: list[Listed] = []
    for checklist in everything["checklist"]:
        steps = [step for step in everything["step"] if step.checklist == checklist.entry]
        matches = [step for step in steps if _has(step, typed)]
        if matches or _has(checklist, typed):
            lists += [checklist, *(matches or steps)]
    yield "Checklists", lists
    for heading, kind in PARTS:
        yield heading, [entry for entry in everything[kind] if _has(entry, typed)]


def _has(entry: Listed, typed: str) -> bool:
    fields = playbook_fields.FIELDS[entry.kind] if typed.strip() else ()
    return holds(" ".join(playbook_fields.shown(field, entry.word) for field in fields), typed)
