"""The crisis sheet of an interaction: rows to fill in, what is useful next, and the briefs that consent allows."""

from collections.abc import Callable
from pathlib import Path

from deskapp import clock
from deskapp.desk.crisis import brief, crisis
from deskapp.desk.crisis.brief import Brief
from deskapp.desk.documents import look
from deskapp.desk.visits import log
from deskapp.errors import RefusedError
from deskapp.model.crisis import Side
from deskapp.model.interaction import Interaction
from deskapp.store.copies import given_out
from deskapp.ui.context import Context
from deskapp.ui.questions import crisis as crisis_asks
from deskapp.ui.questions import files
from deskapp.ui.render.crisis import SheetRow, sheet_line, sheet_rows
from deskapp.ui.render.keys import filled, key_of
from deskapp.ui.render.line import EMPTY, Line, row, span, wrapped
from deskapp.ui.screens.list_screen import ListScreen
from deskapp.ui.widgets.question import FINDS, Choice, Question, Suggestions


class CrisisScreen(ListScreen[SheetRow]):
    """One sheet. Beside it, where there is room, what is useful next and the brief for the side that is selected."""

    NAME, PLACE = "crisis", "Crisis"
    ASIDE = "Brief"

    def __init__(self, context: Context, identifier: str) -> None:
        super().__init__(context)
        self._identifier = identifier

    @property
    def interaction(self) -> Interaction:
        """The interaction of the sheet, as it is now."""
        return log.get(self.context.desk, self._identifier)

    def load(self) -> None:
        """The rows of the sheet; none where its opening was undone."""
        was = self.selected
        interaction, now = look(self.context.desk, Interaction, self._identifier), self.context.desk.now()
        sheet = interaction.crisis if interaction else None
        if interaction is None or sheet is None:
            rows = [SheetRow("", "There is no sheet", "its opening was undone; Esc goes back")]
        else:
            first = SheetRow("", "Next", filled(crisis.next_step(sheet, now), self.NAME))
            customer = self.context.card_of(interaction)
            rows = [first, *sheet_rows(sheet, now, brief.promises_of(self.context.desk, sheet), customer)]
        same = (at for at, row in enumerate(rows) if was and was.target and row.target == was.target)
        self.fill(rows, interaction.name or interaction.kind if interaction else "Gone", next(same, None))
        self._go(self.table.cursor, 1)

    def id_at(self, index: int) -> str:
        """The id of the visit whose sheet it is."""
        return self._identifier

    def line_at(self, index: int, width: int, selected: bool) -> Line:
        """One row of the sheet."""
        shown = self.row_at(index)
        return sheet_line(shown, width, selected) if shown else EMPTY

    def tick(self) -> None:
        """The clocks of the plan move on."""
        super().tick()
        self.load()

    def is_heading(self, index: int) -> bool:
        """Whether a row of the sheet cannot be opened."""
        shown = self.row_at(index)
        return shown is not None and not shown.target

    def open_row(self, shown: SheetRow) -> None:
        """Add to a part of the sheet, or choose what to do with an entry."""
        desk = self.context.desk
        group, _, key = shown.target.partition(":")
        if group == "background":
            self.ask(crisis_asks.text(desk, self.interaction, group))
        elif group in crisis.RESEARCHERS:
            self.ask(crisis_asks.researcher(desk, self.interaction, group))
        elif group.startswith("people+"):
            side: Side = "ours" if group == "people+ours" else "theirs"
            self.ask(crisis_asks.add(desk, self.interaction, "people", side))
        elif key and group in crisis.GROUPS:
            self.ask(crisis_asks.act(desk, self.interaction, group, key))
        elif group in crisis.GROUPS:
            self.ask(crisis_asks.add(desk, self.interaction, group))

    def aside(self, shown: SheetRow, width: int) -> list[Line]:
        """The brief as it would be read now, or why there is none."""
        if len(self._rows) < 2:
            return []
        side: Side = "theirs" if "theirs" in shown.target or shown.label == "Their side" else "ours"
        words = "our side" if side == "ours" else "their side"
        copies = span(f"{key_of('copy_brief')} copies ", "dim", "key:y")
        head = [row([span(f" Brief for {words}", "title")], [copies], width=width), EMPTY]
        try:
            text = brief.as_it_stands(self.context.desk, self.interaction, side).text
        except RefusedError as error:
            return [*head, *wrapped([span(" ")], error.sentence, width=width, role="soon")]
        return [*head, *(part for line in text.splitlines() for part in wrapped([span(" ")], line, width=width))]

    def do_copy_brief(self) -> None:
        """`y`: choose the side, then it is copied and on record."""
        self._ask_for_whom("Copy", self._copied)

    def do_write_brief(self) -> None:
        """`w`: choose the side, then the file."""
        self._ask_for_whom("Write", self._file)

    def _ask_for_whom(self, verb: str, act: Callable[[Side], Question | str]) -> None:
        if not self.attempt(lambda: crisis.sheet_of(self.interaction)):
            return
        choices = [Choice("ours", f"{verb} the brief for our management"), Choice("theirs", f"{verb} it for theirs")]

        def on_change(values: dict[str, str]) -> Suggestions:
            is_theirs = values["side"].strip().casefold().startswith("t")
            return Suggestions(choices, int(is_theirs), "o or t, then Enter.")

        def submit(values: dict[str, str], chosen: str) -> Question | str:
            return act("theirs" if chosen == "theirs" else "ours")

        fields = [("side", "For whom?", "")]
        self.ask(Question(title="Brief", fields=fields, on_change=on_change, submit=submit, passing=FINDS))

    def _copied(self, side: Side) -> str:
        made = brief.give(self.context.desk, self.interaction, side, lambda made: self.copy(made.text))
        return f"For {', '.join(made.readers)} only."

    def _file(self, side: Side) -> Question:
        brief.as_it_stands(self.context.desk, self.interaction, side)
        name = f"brief-{side}-{clock.local(self.context.desk.now()):%Y%m%d-%H%M}.md"

        def written(path: Path, over: bool) -> str:
            def write(made: Brief) -> None:
                text = made.markdown if path.suffix.casefold() in (".md", ".markdown") else made.text
                given_out.write(path, text, self.context.desk.book.path, over=over)

            brief.give(self.context.desk, self.interaction, side, write)
            return f"Written: {path.resolve()}"

        hint = f"Markdown for .md, else plain text; in {Path.cwd()}"
        return files.new("File", Path(name), self.context.desk.book.path, written, hint=hint)
