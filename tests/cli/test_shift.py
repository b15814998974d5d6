from datetime import timedelta
from pathlib import Path

from deskapp.desk.handover import handover
from deskapp.desk.promises import promises
from deskapp.desk.shifts import shifts
from tests.builders import StandingClock, a_desk
from tests.cli.conftest import Tool, call


def test_a_shift_is_taken_shown_and_ended(tool: Tool) -> None:
    assert tool("shift").status == 1
    assert tool("shift", "Kim", "Ito").out.startswith("Kim Ito is at the desk since ")
    assert tool("shift", "--json").json[0]["staff"] == "Kim Ito"
    assert tool("shift", "--end").out == "The shift of Kim Ito has ended.\n"
    assert tool("shift", "--end").status == 1


def test_a_shift_ends_with_a_promise_of_today_open_only_for_a_reason_that_is_handed_over(tmp_path: Path) -> None:
    with a_desk(tmp_path / "book", StandingClock()) as desk:
        call("shift", "Robin", desk=desk)
        one = promises.make(desk, "a price", desk.now() + timedelta(hours=1))
        refused = call("shift", "--end", desk=desk)
        assert refused.status == 1 and "Still open for today: a price. Keep, move or hand on" in refused.err
        assert shifts.running(desk)
        assert call("shift", "--end", "--anyway", "power cut", desk=desk).status == 0
        assert shifts.running(desk) is None
        draft = handover.draft(desk)
        assert draft and [note.text for note in draft.notes.values()] == ["Left open: a price. Why: power cut"]
        call("shift", "Robin", desk=desk)
        promises.keep(desk, one)
        assert call("shift", "--end", desk=desk).status == 0


def test_a_sheet_is_written_handed_over_and_read_by_the_next(tool: Tool) -> None:
    tool("log", "call", "Beth Marlow", "--reason", "the *cracked* violin")
    tool("handover-note", "key", "is with Kim")
    sheet = tool("handover")
    assert sheet.status == 0 and "Still here\n  - Beth Marlow, call" in sheet.out and "key is with Kim" in sheet.out
    assert "## Still here" in tool("handover", "--format", "md").out
    assert "the \\*cracked\\* violin" in tool("handover", "--format", "md").out
    assert tool("handover-give", "Kim").out == "Handed over to Kim.\n"
    left = tool("handover", "--staff", "Kim")
    assert left.out.startswith("Robin left this for Kim, ") and "  - key is with Kim\n" in left.out
    assert "Robin left a hand-over" in tool("shift", "Kim").err
    assert tool("handover-read", "--staff", "Kim").out == "Kim has read what Robin left.\n"
    assert tool("handover-read").status == 1


def test_who_takes_over_for_another_says_so_and_past_sheets_are_listed(tool: Tool) -> None:
    tool("handover-note", "key", "is with Kim")
    assert "A hand-over goes to a person." in tool("handover-give").err
    tool("handover-give", "Kim")
    assert "You left this hand-over yourself. Kim reads it" in tool("handover-read").err
    assert "If you take over instead: `deskapp handover-read --in-place-of Kim`" in tool("shift", "Sam").err
    told = tool("handover-read", "--staff", "Sam")
    assert told.status == 1 and "in place of Kim: `deskapp handover-read --in-place-of NAME`." in told.err
    assert "Nothing was left for Ana." in tool("handover-read", "--staff", "Sam", "--in-place-of", "Ana").err
    assert tool("handover-read", "--staff", "Sam", "--in-place-of", "kim").out == (
        "Sam has read what Robin left, in place of Kim.\n"
    )
    listed = tool("handover", "--past").out
    assert listed.startswith("Robin to Kim, today ") and "Sam has read it in place of Kim, today " in listed
    assert "  - key is with Kim\n" in tool("handover", "--date", "today").out
    assert tool("handover", "--date", "yesterday").err == "No sheet was handed over then.\n"
    assert [one["in_place_of"] for one in tool("handover", "--past", "--json").json] == ["Kim"]
    tool("undo", "--staff", "Sam")
    assert "Nobody has read it yet." in tool("handover", "--past").out


def test_promises_that_go_along_are_told_and_those_that_stay(tool: Tool) -> None:
    tool("log", "call", "Beth Marlow")
    tool("promise", "Beth", "a price", "--by", "in 2h")
    assert "1 open promise stays with Robin: a price." in tool("handover-give", "Kim").err
    told = tool("handover-give", "Kim", "--promises")
    assert told.out == "Handed over to Kim. Kim keeps 1 open promise now: a price.\n" and told.err == ""


def test_the_sheet_for_a_program_names_its_sections(tool: Tool) -> None:
    tool("log", "call", "Beth Marlow")
    answer = tool("handover", "--json").json
    assert next(iter(answer["sections"])) == "Still here" and answer["unread"] is None


def test_a_shift_ends_with_nobody_to_hand_over_to_and_the_next_person_is_told_of_the_notes(tool: Tool) -> None:
    tool("shift", "Robin")
    tool("handover-note", "the till is short")
    ended = tool("shift", "--end")
    assert ended.out == "The shift of Robin has ended.\n" and "Your notes stay for whoever comes next." in ended.err
    assert "Robin left a note for whoever comes next: `deskapp handover`." in tool("shift", "Kim").err
    assert "  - the till is short" in tool("handover", "--staff", "Kim").out
    assert tool("handover", "--past").err == "No sheet was handed over yet.\n"
