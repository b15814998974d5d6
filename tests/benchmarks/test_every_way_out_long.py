"""The long form of tests/ui/test_every_way_out.py: each question with each way out (about five minutes)."""

from pathlib import Path

import pytest

from tests.ui import test_every_way_out
from tests.ui.conftest import *  # noqa: F403 - the hands' own fixtures
from tests.ui.hands import at_the_desk
from tests.ui.test_every_question import KEPT, Given

given, folder, stored_soon = test_every_way_out.given, test_every_way_out.folder, test_every_way_out.stored_soon


@pytest.mark.long
@pytest.mark.parametrize("way", test_every_way_out.WAYS)
async def test_every_question_outlives_every_way_out(given: Given, folder: Path, way: str) -> None:
    async with at_the_desk(given.desk, (120, 36)) as hands:
        for name in KEPT:
            await test_every_way_out.words_outlive(hands, given, folder, name, way)
