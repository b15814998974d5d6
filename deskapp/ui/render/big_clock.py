"""A wall clock in large digits, to be read from the other side of the counter."""

from datetime import datetime

from deskapp.ui.render.line import Line, row, span
from deskapp.ui.symbols import symbols

ROWS = 5
DIGITS = {
    "0": ("###", "# #", "# #", "# #", "###"),
    "1": ("## ", " # ", " # ", " # ", "###"),
    "2": ("###", "  #", "###", "#  ", "###"),
    "3": ("###", "  #", "###", "  #", "###"),
    "4": ("# #", "# #", "###", "  #", "  #"),
    "5": ("###", "#  ", "###", "  #", "###"),
    "6": ("###", "#  ", "###", "# #", "###"),
    "7": ("###", "  #", "  #", "  #", "  #"),
    "8": ("###", "# #", "###", "# #", "###"),
    "9": ("###", "# #", "###", "  #", "###"),
    ":": (" ", "#", " ", "#", " "),
}


def clock_lines(wall: datetime, width: int, *, most: int = ROWS) -> list[Line]:
    """Hours and minutes in the middle of a width, five rows high; in one row where it is too narrow, or low."""
    text = f"{wall:%H:%M}"
    rows = ["  ".join(DIGITS[sign][number] for sign in text) for number in range(ROWS)]
    shapes = ["".join(symbols().full * 2 if cell == "#" else "  " for cell in one) for one in rows]
    if len(shapes[0]) > width or most < ROWS:
        shapes = [text]
    return [row([span(one.center(width), "accent")], width=width) for one in shapes]
