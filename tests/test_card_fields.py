"""What is declared of a field of a card is so in every face and file; a further field takes two rows."""

import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import deskapp
from deskapp.cli.run import run
from deskapp.desk.cards import customers, merge
from deskapp.desk.find.classes import IN_NAME, IN_NOTES, ON_CARD, PHONE, PHONE_END
from deskapp.desk.find.finder import Finder
from deskapp.desk.privacy import clues, erasing, person, subject
from deskapp.desk.session import Session
from deskapp.desk.undo import undoing
from deskapp.desk.visits import log
from deskapp.exchange import columns, csv_in, merging, subject_out, tables_out, vcard_in, vcard_out
from deskapp.exchange.columns import CARD
from deskapp.exchange.csv_in import read_csv
from deskapp.exchange.csv_table import read_table
from deskapp.exchange.json_file import read_json_file, write_json
from deskapp.model.card_fields import BY_NAME, CARD_FIELDS, TYPED_FIELDS, CardField, entry_text, those
from deskapp.model.customer import CardWarning, Customer, Email, Merged, Phone, Plan, Preference
from deskapp.model.document import from_document, to_document
from deskapp.model.upset import Parting
from deskapp.ui import questions
from deskapp.ui.render.card import card_lines
from deskapp.ui.screens.list_screen import ListScreen
from tests.builders import StandingClock, a_desk
from tests.lives import found_in
from tests.ui.hands import at_the_desk

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
ID, OTHER = "cus_01", "cus_02"
ROOT = Path(deskapp.__file__).parent
each_field = pytest.mark.parametrize("field", CARD_FIELDS, ids=lambda field: field.name)


def each(chosen: Callable[[CardField], object]) -> pytest.MarkDecorator:
    """The test for each field of which something is declared."""
    return pytest.mark.parametrize(
        "field", [field for field in CARD_FIELDS if chosen(field)], ids=lambda field: field.name
    )


def words_of(field: CardField) -> str:
    """Words that stand in one field of the full card only."""
    name = field.name.replace("_", "")
    return f"Zw{name} Vx{name}"


MORE_THAN_TEXT: dict[str, Any] = {
    "kind": "prospect",
    "plan": Plan("Zwplan", date(2027, 3, 1), "gold"),
    "preferences": {"P1": Preference("food", "Zwpreferences", "allergy", NOW)},
    "phones": {"T1": Phone("202 555 0143", "+12025550143", "mobile")},
    "emails": {"E1": Email("zwemails@example.org", "work")},
    "addresses": {"A1": "12 Zwaddresses Lane"},
    "warnings": {"W1": CardWarning("Zwwarnings", NOW)},
    "parting": Parting(NOW, "Zwparting left", "Zwparting", "Kim"),
    "birthday": "1987-05-04",
    "merged": {OTHER: Merged(NOW, "Zwmerged Vxmerged")},
    "merged_into": "cus_03",
    "drafts": {"note text": "Zwdrafts"},
}
INSTANT = NOW - timedelta(days=30)


def value_of(field: CardField) -> Any:
    """What stands in a field of the full card."""
    return MORE_THAN_TEXT.get(field.name, INSTANT if field.kind == "instant" else words_of(field))


def telling(field: CardField) -> str:
    """What is looked for where the value of a field is to be seen."""
    value = value_of(field)
    if isinstance(value, dict):
        entry = next(iter(value.values()))
        return entry.name if isinstance(entry, Merged) else entry_text(field.name, entry)
    return value.name if isinstance(value, Plan) else value.by if isinstance(value, Parting) else str(value)


FULL = replace(
    Customer(ID, "Ana Cruz"), **{field.name: value_of(field) for field in CARD_FIELDS if field.name != "merged_into"}
)
BARE = Customer(ID, "Ana Cruz", kind="coworker")


