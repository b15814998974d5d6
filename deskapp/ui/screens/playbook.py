"""The playbook: checklists with their steps, phrases, replies and processes, edited in place (F8)."""

from typing import ClassVar

from textual.binding import BindingType

from deskapp import slots
from deskapp.desk.words import edits
from deskapp.desk.words import fields as playbook_fields
from deskapp.desk.words.layers import Listed
from deskapp.model.words import Checklist, Phrase, WordsKind
from deskapp.text.folding import holds
from deskapp.ui.commands import bindings, on_screen
from deskapp.ui.copying import copy
from deskapp.ui.questions import playbook as playbook_asks
from deskapp.ui.render.card import labelled
from deskapp.ui.render.keys import key_of
from deskapp.ui.render.line import EMPTY, Line, Span, row, span
from deskapp.ui.screens.list_screen import ListScreen
from deskapp.ui.symbols import symbols

PARTS: tuple[tuple[str, WordsKind], ...] = (
    ("Phrases", "phrase"),
    ("Replies", "reply"),
    ("Ways of the house", "process"),
)
COPIED = {"step": "say", "phrase": "say", "reply": "text", "process": "tell", "checklist": "title"}


class PlaybookScreen(ListScreen):
    """One row for each entry under the heading of its part; the whole entry beside it."""

    NAME, PLACE = "playbook", "Playbook"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(on_screen("playbook"))]
    _rows: tuple[Listed | str, ...] = ()

    def load(self) -> None:
        """Everything, or what has the words of the filter; the selected entry stays selected."""
        selected = self.selected
        everything = edits.listed(self.context.desk)
        self._rows = tuple(_rows(everything, self.filter))
        own = sum(one.own or one.edited or one.off for part in everything.values() for one in part)
        self.table.border_title = f" Words of the house: {own} of your own "
        same = (number for number, one in enumerate(self._rows) if selected and _is_same(one, selected))
        self.table.fill(len(self._rows), next(same, None))

    @property
    def selected(self) -> Listed | None:
        """The selected entry."""
        at = self.table.cursor
        one = self._rows[at] if 0 <= at < len(self._rows) else None
        return one if isinstance(one, Listed) else None

    def line_at(self, index: int, width: int, selected: bool) -> Line:
        """A heading, or an entry: off, changed or the shop's own by a sign and a word."""
        one = self._rows[index]
        if isinstance(one, str):
            return row([span(f" {one}", "title")], width=width)
        indent = "    " if one.kind == "step" else "  "
        role = "strong" if selected or one.kind == "checklist" else "quiet" if one.off else ""
        left = [
            Span(symbols().selected if selected else " ", "accent"),
            span(indent),
            span(playbook_fields.title(one), role),
        ]
        if isinstance(one.word, Phrase):
            left.append(span(f" {symbols().arrow} {one.word.say}", "dim"))
        if isinstance(one.word, Checklist) and one.word.starts_with:
            left.append(span(f" (starts with a {one.word.starts_with})", "dim"))
        if getattr(one.word, "mandatory", False):
            left.append(span(" (must)", "soon"))
        states = [(one.off, "off"), (one.own, "your own"), (one.edited, "changed")]
        words = ", ".join(word for is_so, word in states if is_so)
        right = [span(f"{words} ", "accent")] if words else []
        return row(left, right, width=width, role="selected" if selected else "")

    def aside(self, width: int) -> list[Line]:
        """Every field of the selected entry."""
        one = self.selected
        if one is None:
            return []
        lines: list[Line] = []
        for field in playbook_fields.FIELDS[one.kind]:
            text = playbook_fields.shown(field, one.word)
            for number, part in enumerate(text.split("\n") if text else []):
                lines += labelled(field.label if number == 0 else "", part, width, most=6)
        if one.kind == "step":
            lines += labelled("Tick key", one.entry, width, role="dim")
        hint = f"Off: it shows nowhere. {key_of('playbook_switch')} switches it on." if one.off else "Enter changes it."
        hint += " z removes it." if one.own else " z: as shipped." if one.edited else ""
        return [*lines, EMPTY, row([span(f" {hint}", "dim")], width=width)]

    def do_open(self) -> None:
        """`Enter`: choose the words to change."""
        if self.selected:
            self.ask(playbook_asks.which(self.context.desk, self.selected))

    def do_playbook_new(self) -> None:
        """`n`: a new entry of the selected part."""
        one, desk = self.selected, self.context.desk
        if one is None:
            return
        checklist = edits.find(desk, "checklist", one.checklist) if one.kind == "step" else one
        self.ask(playbook_asks.new(desk, one.kind, checklist if checklist.kind == "checklist" else None))

    def do_playbook_switch(self) -> None:
        """`o`."""
        one = self.selected
        if one:
            on = self.attempt(edits.switch, self.context.desk, one.kind, one.entry)
            if on is not None:
                self.say(f"{'On again' if on else 'Off'}: {playbook_fields.title(one)}")
                self.refresh_panes()

    def do_playbook_up(self) -> None:
        """`[`."""
        self._move(-1)

    def do_playbook_down(self) -> None:
        """`]`."""
        self._move(1)

    def _move(self, by: int) -> None:
        one = self.selected
        if one:
            self.attempt(edits.move, self.context.desk, one.kind, one.entry, by)
            self.refresh_panes()

    def do_playbook_restore(self) -> None:
        """`z`."""
        one = self.selected
        if one is None:
            return
        if not (one.own or one.edited or one.off):
            self.say("That is as it was shipped.", bad=True)
            return
        self.attempt(edits.restore, self.context.desk, one.kind, one.entry)
        self.say(
            f"Removed. {slots.press('undo')} to bring it back."
            if one.own
            else f"As shipped again. {slots.press('undo')} to bring yours back."
        )
        self.refresh_panes()

    def do_playbook_part(self) -> None:
        """`t`: the first entry of the next part."""
        at, heads = self.table.cursor, [number for number, one in enumerate(self._rows) if isinstance(one, str)]
        if heads:
            self.table.go(next((number for number in heads if number > at), heads[0]) + 1)

    def do_playbook_copy(self) -> None:
        """`y`."""
        one = self.selected
        if one:
            text = str(getattr(one.word, COPIED[one.kind]))
            copy(self, text or playbook_fields.title(one))

    def do_playbook_write(self) -> None:
        """`w`."""
        self.ask(playbook_asks.write_file(self.context.desk))

    def do_playbook_read(self) -> None:
        """`i`."""
        self.ask(playbook_asks.read_file(self.context.desk))


def _is_same(one: Listed | str, other: Listed) -> bool:
    return isinstance(one, Listed) and (one.kind, one.entry) == (other.kind, other.entry)


def _rows(everything: dict[WordsKind, list[Listed]], typed: str) -> list[Listed | str]:
    rows: list[Listed | str] = []
    lists: list[Listed | str] = []
    for one in everything["checklist"]:
        steps = [step for step in everything["step"] if step.checklist == one.entry]
        found = [step for step in steps if _has(step, typed)]
        if found or _has(one, typed):
            lists += [one, *(found or steps)]
    rows += ["Checklists", *lists] if lists else []
    for heading, kind in PARTS:
        members = [one for one in everything[kind] if _has(one, typed)]
        rows += [heading, *members] if members else []
    return rows


def _has(one: Listed, typed: str) -> bool:
    fields = playbook_fields.FIELDS[one.kind] if typed.strip() else ()
    return holds(" ".join(playbook_fields.shown(field, one.word) for field in fields), typed)
