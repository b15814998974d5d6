"""Ends taken back, days closed late, transfers and second visits, by commands."""

from datetime import timedelta

from deskapp.clock import local
from tests.cli.conftest import Clock, Tool


def test_an_ended_visit_is_opened_again_by_its_name_or_its_id(at_desk: Tool, clock: Clock) -> None:
    at_desk("log", "walk-in", "Beth Ocampo")
    at_desk("end", "beth", "left")
    (one,) = at_desk("list", "--json").json
    answer = at_desk("reopen", "beth")
    assert answer.out.startswith("Open again for Beth Ocampo, waiting")
    refused = at_desk("reopen", one["id"])
    assert (refused.status, refused.err) == (1, "deskapp: That visit is still open.\n")
    at_desk("end", "beth", "left")
    (again,) = at_desk("reopen", one["id"][-6:], "--json").json
    assert (again["state"], len(again["reopened"])) == ("waiting", 2)
    assert at_desk("undo").status == 0 and at_desk("list", "--json").json[0]["state"] == "ended"
    assert at_desk("reopen", "zoe").status == 1


def test_what_yesterday_left_open_is_told_at_the_shift_and_closed_at_once(at_desk: Tool, clock: Clock) -> None:
    at_desk("log", "walk-in", "Beth Ocampo")
    at_desk("log", "call")
    clock.later(hours=22)
    told = at_desk("shift", "Ana").err
    assert "2 visits of Sunday are still open: " in told and "`deskapp close-earlier` closes them." in told
    lines = at_desk("close-earlier").out.splitlines()
    assert len(lines) == 3 and lines[-1].startswith("2 closed. When they ended is not known")
    assert at_desk("list", "--open", "--json").json == []
    assert at_desk("close-earlier").status == 1
    at_desk("undo")
    (one, other) = at_desk("close-earlier", "--outcome", "nobody knows", "--json").json
    assert one["outcome"] == other["outcome"] == "nobody knows" and one["ended_at"] == one["arrived_at"]
    assert "Beth Ocampo" in at_desk("list", "--since", "2 d ago").out


def test_a_transfer_goes_to_a_person_and_may_end_it_here(at_desk: Tool) -> None:
    at_desk("log", "call", "Tom")
    at_desk("hold", "tom")
    for command in ("transfer", "refer"):
        refused = at_desk(command, "tom", "sales")
        assert (refused.status, "not a person's name" in refused.err) == (1, True)
    at_desk("transfer", "tom", "Ben Lee")
    assert "with Ben Lee" in at_desk("list").out
    answer = at_desk("transfer", "tom", "Ana Cruz", "--end")
    assert answer.out.startswith("Transferred for Tom to Ana Cruz, and ended here")
    (one,) = at_desk("list", "--json").json
    assert (one["state"], one["outcome"]) == ("ended", "Transferred to Ana Cruz")


def test_a_fourth_transfer_names_the_command_for_an_owner(at_desk: Tool) -> None:
    at_desk("log", "call", "Tom")
    answers = [at_desk("transfer", "tom", to) for to in ("Ana", "Ben", "Cho", "Dee")]
    assert [one.status for one in answers] == [0, 0, 0, 1]
    assert "`deskapp own" in answers[2].err and "Agree first who owns it" in answers[3].err
    assert at_desk("own", "tom", "the manager").status == 1
    assert at_desk("own", "tom", "Ben").out.startswith("Ben stays with it to the end for Tom")
    assert at_desk("transfer", "tom", "Dee").status == 0


def test_a_second_open_visit_is_told_with_its_id(at_desk: Tool, clock: Clock) -> None:
    at_desk("log", "call", "Beth Ocampo")
    at_desk("hold", "beth")
    first = at_desk("list", "--json").json[0]["id"]
    clock.later(minutes=9)
    answer = at_desk("log", "walk-in", "Beth Ocampo")
    since = f"{local(clock.now - timedelta(minutes=9)):%H:%M}"
    assert answer.err == f"Beth Ocampo is here already since {since}, on hold. That visit is {first[-6:]}.\n"
    at_desk("log", "walk-in")
    unnamed = at_desk("list", "--json").json[0]["id"]
    assert "is here already" in at_desk("identify", unnamed, "Beth Ocampo").err
    told = at_desk("log", "walk-in", "Beth Ocampo", "--new").err
    assert "Somebody called Beth Ocampo is here already since" in told and "That visit is" in told
    at_desk("log", "walk-in", "Gus", "--end", "sold")
    assert at_desk("log", "walk-in", "Gus").err == ""


