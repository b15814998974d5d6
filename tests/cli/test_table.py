from hypothesis import given
from hypothesis import strategies as st

from deskapp.cli.table import rows
from deskapp.text.widths import cells, cut


def test_columns_are_aligned_by_what_a_terminal_shows() -> None:
    lines = list(rows(("name", "about"), [("김민준", "a"), ("Beth", "b"), ("e\u0301e\u0301", "c")], 60))
    assert [cells(line) for line in lines] == [13, 9, 9, 9]
    assert [line[: line.rindex(one)].rstrip() for line, one in zip(lines[1:], "abc", strict=True)] == [
        *("김민준", "Beth", "e\u0301e\u0301")
    ]


def test_the_last_column_takes_what_is_left_and_long_ones_are_cut() -> None:
    (_, line) = rows(("a", "b"), [("x" * 100, "y" * 100)], 80)
    assert cells(line) == 80
    assert line.count("…") == 2


@given(st.text(max_size=60), st.integers(1, 50))
def test_a_cut_text_fits_and_an_uncut_one_is_whole(text: str, width: int) -> None:
    short = cut(text, width)
    assert cells(short) <= width
    assert short == text or short.endswith("…")
    assert short == text or cells(text) > width


@given(st.lists(st.tuples(st.text(), st.text(), st.text()), max_size=4), st.integers(20, 200))
def test_every_row_is_one_line(body: list[tuple[str, ...]], width: int) -> None:
    lines = list(rows(("one", "two", "three"), body, width))
    assert len(lines) == len(body) + 1
    assert not any("\n" in line or "\x1b" in line for line in lines)
