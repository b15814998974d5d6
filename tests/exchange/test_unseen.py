"""Nothing that nobody can see, and nothing that turns a line round, stands raw in what is given out to be read."""

import csv
import io
import json
import re
import sys
import unicodedata
from datetime import UTC, datetime
from typing import Any

import pytest

from deskapp.exchange import pages, subject_out, vcard_out
from deskapp.exchange.csv_in import read_csv
from deskapp.exchange.json_file import write_json
from deskapp.exchange.tables_out import write_csv, write_table
from deskapp.model.customer import Customer, Preference
from deskapp.model.faq_entry import FaqEntry
from deskapp.text.escaping import unobeyed

NOW = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)
FILLERS = {"\u034f", "\u115f", "\u1160", "\u17b4", "\u17b5", "\u3164", "\uffa0", *map(chr, range(0xFE00, 0xFE10))}
UNSEEN = "".join(
    sign
    for sign in map(chr, range(0x7F, sys.maxunicode + 1))
    if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp") or sign in FILLERS or 0xE0000 <= ord(sign) < 0xE1000
)
TURNING = "".join(map(chr, (*range(0x2028, 0x202F), *range(0x2066, 0x206A), *range(0xE0000, 0xE0080))))
WRITERS: dict[str, Any] = {
    "export": lambda words: write_json({"customers": [{"id": "cus_01", "name": words}]}, NOW),
    "copy for a person": lambda words: subject_out.as_json({"name": words, "cards": [{"note": words}]}),
    "card in a table": lambda words: write_csv([Customer(id="", name="Ana", preferences={"A1B2C3": liking(words)})]),
    "card in a vCard": lambda words: vcard_out.write_cards(
        [Customer(id="", name="Ana", preferences={"A1B2C3": liking(words)})]
    ),
}


def liking(words: str) -> Preference:
    return Preference("food", words, "likes")


@pytest.mark.parametrize("way", WRITERS)
def test_json_escapes_whatever_cannot_be_seen(way: str) -> None:
    text = WRITERS[way](f"a{UNSEEN}b")
    assert [hex(ord(sign)) for sign in UNSEEN if sign in text] == []


def test_what_is_escaped_says_the_same() -> None:
    halves = re.compile("[\ud801-\udfff]")  # two halves that meet would be one sign
    unseen = halves.sub("", UNSEEN)
    told = {"name": f"a{unseen}山 é", "more": [unseen[::-1], "😀", "\\u200f"]}
    raw = json.dumps(told, ensure_ascii=False)
    assert json.loads(unobeyed(raw)) == json.loads(raw) == told
    assert "山 é" in unobeyed(raw) and "😀" in unobeyed(raw)


def test_a_card_keeps_in_a_table_what_its_cells_do_not_show() -> None:
    card = Customer(id="", name="Ana\u202ezurC\u200f", company="\U000e0041Cruz")
    text = write_csv([card])
    row = next(csv.DictReader(io.StringIO(text, newline="")))
    assert (row["Name"], row["Company"]) == ("AnazurC\u200f", "Cruz")
    assert read_csv(text.encode()).cards[0].customer == card


@pytest.mark.parametrize(
    "write",
    [
        lambda words: write_table([words], [[words]]),
        lambda words: pages.table_markdown(words, ["Who"], [[words]]),
        lambda words: pages.table_html(words, [words], [[words]]),
        lambda words: subject_out.markdown({"name": words, "made_at": "2026-11-22T13:00:00.000Z", "desk_name": words}),
        lambda words: subject_out.page({"name": words, "made_at": "2026-11-22T13:00:00.000Z", "desk_name": words}),
        lambda words: pages.faq_markdown([FaqEntry(id="faq_1", question=words, answer=words)], words),
        lambda words: pages.faq_html([FaqEntry(id="faq_1", question=words, answer=words)], words),
    ],
    ids=["CSV", "Markdown", "page", "copy as Markdown", "copy as page", "leaflet as Markdown", "leaflet as page"],
)
def test_no_table_and_no_page_holds_what_turns_a_line_round(write: Any) -> None:
    assert not re.search(f"[{TURNING}]", write(f"a{TURNING}b"))
