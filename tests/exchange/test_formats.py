"""Every format that is declared is written, by the command line and by the screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deskapp.commands.every import BY_NAME
from deskapp.desk.cards import customers
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.exchange.exporters import ExportRequest
from deskapp.exchange.formats import FORMATS
from deskapp.ui.questions import files
from tests.builders import StandingClock, a_desk

EACH = [(what, name) for what, formats in FORMATS.items() for name in formats]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Session]:
    with a_desk(tmp_path / "book", StandingClock()) as desk:
        log.identify(desk, log.begin(desk, "walk-in"), customers.make(desk, "Beth Ocampo"))
        yield desk


@pytest.mark.parametrize(("what", "name"), EACH)
def test_each_is_named_in_the_help_and_written(desk: Session, what: str, name: str) -> None:
    assert name in BY_NAME["export"].argument("format").help
    assert what in BY_NAME["export"].argument("what").choices
    assert FORMATS[what][name].write(ExportRequest(desk)).strip()


def test_the_screen_offers_each_that_has_a_label_and_no_other(desk: Session) -> None:
    rows = files.export(None, desk.book.path, lambda *given: "").on_change({"which": ""}).choices
    labels = [written_as.label for formats in FORMATS.values() for written_as in formats.values() if written_as.label]
    assert [row.text for row in rows] == labels
    assert len(set(labels)) == len(labels)
