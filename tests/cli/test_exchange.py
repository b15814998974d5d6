"""`import`, `export`, `merge` and `customers --duplicates` as people and scripts use them."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskapp.cli import importing
from tests.builders import VCARDS, so_many, time_zone

CALLS = (
    '<?xml version="1.0"?><calls count="2">'
    '<call number="2025550199" duration="60" date="1764000000000" type="1" contact_name="Joe Park"/>'
    '<call number="2025550777" duration="0" date="1764000600000" type="3" contact_name="(Unknown)"/></calls>'
)

CDR = "calldate,src,dst,dcontext,duration,billsec,disposition,linkedid\n"


@pytest.fixture
def vcf(tmp_path: Path) -> Path:
    file = tmp_path / "phones.vcf"
    file.write_text(VCARDS)
    return file


def names(tool: Any) -> list[str]:
    return [one["name"] for one in tool("customers", "--json").json]


def test_a_dry_run_tells_everything_and_changes_nothing(tool: Any, vcf: Path) -> None:
    tool("log", "call", "Beth Marlow", "--phone", "202 555 0123")
    answer = tool("import", str(vcf), "--dry-run")
    assert answer.status == 0
    assert [line.split()[0] for line in answer.out.splitlines()[1:]] == ["refused", "changed", "new"]
    assert "company: Harbour Bakery" in answer.out
    assert "It would import: 1 new, 1 changed, 1 refused." in answer.err
    assert names(tool) == ["Beth Marlow"]


def test_a_number_that_somebody_else_has_is_told_before_it_goes_on_a_second_card(tool: Any, tmp_path: Path) -> None:
    tool("log", "walk-in", "Rosa Diaz", "--phone", "202 555 0999", "--end", "done")
    tool("log", "walk-in", "Beth Marlow", "--phone", "202 555 0123", "--end", "done")
    file = tmp_path / "beth.vcf"
    file.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Beth Marlow\nTEL:202 555 0123\nTEL:202 555 0999\nEND:VCARD\n")
    assert "202 555 0999 is on the card of Rosa Diaz already." in tool("import", str(file), "--dry-run").out
    (changed,) = tool("import", str(file), "--dry-run", "--json").json["changed"]
    assert changed["held_elsewhere"] == ["202 555 0999 is on the card of Rosa Diaz already."]


def test_an_import_is_backed_up_one_change_and_one_undo(tool: Any, vcf: Path, folder: Path) -> None:
    answer = tool("import", str(vcf))
    assert "Imported: 2 new, 1 refused." in answer.err
    assert names(tool) == ["Beth Marlow", "Joe Park"]
    assert len(list((folder / "backups").glob("before-import-*.zip"))) == 1
    assert tool("undo").status == 0
    assert names(tool) == []


def test_an_import_again_brings_nothing(tool: Any, vcf: Path) -> None:
    tool("import", str(vcf))
    told = tool("import", str(vcf), "--json").json
    assert (told["done"], told["new"], len(told["duplicates"]), told["refused"][0]["line"]) == (False, [], 2, 12)


def test_only_the_newest_backups_before_imports_are_kept(tool: Any, tmp_path: Path, folder: Path) -> None:
    for number in range(7):
        file = tmp_path / f"{number}.csv"
        file.write_text(f"Name\nPerson {number}\n")
        assert tool("import", str(file)).status == 0
    assert len(list((folder / "backups").glob("before-import-*.zip"))) == 5


def test_columns_are_named_where_they_are_unclear(tool: Any, tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("alpha;beta\nJoe;0202 5550199\n")
    file.write_text("alpha;beta\nJoe;trains\n")
    unclear = tool("import", str(file))
    assert (unclear.status, "not clear which column" in unclear.err) == (1, True)
    assert tool("import", str(file), "--columns", "alpha=name", "--columns", "beta=favorite_dessert").status == 0
    (card,) = tool("customers", "--json").json
    assert (card["name"], card["favorite_dessert"]) == ("Joe", "trains")
    wrong = tool("import", str(file), "--columns", "alpha=nonsense")
    assert (wrong.status, wrong.err.count("\n")) == (2, 1)


def test_a_call_log_comes_in_as_ended_calls_on_the_right_cards(tool: Any, tmp_path: Path, vcf: Path) -> None:
    tool("import", str(vcf))
    file = tmp_path / "calls.xml"
    file.write_text(CALLS)
    assert "Imported: 2 calls." in tool("import", str(file)).err
    found = tool("list", "--since", "2025-01-01", "--json").json
    assert [(one["state"], one["customer"] and one["customer"]["name"], one["outcome"]) for one in found] == [
        ("ended", None, "missed call"),
        ("ended", "Joe Park", ""),
    ]
    assert "nothing" not in tool("import", str(file)).err, "calls that are there already are counted"
    assert len(tool("list", "--since", "2025-01-01", "--json").json) == 2


@pytest.mark.parametrize("way", ["tool", "at_desk"])
def test_the_hours_of_a_phone_systems_log_are_the_desks_own_unless_they_are_said_to_be_utc(
    request: pytest.FixtureRequest, tmp_path: Path, way: str
) -> None:
    tool = request.getfixturevalue(way)
    file = tmp_path / "cdr.csv"
    file.write_text(f"{CDR}2025-11-20 16:30:00,0202 5550143,100,from-trunk,50,42,ANSWERED,1.1\n")
    hours = []
    with time_zone("Etc/GMT+5"):
        for words in ((), ("--utc",)):
            assert "Imported: 1 call" in tool("import", str(file), *words).err
            (call,) = tool("list", "--since", "2025-01-01", "--json").json
            hours.append(call["arrived_at"])
            assert tool("undo").status == 0
    assert [hour[:16] for hour in hours] == ["2025-11-20T21:30", "2025-11-20T16:30"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.zip.vcf", b"PK\x03\x04rest"),
        ("nuls.csv", b"\0" * 10_000),
        ("line.csv", b"a" * 5_000_000),
        ("line.vcf", b"BEGIN:VCARD\nFN:" + b"a" * 5_000_000),
        ("nested.json", b"[" * 100_000),
        ("groups.vcf", b"BEGIN:VCARD\n" * 20_000),
        ("charset.csv", b"\xff\xfeN\x00a\x00m\x00e\x00\n\x00\xd8\xd8"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_hostile_files_each_give_a_sentence_and_never_a_traceback(
    tool: Any, tmp_path: Path, name: str, content: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    answer = tool("import", str(file))
    assert answer.status in (0, 1)
    assert answer.err.strip() and "fault of its own" not in answer.err
    assert tool("import", str(tmp_path / "not-there.vcf")).status == 1


@settings(max_examples=so_many(25), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=300), st.sampled_from([".vcf", ".csv", ".json", ".xml"]))
def test_any_bytes_end_in_cards_or_a_sentence(tool: Any, tmp_path: Path, content: bytes, suffix: str) -> None:
    file = tmp_path / f"any{suffix}"
    file.write_bytes(content)
    answer = tool("import", str(file), "--dry-run")
    assert answer.status in (0, 1) and "fault of its own" not in answer.err


@pytest.mark.parametrize("form", ["vcf", "vcf3", "csv", "json"])
def test_what_is_exported_comes_back_as_it_was(tool: Any, vcf: Path, tmp_path: Path, form: str) -> None:
    tool("import", str(vcf))
    before = [{k: v for k, v in one.items() if k not in META} for one in tool("customers", "--json").json]
    file = tmp_path / f"out.{form.replace('vcf3', 'vcf')}"
    assert tool("export", "customers", "--format", form, "-o", str(file)).status == 0
    again = {"--data": str(tmp_path / "other")}
    tool(*(word for pair in again.items() for word in pair), "import", str(file))
    after = tool("--data", str(tmp_path / "other"), "customers", "--json").json
    assert [{k: v for k, v in one.items() if k not in META} for one in after] == before


META = {"rev", "stamps", "updated_at", "updated_by", "schema", "desk"}


@pytest.mark.parametrize("what", ["customers", "log", "promises"])
@pytest.mark.parametrize("form", ["csv", "md", "html", "json"])
def test_everything_is_written_in_every_form_and_nothing_in_it_is_markup(tool: Any, what: str, form: str) -> None:
    hostile = "=HYPERLINK(1) <script>|**x**"
    tool("log", "walk-in", hostile, "--reason", hostile)
    tool("promise", hostile, hostile, "--by", "in 3 hours")
    answer = tool("export", what, "--format", form)
    assert (answer.status, answer.err) == (0, "")
    assert ("\n=" in answer.out, "<script>" in answer.out and form == "html") == (False, False)
    if form == "json":
        assert json.loads(answer.out)["format"] == "deskapp"
    if form == "csv":
        assert "'=HYPERLINK" in answer.out


@pytest.mark.parametrize(
    ("what", "name", "start"),
    [
        ("customers", "c.csv", '"Name"'),
        ("customers", "c.VCF", "BEGIN:VCARD"),
        ("customers", "c", "BEGIN:VCARD"),
        ("customers", "c.md", "# "),
        ("log", "l.html", "<!doctype html>"),
        ("log", "l.json", "{"),
        ("promises", "p.ics", "BEGIN:VCALENDAR"),
        ("faq", "f.md", "# "),
    ],
)
def test_without_a_format_the_files_ending_decides(tool: Any, tmp_path: Path, what: str, name: str, start: str) -> None:
    tool("log", "call", "Beth Marlow")
    file = tmp_path / name
    assert tool("export", what, "-o", str(file)).err == f"Written to {file}.\n"
    assert file.read_text("utf-8").lstrip("\ufeff").startswith(start)


def test_an_ending_that_cannot_be_written_is_refused_unless_a_format_is_named(tool: Any, tmp_path: Path) -> None:
    for what, name, those in (
        ("customers", "c.ics", ".vcf, .csv, .json, .md or .html"),
        ("customers", "c.vcf3", ".vcf, .csv, .json, .md or .html"),
        ("log", "l.txt", ".csv, .json, .md or .html"),
        ("faq", "f.csv", ".md or .html"),
    ):
        file = tmp_path / name
        refused = tool("export", what, "-o", str(file))
        said = f"deskapp: The {what} cannot be written as {file.suffix!r}, only as {those}.\n"
        assert (refused.status, refused.err, file.exists()) == (2, said, False)
    assert tool("export", "log", "--format", "csv", "-o", str(tmp_path / "l.txt")).status == 0


def test_one_customers_own_things_are_written_alone_merged_cards_included(tool: Any, tmp_path: Path) -> None:
    for name in ("Beth Marlow", "Lizzy Quill", "Joe Park"):
        tool("log", "call", name, "--reason", f"about {name}", "--end", "done")
    tool("merge", "Beth Marlow", "Lizzy Quill")
    log = tool("export", "log", "--format", "csv", "--who", "Beth Marlow").out
    assert ("about Beth" in log, "about Lizzy" in log, "about Joe" in log) == (True, True, False)
    cards = tool("export", "customers", "--who", "Beth Marlow").out
    assert cards.count("BEGIN:VCARD") == 1
    assert tool("export", "faq", "--who", "Beth Marlow").status == 2
    assert tool("export", "log", "--format", "vcf").status == 2
    assert tool("export", "log", "-o", str(tmp_path / "no" / "such")).status == 1


def test_duplicates_are_listed_merged_and_taken_apart(tool: Any) -> None:
    tool("log", "call", "Beth Marlow", "--end", "x")
    refused = tool("log", "call", "Beth Marlwo", "--reason", "tuning", "--end", "x")
    assert refused.status == 1 and "may be Beth Marlow" in refused.err and "--new" in refused.err
    tool("log", "call", "Beth Marlwo", "--reason", "tuning", "--end", "x", "--new")
    assert "nearly the same name" in tool("customers", "--duplicates").out
    (pair,) = tool("customers", "--duplicates", "--json").json
    kept, other = (one["id"] for one in pair["cards"])
    assert tool("merge", kept, other, "--take", "name").status == 0
    assert len(names(tool)) == 1
    assert "tuning" in tool("card", kept).out
    tool("log", "walk-in", "Zoe", "--end", "x")
    assert tool("unmerge", kept).status == 0
    assert len(names(tool)) == 3
    assert (tool("unmerge", kept).status, tool("merge", kept, kept).status) == (1, 1)
    assert tool("merge", kept, other, "--take", "shoe").status == 2
    assert tool("undo").status == 0


def test_a_running_desk_takes_a_small_import_and_is_spared_a_large_one(
    at_desk: Any, vcf: Path, tool: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Imported" in at_desk("import", str(vcf)).err
    assert len(at_desk("customers", "--json").json) == 2
    monkeypatch.setattr(importing, "MOST_HANDED_OVER", 0)
    vcf.write_text(VCARDS.replace("Joe", "Jim").replace("0199", "0188"))
    answer = tool("import", str(vcf))
    assert (answer.status, "Import it at the desk" in answer.err) == (1, True)
