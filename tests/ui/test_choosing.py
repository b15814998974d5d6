"""What is typed at a question that chooses from a list is never dropped without a word, and answers stay apart."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from deskapp.commands.declared import named
from deskapp.desk.answers.replies import About
from deskapp.desk.cards import customers
from deskapp.desk.crisis import boundary
from deskapp.desk.promises import promises
from deskapp.desk.reports import lessons, reports
from deskapp.desk.session import Session
from deskapp.desk.visits import log, requests
from deskapp.errors import RefusedError
from deskapp.model.interaction import Interaction
from deskapp.ui import handlers, questions
from deskapp.ui.questions import checklists, choosing
from deskapp.ui.widgets.entry import NextStep, Question
from tests.ui.hands import SIZES, at_the_desk

Size = tuple[int, int]
Made = Callable[[Session, Interaction], NextStep]


def _notes(desk: Session, visit: Interaction) -> Question:
    return questions.boundary.card_notes(desk, boundary.note(desk, customers.make(desk, "Gus"), "shouted"))


LISTS: dict[str, Made] = {
    "which request": questions.visit_lines.which_request,
    "which promise": lambda desk, visit: questions.declared.which(desk, promises.all_open(desk), "keep"),
    "which step": checklists.which,
    "read back": lambda desk, visit: checklists._written(desk, visit, "listen")({"listen": "it fell"}, ""),
    "which checklist": lambda desk, visit: checklists.start(desk, visit, lambda name: None),
    "which phrase": lambda desk, visit: questions.reply.say(desk, visit, {}, lambda text: None),
    "which reply": lambda desk, visit: questions.reply.choose(desk, About(visit)),
    "what to export": lambda desk, visit: questions.files.export(None, desk.book.path, lambda *given: ""),
    "which report": lambda desk, visit: questions.files.report(
        reports.make(desk, reports.period("day", desk.now().date())), desk.book.path
    ),
    "which lesson": lambda desk, visit: questions.reports.which_lesson(
        [lessons.add(desk, "greet", "good")], lambda one: ""
    ),
    "which kind": lambda desk, visit: questions.declared.ask(desk, "kind", {"customer": customers.make(desk, "Gus")}),
    "a menu": lambda desk, visit: choosing.menu("Share", [("all", "", lambda: "")]),
    "which note": _notes,
}


@pytest.fixture
def visit(desk: Session) -> Interaction:
    one = log.identify_new(desk, log.begin(desk, "call"), "Beth")
    promises.make(desk, "a price", desk.now() + timedelta(hours=1), interaction=one)
    return requests.add(desk, requests.add(desk, one, "a new bow"), "rosin")


@pytest.mark.parametrize("made", LISTS.values(), ids=LISTS)
def test_words_that_fit_nothing_are_refused_with_a_sentence(desk: Session, visit: Interaction, made: Made) -> None:
    question = made(desk, visit)
    assert isinstance(question, Question)
    values = {name: "xyzzy" for name, _, _ in question.fields}
    offer = question.on_change(values)
    chosen = offer.choices[offer.selected].value if offer.selected >= 0 else ""
    with pytest.raises(RefusedError) as told:
        question.submit(values, chosen)
    assert "xyzzy" in told.value.sentence and told.value.next_step


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x36"])
async def test_a_half_answer_stays_with_its_request_and_is_offered_for_no_other(
    desk: Session, visit: Interaction, size: Size
) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("A", *"bow", "enter", *"on Fri", "escape")
        hands.sees("on Fri (unfinished answer to a new bow)")
        await hands.press("A", *"rosin", "enter")
        hands.does_not_see("on Fri")
        await hands.press(*"in stock", "enter", "A")
        hands.sees("on Fri")
        await hands.press(*"day", "enter")
    answers = {request.text: request.answer for request in log.get(desk, visit.id).requests.values()}
    assert answers == {"a new bow": "on Friday", "rosin": "in stock"} and log.get(desk, visit.id).drafts == {}


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x36"])
async def test_words_typed_before_the_request_is_chosen_become_its_answer(
    desk: Session, visit: Interaction, size: Size
) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("A", *"yes, tomorrow", "enter")
        hands.sees("No request says “yes, tomorrow”")
        await hands.press("escape")
        hands.sees("yes, tomorrow (unfinished answer)")
        await hands.press("A", "down", "down", "enter")
        hands.sees("To: rosin", "yes, tomorrow")
        await hands.press("enter")
    after = log.get(desk, visit.id)
    assert [request.answer for request in after.requests.values()] == ["", "yes, tomorrow"] and after.drafts == {}


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x36"])
async def test_a_number_chooses_the_request(desk: Session, visit: Interaction, size: Size) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("A", "2", "enter", *"in stock", "enter")
    assert [request.answer for request in log.get(desk, visit.id).requests.values()] == ["", "in stock"]


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x36"])
async def test_a_pasted_list_is_shown_and_becomes_several_requests(
    desk: Session, visit: Interaction, size: Size
) -> None:
    async with at_the_desk(desk, size) as hands:
        await hands.press("a")
        await hands.paste("a tuner\n- a stand\n- strings, light")
        hands.sees("3 requests. Enter writes each of them down.", "a tuner", "a stand", "strings, light")
        await hands.press("enter")
        hands.sees("3 requests written down.")
        await hands.press("n")
        await hands.paste("two\nlines")
        await hands.press("enter")
    after = log.get(desk, visit.id)
    assert [request.text for request in after.requests.values()][2:] == ["a tuner", "a stand", "strings, light"]
    assert [note.text for note in after.notes.values()] == ["two lines"]


def test_every_question_that_a_key_asks_by_name_is_there() -> None:
    texts = [path.read_text() for path in sorted((Path(handlers.__file__).parent).glob("*.py"))]
    paths = [path for text in texts for path in re.findall(r'(?:asks|self\.ask)\("([^"]+)"', text)]
    assert len(paths) > 25 and all(callable(named(path, "deskapp.ui.questions.")) for path in paths)
