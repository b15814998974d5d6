"""Where an erasure could not be finished, the key that erases first asks what becomes of it."""

import json
from pathlib import Path

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.session import Session
from deskapp.store.engine.reader import NOTE
from tests.odd import put_as_it_is
from tests.ui.hands import at_the_desk
from tests.ui.test_privacy import until

ERA, GONE = "era_01M86FYZ80QE3Q0Q0Q0Q0Q0Q0Q", "cus_01M86FYZ80QE3Q0Q0Q0Q0Q0Q0Q"


@pytest.fixture
def note(desk: Session) -> Path:
    customers.make(desk, "Carl Rossi")
    with desk.book.change("erase", by="", at=desk.now(), undoable=False) as change:
        change.put("erasures", {"id": ERA, "at": "2026-11-24T10:00:00.000Z"})
    deep = b"[" * 2000 + b"]" * 2000
    put_as_it_is(desk.book, "interactions", b'{"id":"int_odd","of":"%b","x":%b}' % (GONE.encode(), deep))
    left = {"id": ERA, "ids": [GONE], "texts": [], "gone": [], "files": [], "all": False, "before": ""}
    place = desk.book.path / NOTE
    place.write_text(json.dumps(left))
    return place


async def test_it_can_be_tried_once_more_and_ended(desk: Session, note: Path) -> None:
    async with at_the_desk(desk) as hands:
        await hands.press("f3", "z")
        await until(hands, "An erasure is not finished yet")
        await hands.press("enter")
        await until(hands, "It is not finished: interactions.json")
        assert note.exists()
        await hands.press("z")
        await until(hands, "An erasure is not finished: interactions.json")
        await hands.press("down", "enter")
        await until(hands, "Ended: what was erased stays erased.")
        assert not note.exists()
        await hands.press("z")
        assert "not finished" not in hands.screen