def test_a_tick_greets_and_a_card_alone_does_not(at_desk: Tool) -> None:
    at_desk("log", "walk-in", "Beth Ocampo")
    assert at_desk("list", "--json").json[0]["state"] == "waiting"
    at_desk("tick", "beth", "1")
    assert at_desk("list", "--json").json[0]["greeted_at"] == at_desk("list", "--json").json[0]["arrived_at"]


def test_who_is_still_here_is_told_at_the_end_of_the_shift(at_desk: Tool) -> None:
    at_desk("shift", "Robin")
    at_desk("log", "walk-in", "Beth Ocampo")
    assert "Still here: 1 person." in at_desk("shift", "--end").err


def test_the_givers_promises_go_along_with_the_hand_over_where_that_is_said(at_desk: Tool) -> None:
    at_desk("shift", "Robin")
    at_desk("log", "call", "Beth Ocampo")
    at_desk("promise", "beth", "call back", "--by", "in 2h")
    told = at_desk("handover-give", "Ana", "Cruz").err
    assert "1 open promise stay with Robin: call back." not in told and "1 open promise stays with Robin" in told
    assert at_desk("handover-give", "--promises").status == 1
    answer = at_desk("handover-give", "Ana Cruz", "--promises")
    assert answer.out == "Handed over to Ana Cruz. Ana Cruz keeps 1 open promise now: call back.\n"
    assert at_desk("promises", "--json").json[0]["owner"] == "Ana Cruz"


def three_here(at_desk: Tool) -> None:
    for name in ("Beth Ocampo", "Tom Reyes", "Zoe Ulm"):
        at_desk("log", "walk-in", name)


def states(at_desk: Tool) -> dict[str, str]:
    return {visit["customer"]["name"]: visit["state"] for visit in at_desk("list", "--json").json}


def test_everybody_who_is_here_is_ended_as_one_step_and_listed(at_desk: Tool) -> None:
    assert at_desk("end-all", "we closed").err == "deskapp: Nobody is here. There is nobody to end or to transfer.\n"
    at_desk("shift", "Robin")
    three_here(at_desk)
    at_desk("transfer", "zoe", "Ines Park")
    assert "`deskapp end-all OUTCOME` ends them" in at_desk("shift", "--end").err
    lines = at_desk("end-all", "we", "closed").out.splitlines()
    assert sorted(line.split(", ")[0] for line in lines[:-1]) == ["Beth Ocampo", "Tom Reyes"]
    assert lines[-1] == "2 ended."
    assert states(at_desk) == {"Beth Ocampo": "ended", "Tom Reyes": "ended", "Zoe Ulm": "serving"}
    assert at_desk("undo").out.startswith("Undone: end 2 visits")
    assert states(at_desk)["Beth Ocampo"] == states(at_desk)["Tom Reyes"] == "waiting"


def test_what_stands_open_is_told_for_each_and_takes_one_reason(at_desk: Tool) -> None:
    three_here(at_desk)
    at_desk("request", "beth", "a fuse")
    at_desk("request", "tom", "a lamp")
    refused = at_desk("end-all", "we closed")
    assert refused.status == 1 and "Beth Ocampo, open: " in refused.err and "Tom Reyes, open: " in refused.err
    assert "ended" not in states(at_desk).values()
    ended = at_desk("end-all", "we closed", "--anyway", "fire drill", "--json").json
    assert [visit["overruled"] for visit in ended[:2]] == ["fire drill", "fire drill"] and len(ended) == 3


def test_everybody_who_is_here_goes_to_a_person_as_one_step(at_desk: Tool) -> None:
    three_here(at_desk)
    refused = at_desk("transfer-all", "sales")
    assert refused.status == 1 and "not a person's name" in refused.err
    given = at_desk("transfer-all", "Ines", "Park")
    assert given.out.splitlines()[-1] == "Ines Park has them now." and len(given.out.splitlines()) == 4
    assert at_desk("list").out.count("with Ines Park") == 3
    at_desk("undo")
    assert "Ines Park" not in at_desk("list").out