@dataclass
class Shown:
    """What the faces show of the full card."""

    desk: Session
    pane: str
    spoken: str
    copy: str


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    """The full card, and the visit of somebody else in whose notes the words of every field stand."""
    with a_desk(tmp_path_factory.mktemp("shown") / "book", StandingClock(NOW)) as desk:
        customers.put(desk, FULL)
        visit = log.begin(desk, "call", reason="the gate")
        for field in CARD_FIELDS:
            visit = log.note(desk, visit, f"{telling(field)} was said")
        log.end(desk, visit, "done", overruled="quiet")
        out = io.StringIO()
        run(("card", ID), desk=desk, out=out, err=out)
        pane = "\n".join(line.text for line in card_lines(FULL, NOW, 200, editable=True))
        held = subject.everything(desk, person.of(desk, FULL))
        yield Shown(desk, pane, out.getvalue(), subject_out.markdown(held))


def test_every_field_of_a_card_is_declared_and_no_other() -> None:
    assert sorted(BY_NAME) == sorted({field.name for field in fields(Customer)} - {"id", "extra"})
    assert len(BY_NAME) == len(CARD_FIELDS)


@each_field
def test_a_card_of_an_older_book_opens_without_it(field: CardField) -> None:
    document = to_document(BARE)
    if field.name != "name":
        del document[field.name]
    assert getattr(from_document(Customer, document), field.name) == getattr(Customer(ID, "Ana Cruz"), field.name)


@each(lambda field: field.kind in ("text", "day", "lines"))
def test_it_is_asked_for_by_its_label_with_its_hint_and_kept_as_typed(shown: Shown, field: CardField) -> None:
    card = customers.make(shown.desk, "Bo Lindqvist")
    question = questions.card.text_field(shown.desk, card, field.name)
    offer = question.on_change({field.name: ""})
    assert (question.title, question.fields, offer.hint) == (field.label, [(field.name, field.label, "")], field.hint)
    question.store(field.name, "pear tart")
    assert getattr(customers.get(shown.desk, card.id), field.name) == "pear tart"


async def test_the_cards_own_screen_has_a_row_for_every_field_with_a_label(tmp_path: Path) -> None:
    with a_desk(tmp_path / "book", StandingClock(NOW)) as desk:
        customers.put(desk, replace(FULL, kind="customer", merged={}))
        async with at_the_desk(desk, (120, 36)) as hands:
            await hands.press("f3", "enter")
            screen = hands.app.screen
            assert isinstance(screen, ListScreen)
            rows = [screen.line_at(index, 110, False).text for index in range(screen.table.count)]
    labelled = [field for field in CARD_FIELDS if field.label and field.kind != "choice"]
    assert [field.name for field in labelled if not any(telling(field) in row for row in rows)] == []
    texts = those(kind="text")
    assert [field.name for field in texts if not any(row.strip().startswith(field.label) for row in rows)] == []


@each(lambda field: field.pane or field.joins)
def test_it_is_shown_in_the_pane_of_the_card(shown: Shown, field: CardField) -> None:
    assert telling(field) in shown.pane


@each(lambda field: field.spoken or field.joins)
def test_it_is_said_by_the_command_that_shows_a_card(shown: Shown, field: CardField) -> None:
    assert telling(field) in shown.spoken


@each_field
def test_it_stands_in_the_copy_for_the_person(shown: Shown, field: CardField) -> None:
    expected = "2026-10-25 10:00" if field.kind == "instant" else telling(field)
    assert field.name == "merged_into" or expected in shown.copy.replace("\\", "")


@each(lambda field: field.columns)
def test_its_headers_are_known_in_any_table_and_offered_where_somebody_chooses(field: CardField) -> None:
    for column in field.columns:
        for header in filter(None, (word.strip() for word in column.headers.split(","))):
            known = columns.FileColumn(header.upper(), column.target, 1.0)
            assert columns.guess_columns([header.upper()], []) == (known,)
        assert not column.offered or (column.target, column.offered) in csv_in.CHOICES


