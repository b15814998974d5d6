import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from deskapp.text.widths import cells, cut, filled, head_of

SHOWN = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=60)


@given(SHOWN)
def test_a_text_is_as_wide_in_a_table_as_on_the_screen(text: str) -> None:
    assert cells(text) == cell_len(text)


@pytest.mark.parametrize(
    ("text", "width"), [("Beth", 4), ("김민준", 6), ("น้ำฝน", 4), ("e\u0301", 1), ("👩\u200d🔧", 2), ("…", 1)]
)
def test_what_some_names_take(text: str, width: int) -> None:
    assert cells(text) == width


@given(SHOWN, st.integers(0, 40))
def test_a_cut_text_fits_and_a_filled_one_fills(text: str, width: int) -> None:
    assert cells(cut(text, width)) <= width
    assert cut(text, width) == text or cells(text) > width
    assert cells(filled(cut(text, width), width)) == width
    assert cells(head_of(text, width)) == width


def test_plain_words_are_measured_without_what_draws_the_screen() -> None:
    program = (
        "import sys; from deskapp.text.widths import cells, cut; cut('Beth Ocampo', 5); sys.exit('rich' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], timeout=60).returncode == 0
