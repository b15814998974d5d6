"""The first start: three short answers, the last one guessed, then the desk, or an invented day to look at."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, NamedTuple

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
from deskapp.text import countries
from deskapp.ui.dialogs.keyed import KeyedDialog
from deskapp.ui.render.line import EMPTY, Line, row, span
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.half_typed import STORED_AFTER, TRIED_AGAIN_AFTER
from deskapp.ui.widgets.line_pane import Lines
from deskapp.ui.widgets.typed_input import TypedInput

if TYPE_CHECKING:
    from deskapp.ui.app import DeskApp


PLACE = drafts.DraftPlace("first start", "first start")


class FirstAnswers(NamedTuple):
    """What the first start was told; each may be empty."""

    desk_name: str
    staff: str
    country: str


class FirstStart(KeyedDialog[FirstAnswers | None]):
    """Asks for the desk's name, the person's and the country, guessed beforehand. Gives None for the invented day.

    `keep` stores the answers; where it can't, its DeskError is told and they stay in their fields.
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

    def __init__(self, desk: Session, keep: Callable[[FirstAnswers], None]) -> None:
        super().__init__()
        self._desk, self._keep = desk, keep
        self._guess, self._source = countries.guess()
        self._refusal = ""
        self._stood: dict[str, str] = {}
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """A greeting, three fields, and how to go on."""
        with Middle(), Center(), Vertical(id="ask", classes="dialog"):
            yield Lines(_hello, id="hello")
            yield Lines(lambda width: [row([span("First: what is this desk or shop called?", "dim")], width=width)])
            yield TypedInput(id="desk-name", placeholder="Front desk")
            yield Lines(lambda width: [row([span("Then: your own first name", "dim")], width=width)])
            yield TypedInput(id="staff", placeholder="Your first name")
            yield Lines(lambda width: [row([span("Your country, in two letters", "dim")], width=width)])
            yield TypedInput(id="country", placeholder="such as DE or GB")
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
        for name, text in self._typed().items():
            if text != self._stood.get(name):
                try:
                    drafts.keep(self._desk, PLACE, name, text)
                except DeskError as error:
                    self._timer = self.set_timer(TRIED_AGAIN_AFTER, self.flush)
                    self._refusal = f"Not stored yet: {error}"
                    self.query_one("#which-country", Lines).redraw()
                    return error
                self._stood[name] = text
        return None

    @on(Input.Submitted, "#desk-name")
    def _desk_named(self) -> None:
        self.query_one("#staff", TypedInput).focus()

    @on(Input.Submitted, "#staff")
    @on(Input.Submitted, "#country")
    def _started(self) -> None:
        desk_name, staff, typed = (
            " ".join(self.query_one(name, TypedInput).value.split()) for name in ("#desk-name", "#staff", "#country")
        )
        try:
            answers = FirstAnswers(desk_name, staff, countries.read(typed))
            self._keep(answers)
        except DeskError as error:
            self._refuse(str(error))
        else:
            self._stood = self._typed()
            self.dismiss(answers)

    def _refuse(self, sentence: str) -> None:
        self._refusal = sentence
        self.query_one("#country", TypedInput).focus()
        self.query_one("#which-country", Lines).redraw()

    @on(Input.Changed, "#country")
    def _country_typed(self) -> None:
        self._refusal = ""
        self.query_one("#which-country", Lines).redraw()

    def _country_told(self, width: int) -> list[Line]:
        if self._refusal:
            return [row([span(f"{symbols().alarm} {self._refusal}", "alarm")], width=width)]
        code = self.query_one("#country", TypedInput).value.strip().upper()
        if code == self._guess and code:
            words = f"{_in_words(code)}, a guess from {self._source}."
        elif code in countries.names():
            words = f"{_in_words(code)}."
        else:
            words = "Local phone numbers and dates such as 3/4 are read by it."
        return [row([span(words, "dim")], width=width)]

    def key_escape(self) -> None:
        """Start with the usual names."""
        self._started()


def _in_words(code: str) -> str:
    name = countries.name(code)
    return name[0].upper() + name[1:]


def _hello(width: int) -> list[Line]:
    return [
        row([span("Good to have you here.", "title")], width=width),
        EMPTY,
        row([span("Everything stays on this computer.", "dim")], width=width),
    ]


def _how(width: int) -> list[Line]:
    return [
        row([span("Enter ", "key", "press:enter"), span("goes on and starts.", "dim")], width=width),
        row([span("F2 ", "key", "press:f2"), span("looks at an invented day first.", "dim")], width=width),
    ]


def begin(app: "DeskApp") -> None:
    """Ask on the first start, unless it is known who is at the desk; what was answered goes into the settings."""
    desk = app.desk
    if desk.staff:
        app.context.settings = settings.write(desk, staff=desk.staff)
        app.say(settings.without_country(desk))
        return

    def keep(answers: FirstAnswers) -> None:
        changes = {name: said for name, said in answers._asdict().items() if said}
        desk.staff = answers.staff
        app.context.settings = settings.write(desk, **{"staff": "", **changes})
        with suppress(DeskError):  # the desk begins; a draft too many does no harm
            drafts.forget(desk, PLACE)

    def begun(answers: FirstAnswers | None) -> None:
        if answers is None:
            from deskapp.ui.start import LOOK_AROUND

            app.exit(LOOK_AROUND)
            return
        app.refresh_screens()
        if sentence := settings.without_country(desk):
            app.say(sentence)

    app.push_screen(FirstStart(desk, keep), begun)
