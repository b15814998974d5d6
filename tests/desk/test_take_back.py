"""Each verb is one step: undo gives back every document as it was, redo as it became, also after a restart."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from deskapp.desk.cards import customers
from deskapp.desk.cards import entries as card_entries
from deskapp.desk.cards.typed_card import TypedCard
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import checklists, log, requests, temperature, transfers
from deskapp.errors import RefusedError
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from tests.builders import StandingClock, a_desk, all_in, words_to_undo

Given = tuple[Interaction, Customer, Promise]
SOON = timedelta(hours=1)


def a_visit(desk: Session) -> Given:
    """A walk-in of Beth's with a request, a preference and a promise."""
    card = customers.add_preference(desk, customers.make(desk, "Beth", phone="202 555 0143"), "tea")
    card = card_entries.add_email(desk, card, "b@example.org")
    visit = requests.add(desk, log.identify(desk, log.begin(desk, "walk-in"), card), "rosin")
    return visit, card, promises.make(desk, "ring back", desk.now() + SOON, interaction=visit)


def first(entries: object) -> str:
    return str(next(iter(entries)))  # type: ignore[call-overload]


def taken_off(desk: Session, card: Customer, kind: customers.Entries) -> Customer:
    return card_entries.remove(desk, card, kind, first(getattr(card, kind)))


VERBS: dict[str, Callable[[Session, Interaction, Customer, Promise], object]] = {
    "begin": lambda desk, it, card, one: log.begin(desk, "call"),
    "identify": lambda desk, it, card, one: log.identify(desk, it, customers.from_line(desk, TypedCard("Gus"))),
    "new card": lambda desk, it, card, one: log.identify_new(desk, it, "Gus"),
    "leave unnamed": lambda desk, it, card, one: log.leave_unnamed(desk, it),
    "reason": lambda desk, it, card, one: log.set_reason(desk, it, "strings"),
    "hold": lambda desk, it, card, one: log.hold(desk, it),
    "note": lambda desk, it, card, one: log.note(desk, it, "a scratch"),
    "end": lambda desk, it, card, one: log.end(desk, it, "done", overruled="in haste"),
    "request": lambda desk, it, card, one: requests.add(desk, it, "a bow"),
    "answer": lambda desk, it, card, one: requests.answer(desk, it, first(it.requests), "here"),
    "tick": lambda desk, it, card, one: checklists.toggle(desk, it, checklists.running(it)[0], 4),
    "resolution": lambda desk, it, card, one: checklists.start(desk, it, checklists.RESOLUTION),
    "kettle": lambda desk, it, card, one: temperature.put(desk, it, 75),
    "hand over": lambda desk, it, card, one: transfers.refer(desk, it, "Mo"),
    "own": lambda desk, it, card, one: transfers.own(desk, it, "Mo"),
    "card": lambda desk, it, card, one: customers.make(desk, "Gus"),
    "text field": lambda desk, it, card, one: customers.set_text(desk, card, "favorite_dessert", "pear tart"),
    "allergy": lambda desk, it, card, one: customers.add_preference(desk, card, "nuts", stance="allergy"),
    "confirm": lambda desk, it, card, one: customers.confirm_preference(desk, card, first(card.preferences)),
    "remove preference": lambda desk, it, card, one: taken_off(desk, card, "preferences"),
    "phone": lambda desk, it, card, one: card_entries.add_phone(desk, card, "202 555 0144"),
    "remove phone": lambda desk, it, card, one: taken_off(desk, card, "phones"),
    "remove e-mail": lambda desk, it, card, one: taken_off(desk, card, "emails"),
    "warning": lambda desk, it, card, one: customers.add_warning(desk, card, "pays late"),
    "promise": lambda desk, it, card, one: promises.make(desk, "a price", desk.now() + SOON),
    "keep": lambda desk, it, card, one: promises.keep(desk, one),
    "keep and again": lambda desk, it, card, one: promises.keep(desk, promises.repeat(desk, one, "daily")),
    "give up": lambda desk, it, card, one: promises.give_up(desk, one),
    "move": lambda desk, it, card, one: promises.move(desk, one, desk.now() + 2 * SOON, told=True),
    "hand on": lambda desk, it, card, one: promises.hand_to(desk, one, "Mo"),
    "reword": lambda desk, it, card, one: promises.reword(desk, one, "ring twice"),
    "wait on them": lambda desk, it, card, one: promises.pause(desk, one, "which colour?"),
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
def test_undo_gives_back_what_was_and_redo_what_became(
    desk: Session, clock_: StandingClock, verb: Callable[[Session, Interaction, Customer, Promise], object]
) -> None:
    given = a_visit(desk)
    clock_.on(minutes=1)
    steps = [all_in(desk)]
    unwatch = desk.book.watch(lambda touched: steps.append(all_in(desk)))
    verb(desk, *given)
    unwatch()
    assert len(steps) > 1 and steps[-1] != steps[-2]
    for before in steps[-2::-1]:
        assert words_to_undo(desk.book)
        desk.book.undo(by="Robin", at=clock_.at)
        assert all_in(desk) == before
    for after in steps[1:]:
        desk.book.redo(by="Robin", at=clock_.at)
        assert all_in(desk) == after


def test_everything_is_taken_back_and_done_again_across_a_restart(tmp_path: Path, clock_: StandingClock) -> None:
    states = []
    with a_desk(tmp_path / "book", clock_) as desk:
        states.append(all_in(desk))
        unwatch = desk.book.watch(lambda touched: states.append(all_in(desk)))
        given = a_visit(desk)
        for name in ("kettle", "note", "keep", "phone", "end"):
            VERBS[name](desk, *given)
        unwatch()
    with a_desk(tmp_path / "book", clock_) as desk:
        for before in states[-2::-1]:
            desk.book.undo(by="Robin", at=clock_.at)
            assert all_in(desk) == before
        with pytest.raises(RefusedError, match="nothing to undo"):
            desk.book.undo(by="Robin", at=clock_.at)
        for after in states[1:]:
            desk.book.redo(by="Robin", at=clock_.at)
            assert all_in(desk) == after
