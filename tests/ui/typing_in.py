"""What the played tests of several screens do: type into the field at hand, and read what panes show."""

from textual.pilot import Pilot

from deskapp.ui.widgets.bottom_lines import MessageLine
from deskapp.ui.widgets.line_pane import Drawn
from deskapp.ui.widgets.typed_input import TypedInput
from deskapp.ui.widgets.virtual_list import VirtualList


async def type_in(pilot: Pilot[int], text: str) -> None:
    """Type into the field at once: a key press for each letter would take most of the time of these tests."""
    box = pilot.app.screen.focused
    assert isinstance(box, TypedInput)
    box.insert_text_at_cursor(text)
    await pilot.pause()


async def answer(pilot: Pilot[int], *texts: str) -> None:
    """Answer one question after another, each with Enter."""
    for text in texts:
        await type_in(pilot, text)
        await pilot.press("enter")
    await pilot.pause()


def seen(pilot: Pilot[int], *panes: str) -> str:
    """What panes show, on one line, so that a wrapped sentence is found."""
    return " ".join(" ".join(text for pane in panes for text in lines_of(pilot, pane)).split())


def lines_of(pilot: Pilot[int], pane: str) -> list[str]:
    """The lines of a pane as they stand there."""
    return [line.text for line in pilot.app.screen.query_one(pane, Drawn).lines]


def said(pilot: Pilot[int]) -> str:
    """What was just said."""
    return " ".join(" ".join(line.text for line in pilot.app.screen.query_one(MessageLine).lines).split())


def rows(pilot: Pilot[int]) -> list[str]:
    """Every row of the screen's list."""
    table = pilot.app.screen.query_one("#list", VirtualList)
    return [" ".join(table._line_at(number, 200, False).text.split()) for number in range(table.count)]


async def go_to(pilot: Pilot[int], words: str) -> None:
    """Put the cursor on the first row that holds words."""
    table = pilot.app.screen.query_one("#list", VirtualList)
    table.go(next(number for number, text in enumerate(rows(pilot)) if words in text))
    await pilot.pause()
