"""The reason of a visit is taken from what people usually come about, by a number that stands alone."""

from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.ui.questions import visit_lines


def question(desk: Session):  # type: ignore[no-untyped-def]
    for reason, times in (("opening hours", 3), ("wants a refund", 2)):
        for _ in range(times):
            log.end(desk, log.begin(desk, "walk-in", reason=reason), "Done")
    visit = log.begin(desk, "walk-in")
    return visit, visit_lines.reason(desk, visit)


def test_rows_are_numbered_with_their_count_and_none_is_lit(desk: Session) -> None:
    _, asked = question(desk)
    offer = asked.on_change({"reason": ""})
    assert [row.text for row in offer.choices] == ["1  opening hours", "2  wants a refund"]
    assert [row.hint for row in offer.choices] == ["3 of the last 5", "2 of the last 5"]
    assert offer.selected == -1


def test_a_number_alone_takes_its_row(desk: Session) -> None:
    visit, asked = question(desk)
    offer = asked.on_change({"reason": "2"})
    assert offer.selected == 0
    assert asked.store is not None
    asked.store("reason", "2")
    assert log.get(desk, visit.id).reason == ""
    asked.submit({"reason": "2"}, offer.choices[0].value)
    assert log.get(desk, visit.id).reason == "wants a refund"


def test_a_digit_that_begins_words_stays_words(desk: Session) -> None:
    visit, asked = question(desk)
    assert not asked.on_change({"reason": "2 strings broken"}).choices
    assert asked.store is not None
    asked.store("reason", "2 strings broken")
    asked.submit({"reason": "2 strings broken"}, "")
    assert log.get(desk, visit.id).reason == "2 strings broken"


def test_a_reason_that_is_a_digit_already_is_not_replaced_when_it_is_asked_again(desk: Session) -> None:
    question(desk)
    visit = log.begin(desk, "walk-in", reason="2")
    offer = visit_lines.reason(desk, visit).on_change({"reason": "2"})
    assert offer.selected == -1
