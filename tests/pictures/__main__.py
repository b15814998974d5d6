"""Draw the README's pictures from the invented day: `.venv/bin/python -m tests.pictures`."""

import asyncio
import os
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

HERE = Path(__file__).parent
NOON = datetime(2026, 11, 20, 13, 20, tzinfo=UTC)
WIDE, SMALL = (120, 36), (80, 24)
PICTURES: tuple[tuple[str, tuple[int, int], str, tuple[str, ...]], ...] = (
    ("desk", WIDE, "dark", ()),
    ("desk-light", WIDE, "light", ()),
    ("desk-80x24", SMALL, "dark", ()),
    ("desk-80x24-light", SMALL, "light", ()),
    ("who-80x24", SMALL, "dark", ("w", *"gus")),
    ("angry", WIDE, "dark", ("right_square_bracket",)),
    ("customers", WIDE, "dark", ("f3", "down", "down", "down")),
    ("promises", WIDE, "dark", ("f4",)),
    ("log", WIDE, "dark", ("f5", "down")),
    ("reports", WIDE, "dark", ("f7",)),
)


async def draw(name: str, size: tuple[int, int], theme: str, keys: tuple[str, ...], folder: Path) -> None:
    """One picture: open the invented day, press keys, save what is seen."""
    from deskapp.desk.demo import day
    from deskapp.desk.session import Session
    from deskapp.desk.settings import settings
    from deskapp.store import open_book
    from deskapp.ui.app import DeskApp

    with open_book(folder / name) as book:
        day.fill(book, now=NOON)
        desk = Session(book, "Robin", now=ticking(NOON + timedelta(seconds=2)))
        settings.write(desk, theme=theme)
        app = DeskApp(desk)
        async with app.run_test(size=size) as pilot:
            await pilot.pause(0.3)
            for key in keys:
                await pilot.press(key)
            await pilot.pause(0.3)
            (HERE / f"{name}.svg").write_text(app.export_screenshot(title="deskapp"), encoding="utf-8")


def ticking(start: datetime) -> Callable[[], datetime]:
    """A clock that stands still, so that a picture changes only where the program does."""
    return lambda: start


def main() -> None:
    """Draw them all."""
    os.environ["TZ"] = "UTC"
    time.tzset()
    with tempfile.TemporaryDirectory() as folder:
        for name, size, theme, keys in PICTURES:
            asyncio.run(draw(name, size, theme, keys, Path(folder)))


if __name__ == "__main__":
    main()
