"""Panes of lines: what is selected stays in sight, and nothing above it is hidden without need."""

from textual.app import ComposeResult

from deskapp.ui.render.line import Line, span
from deskapp.ui.theme import THEMES, Styles
from deskapp.ui.type_ahead import TypeAhead
from deskapp.ui.widgets.line_pane import LinePane


class OnePane(TypeAhead[None]):
    palette = Styles({})

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return THEMES[0].variables

    def compose(self) -> ComposeResult:
        yield LinePane(lambda width: [Line((span(f"row {one}"),), "selected" if one == 4 else "") for one in range(9)])


async def test_a_pane_that_grows_shows_again_what_was_above_the_selected_row() -> None:
    app = OnePane()
    async with app.run_test(size=(40, 3)) as pilot:
        pane = app.query_one(LinePane)
        await pilot.pause()
        assert pane.scroll_offset.y == 2
        await pilot.resize_terminal(40, 7)
        await pilot.pause()
        assert pane.scroll_offset.y == 0
