"""The backup of the day is taken by itself while the desk is open."""

from pathlib import Path

import pytest

from deskapp.desk.session import Session
from deskapp.store import open_book
from deskapp.ui import beside
from deskapp.ui.app import DeskApp


async def test_a_backup_of_the_day_is_taken_after_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "BACKED_UP_AFTER", 0.05)
    with open_book(tmp_path / "book") as book:
        app = DeskApp(Session(book, "Robin"))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause(0.3)
            await app.workers.wait_for_complete([one for one in app.workers if one.name == "backup"])
            await pilot.pause()
    backups = list((tmp_path / "book" / "backups").glob("*.zip"))
    assert len(backups) == 1 and backups[0].stat().st_size > 0
