"""A pile of texts finds the same rows whether a needle comes whole or letter by letter."""

from hypothesis import given
from hypothesis import strategies as st

from deskapp.desk.find.piles import FEW, Pile

TEXTS = st.lists(st.text("ab ", max_size=6), min_size=1, max_size=3 * FEW)


def holding(texts: list[str], needle: str) -> list[int]:
    return [place for place, text in enumerate(texts) if needle in text]


@given(TEXTS, st.lists(st.text("ab ", min_size=1, max_size=5), min_size=1, max_size=4))
def test_letter_by_letter_finds_what_the_whole_finds(texts: list[str], typed: list[str]) -> None:
    pile = Pile([f"\x01{text}\n".encode() for text in texts])
    for word in typed:
        for length in range(1, len(word) + 1):
            for start in (0, 1):
                needle = word[start:length]
                if needle:
                    assert list(pile.holding(needle.encode())) == holding(texts, needle)


def test_more_rows_than_are_kept_are_all_found_and_counted() -> None:
    texts = ["aa"] * (FEW + 1) + ["ab"] * FEW
    pile = Pile([f"\x01{text}\n".encode() for text in texts])
    assert pile.few(b"a") is None and pile.few(b"aa") is None
    assert list(pile.holding(b"aa")) == list(range(FEW + 1))
    assert pile.count(b"a") == 2 * (FEW + 1) + FEW
    assert pile.few(b"ab") == tuple(range(FEW + 1, 2 * FEW + 1)) and pile.count(b"ab") == FEW
    assert pile.few(b"abc") == () and pile.rarest_first([b"aa", b"abc"]) == []
