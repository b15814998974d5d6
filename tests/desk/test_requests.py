"""Each thing asked for gets its answer (practice C2)."""

import pytest

from deskapp.desk.session import Session
from deskapp.desk.visits import gates, log, requests
from deskapp.errors import NotFoundError
from tests.builders import StandingClock, refused


def test_each_request_is_open_until_it_is_answered(desk: Session, clock_: StandingClock) -> None:
    one = requests.add(desk, requests.add(desk, log.begin(desk, "message"), " a  new bow "), "rosin")
    (bow, rosin), texts = one.open_requests, [asked.text for asked in one.requests.values()]
    assert texts == ["a new bow", "rosin"]
    clock_.on(minutes=2)
    one = requests.answer(desk, one, bow, " on  Friday ")
    assert (one.requests[bow].answer, one.requests[bow].answered_at) == ("on Friday", clock_.at)
    assert list(one.open_requests) == [rosin] and gates.open_points(one) == ["Not answered: rosin"]
    one = requests.answer(desk, one, rosin)
    assert one.open_requests == {} and one.requests[rosin].answer == ""


@pytest.mark.parametrize("text", ["", " \t"])
def test_an_empty_request_is_refused(desk: Session, text: str) -> None:
    one = log.begin(desk, "walk-in")
    with refused(desk, "Nothing was written"):
        requests.add(desk, one, text)


def test_an_answer_to_what_nobody_asked_is_refused(desk: Session) -> None:
    one = log.begin(desk, "walk-in")
    with refused(desk, "not on this interaction", NotFoundError):
        requests.answer(desk, one, "NOBODY", "yes")


def test_writing_it_down_takes_its_draft_away_and_leaves_the_others(desk: Session) -> None:
    one = log.begin(desk, "walk-in")
    for name in ("request", "answer", "note"):
        one = log.draft(desk, one, name, "half")
    one = requests.add(desk, one, "rosin")
    assert set(one.drafts) == {"answer", "note"}
    (key,) = one.requests
    assert set(requests.answer(desk, one, key, "here").drafts) == {"note"}


def test_what_somebody_answered_meanwhile_is_not_answered_over(desk: Session) -> None:
    stale = requests.add(desk, log.begin(desk, "message"), "rosin")
    (key,) = stale.open_requests
    requests.answer(desk, stale, key, "on Friday")
    with refused(desk, "Robin has answered “rosin” already: “on Friday”"):
        requests.answer(desk, stale, key, "never")
    assert requests.answer(desk, stale, key, "on Monday", again=True).requests[key].answer == "on Monday"