@each(lambda field: field.table)
def test_it_comes_back_from_the_columns_of_our_own_table(field: CardField) -> None:
    table = read_table(tables_out.write_csv([FULL]).encode(), "")
    seen = [place for place, header in enumerate(table.header) if header != CARD]
    text = tables_out.write_table(
        [table.header[place] for place in seen], ([row[place] for place in seen] for _, row in table.rows)
    )
    assert any(column.written and column.written in text for column in field.columns)
    found = getattr(read_csv(text.encode()).cards[0].customer, field.name)
    if field.kind == "entries":
        assert [entry_text(field.name, one) for one in found.values()] == [telling(field)]
    else:
        assert found == value_of(field)


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@each(lambda field: field.vcard)
def test_it_is_written_as_its_first_property_and_read_from_each(field: CardField, version: vcard_out.Version) -> None:
    card = replace(BARE, **{field.name: value_of(field)})
    lines = [line for line in vcard_out.card_lines(card, version) if not line.startswith("X-DESKAPP-EXTRA")]
    first, *others = field.vcard
    at = next(place for place, line in enumerate(lines) if line.startswith((f"{first}:", f"{first};")))
    assert telling(field) in lines[at] or field.kind == "instant"
    for prop in (first, *others):
        lines[at] = prop + lines[at].removeprefix(first)
        draft = vcard_in.read_vcards("\r\n".join(lines).encode()).cards[0]
        assert getattr(draft.customer, field.name) == value_of(field)


@each_field
def test_it_comes_back_from_our_own_files_whatever_it_is(field: CardField) -> None:
    card = replace(Customer(ID, "Ana Cruz"), **{field.name: value_of(field)})
    batches = (
        read_json_file(write_json({"customers": [to_document(card)]}, NOW).encode()),
        read_csv(tables_out.write_csv([card]).encode()),
        vcard_in.read_vcards(vcard_out.write_cards([card]).encode()),
    )
    assert [getattr(batch.cards[0].customer, field.name) for batch in batches] == [value_of(field)] * 3


@each(lambda field: field.sheet)
def test_it_has_a_column_in_printed_lists(field: CardField) -> None:
    at = tables_out._CARD_COLUMNS.index(field)
    expected = "2027-03-01" if field.kind == "plan" else telling(field)
    assert next(iter(tables_out.card_rows([FULL])))[at] == expected and tables_out.CARDS[at]


def other_value(field: CardField) -> Any:
    """Another value than that of the full card."""
    if field.kind == "entries":
        entry = next(iter(value_of(field).values()))
        texts = {field.entry[0]: "999 other"} if field.entry else {}
        return {"K1": replace(entry, **texts, **({"number": ""} if field.name == "phones" else {})) if texts else "9"}
    return INSTANT + timedelta(days=1) if field.kind == "instant" else "other" if field.kind == "lines" else None


@each_field
def test_it_merges_as_declared(field: CardField) -> None:
    theirs, usual = value_of(field), getattr(Customer(ID, "Ana Cruz"), field.name)
    kept = replace(BARE, name=FULL.name, id=OTHER)
    taken = getattr(merge.combined(kept, replace(FULL, merged_into="cus_03"), {}), field.name)
    if field.merges == "not":
        assert taken == usual
    elif field.kind == "choice":
        assert taken == kept.kind
    else:
        assert taken == theirs
    mine = other_value(field)
    if mine:
        both = getattr(merge.combined(replace(kept, **{field.name: mine}), FULL, {}), field.name)
        assert both == {
            "each": {**mine, **theirs} if field.kind == "entries" else None,
            "lines": f"{mine}\n{theirs}",
            "earliest": theirs,
            "with": theirs,
        }.get(field.merges, mine)


@each(lambda field: field.kind not in ("name", "choice") and field.merges != "earliest")
def test_an_import_brings_it_to_a_card_that_lacks_it(field: CardField) -> None:
    draft = replace(FULL, id="", merged_into="cus_03")
    changes = {one.field: one.new for one in merging.changes_between(BARE, draft, True)}
    assert changes.get(field.name) == (None if field.merges == "not" else to_document(draft)[field.name])
    after = merging.altered(BARE, merging.changes_between(BARE, draft, True))
    assert (getattr(after, field.name) == value_of(field)) is (field.merges != "not")


@each(lambda field: field.kind not in ("instant", "choice", "id") and field.name != "merged")
def test_the_search_finds_it_where_it_is_declared_to(field: CardField) -> None:
    finder = Finder()
    finder.fill([to_document(replace(BARE, **{field.name: value_of(field)}))])
    scores = [found.score for found in finder.search(telling(field))]
    wanted = {"name": IN_NAME, "card": ON_CARD, "notes": IN_NOTES, "numbers": PHONE, "": 0}[field.searched]
    best = {"name": 100, "numbers": PHONE_END}.get(field.searched, wanted)
    assert all(wanted <= score <= best for score in scores) and len(scores) == bool(field.searched)


