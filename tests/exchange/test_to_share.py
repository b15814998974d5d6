"""What leaves the house holds no warning about anybody and no number of the kettle; our own JSON holds everything."""

from pathlib import Path

import pytest

from deskapp.desk.answers import faq
from deskapp.desk.cards import customers, merge
from deskapp.desk.crisis import boundary
from deskapp.desk.session import Session
from deskapp.desk.visits import log, temperature
from deskapp.exchange import exporters
from deskapp.exchange.formats import FORMATS
from deskapp.store import open_book

FACT = "Shouted at Robin on 3 May"


@pytest.mark.parametrize(("form", "has_it"), [("vcf", False), ("csv", False), ("json", True)])
def test_warnings_stay_here_unless_the_whole_card_is_asked_for(tmp_path: Path, form: str, has_it: bool) -> None:
    told: list[str] = []
    with open_book(tmp_path / "book") as book:
        desk = Session(book, "Robin")
        beth = customers.make(desk, "Beth Ocampo", phone="0917 555 01 23")
        customers.add_warning(desk, beth, FACT)
        text = FORMATS["customers"][form].write(exporters.ExportRequest(desk, None, told.append))
    assert "Beth Ocampo" in text
    assert (FACT in text) is has_it
    assert bool(told) is not has_it


@pytest.mark.parametrize("form", ["vcf", "vcf3", "csv", "md", "html"])
def test_what_a_merge_keeps_of_two_cards_takes_no_warning_out_of_the_house(tmp_path: Path, form: str) -> None:
    with open_book(tmp_path / "book") as book:
        desk = Session(book, "Robin")
        beth, other = customers.make(desk, "Beth Ocampo"), customers.make(desk, "Elizabeth Ocampo")
        customers.add_warning(desk, beth, FACT)
        customers.add_warning(desk, other, "Slammed the door")
        boundary.part_ways(desk, other, "Threw a stand", "Mia")
        merge.merge(desk, beth, other)
        text = FORMATS["customers"][form].write(exporters.ExportRequest(desk))
    assert "Beth Ocampo" in text
    assert not [one for one in (FACT, "Slammed", "Threw a stand") if one in text]


def test_b1_no_text_for_others_holds_the_number_of_the_kettle(tmp_path: Path) -> None:
    """A customer could read it as a grade of them."""
    with open_book(tmp_path / "book") as book:
        desk = Session(book, "Robin")
        call = log.identify_new(desk, log.begin(desk, "call", reason="wrong pedal"), "Gus Whitfield")
        for celsius in (85, 95, 75):
            call = temperature.put(desk, call, celsius)
        log.end(desk, call, "A loan till it comes", overruled="x")
        faq.make(desk, "Which pedal fits?", "The short one.")
        for what, forms in FORMATS.items():
            for form in set(forms) - {"json"}:
                text = FORMATS[what][form].write(exporters.ExportRequest(desk))
                numbers = [one for one in ("\u00b0C", ">85<", "85,", "| 85", " 95", "75 ", "boiling") if one in text]
                assert not numbers, (what, form)
