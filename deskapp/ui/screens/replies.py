"""Replies and the FAQ on one screen, and below them what repeats without an answer."""

from collections.abc import Sequence
from functools import partial

from deskapp import slots
from deskapp.desk.answers import concerns, faq, replies
from deskapp.desk.answers.concerns import Concern, FaqCoverage
from deskapp.desk.answers.faq_search import ENOUGH
from deskapp.messages import counted, said
from deskapp.model.faq_entry import FaqEntry
from deskapp.model.words import Reply
from deskapp.text.folding import holds
from deskapp.ui.handlers.answers import Answers
from deskapp.ui.questions import faq as faq_asks
from deskapp.ui.questions import reply as reply_asks
from deskapp.ui.render.card import labelled
from deskapp.ui.render.line import EMPTY, Cells, Line, Span, sentence, span, wrap
from deskapp.ui.screens.list_screen import ListScreen, under_headings
from deskapp.ui.symbols import symbols
from deskapp.words import loader

Answer = Reply | FaqEntry | Concern


class RepliesScreen(ListScreen[Answer]):
    """One row for each entry, reply and repeated concern, under three headings."""

    NAME, PLACE = "replies", "Replies & FAQ"
    HANDLERS = (Answers,)
    empty = ("No reply is switched on, and the FAQ is empty.", "faq_new", "playbook")
    _learnt: FaqCoverage | None = None
    _is_stale = True

    def load(self) -> None:
        """Everything, or what has the words of the filter."""
        desk, typed = self.context.desk, self.filter.strip()
        if self._is_stale:
            self._is_stale = False
            weigh = partial(concerns.weigh, concerns.newest(desk), faq.everything(desk))
            self.work_beside(weigh, self._weighed, exclusive=True)
        index = self.context.answers
        entries = [entry for share, entry in index.search(typed, max(1, len(index))) if share >= ENOUGH]
        fitting = replies.search(loader.replies().values(), typed, self.handler(Answers).about().channel)
        concerned = self._learnt.concerns if self._learnt else ()
        repeated = [concern for concern in concerned if holds(concern.reason, typed)]
        topics = {"": fitting} if typed else replies.by_topic(fitting)
        parts: list[tuple[str, Sequence[Answer]]] = [
            (f"FAQ {symbols().dot} {self._coverage()}", entries),
            ("Asked again and again, without an entry", repeated),
            *((f"Replies {symbols().dot} {topic}" if topic else "Replies", group) for topic, group in topics.items()),
        ]
        answers = counted(len(entries), "{count} answer", "{count} answers")
        ready = counted(len(fitting), "{count} reply", "{count} replies")
        self.fill(under_headings(parts), said("{answers}, {replies}", answers=answers, replies=ready))
        self._go(self.table.cursor, 1)

    def _coverage(self) -> str:
        learnt = self._learnt
        if learnt is None:
            return said("the log is being looked at")
        return learnt.told

    def _weighed(self, learnt: FaqCoverage) -> None:
        self._learnt = learnt
        self.refresh_panes()

    def cells(self, answer: Answer, width: int, selected: bool) -> Cells:
        """What it is and how often it came."""
        if isinstance(answer, Reply):
            text, right = answer.title, ", ".join(answer.topics)
        else:
            text = answer.question if isinstance(answer, FaqEntry) else answer.reason
            right = f"{answer.times} ×" if answer.times else ""
        return [span(f" {text}", "strong" if selected else "")], [span(f"{right} ", "dim")]

    def id_at(self, index: int) -> str:
        """The id of the reply or entry on a row, or the concern that it tells of."""
        answer = self.row_at(index)
        return answer.reason if isinstance(answer, Concern) else super().id_at(index)

    def aside(self, answer: Answer, width: int) -> list[Line]:
        """The reply as it stands filled for the selected interaction, the answer, or what repeats."""
        if isinstance(answer, Reply):
            ready = replies.fill(self.context.desk, answer, self.handler(Answers).about())
            warning = [Line((Span(f" {symbols().alarm} ", "alarm"), span(ready.differs, "strong alarm")))]
            head = [sentence(answer.title, "title", width=width), *(warning if ready.differs else [])]
            return [*head, EMPTY, *_text(ready.shown, width)]
        if isinstance(answer, FaqEntry):
            lines = labelled("Question", answer.question, width, role="strong", most=6)
            lines += labelled("Answer", answer.answer, width, most=20)
            return lines + labelled("Asked", counted(answer.times, "once", "{count} times"), width)
        lines = labelled("Concern", answer.reason, width, role="strong", most=6)
        lines += labelled("Came", f"{answer.times} times, no entry yet. Enter makes one.", width)
        return lines + [line for text in answer.outcomes for line in labelled("Ended in", text, width)]

    def open_row(self, answer: Answer) -> None:
        """Fill the reply, show the answer, or make an entry of what repeats."""
        desk, handler = self.context.desk, self.handler(Answers)
        if isinstance(answer, Reply):
            handler.follow_up(reply_asks.fill(desk, answer, handler.about()))
        elif isinstance(answer, FaqEntry):
            handler.follow_up(faq_asks.show(desk, answer, handler.about()))
        else:
            self._is_stale = True
            ended = next(iter(answer.outcomes), "")
            self.ask(faq_asks.new(desk, answer.reason, ended, asked_in=answer.interactions))

    def do_faq_new(self) -> None:
        """`n`."""
        self._is_stale = True
        self.ask(faq_asks.new(self.context.desk))

    def do_faq_edit(self) -> None:
        """`i`."""
        if isinstance(entry := self.selected, FaqEntry):
            self.ask(faq_asks.mend(self.context.desk, entry))
        else:
            where = f"replies are changed in the Playbook: {slots.key('playbook')}."
            self.say(f"Only an entry of the FAQ is changed here; {where}", bad=True)

    def do_faq_remove(self) -> None:
        """`z`."""
        if isinstance(entry := self.selected, FaqEntry):
            self._is_stale = True
            words = said(
                "Out of the FAQ: {question}. {undo} brings it back.", question=entry.question, undo=slots.key("undo")
            )
            self.attempt(faq.remove, self.context.desk, entry, said=words)
            self.refresh_panes()
        else:
            self.say("Only an entry of the FAQ can be taken out.", bad=True)


def _text(text: str, width: int) -> list[Line]:
    pieces = [piece for line in text.split("\n") for piece in wrap(line, width - 2, most=20) or [""]]
    return [Line((span(f" {piece}"),)) for piece in pieces]
