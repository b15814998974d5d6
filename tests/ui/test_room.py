"""Where things stand in the panes: what is going on now comes before what was, and a sign means one thing."""

from datetime import timedelta

from deskapp.desk.cards import customers
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.ui.symbols import Symbols
from tests.ui.hands import at_the_desk


async def test_this_visit_stands_above_the_last_contacts(desk: Session) -> None:
    first = log.identify_new(desk, log.begin(desk, "walk-in", at=desk.now() - timedelta(hours=2)), "Beth Ocampo")
    log.end(desk, log.get(desk, first.id), "helped")
    card = customers.of(desk, first.customer.id if first.customer else "")
    assert card
    log.identify(desk, log.begin(desk, "walk-in"), card)
    async with at_the_desk(desk, (120, 36)) as hands:
        assert 0 < hands.screen.index("This walk-in") < hands.screen.index("Last contacts")


async def test_a_key_for_a_promise_says_that_there_is_none(desk: Session) -> None:
    async with at_the_desk(desk, (120, 36)) as hands:
        await hands.press("f4", "v")
        assert "No promise is selected." in hands.screen, hands.screen[-900:]


def test_done_in_plain_letters_is_not_read_as_a_no() -> None:
    plain = Symbols(plain=True)
    assert plain.done != "x"
    assert plain.done not in {plain.todo, plain.times, plain.waiting, plain.alarm, plain.soon, plain.promise}
