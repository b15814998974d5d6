"""The crisis sheet by keys: the human being first, two who look, consent before the brief, one plan (practice F)."""

import stat
from pathlib import Path

import pytest
from textual.pilot import Pilot

from deskapp.desk.cards import customers
from deskapp.desk.crisis import crisis
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.model.crisis import CrisisSheet
from deskapp.ui.app import DeskApp
from deskapp.ui.widgets.virtual_list import VirtualList
from tests.ui.typing_in import answer, go_to, rows, said, seen, type_in

NARROW, WIDE = (80, 24), (120, 36)
pytestmark = pytest.mark.usefixtures("copied")


@pytest.fixture
def desk(desk: Session) -> Session:
    customer = customers.make(desk, "Hotel Meridian")
    customer = customers.add_preference(desk, customer, "Peppermint tea", group="drink")
    customers.add_preference(desk, customer, "Walnuts", group="food", stance="allergy")
    log.identify(desk, log.begin(desk, "call", reason="The grand is dead, gala tonight"), customer)
    return desk


def sheet(desk: Session) -> CrisisSheet:
    return crisis.sheet_of(log.get(desk, next(desk.book.ids("interactions"))))


async def add(pilot: Pilot[int], row: str, *texts: str) -> None:
    """Add to a part of the sheet; two texts stand in two fields."""
    await go_to(pilot, row)
    await pilot.press("enter")
    await type_in(pilot, texts[0])
    if len(texts) > 1:
        await pilot.press("tab")
        await type_in(pilot, texts[1])
    await pilot.press("enter")
    await pilot.pause()


async def choose(pilot: Pilot[int], row: str, words: str) -> None:
    """Open an entry and choose what to do with it by its first words."""
    await go_to(pilot, row)
    await pilot.press("enter")
    await answer(pilot, words)


async def test_f2_it_opens_with_the_human_being_and_what_their_card_knows(desk: Session) -> None:
    async with DeskApp(desk).run_test(size=NARROW) as pilot:
        await pilot.press("x")
        await pilot.pause()
        assert rows(pilot)[0].startswith("Next The human being first")
        assert "Their card ALLERGY Walnuts; Peppermint tea" in rows(pilot)[2]
        await add(pilot, "food, drink, rest", "Ten minutes alone")
        assert rows(pilot)[0] == "Next See to it now: Ten minutes alone"
        await choose(pilot, "Needs Ten minutes alone", "seen to")
    assert next(iter(sheet(desk).needs.values())).seen_to_at == desk.now()


async def test_f1_the_same_person_twice_is_refused(desk: Session) -> None:
    async with DeskApp(desk).run_test(size=NARROW) as pilot:
        await pilot.press("x")
        await pilot.pause()
        for row, name in (("(a name)", "Priya"), ("(a second name)", "priya")):
            await go_to(pilot, row)
            await pilot.press("enter")
            await answer(pilot, name)
        assert "Research takes two people." in seen(pilot, "#found")
        await pilot.press("escape")
        await pilot.pause()
        assert any(row.startswith("and by (a second name)") for row in rows(pilot))
    assert (sheet(desk).first, sheet(desk).second) == ("Priya", "")


