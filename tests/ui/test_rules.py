"""One rule, one sentence, one effect: each rule is pressed on the command line, by lines and by keys."""

import ast
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import deskapp.desk
from deskapp.cli.run import run
from deskapp.desk.demo import tour
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.plain import run as listen
from deskapp.store import open_book
from tests.builders import all_in
from tests.ui.hands import at_the_desk
from tests.ui.rules import CRISIS, HANDOVER, Keys, Rule
from tests.ui.rules_of_answers import ANSWERS
from tests.ui.rules_of_cards import CARDS, GOING
from tests.ui.rules_of_promises import PROMISES

RULES: tuple[Rule, ...] = (*CRISIS, *HANDOVER, *CARDS, *GOING, *PROMISES, *ANSWERS)
REFUSES = (
    "RefusedError",
    "NotFoundError",
    "HeldElsewhereError",
    "MayBeKnownError",
    "ClosedThenError",
    "AskedBeforeError",
    "StillOpenError",
    "MustNotHaveError",
)
FACES = ("line", "visit_lines", "keys")
HELD_IN = (
    "crisis",
    "record",
    "people",
    "handover",
    "held_elsewhere",
    "recognising",
    "leaving",
    "closed_hours",
    "faq",
    "allergens",
    "errors",
)
"""The modules of verbs whose every refusal is in the table."""
OF_ANOTHER_KIND = {
    "crisis.sheet_of": "each face opens the sheet itself",
    "crisis.entry_of": "an entry that was taken off beside: pressed in the tests of what was changed beside",
    "errors.line_of": "nothing was written: each question and each command needs words",
    "record.find": "words that find nothing: on the screen the row is lit",
    "faq.look": "nothing answers: on the screen the search has no row",
    "faq.get": "an entry that is gone: on the screen its row is gone too",
    "leaving.told": "a promise that was never moved: on the screen the key shows only on one that was",
    "people.meant": "pressed in the tests of transfers and of promises",
}


def now(desk: Session) -> dict[tuple[str, str], dict[str, Any]]:
    """The book without what is half typed."""
    return {
        key: {name: value for name, value in document.items() if name != "drafts"}
        for key, document in all_in(desk).items()
    }


@pytest.fixture
def press(folder: Path) -> Iterator[Callable[..., Any]]:
    """Arrange a book, press the rule on a face, and give the words that came and the book before and after."""

    async def pressed(rule: Rule, face: str, *, over: bool = False) -> tuple[str, Any, Any]:
        with open_book(folder, staff="Robin") as book:
            desk = Session(book, "Robin")
            settings.write(desk, staff="Robin", desk_name="Harbour Lane", country="US", hints_gone=tour.HINTS)
            rule.arranged(desk)
            staff = desk.staff
            if not staff:
                settings.write(desk, staff="")
            before = now(desk)
            if face == "keys":
                play: Keys = rule.over_keys if over and rule.over_keys else rule.keys
                async with at_the_desk(desk) as hands:
                    await play(hands)
                    told = hands.words
                return told, before, _after(rule, desk)
        who = ["--staff", staff] if staff else []
        out, err = io.StringIO(), io.StringIO()
        if face == "line":
            run(["--data", str(folder), *who, *(rule.over_line if over else rule.line)], out=out, err=err)
        else:
            lines = [*([] if staff else [""]), *(rule.over_lines if over else rule.lines)]
            asked = io.StringIO("".join(f"{line}\n" for line in lines))
            run(["--data", str(folder), *who, "plain"], out=out, err=err, plain=lambda call: listen(call, asked))
        with open_book(folder, read_only=True) as book:
            return out.getvalue() + err.getvalue(), before, _after(rule, Session(book, staff))

    yield pressed


def _after(rule: Rule, desk: Session) -> tuple[Any, object]:
    return now(desk), rule.effect(desk)


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
async def test_what_is_refused_is_refused_with_one_sentence_and_stores_nothing(
    press: Callable[..., Any], rule: Rule, face: str
) -> None:
    told, before, (after, _) = await press(rule, face)
    assert rule.sentence in " ".join(told.split())
    assert of(after, rule.only) == of(before, rule.only)


def of(book: Any, table: str) -> Any:
    return {key: document for key, document in book.items() if table in ("", key[0])}


OVERRULED = [rule for rule in RULES if rule.may_be_overruled]


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("rule", OVERRULED, ids=[rule.name for rule in OVERRULED])
async def test_what_a_person_may_overrule_has_the_same_effect_from_each_face(
    press: Callable[..., Any], rule: Rule, face: str
) -> None:
    told, _, (_, effect) = await press(rule, face, over=True)
    assert effect == rule.done, told


def refusals() -> Iterator[str]:
    """The functions of the listed modules that refuse something."""
    home = Path(deskapp.desk.__file__).parent
    for name in HELD_IN:
        module = [*home.rglob(f"{name}.py"), home.with_name(f"{name}.py")][0]
        for node in ast.parse(module.read_text()).body:
            raised = [one for one in ast.walk(node) if isinstance(one, ast.Raise) and one.exc is not None]
            errors = [one.exc for one in raised if isinstance(one.exc, ast.Call)]
            if any(ast.unparse(one.func) in REFUSES for one in errors):
                assert isinstance(node, ast.FunctionDef)
                yield f"{name}.{node.name}"


def test_a_rule_that_a_verb_holds_has_its_row() -> None:
    found, rows = set(refusals()), {rule.held_by for rule in RULES}
    assert found == rows | OF_ANOTHER_KIND.keys()
    assert not rows & OF_ANOTHER_KIND.keys()
