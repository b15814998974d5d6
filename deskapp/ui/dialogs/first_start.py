"""The first start: three short answers, the last one guessed, then the desk, or an invented day to look at."""

from contextlib import suppress
from functools import partial
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Middle, Vertical
from textual.timer import Timer
from textual.widgets import Input

from deskapp.desk.drafts import drafts
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.errors import DeskError
from deskapp.messages import noted, said
from deskapp.text import countries
from deskapp.ui.render.line import EMPTY, Line, row, span
from deskapp.ui.sheets.keyed import KeyedDialog
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.half_typed import STORED_AFTER, TRIED_AGAIN_AFTER
from deskapp.ui.widgets.line_pane import Lines
from deskapp.ui.widgets.typed_input import TypedInput

PLACE = drafts.DraftPlace("first start", "first start")
FIELDS = (
    ("desk-name", noted("What is this desk or shop called?"), "Front desk"),
    ("staff", noted("What is your first name?"), "Your first name"),
    ("country", noted("Your country, in two letters"), "such as DE or GB"),
)
"""Each field's id, what is asked there, and what stands in it while it is empty."""


class FirstAnswers(NamedTuple):
    """What the first start was told; each may be empty."""

    desk_name: str
    staff: str
    country: str


class FirstStart(KeyedDialog[FirstAnswers | None]):
    """Asks for the desk's name, the person's and the country, guessed beforehand. Gives None for the invented day.

    The answers go into the settings; where they can't, that is told and they stay in their fields.
    """

    AUTO_FOCUS = "#desk-name"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "dismiss(None)", show=False),
        Binding("ctrl+q", "app.quit_at_once", show=False),
    ]
    DEFAULT_CSS = """
    FirstStart {
        background: $background;
        #ask { padding: 1 3; }
        Lines { height: 1; }
        #hello { height: 4; }
        #how { height: 3; }
        TypedInput { margin: 0 0 1 0; }
        #country { margin: 0; }
        #which-country { margin: 0 0 1 0; }
    }
    FirstStart.-low {
        #ask { padding: 0 1; border: none; }
        #hello { display: none; }
        #how { height: 2; }
        TypedInput, #which-country { margin: 0; }
    }
    """

    def __init__(self, desk: Session) -> None:
        super().__init__()
        self._desk = desk
        self._guess, self._source = countries.guess()
        self._refusal = ""
        self._stood: dict[str, str] = {}
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """A greeting, three fields, and how to go on."""
        with Middle(), Center(), Vertical(id="ask", classes="dialog"):
            yield Lines(_hello, id="hello")
            for name, asked, placeholder in FIELDS:
                yield Lines(partial(_quiet, said(asked)))
                yield TypedInput(id=name, placeholder=placeholder)
            yield Lines(self._country_told, id="which-country")
            yield Lines(_how, id="how")

    def on_mount(self) -> None:
        """The guess stands in its field; what was typed before a power cut stands there again."""
        kept = drafts.read(self._desk, PLACE)
        for box in self.query(TypedInput):
            box.fill(kept.get(str(box.id), self._guess if box.id == "country" else ""))
        self._stood = self._typed()

    def _typed(self) -> dict[str, str]:
        return {str(box.id): box.value for box in self.query(TypedInput)}

    @on(Input.Changed)
    def _changed(self) -> None:
        if self._timer is None and self._typed() != self._stood:
            self._timer = self.set_timer(STORED_AFTER, self.flush)

    def flush(self) -> DeskError | None:
        """Keep what was typed until the desk begins; why that could not be done, None where all of it is kept."""
        if self._timer:
            self._timer.stop()
            self._timer = None
        try:
            for name, text in self._typed().items():
                if text != self._stood.get(name):
                    drafts.keep(self._desk, PLACE, name, text)
                    self._stood[name] = text
        except DeskError as error:
            self._timer = self.set_timer(TRIED_AGAIN_AFTER, self.flush)
            self._tell(said("Not saved yet: {error}", error=error))
            return error
        return None

    @on(Input.Submitted, "#desk-name")
    def _desk_named(self) -> None:
        self.query_one("#staff", TypedInput).focus()

    @on(Input.Submitted, "#staff")
    @on(Input.Submitted, "#country")
    def _started(self) -> None:
        desk_name, staff, country = (" ".join(text.split()) for text in self._typed().values())
        try:
            answers = FirstAnswers(desk_name, staff, countries.read(country))
            _keep(self._desk, answers)
        except DeskError as error:
            self.query_one("#country", TypedInput).focus()
            self._tell(str(error))
        else:
            self._stood = self._typed()
            self.dismiss(answers)

    def _tell(self, refusal: str) -> None:
        self._refusal = refusal
        self.query_one("#which-country", Lines).redraw()

    @on(Input.Changed, "#country")
    def _country_typed(self) -> None:
        self._tell("")

    def _country_told(self, width: int) -> list[Line]:
        if self._refusal:
            return [row([span(f"{symbols().alarm} {self._refusal}", "alarm")], width=width)]
        code = self.query_one("#country", TypedInput).value.strip().upper()
        if code == self._guess and code:
            words = said("{country}, a guess from {source}.", country=_in_words(code), source=self._source)
        elif code in countries.names():
            words = f"{_in_words(code)}."
        else:
            words = said("It tells how to read local phone numbers, and dates such as 3/4.")
        return _quiet(words, width)

    def key_escape(self) -> None:
        """Start with the usual names."""
        self._started()


def _in_words(code: str) -> str:
    name = countries.name(code)
    return name[0].upper() + name[1:]


def _quiet(words: str, width: int) -> list[Line]:
    return [row([span(words, "dim")], width=width)]


def _hello(width: int) -> list[Line]:
    hello = row([span(said("Good to have you here."), "title")], width=width)
    return [hello, EMPTY, *_quiet(said("Everything you write stays on this computer."), width)]


def _how(width: int) -> list[Line]:
    ways = (
        ("Enter ", "press:enter", said("opens the desk.")),
        ("F2 ", "press:f2", said("shows you an invented day first.")),
    )
    return [row([span(key, "key", target), span(words, "dim")], width=width) for key, target, words in ways]


def _keep(desk: Session, answers: FirstAnswers) -> None:
    changes = {name: answer for name, answer in answers._asdict().items() if answer}
    desk.staff = answers.staff
    settings.write(desk, **{"staff": "", **changes})
    with suppress(DeskError):  # the desk begins; a draft too many does no harm
        drafts.forget(desk, PLACE)
