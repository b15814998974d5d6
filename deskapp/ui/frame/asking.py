"""A screen that asks questions: whose they are, where they stand, and what becomes of the words typed for them."""

from asyncio import sleep
from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Self

from textual.geometry import Region
from textual.widget import AwaitMount, Widget

from deskapp.commands.every import BY_ID
from deskapp.commands.keys import shown
from deskapp.commands.places import IN_A_FIELD
from deskapp.messages import noted, said
from deskapp.store.engine.lock import FREE
from deskapp.ui.changes import EVERYTHING, Changed
from deskapp.ui.commands import Command, on_screen
from deskapp.ui.frame.telling import Telling
from deskapp.ui.symbols import symbols
from deskapp.ui.type_ahead import is_in_front

if TYPE_CHECKING:
    from deskapp.model.customer import Customer
    from deskapp.ui.widgets.entry import EntryPanel, Question


WHILE_TYPING = ("desk", "customers", "promises", "log", "replies", "palette")
_LACKING = {
    "promise": noted("No promise is selected."),
    "card": noted("No card is selected."),
    "visit": noted("No visit is selected."),
}
_LACKS_ANY = noted("Nothing is selected. Choose a row first, with Up and Down.")


class Asking(Telling):
    """The part of a framed screen that has an entry panel; `is_opening` says that a question is on its way."""

    ACTS_ON: ClassVar[tuple[str, ...]] = ()
    FIRST: ClassVar[tuple[str, ...]] = ()
    """The commands that stand first in the row of keys."""
    is_opening = False
    asked_about = ""
    _panel: "EntryPanel | None" = None
    _is_focusing = False

    def draw(self, changed: Changed) -> None:
        """Draw what depends on what has changed; only the rows that differ are repainted."""

    def refresh_panes(self) -> None:
        """Draw everything again."""
        self.draw(EVERYTHING)

    def action_do(self, name: str) -> None:
        """Run the command with that id."""

    @property
    def is_roomy(self) -> bool:
        """Whether a question has many rows."""
        return False

    @property
    def may_ask(self) -> bool:
        """Whether nobody is in the way of a question that comes after work beside the screen."""
        return self.is_built and is_in_front(self) and not self.is_asking

    @property
    def entry(self) -> "EntryPanel":
        """The panel in which words are typed."""
        from deskapp.ui.widgets.entry import EntryPanel

        return self.query_one(EntryPanel)

    @property
    def is_asking(self) -> bool:
        """Whether a question stands in the entry panel; asked several times for each key, so that it is kept."""
        panel = self._panel
        if panel is None or not panel.is_attached:
            panels = self.query("EntryPanel").results()
            self._panel = panel = next(panels, None)  # type: ignore[assignment]
        return panel is not None and panel.is_mounted and panel.is_open

    @property
    def is_storing(self) -> bool:
        """Whether words that stand in a field are being stored now."""
        return self._panel is not None and self._panel.is_storing

    @property
    def considered(self) -> str:
        """The value of the choice that is selected in the question; empty where there is none."""
        return self._panel.considered if self.is_asking and self._panel else ""

    @property
    def question(self) -> "Question | None":
        """The question that stands in the entry panel; None where there is none."""
        return self._panel.question if self.is_asking and self._panel else None

    def place_entry(self) -> AwaitMount | None:
        """Put the entry panel where it belongs, on screens whose first frame did not wait for it."""
        return None

    def set_focus(self, widget: Widget | None, scroll_visible: bool = True, from_app_focus: bool = False) -> None:
        """Give a widget the focus, which shows on that widget alone."""
        self._is_focusing = True
        try:
            super().set_focus(widget, scroll_visible, from_app_focus)
        finally:
            self._is_focusing = False

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Repaint it; Textual 8.2 repaints the whole screen when another widget gets the focus."""
        if self._is_focusing and not layout:
            return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def prepare(self, question: "Question", before: "Question | None" = None) -> "Question":
        """A question as this screen asks it; one that goes on after another belongs to the same thing."""
        if before is None or before.subject is None:
            return self.context.questions.prepare(question, self.NAME, self.selected_id())
        if question.subject is None and before.about:
            question = replace(question, about=before.about)
        return self.context.questions.prepare(question, self.NAME, before.subject)

    def ask(self, question: "Question") -> None:
        """Open the entry panel with a question, as soon as it is there; none whose words could be kept nowhere."""
        self.leave_question()
        self.asked_about = self.selected_id()
        self.message_line().make_room()
        prepared = self.attempt(self.prepare, question)
        if prepared is None:
            return
        if self.query("EntryPanel") and self.entry.is_mounted:
            self.entry.ask(prepared)
        else:
            self.is_opening = True
            self.run_worker(self._ask_when_there(prepared), name="ask")

    def perform(self, command: str, **given: object) -> None:
        """Ask for what a declared command lacks, or do it and say what it did."""
        from deskapp.ui.questions import declared
        from deskapp.ui.widgets.question import Question

        step = self.attempt(declared.ask, self.context.desk, command, given)
        if isinstance(step, str):
            self.say(step)
        elif isinstance(step, Question):
            self.ask(step)
        elif step:
            self.app.push_screen(step(), lambda said: self.say(said) if said else None)

    @classmethod
    def acts_on(cls, name: str) -> bool:
        """Whether a command is declared with its verb, and about what is selected here."""
        command = BY_ID.get(name)
        return bool(command and command.verb and command.about and command.about.kind in cls.ACTS_ON)

    def subject(self, kind: str) -> object | None:
        """What is selected of a kind that commands are about; None where nothing is."""
        return self.on_card() if kind == "card" else None

    def on_card(self) -> "Customer | None":
        """The selected card."""
        return None

    def act(self, command: str) -> None:
        """Do a declared command with what is selected."""
        about = BY_ID[command].about
        noun = self.subject(about.kind) if about else None
        if about is None or noun is None:
            self.say(self.lacking(about.kind if about else ""), bad=True)
        else:
            self.perform(command, **{about.name: noun})

    def lacking(self, kind: str) -> str:
        """What is told where nothing is selected of the kind that a command is about."""
        return said(_LACKING.get(kind, _LACKS_ANY))

    def leave_question(self) -> None:
        """Leave the question that stands there; its words are kept with whom they concern."""
        if self.is_asking:
            self.entry.leave(puts_back=False)

    def question_title(self) -> str:
        """What is asked, and whose it is; empty where nothing is asked."""
        question = self.entry.question if self.is_asking else None
        if question is None:
            return ""
        name = question.about or (self.context.name_of(question.subject) if question.subject else "")
        return f"{question.title} {symbols().dot} {name}" if name else question.title

    async def _ask_when_there(self, question: "Question") -> None:
        """The panel was not needed for the first frame and is still on its way."""
        placed = self.place_entry()
        if placed is not None:
            await placed
        while not self.entry.is_mounted:
            await sleep(0.005)
        self.entry.ask(question)
        self.is_opening = False

    def on_entry_panel_asked(self, event: "EntryPanel.Asked") -> None:
        """A question stands there now."""
        event.stop()
        self.offer_keys()
        self.show_alarm()

    def on_entry_panel_done(self, event: "EntryPanel.Done") -> None:
        """A question was answered, or left: what is typed next is another act."""
        event.stop()
        self.context.desk.book.end_of_act()
        before = self.asked_about
        self.refresh_panes()
        now = self.selected_id()
        name = self.context.name_of(now) if before and now and before != now else ""
        moved = said("{who} is shown now.", who=name) if name else ""
        told = event.sentence.strip()
        if moved and told and told[-1] not in ".?!":
            told += "."
        if told or moved:
            self.say(f"{told} {moved}".strip())

    def on_entry_panel_stored(self, event: "EntryPanel.Stored") -> None:
        """What no disk took for a while is stored."""
        event.stop()
        self.say(said("What you typed is saved now."))

    def on_entry_panel_failed(self, event: "EntryPanel.Failed") -> None:
        """Something that belongs to leaving a question could not be done."""
        event.stop()
        self.say(str(event.error), bad=True)

    def offer_keys(self) -> None:
        """What works now: the commands, or while words are typed the keys that are not letters then."""
        if not self.is_asking:
            self._keys.offer(self.offered())
            return
        idle = {"other_field": not self.entry.has_two_fields, "empty": not self.entry.holds_words}
        idle["make_new"] = not self.entry.makes_new
        fields = [command for command in IN_A_FIELD if not idle.get(command.id)]
        screens = on_screen(self.NAME)
        others = [command for command in screens if command.id in WHILE_TYPING and len(command.keys_now[0]) > 1]
        self._keys.offer([*fields, *others], shown("f1"))

    def offered(self) -> list[Command]:
        """The commands that work now, the most useful first."""
        book = self.context.desk.book
        may_write_here = [BY_ID["write_here"]] if book.read_only and book.standing == FREE else []
        hidden = {"up", "down", "help", "write_here", "read_notice", "redo", *self.hidden()}
        shown = [command for command in on_screen(self.NAME) if command.id not in hidden]
        places = {name: place for place, name in enumerate(self.FIRST)}
        every = [*may_write_here, *shown, BY_ID["redo"]]
        return sorted(every, key=lambda command: places.get(command.id, len(places)))

    def hidden(self) -> Collection[str]:
        """The commands that do not work now."""
        return ()
