"""Replies and the FAQ on one screen, and below them what repeats without an answer."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.worker import get_current_worker

from deskapp import slots
from deskapp.desk.answers import concerns, faq, replies
from deskapp.desk.answers.concerns import Concern, FaqCoverage
from deskapp.desk.answers.faq_search import ENOUGH
from deskapp.model.document import Document
from deskapp.model.faq_entry import FaqEntry
from deskapp.model.words import Reply
from deskapp.text.folding import holds
from deskapp.ui.commands import bindings, on_screen
from deskapp.ui.handlers.answers import Answers
from deskapp.ui.questions import faq as faq_asks
from deskapp.ui.questions import reply as reply_asks
from deskapp.ui.render.card import labelled
from deskapp.ui.render.line import EMPTY, Line, Span, row, span, wrap
from deskapp.ui.screens.list_screen import ListScreen
from deskapp.ui.symbols import symbols
from deskapp.words import loader

Row = Reply | FaqEntry | Concern | str


class RepliesScreen(ListScreen):
    """One row for each entry, reply and repeated concern, under three headings."""

    NAME, PLACE = "replies", "Replies & FAQ"
    HANDLERS = (Answers,)
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(on_screen("replies"))]
    _rows: tuple[Row, ...] = ()
    _learnt: FaqCoverage | None = None
    _is_stale = True

    def load(self) -> None:
        """Everything, or what has the words of the filter."""
        desk, typed = self.context.desk, self.filter.strip()
        if self._is_stale:
            self._is_stale = False
            self._weigh(concerns.newest(desk), faq.everything(desk))
        index = self.context.answers
        entries = [one for share, one in index.search(typed, max(1, len(index))) if share >= ENOUGH]
        found = replies.search(loader.replies().values(), typed, self.handler(Answers).about().channel)
        learnt = self._learnt or FaqCoverage(0, 0, ())
        repeated = [one for one in learnt.concerns if holds(one.reason, typed)]
        share = f"{learnt.coverage:.0%} of the last {learnt.looked_at} have an entry"
        share = share if self._learnt else "the log is being looked at"
        rows: list[Row] = []
        groups = {"Replies": found} if typed else _by_topic(found)
        parts: dict[str, Sequence[Row]] = {
            f"FAQ {symbols().dot} {share}": entries,
            "Asked again and again, without an entry": repeated,
            **groups,
        }
        for heading, members in parts.items():
            rows += [heading, *members] if members else []
        self._rows = tuple(rows)
        self.table.border_title = f" {_count(len(entries), 'answer')}, {len(found)} replies "
        self.table.fill(len(self._rows))
        self._go(self.table.cursor, 1)

    @work(thread=True, exclusive=True)
    def _weigh(self, documents: list[Document], entries: list[FaqEntry]) -> None:
        """Group the concerns off the screen's own thread, then show them."""
        learnt = concerns.weigh(documents, entries)
        if not get_current_worker().is_cancelled:
            self.app.call_later(self._weighed, learnt)

    def _weighed(self, learnt: FaqCoverage) -> None:
        self._learnt = learnt
        self.refresh_panes()

    def line_at(self, index: int, width: int, selected: bool) -> Line:
        """A heading, or what it is and how often it came."""
        one = self._rows[index]
        if isinstance(one, str):
            return row([span(f" {one}", "title")], width=width)
        mark = Span(f"{symbols().selected if selected else ' '} ", "accent")
        text, right = _told(one)
        return row(
            [mark, span(text, "strong" if selected else "")],
            [span(f"{right} ", "dim")],
            width=width,
            role="selected" if selected else "",
        )

    @property
    def selected_row(self) -> Row:
        """The selected row; an empty text where there is none."""
        at = self.table.cursor
        return self._rows[at] if 0 <= at < len(self._rows) else ""

    def id_at(self, index: int) -> str:
        """The id of the reply or entry on a row, or the concern that it tells of."""
        row = self._rows[index]
        return row.reason if isinstance(row, Concern) else "" if isinstance(row, str) else row.id

    def empty(self) -> tuple[str, tuple[str, ...]]:
        """Every reply is switched off, and nothing was answered yet."""
        return "No reply is switched on, and the FAQ is empty.", ("faq_new", "playbook")

    def aside(self, width: int) -> list[Line]:
        """The reply as it stands filled for the selected interaction, the answer, or what repeats."""
        one = self.selected_row
        if isinstance(one, Reply):
            ready = replies.fill(self.context.desk, one, self.handler(Answers).about())
            warning = [Line((Span(f" {symbols().alarm} ", "alarm"), span(ready.differs, "strong alarm")))]
            head = [row([span(f" {one.title}", "title")], width=width), *(warning if ready.differs else [])]
            return [*head, EMPTY, *_text(ready.text, width)]
        if isinstance(one, FaqEntry):
            lines = labelled("Question", one.question, width, role="strong", most=6)
            lines += labelled("Answer", one.answer, width, most=20)
            return lines + labelled("Asked", f"{one.times} times" if one.times != 1 else "once", width)
        if isinstance(one, Concern):
            lines = labelled("Concern", one.reason, width, role="strong", most=6)
            lines += labelled("Came", f"{one.times} times, no entry yet. Enter makes one.", width)
            return lines + [line for text in one.outcomes for line in labelled("Ended in", text, width)]
        return []

    def do_open(self) -> None:
        """`Enter`: fill the reply, show the answer, or make an entry of what repeats."""
        one, desk = self.selected_row, self.context.desk
        if isinstance(one, Reply):
            self.handler(Answers).follow_up(reply_asks.fill(desk, one, self.handler(Answers).about()))
        elif isinstance(one, FaqEntry):
            self.handler(Answers).follow_up(faq_asks.show(desk, one, self.handler(Answers).about()))
        elif isinstance(one, Concern):
            answer = one.outcomes[0] if one.outcomes else ""
            self._is_stale = True
            self.ask(faq_asks.new(desk, one.reason, answer, asked_in=one.interactions))

    def do_faq_new(self) -> None:
        """`n`."""
        self._is_stale = True
        self.ask(faq_asks.new(self.context.desk))

    def do_faq_edit(self) -> None:
        """`i`."""
        one = self.selected_row
        if isinstance(one, FaqEntry):
            self.ask(faq_asks.mend(self.context.desk, one))
        else:
            where = f"replies are changed in the Playbook: {slots.key('playbook')}."
            self.say(f"Only an entry of the FAQ is changed here; {where}", bad=True)

    def do_faq_remove(self) -> None:
        """`z`."""
        one = self.selected_row
        if isinstance(one, FaqEntry):
            self._is_stale = True
            said = f"Out of the FAQ: {one.question}. {slots.key('undo')} brings it back."
            self.attempt(faq.remove, self.context.desk, one, said=said)
            self.refresh_panes()
        else:
            self.say("Only an entry of the FAQ can be taken out.", bad=True)


def _by_topic(found: Iterable[Reply]) -> dict[str, list[Reply]]:
    return {f"Replies {symbols().dot} {topic}": members for topic, members in replies.by_topic(found).items()}


def _told(one: Reply | FaqEntry | Concern) -> tuple[str, str]:
    if isinstance(one, Reply):
        return one.title, ", ".join(one.topics)
    times = f"{one.times} ×" if one.times else ""
    return (one.question if isinstance(one, FaqEntry) else one.reason), times


def _text(text: str, width: int) -> list[Line]:
    pieces = [piece for line in text.split("\n") for piece in wrap(line, width - 2, most=20) or [""]]
    return [Line((span(f" {piece}"),)) for piece in pieces]


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