async def test_consent_approvals_and_briefs_are_shown_with_when_and_who(desk: Session) -> None:
    async with DeskApp(desk).run_test(size=NARROW) as pilot:
        await pilot.press("x")
        await pilot.pause()
        assert rows(pilot)[-1] == "Briefs given none yet"
        await add(pilot, "somebody on their side", "Mr Sato", "manager")
        await choose(pilot, "Mr Sato", "they say yes")
        await add(pilot, "a blessing to ask for", "Lend the grand", "Ingrid")
        await choose(pilot, "Lend the grand", "refused")
        await pilot.press("y")
        await answer(pilot, "t")
        shown = rows(pilot)
        table = pilot.app.screen.query_one("#list", VirtualList)
        narrow = [table._line_at(number, NARROW[0], False).text for number in range(table.count)]
        await go_to(pilot, "for Mr Sato")
        await pilot.press("enter")
        assert not pilot.app.screen.is_asking  # type: ignore[attr-defined]
    assert any("Mr Sato, manager may be told background, Robin noted it 10:00" in row for row in shown)
    assert any("Lend the grand → Ingrid Robin noted it 10:00, our side" in row for row in shown)
    assert "Their side for Mr Sato Robin, 10:00" in shown[-1]
    assert any("Mr Sato" in row and "noted it 10:00" in row for row in narrow)


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_f3_f4_the_brief_waits_for_their_yes_and_holds_only_what_is_shared(
    desk: Session, copied: list[str], size: tuple[int, int]
) -> None:
    async with DeskApp(desk).run_test(size=size) as pilot:
        await pilot.press("x")
        await pilot.pause()
        await add(pilot, "a fact, or what", "Six strings broke")
        await add(pilot, "a fact, or what", "We forgot the service")
        await add(pilot, "somebody on their side", "Mr Sato", "manager")
        await pilot.press("y")
        await answer(pilot, "t")
        assert "Nobody on their side may be told yet." in seen(pilot, "#found")
        await pilot.press("escape")
        await choose(pilot, "Mr Sato", "they say yes")
        await choose(pilot, "Mr Sato", "how much: background and")
        await choose(pilot, "Six strings broke", "share: both")
        if size == WIDE:
            await go_to(pilot, "Mr Sato")
            assert "- Six strings broke" in seen(pilot, "#aside")
        await pilot.press("y")
        await answer(pilot, "t")
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
    (brief,) = copied
    assert "Six strings broke" in brief and "For Mr Sato only" in brief
    assert "service" not in brief and "gala" not in brief and "Walnuts" not in brief
    assert [one.readers for one in sheet(desk).briefs.values()] == [("Mr Sato",)]


async def test_f3_the_brief_becomes_a_file_for_its_owner_and_overwrites_none(
    desk: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with DeskApp(desk).run_test(size=NARROW) as pilot:
        await pilot.press("x")
        await pilot.pause()
        await add(pilot, "somebody on our side", "Ingrid", "owner")
        await choose(pilot, "Ingrid", "they say yes")
        await pilot.press("w", "enter", "enter")
        await pilot.pause()
        assert "Written:" in said(pilot)
        await pilot.press("w", "enter", "enter")
        await pilot.pause()
        assert "is there already" in seen(pilot, "#found")
    (path,) = tmp_path.glob("brief-ours-*.md")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text(encoding="utf-8").startswith("# Brief\n")


async def test_f5_f6_f7_f8_blessing_people_plan_and_ways_out(desk: Session) -> None:
    async with DeskApp(desk).run_test(size=NARROW) as pilot:
        await pilot.press("x")
        await pilot.pause()
        await add(pilot, "a blessing to ask for", "Lend the concert grand", "Ingrid")
        await choose(pilot, "Lend the concert grand", "given")
        await add(pilot, "a way out", "Our stage piano", "1 hour")
        await choose(pilot, "Our stage piano", "take this way")
        await add(pilot, "a way out", "New strings", "3 weeks")
        await choose(pilot, "New strings", "it is the lasting")
        await go_to(pilot, "what, who, by when")
        await pilot.press("enter")
        await type_in(pilot, "Bring the stage piano")
        await pilot.press("tab")
        await type_in(pilot, "Priya")
        await pilot.press("enter")
        await answer(pilot, "in 1h")
        shown = rows(pilot)
    assert any("Given Lend the concert grand → Ingrid" in one for one in shown)
    assert any("Stand-in Our stage piano (1 hour) taken" in one for one in shown)
    assert any("Priya Bring the stage piano 11:00, in 1 h" in one for one in shown)
    assert [(one.what, one.owner) for one in promises.all_open(desk)] == [("Bring the stage piano", "Priya")]


async def test_undo_on_the_sheet_and_back_to_the_desk(desk: Session) -> None:
    async with DeskApp(desk).run_test(size=NARROW) as pilot:
        await pilot.press("x")
        await pilot.pause()
        await add(pilot, "a fact, or what", "Six strings broke")
        await pilot.press("u")
        await pilot.pause()
        assert not any("Six strings" in one for one in rows(pilot))
        await pilot.press("u")
        await pilot.pause()
        assert rows(pilot) == ["There is no sheet its opening was undone; Esc goes back"]
        await pilot.press("enter", "y", "w")
        assert "There is no crisis sheet" in said(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert type(pilot.app.screen).__name__ == "DeskScreen"
