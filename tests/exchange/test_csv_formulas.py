"""No spreadsheet runs anything out of our tables, whatever parts its cells; our import reads them as they were."""

import csv
import io
import re
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deskapp.exchange.csv_in import read_csv
from deskapp.exchange.tables_out import write_csv, write_table
from deskapp.model.customer import Customer, Phone
from deskapp.text.escaping import as_it_was, harmless
from tests.builders import so_many

BREAKS = ["", ";", "\t", "|", "\n", "\r\n", "a;", "a\tb\t", "a\n", ";;"]
PASSED = ["", " ", "\u00a0", "\u3000", "\u200b", "\ufeff", '"', '""', " \u200e "]
STARTS = [*"=+-@", "＝", "＋", "－", "＠", "﹦", "﹢"]
HOSTILE = [f"{parted}{passed}{start}1+1" for parted, passed, start in product(BREAKS, PASSED, STARTS)]
NOT_RUN = re.compile(r"[\s\u200b-\u200f\u2060-\u206f\ufeff\"＂]*[=+\-@＝＋－＠﹢﹣﹦﹫]")
PIECES = st.lists(
    st.sampled_from([*BREAKS, *PASSED, *STARTS, "'", "''", "a", "1", ",", "\\", "sep=", "\u202e", "\U000e0041"]),
    max_size=9,
).map("".join)


def cells_as_read(text: str) -> list[str]:
    """The cells as spreadsheets of every language read them: by each sign, minding quotes or passing over them."""
    found = [
        cell for sign in ",;\t|" for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign) for cell in row
    ]
    return found + re.split(r"[;\t|\r\n]", text)


def could_run(text: str) -> list[str]:
    return [cell for cell in cells_as_read(text) if NOT_RUN.match(cell)]


def test_no_cell_and_no_piece_of_one_can_be_run() -> None:
    assert could_run(write_table(["When", "What"], [["13:18", cell] for cell in HOSTILE])) == []


def test_each_cell_stands_in_quotes() -> None:
    text = write_table(["When", "What"], [["13:18", "a;b"], ["", "1"]])
    assert text == '"When","What"\r\n"13:18","a;b"\r\n"","1"\r\n'


@pytest.mark.parametrize("start", ["\t", "\r", "\n", "'\t", "''=", "'=", "'＝"])
def test_a_tab_a_line_end_and_what_has_an_apostrophe_get_one_more(start: str) -> None:
    assert harmless(f"{start}1") == f"'{start}1" and as_it_was(f"'{start}1") == f"{start}1"


@settings(max_examples=so_many(300), deadline=None)
@given(PIECES)
def test_every_cell_comes_back_as_it_was(cell: str) -> None:
    assert as_it_was(harmless(cell)) == cell
    assert could_run(write_table(["What"], [[cell]])) == []


@settings(max_examples=so_many(60), deadline=None)
@given(PIECES, PIECES, PIECES)
def test_a_card_comes_back_as_it_was(name: str, company: str, notes: str) -> None:
    card = Customer(id="", name=f"Ana {name}".strip(), company=company.strip(), notes=notes.strip())
    text = write_csv([card])
    assert could_run(text) == []
    (draft,) = read_csv(text.encode("utf-8", "replace")).cards
    assert {one: getattr(draft.customer, one) for one in ("name", "company", "notes")} == {
        one: getattr(expected(card), one) for one in ("name", "company", "notes")
    }


def expected(card: Customer) -> Customer:
    """A card as any import leaves it: without carriage returns and marks of the byte order."""
    return replace(
        card,
        **{one: getattr(card, one).replace("\r\n", "\n").replace("\ufeff", "") for one in ("name", "company", "notes")},
    )


@pytest.mark.parametrize("sign", [";", "|", "\t"])
def test_a_cell_full_of_another_sign_does_not_hide_which_one_parts_the_cells(sign: str) -> None:
    card = Customer(id="", name="Ana", notes=f"a{sign}b" * 400, phones={"A1B2C3": Phone("0917", "", "mobile")})
    (draft,) = read_csv(write_csv([card]).encode()).cards
    assert (draft.customer.name, draft.customer.notes) == ("Ana", card.notes)
