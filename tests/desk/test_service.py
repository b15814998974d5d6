"""Whatever is done for somebody who waits is the greeting as well, in the same step for undo (practice A2)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from deskapp.desk.answers import faq, replies, sent
from deskapp.desk.crisis import boundary, crisis, resolution
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import checklists, log, naming, requests, temperature, transfers
from deskapp.model.interaction import Interaction
from deskapp.words import loader
from tests.builders import StandingClock

Act = Callable[[Session, Interaction], object]


def _tick(number: int) -> Act:
    def act(desk: Session, visit: Interaction) -> object:
        checklist = checklists.selected(visit)
        assert checklist is not None
        return checklists.toggle(desk, visit, checklist, number)

    return act


def _reply(desk: Session, visit: Interaction) -> object:
    about = replies.About(visit)
    reply = replies.named(desk, "done")
    values = dict.fromkeys(replies.fill(desk, reply, about).missing, "ten")
    return sent.copied(desk, replies.fill(desk, reply, about, values), about)


def _faq(desk: Session, visit: Interaction) -> object:
    return faq.copied(desk, faq.make(desk, "Do you tune?", "Yes."), replies.About(visit))


def _due(desk: Session) -> Callable[[], object]:
    return lambda: desk.now() + timedelta(hours=2)


ACTS: dict[str, Act] = {
    "the first step": _tick(1),
    "a later step": _tick(5),
    "a request": lambda desk, visit: requests.add(desk, visit, "a new bow"),
    "a temperature": lambda desk, visit: temperature.change(desk, visit, 5),
    "a note": lambda desk, visit: log.note(desk, visit, "left-handed"),
    "a promise": lambda desk, visit: promises.make(desk, "call back", desk.now(), interaction=visit),
    "a reply": _reply,
    "an answer of the FAQ": _faq,
    "a complaint step": lambda desk, visit: resolution.write(desk, visit, "listen", "it fell"),
    "a promised complaint step": lambda desk, visit: resolution.promise(desk, visit, "act", "mend it", desk.now()),
    "the complaint steps begin": lambda desk, visit: checklists.start(desk, visit, "resolution"),
    "a transfer": lambda desk, visit: transfers.refer(desk, visit, "Tom"),
    "an owner": lambda desk, visit: transfers.own(desk, visit, "Tom"),
    "a hold": log.hold,
    "the warning": lambda desk, visit: boundary.warn(desk, visit),
    "a crisis sheet": crisis.start,
    "a greeting": log.greet,
}
NO_ACTS: dict[str, Act] = {
    "a typed name": lambda desk, visit: naming.AtWho(desk, visit).keep("Be"),
    "a card": lambda desk, visit: log.identify_new(desk, visit, "Beth"),
    "what it is about": lambda desk, visit: log.set_reason(desk, visit, "a loose key"),
    "a half-typed note": lambda desk, visit: log.draft(desk, visit, "note", "lef"),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
@pytest.mark.parametrize("kind", ["walk-in", "call", "message"])
def test_an_act_of_service_greets_who_waits_and_undo_takes_both_back(
    desk: Session, clock_: StandingClock, act: Act, kind: str
) -> None:
    visit = log.begin(desk, kind)  # type: ignore[arg-type]
    clock_.on(minutes=7)
    act(desk, visit)
    served = log.get(desk, visit.id)
    assert (served.state == "waiting", served.greeted_at) == (False, clock_.at)
    assert not served.waits_too_long(clock_.at) and served.waited(clock_.at) == timedelta(minutes=7)
    clock_.on(minutes=1)
    desk.book.undo(by="Robin", at=desk.now())
    back = log.get(desk, visit.id)
    assert (back.state, back.greeted_at) == ("waiting", None)
    desk.book.redo(by="Robin", at=desk.now())
    again = log.get(desk, visit.id)
    assert (again.state, again.greeted_at) == (served.state, served.greeted_at)


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_who_was_greeted_before_keeps_that_time(desk: Session, clock_: StandingClock, act: Act) -> None:
    if act is log.greet:
        return
    visit = log.greet(desk, log.begin(desk, "walk-in"))
    clock_.on(minutes=7)
    act(desk, visit)
    assert log.get(desk, visit.id).greeted_at == visit.greeted_at


@pytest.mark.parametrize("act", NO_ACTS.values(), ids=NO_ACTS)
def test_saying_who_it_is_or_typing_is_no_greeting(desk: Session, act: Act) -> None:
    visit = log.begin(desk, "walk-in")
    act(desk, visit)
    after = log.get(desk, visit.id)
    assert (after.state, after.greeted_at) == ("waiting", None)


def test_an_answer_on_a_waiting_visit_greets(desk: Session, clock_: StandingClock) -> None:
    visit = requests.add(desk, log.begin(desk, "walk-in"), "a new bow")
    desk.book.undo(by="Robin", at=desk.now())
    desk.book.redo(by="Robin", at=desk.now())
    (key,) = visit.requests
    assert requests.answer(desk, visit, key, "on Friday").state == "serving"


def test_a_tick_taken_back_leaves_the_greeting_to_the_next_act(desk: Session, clock_: StandingClock) -> None:
    visit = log.begin(desk, "walk-in")
    checklist = checklists.selected(visit)
    assert checklist is not None
    visit = checklists.toggle(desk, visit, checklist, 3)
    clock_.on(minutes=1)
    visit = log.note(desk, visit, "left-handed")
    visit = checklists.toggle(desk, visit, checklist, 3)
    assert (visit.state, visit.greeted_at) == ("serving", clock_.at)


def test_what_ended_is_not_greeted_by_a_later_note(desk: Session) -> None:
    ended = log.end(desk, log.begin(desk, "walk-in"), "left")
    assert log.note(desk, ended, "came for a bow").greeted_at is None


def test_a_step_of_another_checklist_starts_it_in_the_same_step(desk: Session) -> None:
    visit = log.begin(desk, "walk-in")
    known = loader.checklists()["resolution"]
    visit = checklists.tick(desk, visit, known, known.steps[0])
    assert known.id in visit.runs
    desk.book.undo(by="Robin", at=desk.now())
    assert known.id not in log.get(desk, visit.id).runs
