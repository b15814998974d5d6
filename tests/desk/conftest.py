"""A desk on an empty book, with a clock that stands still until it is moved."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskapp.desk.session import Session
from tests.builders import StandingClock, a_desk


@pytest.fixture
def clock_() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(tmp_path: Path, clock_: StandingClock) -> Iterator[Session]:
    with a_desk(tmp_path / "book", clock_) as desk:
        yield desk
