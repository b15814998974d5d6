"""The one place where words are typed: a question, one or two fields, and what they find."""

from collections.abc import Callable
from dataclasses import replace

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from deskapp.errors import DeskError
from deskapp.ui.render.keys import filled
from deskapp.ui.render.line import EMPTY, Line, row, span
from deskapp.ui.widgets.choices import found_lines
from deskapp.ui.widgets.half_typed import HalfTyped
from deskapp.ui.widgets.line_pane import LinePane, Lines, Picked
from deskapp.ui.widgets.question import Choice, NextStep, Question, Suggestions, as_it_is
from deskapp.ui.widgets.typed_input import TypedInput

__all__ = ["Choice", "EntryPanel", "NextStep", "Question", "Suggestions"]
FIELDS = (0, 1)
MANY, MOST = 4, 99
AROUND = 5  # rows that stand around a panel at least: the top line, a title or a frame, the keys


class EntryPanel(HalfTyped, Vertical):
    """Hidden until `ask` is called; it has the focus while it is there. `room` gives the rows where it stands.

    `prepare` makes a question that follows on another the screen's own.
    """

    DEFAULT_CSS = """
    EntryPanel {
        height: auto;
        display: none;
        background: $selected;
        padding: 0 1;
        .field { height: 1; background: $selected; }
        .field Lines { width: 13; height: 1; background: $selected; }
        #found { height: auto; max-height: 9; background: $selected; }
    }
    """

    class Asked(Message):
        """A question stands in the panel."""

    class Done(Message):
        """The question was answered, or left (then the sentence is empty)."""

        def __init__(self, sentence: str = "", *, moves_on: bool = False) -> None:
            super().__init__()
            self.sentence, self.moves_on = sentence, moves_on

    class Considered(Message):
        """Another choice is selected while a question stands: its value, "" for none."""

        def __init__(self, value: str) -> None:
            super().__init__()
            self.value = value

    def __init__(
        self,
        room: Callable[[], int] = lambda: MOST,
        prepare: Callable[[Question, Question | None], Question] = as_it_is,
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._rows_there, self._prepare = room, prepare
        self._question: Question | None = None
        self._offer = Suggestions()
        self._selected = -1
        self._considered = ""
        self._refusal = ""
        self._labels = [Lines(id=f"label-{number}") for number in FIELDS]
        self._boxes = [TypedInput(id=f"input-{number}") for number in FIELDS]
        rows = zip(FIELDS, self._labels, self._boxes, strict=True)
        self._fields = [Horizontal(label, box, classes="field", id=f"row-{number}") for number, label, box in rows]
        self._found = LinePane(self._lines, id="found")

    def compose(self) -> ComposeResult:
        """Two fields, the second hidden unless it is asked for, and the rows below."""
        yield from (*self._fields, self._found)

    @property
    def is_open(self) -> bool:
        """Whether a question is being asked."""
        return self._question is not None

    def ask(self, question: Question) -> None:
        """Ask a question; the cursor stands in its first empty field."""
        self.flush()
        self._hand_on_unstored()
        self._question, self._selected, self._refusal = question, -1, ""
        for number, field in enumerate(self._fields):
            field.display = number < len(question.fields)
        for number, (_, label, text) in enumerate(question.fields):
            pane, box = self._labels[number], self._boxes[number]
            pane.show(lambda width, label=label: [row([span(label, "title")], width=width)])  # type: ignore[misc]
            box.mark(question.marks if number == 0 else None)
            box.password, box.line_end = question.secret, question.line_end
            box.fill(text)
            box.placeholder = question.placeholders[number] if number < len(question.placeholders) else ""
        self._begin_to_store(question)
        self.display = True
        self._react()
        self.screen.set_class(len(self._offer.choices) >= MANY, "-choosing")
        self.screen.set_class(self.screen.has_class("-low"), "-asking")
        empty = next((number for number, text in enumerate(self.values.values()) if not text), 0)
        self._boxes[empty].focus()
        self.call_after_refresh(self._draw)
        self.post_message(self.Asked())

    @property
    def question(self) -> Question | None:
        """The question that stands there."""
        return self._question

    @property
    def considered(self) -> str:
        """The value of the choice that is selected now; empty where none is."""
        return self._chosen if self._question else ""

    @property
    def has_two_fields(self) -> bool:
        """Whether Tab goes to another field."""
        return self._question is not None and len(self._question.fields) > 1

    @property
    def makes_new(self) -> bool:
        """Whether there is a key that makes something new of what is typed."""
        return self._question is not None and self._question.makes_new is not None

    @property
    def holds_words(self) -> bool:
        """Whether a field opened with words in it, kept from before."""
        return self._question is not None and any(text for _, _, text in self._question.fields)

    @property
    def values(self) -> dict[str, str]:
        """What stands in the fields now, by name."""
        fields = self._question.fields if self._question else ()
        return {name: box.value for (name, _, _), box in zip(fields, self._boxes, strict=False)}

    def close(self) -> None:
        """Hide it without asking anything further."""
        self._hand_on_unstored()
        self._question, self._considered, self.display = None, "", False
        self.screen.remove_class("-choosing", "-asking")
        self.screen.set_focus(None)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self._question is None:
            return
        self._notice()
        self._store_soon()
        if self._refused is None:
            self._refusal = ""
        self._react()

    def look_again(self) -> None:
        """Offer anew what fits the words typed, since more can be found now; what was selected stays selected."""
        chosen = self._chosen
        self._react()
        self._light(next((at for at, item in enumerate(self._offer.choices) if item.value == chosen), self._selected))

    def _react(self) -> None:
        if self._question:
            self._offer = self._question.on_change(self.values)
            self._selected = self._offer.selected
            self._draw()

    def _draw(self) -> None:
        self._found.redraw(self._found.outer_size.width)
        if self._chosen != self._considered:
            self._considered = self._chosen
            self.post_message(self.Considered(self._chosen))

    @property
    def _chosen(self) -> str:
        """The value of the selected choice, "" where none is."""
        choices = self._offer.choices
        return choices[self._selected].value if 0 <= self._selected < len(choices) else ""

    def _lines(self, width: int) -> list[Line]:
        question, most = self._question, self._found.styles.max_height
        if question is None:
            return [EMPTY]
        room = min(self._rows_there() or MOST, self.app.size.height - AROUND) - len(question.fields)
        rows = max(1, min(room, int(most.value) if most else MOST))
        offer = replace(self._offer, hint=self._with_keys(self._offer.hint))
        return found_lines(question, offer, self._selected, self._with_keys(self._refusal), rows, width)

    def _with_keys(self, sentence: str) -> str:
        """A sentence with the keys that lead there from this field."""
        return filled(sentence, getattr(self.screen, "NAME", ""), is_typing=True)

    def on_key(self, event: events.Key) -> None:
        """Keys that mean the panel rather than the field."""
        moves = {"up": -1, "down": 1}
        if self._question is None:
            return
        if event.key in moves:
            self._light(self._selected + moves[event.key])
        elif event.key == "escape":
            self.leave()
        elif event.key == "ctrl+n":
            self._make_new()
        elif event.key in ("tab", "shift+tab") and len(self._question.fields) > 1:
            self._other_field()
        elif event.key not in ("tab", "shift+tab"):
            return
        event.stop()
        event.prevent_default()

    def _light(self, number: int) -> None:
        self._selected = max(-1, min(len(self._offer.choices) - 1, number))
        self._draw()

    def _other_field(self) -> None:
        first, second = self._boxes
        (second if first.has_focus else first).focus()

    def leave(self, *, puts_back: bool = True) -> None:
        """Leave the question: new words are kept as its draft, a stored value that was changed is put back by Escape.

        Where somebody else was selected instead (`puts_back` is false) what was typed stays with whom it was typed for.
        Escape leaves no words that the disk does not take: the field stays, and says so.
        """
        question = self._question
        if question is None:
            return
        kept = self._settle(question, puts_back=puts_back)
        if kept is None and puts_back:
            return
        refused = self._refused
        self.close()
        said: object = ""
        try:
            said = question.left()
        except DeskError as error:
            self.post_message(self.Failed(error))
        self.post_message(self.Done(kept or (said if isinstance(said, str) and not refused else "")))
        if refused:
            self.post_message(self.Failed(refused))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._submit()

    @on(Picked, "#found")
    def _picked(self, event: Picked) -> None:
        event.stop()
        self._selected = int(event.target.split(":")[1])
        self._submit()

    def _submit(self) -> None:
        question = self._question
        if question is None:
            return
        values = self.values
        needed = enumerate((name, text) for name, text in values.items())
        missing = next((at for at, (name, text) in needed if not text.strip() and name not in question.optional), None)
        if missing is not None and len(values) > 1 and any(values.values()):
            self._boxes[missing].focus()
            return
        self._answer(question, lambda: question.submit(values, self._chosen))

    def _make_new(self) -> None:
        question = self._question
        if question and question.makes_new:
            new, values = question.makes_new, self.values
            self._answer(question, lambda: new(values))

    def _answer(self, question: Question, answered: Callable[[], NextStep]) -> None:
        try:
            following = answered()
            result = self._prepare(following, question) if isinstance(following, Question) else following
        except DeskError as error:
            self._refusal = str(error)
            self._draw()
            return
        self._is_done()
        if isinstance(result, Question):
            self.ask(result)
            return
        self.close()
        if callable(result):
            self.app.push_screen(result(), self._dialog_done)
            return
        self.post_message(self.Done(result or "", moves_on=question.moves_on))

    def _dialog_done(self, sentence: str | None) -> None:
        self.post_message(self.Done(sentence or ""))
