"""Words in any field of any question, and each way in which they can be cut off: none is lost.

The questions are those of the program's own declarations, so that a new one is tried here too.
"""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from deskapp.desk.cards import customers, merge
from deskapp.desk.drafts import card_drafts
from deskapp.desk.privacy import erasing, person
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.store import open_book
from deskapp.ui import questions
from deskapp.ui.app import DeskApp
from deskapp.ui.widgets.entry import EntryPanel
from deskapp.ui.widgets.question import Question
from deskapp.ui.widgets.typed_input import TypedInput
from tests.builders import StandingClock, a_desk
from tests.ui import test_every_question
from tests.ui.hands import Hands, at_the_desk
from tests.ui.test_every_question import KEPT, Given

WORDS = "quilted zither"
given, folder = test_every_question.given, test_every_question.folder
TABLES = ("interactions", "customers", "promises", "drafts", "faq", "lessons", "playbook", "settings")
WAYS = ("program", "screen", "curtain", "escape")
SOME = 16
TRIED = {way: list(KEPT)[number * 3 :: SOME] for number, way in enumerate(WAYS)}
"""Each way is tried with some of the questions; all with all in the long form."""


def on_the_disk(folder: Path, words: str) -> bool:
    with open_book(folder, read_only=True) as beside:
        return any(words.encode() in line for name in TABLES for line in beside.shelf(name).lines.values())


def ask(hands: Hands, question: Question) -> EntryPanel:
    screen = hands.app.screen
    screen.ask(question)  # type: ignore[attr-defined]
    return screen.query_one(EntryPanel)


def type_into_each(panel: EntryPanel, words: str) -> dict[str, str]:
    """Letters into each field, of which no word has come yet that they were typed."""
    assert panel.question
    typed = {name: f"{words} {number}" for number, (name, _, _) in enumerate(panel.question.fields)}
    for number, text in enumerate(typed.values()):
        panel.query_one(f"#input-{number}", TypedInput).value = text
    return typed


async def leave(hands: Hands, panel: EntryPanel, way: str) -> None:
    app = hands.app
    assert isinstance(app, DeskApp)
    if way == "program":
        assert app.keep_typed()
    elif way == "screen":
        app.do_customers()
        await hands.settle()
        app.do_desk()
    elif way == "curtain":
        await hands.press("f9")
        assert app.is_curtained
        await hands.press("x")
        assert not app.is_curtained
        panel.leave(puts_back=False)
    else:
        await hands.press("escape")
    await hands.settle()


async def words_outlive(hands: Hands, given: Given, folder: Path, name: str, way: str) -> None:
    """What is typed into a question is there again after it was left in a way; Escape puts stored values back."""
    question = KEPT[name](given)
    panel = ask(hands, question)
    await hands.settle()
    opened = panel.question
    assert opened, name
    stood = {field: text for field, _, text in opened.fields}
    words = f"{WORDS} {way}"
    typed = type_into_each(panel, words)
    await leave(hands, panel, way)
    is_back = way == "escape" and bool(question.edits)
    kept = {field: stood[field] if is_back and stood[field].strip() else text for field, text in typed.items()}
    is_new = any(text == typed[field] for field, text in kept.items())
    if is_new:
        assert on_the_disk(folder, words), f"{name}: a power cut would take it"
    if way == "escape":
        assert not panel.is_open, name
    panel.leave(puts_back=False)
    panel = ask(hands, KEPT[name](given))
    await hands.settle()
    assert panel.values == kept, name
    await hands.press("escape")
    if is_new and not is_back:  # the words are not in the way of the question that is tried next
        panel = ask(hands, KEPT[name](given))
        assert panel.question
        for field in kept:
            panel.question.store(field, stood[field])
        panel.leave(puts_back=False)


@pytest.fixture(autouse=True)
def stored_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deskapp.ui.widgets.half_typed.STORED_AFTER", 0.01)


@pytest.mark.parametrize("way", WAYS)
async def test_what_is_typed_into_any_field_outlives_each_way_out(given: Given, folder: Path, way: str) -> None:
    async with at_the_desk(given.desk, (120, 36)) as hands:
        for name in TRIED[way]:
            await words_outlive(hands, given, folder, name, way)


@pytest.mark.long
@pytest.mark.parametrize("way", WAYS)
async def test_each_question_outlives_each_way_out(given: Given, folder: Path, way: str) -> None:
    async with at_the_desk(given.desk, (120, 36)) as hands:
        for name in KEPT:
            await words_outlive(hands, given, folder, name, way)


@pytest.fixture
def now() -> StandingClock:
    return StandingClock()


@pytest.fixture
def desk(tmp_path: Path, now: StandingClock) -> Iterator[Session]:
    with a_desk(tmp_path / "own", now) as desk:
        yield desk


async def test_the_last_letter_before_the_program_ends_is_on_the_disk(desk: Session) -> None:
    """As a signal ends it: the letter stands in its field, and no word of it has gone anywhere yet."""
    visit = log.identify_new(desk, log.begin(desk, "walk-in"), "Beth Ocampo")
    async with at_the_desk(desk) as hands:
        await hands.press("n", *"left her scar")
        hands.app.screen.query_one(EntryPanel).query_one("#input-0", TypedInput).value += "f"
        hands.app.exit(0)
    assert log.get(desk, visit.id).drafts == {"note": "left her scarf"}


