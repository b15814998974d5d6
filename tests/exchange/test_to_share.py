"""An address book that leaves the house holds no warning about anybody; our own JSON holds everything."""

from pathlib import Path

import pytest

from deskapp.desk import customers
from deskapp.desk.session import Desk
from deskapp.exchange import giving_out
from deskapp.store import open_book

FACT = "Shouted at Robin on 3 May"


@pytest.mark.parametrize(("form", "has_it"), [("vcf", False), ("csv", False), ("json", True)])
def test_warnings_stay_here_unless_the_whole_card_is_asked_for(tmp_path: Path, form: str, has_it: bool) -> None:
    told: list[str] = []
    with open_book(tmp_path / "book") as book:
        desk = Desk(book, "Robin")
        beth = customers.make(desk, "Beth Ocampo", phone="0917 555 01 23")
        customers.add_warning(desk, beth, FACT)
        text = giving_out.WAYS["customers"][form](giving_out.Asked(desk, None, told.append))
    assert "Beth Ocampo" in text
    assert (FACT in text) is has_it
    assert bool(told) is not has_it