@each(lambda field: field.kind not in ("instant", "choice", "id"))
def test_whoever_erases_them_is_told_where_else_it_stands(shown: Shown, field: CardField) -> None:
    them = person.of(shown.desk, FULL)
    held = subject.everything(shown.desk, them)
    texts = [one["text"] for name in ("named_elsewhere", "may_mean_them") for one in held[name]]
    assert any(telling(field) in text for text in texts) is (field.identifies != "not")
    rare = clues.of(shown.desk, them).rare
    first = telling(field).split()[0].lower()
    assert {
        "name": telling(field) in them.known,
        "reach": telling(field) in them.known,
        "place": telling(field) in (*them.known, *them.hints),
        "address": first in them.parts and first not in rare,
        "day": bool(set(them.hints) & {"1987-05-04", "4 May 1987"}),
        "words": first in rare,
        "ours": first in rare,
        "not": first not in (*rare, *them.parts),
    }[field.identifies]


def test_an_erasure_takes_every_field_out_of_every_file(tmp_path: Path) -> None:
    with a_desk(tmp_path / "book", StandingClock(NOW)) as desk:
        customers.put(desk, replace(FULL, merged={}))
        card = customers.get(desk, ID)
        for name in TYPED_FIELDS:
            card = customers.set_text(desk, card, name, f"{getattr(card, name)} Yz{name.replace('_', '')}")
        assert erasing.erase(desk, person.of(desk, card), also="all").is_clean
        desk.book.close()
        texts = [telling(field) for field in CARD_FIELDS if field.kind != "choice" and field.name != "merged"]
        texts += [f"Yz{name.replace('_', '')}" for name in TYPED_FIELDS]
        assert found_in(tmp_path / "book", *texts) == []


@each(lambda field: field.spoken_of)
def test_undo_calls_it_by_its_name(field: CardField) -> None:
    assert undoing.PARTS["customers"][field.name] == field.spoken_of
    assert (field.spoken_of in undoing.MANY) is field.several


CUSTOMER = ('    birthday: str = ""\n', '    birthday: str = ""\n    pronunciation: str = ""\n')
DECLARED = '    CardField(\n        "birthday",'
ROW = """    CardField(
        "pronunciation", label="Said", called="pronunciation", hint="How the name is said, such as: o-CAM-po.",
        columns=(Column("pronunciation", "pronunciation, said", "Pronunciation", "How the name is said"),),
        vcard=("X-DESKAPP-PRONUNCIATION", "X-PRONUNCIATION"), searched="card", identifies="address",
    ),
"""


def test_a_made_up_field_is_everywhere_by_a_row_here_and_a_line_in_the_noun(tmp_path: Path) -> None:
    """All that is tested above of every field is so of one more, in a package of which two files were changed."""
    package = tmp_path / "deskapp"
    for folder in (ROOT, ROOT / "model"):
        copied = package / folder.relative_to(ROOT)
        copied.mkdir()
        for path in folder.iterdir():
            if path.name not in ("model", "__pycache__"):
                (copied / path.name).symlink_to(path)
    for name, old, new in (("customer.py", *CUSTOMER), ("card_fields.py", DECLARED, ROW + DECLARED)):
        source = (ROOT / "model" / name).read_text(encoding="utf-8")
        assert source.count(old) == 1
        (package / "model" / name).unlink()
        (package / "model" / name).write_text(source.replace(old, new), encoding="utf-8")
    told = [sys.executable, "-B", "-m", "pytest", "-n0", "-p", "no:cacheprovider", "-o", f"pythonpath={tmp_path} ."]
    chosen = [__file__, "-k", "(pronunciation or every_field) and not made_up"]
    done = subprocess.run([*told, *chosen], cwd=ROOT.parent, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-3000:]
    assert json.dumps(done.stdout).count("passed") and int(done.stdout.split(" passed")[0].split()[-1]) >= 18