IN_A_DIALOG = {
    "a note in the hand-over": ("H", "n"),
    "who it is handed to": ("H", "enter"),
    "the outcome of all who are here": ("ctrl+q", "e"),
    "a reply for one person": ("f6", "enter", "enter", "i"),
}


@pytest.mark.parametrize("place", IN_A_DIALOG)
@pytest.mark.parametrize("way", ["ended", "fell"])
async def test_the_last_letter_in_a_dialog_is_on_the_disk_too(desk: Session, place: str, way: str) -> None:
    log.identify_new(desk, log.begin(desk, "walk-in"), "Beth Ocampo")
    async with at_the_desk(desk) as hands:
        for key in IN_A_DIALOG[place]:
            await hands.press(key)
        await hands.press(*WORDS)
        if way == "ended":
            hands.app.exit(0)
        else:
            await hands.app._close_all()
    assert on_the_disk(desk.book.path, WORDS)


@pytest.mark.parametrize("beside", ["ended", "merged", "handed to another person"])
async def test_what_happens_beside_takes_no_words(desk: Session, beside: str) -> None:
    """Somebody ends the visit, or merges its card, while words are typed for it."""
    visit = log.identify_new(desk, log.begin(desk, "walk-in"), "Beth Ocampo")
    other = log.identify_new(desk, log.begin(desk, "call"), "Elizabeth Ocampo")
    assert visit.customer and other.customer
    async with at_the_desk(desk) as hands:
        hands.app.open_interaction(visit.id)
        await hands.press("n", *"quilted")
        if beside == "ended":
            log.end(desk, visit, "well", overruled="test")
        elif beside == "merged":
            kept, gone = (customers.get(desk, one.customer.id) for one in (other, visit) if one.customer)
            merge.merge(desk, kept, gone)
        else:
            desk.staff = "Sam"
        await hands.settle()
        screen = hands.app.screen
        if screen.is_asking:  # type: ignore[attr-defined]
            await hands.press(*" zither", "escape")
        assert log.get(desk, visit.id).drafts["note"].startswith("quilted")
        hands.does_not_see("no longer")


async def test_words_for_somebody_erased_beside_are_let_go_and_the_field_can_be_left(desk: Session) -> None:
    visit = log.identify_new(desk, log.begin(desk, "walk-in"), "Beth Ocampo")
    assert visit.customer
    async with at_the_desk(desk) as hands:
        await hands.press("f3", "enter", "d", *"quilted")
        log.end(desk, visit, "well", overruled="test")
        beth = person.of(desk, customers.get(desk, visit.customer.id))
        await asyncio.to_thread(erasing.erase, desk, beth)
        await hands.settle()
        await hands.press(*" zither", "escape", "escape")
        await hands.settle()
        assert not any(panel.is_open for panel in hands.app.screen.query(EntryPanel).results(EntryPanel))
    assert not on_the_disk(desk.book.path, "quilted")


async def test_a_day_that_cannot_be_read_yet_is_kept_beside_the_plan_and_put_back_by_escape(desk: Session) -> None:
    card = customers.make(desk, "Beth Ocampo")
    async with at_the_desk(desk) as hands:
        ask(hands, questions.card.plan(desk, card))
        await hands.settle()
        await hands.press(*"Care, gold", "tab", *"sometime soon")
        hands.app.exit(0)
    async with at_the_desk(desk) as hands:
        panel = ask(hands, questions.card.plan(desk, customers.get(desk, card.id)))
        await hands.settle()
        assert panel.values == {"plan": "Care, gold", "until": "sometime soon"}
        await hands.press("escape")
        hands.sees("Put back as it was.")
    plan = customers.get(desk, card.id).plan
    assert plan and (plan.name, plan.level, plan.until) == ("Care", "gold", None)


async def test_what_was_typed_for_a_merged_card_stands_on_the_one_that_stays_and_is_gone_on_with(desk: Session) -> None:
    kept, other = customers.make(desk, "Ana Cruz"), customers.make(desk, "Anna Cruz")
    card_drafts.keep(desk, other, "phones text", "0917 5")
    merge.merge(desk, kept, other)
    async with at_the_desk(desk) as hands:
        await hands.press("f3", "enter")
        assert "0917 5" in hands.row_with("unfinished")
        await hands.press(*["down"] * 40, *["up"] * 40)
        row = next(at for at, one in enumerate(hands.app.screen._rows) if one[3] == "unfinished")  # type: ignore[attr-defined]
        await hands.press(*["down"] * row, "enter")
        hands.sees("0917 5")
        await hands.press(*"55 0123", "enter")
    assert [one.typed for one in customers.get(desk, kept.id).phones.values()] == ["0917 555 0123"]
    assert not card_drafts.read(desk, kept) and not card_drafts.read(desk, other)
