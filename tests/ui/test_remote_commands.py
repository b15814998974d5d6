"""The desk is open, and commands come from beside it: it does them, shows them, and lets nobody type in vain."""

import asyncio
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from deskapp.cli.running_desk import RunningDesk
from deskapp.desk.cards import customers
from deskapp.desk.session import Session
from deskapp.ipc.client import ask
from deskapp.ui.app import DeskApp
from tests.builders import socket_path
from tests.ui.typing_in import said, seen


@pytest.fixture
def desk(desk: Session) -> Session:
    customers.make(desk, "Beth Marlow", phone="202 555 0123")
    return desk


def app_of(desk: Session) -> DeskApp:
    return DeskApp(desk, RunningDesk)


async def listening(pilot: Pilot[int], desk: Session) -> None:
    for _ in range(200):
        await pilot.pause()
        if Path(socket_path(desk.book.path)).exists():
            return
    raise TimeoutError("the desk does not listen")


async def beside(desk: Session, *words: str) -> dict[str, Any]:
    return await asyncio.to_thread(ask, desk.book.path, {"argv": list(words), "staff": "Kim"})


async def test_a_ring_opens_the_card_of_a_known_number(desk: Session) -> None:
    async with app_of(desk).run_test(size=(80, 24)) as pilot:
        await listening(pilot, desk)
        answer = await beside(desk, "ring", "(202) 555-0123")
        await pilot.pause()
        assert answer == {"status": 0, "out": "Ringing: Beth Marlow\n", "err": ""}
        assert "Beth Marlow rings." in said(pilot)
        assert "Beth Marlow" in seen(pilot, "#here")
        assert "202 555 0123" in seen(pilot, "#card")


async def test_a_ring_does_not_take_the_words_from_under_the_fingers(desk: Session) -> None:
    async with app_of(desk).run_test(size=(80, 24)) as pilot:
        await listening(pilot, desk)
        await pilot.press("w", "J", "o")
        await beside(desk, "ring", "2025550123")
        await pilot.press("e")
        await pilot.pause()
        assert "Beth Marlow rings. Press Esc, then Tab to go there." in said(pilot)
        assert pilot.app.screen.entry.values == {"who": "Joe"}  # type: ignore[attr-defined]


async def test_an_unknown_number_waits_with_its_number_and_enter_puts_it_on_the_new_card(desk: Session) -> None:
    async with app_of(desk).run_test(size=(80, 24)) as pilot:
        await listening(pilot, desk)
        await beside(desk, "ring", "202 555 0777")
        await pilot.press("space", *"Kim", "space", *"Oduya", "enter")
        await pilot.pause()
        (kim,) = [one for one in desk.book.select("customers") if one["name"] == "Kim Oduya"]
        assert [one["typed"] for one in kim["phones"].values()] == ["202 555 0777"]


async def test_any_command_is_done_in_the_callers_name_and_its_fault_is_its_own(desk: Session) -> None:
    async with app_of(desk).run_test(size=(80, 24)) as pilot:
        await listening(pilot, desk)
        assert (await beside(desk, "log", "call", "Joe Park"))["status"] == 0
        assert (await beside(desk, "nonsense"))["status"] == 2
        assert (await beside(desk, "open"))["status"] == 2
        await pilot.pause()
        assert "Joe Park" in seen(pilot, "#here")
        assert next(desk.book.select("interactions"))["updated_by"] == "Kim"


async def test_the_line_is_closed_with_the_desk(desk: Session) -> None:
    async with app_of(desk).run_test(size=(80, 24)) as pilot:
        await listening(pilot, desk)
    assert not Path(socket_path(desk.book.path)).exists()


async def test_a_folder_that_somebody_else_made_for_the_line_is_told_and_not_used(
    desk: Session, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir(0o700)
    (desk.book.path / "asked").symlink_to(tmp_path / "elsewhere")
    async with app_of(desk).run_test(size=(120, 36)) as pilot:
        for _ in range(200):
            await pilot.pause()
            if "Commands can't reach" in said(pilot):
                break
        assert "is not a folder of yours alone. Remove it, then open the desk again." in " ".join(said(pilot).split())
    assert list((tmp_path / "elsewhere").iterdir()) == []


async def test_a_command_of_another_process_is_seen_on_the_screen(desk: Session) -> None:
    async with app_of(desk).run_test(size=(80, 24)) as pilot:
        await listening(pilot, desk)
        words = [sys.executable, "-m", "deskapp", "--data", str(desk.book.path), "ring", "2025550123"]
        process = await asyncio.create_subprocess_exec(*words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        out, err = await process.communicate()
        assert (process.returncode, out, err) == (0, b"Ringing: Beth Marlow\n", b"")
        await pilot.pause()
        assert "Beth Marlow" in seen(pilot, "#here")
