"""Each question of each screen keeps what is typed into it on the disk until it is done, or says why it does not."""

import ast
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

import deskapp
from deskapp.desk.answers import faq
from deskapp.desk.answers.replies import About
from deskapp.desk.cards import customers
from deskapp.desk.crisis import crisis
from deskapp.desk.crisis.crisis import sheet_of
from deskapp.desk.promises import promises
from deskapp.desk.reports import lessons
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.settings.typed import ALL
from deskapp.desk.visits import log, requests
from deskapp.desk.words import edits
from deskapp.desk.words import fields as playbook_fields
from deskapp.desk.words.layers import Listed
from deskapp.model import card_fields
from deskapp.model.customer import Customer, Whom
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.model.upset import STEPS
from deskapp.model.words import Reply
from deskapp.store import open_book
from deskapp.ui import questions
from deskapp.ui.context import Context
from deskapp.ui.question_drafts import Questions
from deskapp.ui.questions import checklists, declared, leaving, playbook, settings, shift
from deskapp.ui.widgets.question import Question
from tests.builders import StandingClock, a_desk

UI = Path(deskapp.__file__).parent / "ui"
WORDS = "quilted zither"


@dataclass
class Given:
    """A visit with a card, a request, a promise and a crisis sheet, as the book holds them now."""

    desk: Session

    @property
    def context(self) -> Context:
        return Context.of(self.desk)

    @property
    def visit(self) -> Interaction:
        return next(visit for visit in self.context.open_interactions() if visit.customer)

    @property
    def unnamed(self) -> Interaction:
        return next(visit for visit in self.context.open_interactions() if not visit.customer)

    @property
    def card(self) -> Customer:
        card = self.context.card_of(self.visit)
        assert card
        return card

    @property
    def promise(self) -> Promise:
        return next(iter(self.context.day.promises.values()))

    def key(self, entries: object) -> str:
        return str(next(iter(entries)))  # type: ignore[call-overload]

    def then(self, question: Question, *typed: str, chosen: str = "") -> Question:
        """The question that follows on an answer."""
        result = question.submit(dict(zip([name for name, _, _ in question.fields], typed, strict=True)), chosen)
        assert isinstance(result, Question)
        return result

    def entry(self, kind: str, at: int = 0) -> Listed:
        return edits.listed(self.desk)[kind][at]  # type: ignore[index]

    def crisis(self, group: str) -> Callable[[str], Question]:
        """What may be done with the first entry of a group of the crisis sheet, by the words of its row."""
        key = self.key(getattr(sheet_of(self.visit), group))
        menu = questions.crisis.act(self.desk, self.visit, group, key)
        rows = menu.on_change({"what": ""}).choices
        return lambda words: self.then(menu, "", chosen=next(row.value for row in rows if row.text == words))


KEPT: dict[str, Callable[[Given], Question]] = {
    "preferences.offered": lambda it: questions.preferences.offered(it.desk, it.card, "nuts", "Noted."),
    "visit_lines.change_answer": lambda it: questions.visit_lines.change_answer(
        it.desk, it.visit, [*it.visit.requests][-1]
    ),
    "boundary._they_said": lambda it: questions.boundary.step(it.desk, it.visit, it.card),
    "boundary.fact": lambda it: questions.boundary.fact(it.desk, it.card),
    "boundary.part_ways": lambda it: questions.boundary.part_ways(it.desk, it.card),
    "card.name": lambda it: questions.card.name(it.desk, it.card),
    "card._dessert": lambda it: questions.card.text_field(it.desk, it.card, "favorite_dessert"),
    "card.text_field": lambda it: questions.card.text_field(it.desk, it.card, "notes"),
    "card.plan": lambda it: questions.card.plan(it.desk, it.card),
    "card.since": lambda it: questions.card.since(it.desk, it.card),
    "crisis.text": lambda it: questions.crisis.text(it.desk, it.visit, "background"),
    "crisis.researcher": lambda it: questions.crisis.researcher(it.desk, it.visit, "second"),
    "crisis.add": lambda it: questions.crisis.add(it.desk, it.visit, "people"),
    "crisis._plan": lambda it: questions.crisis.add(it.desk, it.visit, "plan"),
    "crisis.submit": lambda it: it.then(questions.crisis.add(it.desk, it.visit, "plan"), "a bow", "Mo"),
    "crisis._reword": lambda it: it.crisis("facts")("Change the words"),
    "crisis._from_when": lambda it: it.crisis("people")("From when?"),
    "crisis._teller": lambda it: it.crisis("people")("Told by whom?"),
    "entries.add": lambda it: questions.entries.add(it.desk, it.card, "addresses"),
    "entries.add a number": lambda it: questions.entries.add(it.desk, it.card, "phones"),
    "entries.entry": lambda it: questions.entries.entry(it.desk, it.card, "warnings", it.key(it.card.warnings)),
    "entries.entry of a number": lambda it: questions.entries.entry(it.desk, it.card, "phones", it.key(it.card.phones)),
    "entries.warning": lambda it: questions.entries.warning(it.desk, it.card),
    "entries.label_of": lambda it: questions.entries.label_of(it.desk, it.card, "phones", it.key(it.card.phones)),
    "entries.review": lambda it: questions.entries.review(it.desk, it.card, it.key(it.card.warnings)),
    "faq.new": lambda it: questions.faq.new(it.desk),
    "faq.new of a visit": lambda it: questions.faq.of_interaction(it.desk, it.visit),
    "faq.mend": lambda it: questions.faq.mend(it.desk, faq.everything(it.desk)[0]),
    "leaving.end_all": lambda it: leaving.end_all(it.desk, [it.visit]),
    "leaving._overrule_all": lambda it: it.then(leaving.end_all(it.desk, [it.visit]), "went home"),
    "leaving.hand_all": lambda it: leaving.hand_all(it.desk, [it.visit]),
    "leaving.close_left": lambda it: leaving.close_left(it.desk, [it.visit]),
    "reports.new_lesson": lambda it: questions.reports.new_lesson(it.desk),
    "reports.new_lesson of a visit": lambda it: questions.reports.new_lesson(it.desk, it.visit),
    "reports.change_lesson": lambda it: questions.reports.change_lesson(
        it.desk, lessons.between(it.desk, it.desk.now() - timedelta(days=1), it.desk.now() + timedelta(days=1))[0]
    ),
    "visit_lines.reason": lambda it: questions.visit_lines.reason(it.desk, it.visit),
    "visit_lines.note": lambda it: questions.visit_lines.note(it.desk, it.visit),
    "visit_lines.request": lambda it: questions.visit_lines.request(it.desk, it.visit),
    "visit_lines.answer": lambda it: questions.visit_lines.answer(it.desk, it.visit, it.key(it.visit.requests)),
    "visit_lines.which_request": lambda it: questions.visit_lines.which_request(it.desk, it.visit),
    "visit_lines.end": lambda it: questions.visit_lines.end(it.desk, it.visit),
    "visit_lines.overrule": lambda it: questions.visit_lines.overrule(it.desk, it.visit, "went home"),
    "cards_alike.to_merge": lambda it: questions.cards_alike.to_merge(
        it.desk, it.context.finder, it.card, lambda kept, other: None
    ),
    "cards_alike.new": lambda it: questions.cards_alike.new(it.desk, it.context.finder),
    "playbook.words": lambda it: asked(
        playbook.words(it.desk, it.entry("step"), playbook_fields.field("step", "prompt"))
    ),
    "playbook._lines": lambda it: it.then(
        playbook.new(it.desk, "checklist", it.entry("checklist")), "", chosen="checklist"
    ),
    "playbook._lines of a step": lambda it: it.then(
        playbook.new(it.desk, "checklist", it.entry("checklist")), "", chosen="step"
    ),
    "playbook._lines of a phrase": lambda it: playbook.new(it.desk, "phrase", None),
    "playbook._titled": lambda it: playbook.new(it.desk, "reply", None),
    "who.to_promise": lambda it: questions.who.to_promise(it.desk, it.context.finder),
    "visit_lines.reword": lambda it: questions.visit_lines.reword(it.desk, it.promise),
    "reply._missing": lambda it: asked(questions.reply.fill(it.desk, A_REPLY, About(it.visit, it.card))),
    "reply._missing to nobody": lambda it: asked(questions.reply.fill(it.desk, A_REPLY, About())),
    "checklists.field": lambda it: checklists.field(it.desk, it.visit, "thank"),
    "checklists._options": lambda it: it.then(checklists.field(it.desk, it.visit, "options"), "a new bow"),
    "checklists._promise": lambda it: checklists.field(it.desk, it.visit, "act"),
    "checklists.submit": lambda it: it.then(checklists.field(it.desk, it.visit, "act"), "a bow", "Mo"),
    "settings.value": lambda it: settings.value(
        it.desk, next(one for one in ALL if one.name == "desk_name"), desk_settings.read(it.desk)
    ),
    "shift.who_is_at_the_desk": lambda it: shift.who_is_at_the_desk(it.desk, lambda: None, lambda: None),
    "shift.note_to_the_next": lambda it: shift.note_to_the_next(it.desk),
    "shift.to_whom": lambda it: shift.to_whom(it.desk, lambda to, give: None),
    "preferences.preference": lambda it: questions.preferences.preference(it.desk, it.card),
    "transfer.transfer": lambda it: questions.transfer.transfer(it.desk, it.visit),
    "transfer.owner": lambda it: questions.transfer.owner(it.desk, it.visit),
    "who.who": lambda it: questions.who.who(it.desk, it.context.finder, it.unnamed, rows=4),
    "who.who over a card": lambda it: questions.who.who(it.desk, it.context.finder, it.visit, rows=4),
    "who.name_for": lambda it: questions.who.name_for(it.desk, it.unnamed),
}
KEPT |= {
    f"card.text_field {name}": lambda it, name=name: questions.card.text_field(it.desk, it.card, name)  # type: ignore[misc]
    for name in card_fields.TYPED_FIELDS
    if name != "name"
}
KEPT |= {
    f"entries.add {kind}": lambda it, kind=kind: questions.entries.add(it.desk, it.card, kind)  # type: ignore[misc]
    for kind in ("phones", "emails", "addresses", "preferences", "warnings")
}
KEPT |= {
    f"crisis.add {group}": lambda it, group=group: questions.crisis.add(it.desk, it.visit, group)  # type: ignore[misc]
    for group in ("facts", "needs", "people", "approvals", "options", "plan")
}
KEPT |= {
    f"crisis.researcher {name}": lambda it, name=name: questions.crisis.researcher(it.desk, it.visit, name)  # type: ignore[misc]
    for name in ("first", "second")
}
KEPT |= {
    f"settings.value {one.name}": lambda it, one=one: settings.value(it.desk, one, desk_settings.read(it.desk))  # type: ignore[misc]
    for one in ALL
    if not (one.choices or one.name in ("pin", "keys"))
}
KEPT |= {
    f"playbook.words {kind} {field.name}": lambda it, kind=kind, field=field: asked(  # type: ignore[misc]
        playbook.words(it.desk, it.entry(kind), field)
    )
    for kind, fields in playbook_fields.FIELDS.items()
    for field in fields
    if field.typed not in ("lines", "yes")
}
KEPT |= {
    f"checklists.field {step}": lambda it, step=step: checklists.field(it.desk, it.visit, step)  # type: ignore[misc]
    for step in STEPS
}
KEPT |= {
    f"declared.question {command} {name}": lambda it, command=command, given=given: asked(  # type: ignore[misc]
        declared.ask(it.desk, command, given(it))
    )
    for command, name, given in (
        ("promise", "to a visit", lambda it: {"who": Whom(it.visit, it.card)}),
        ("promise", "to a card", lambda it: {"who": Whom(None, it.card)}),
        ("promise", "to nobody", lambda it: {"who": Whom()}),
        ("number", "of a visit", lambda it: {"who": Whom(it.visit, it.card)}),
        ("email", "of a card", lambda it: {"who": Whom(None, it.card)}),
        *((command, "", lambda it: {"promise": it.promise}) for command in ("move", "repeat", "promise_assign")),
    )
}
A_REPLY: Reply = Reply("rpl_test", "A thing that is missing", "Hello. We will {thing} soon.")
ELSEWHERE = {
    **dict.fromkeys(("typed.stored", "typed.on_visit", "typed.by_when"), "whoever calls it is in the table"),
    "choosing.by_letter": "its words only choose a row",
    "leave.action_leave": "a dialog: tests/ui/test_words_kept.py",
    "screens.ask": "passes questions on",
}
PASSING = {"passing", "secret"}
CHOOSERS = ("choosing", "pick", "by_letter", "decide", "menu")
MAKERS = ("Question", "stored", "on_visit", "by_when", *CHOOSERS[1:])
"""What makes a question; the words of the choosers only choose a row."""


def asked(result: object) -> Question:
    assert isinstance(result, Question)
    return result


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("questions") / "book"


@contextmanager
def fill(folder: Path, now: StandingClock) -> Iterator[Session]:
    """A desk with something for each question to be about."""
    with a_desk(folder, now) as desk:
        card = customers.make(desk, "Beth Marlow", phone="202 555 0143")
        card = customers.add_warning(desk, card, "pays late", (now() + timedelta(days=90)).date())
        visit = log.identify(desk, log.begin(desk, "walk-in"), card)
        log.begin(desk, "walk-in")
        visit = requests.add(desk, requests.add(desk, requests.add(desk, visit, "rosin"), "strings"), "a mute")
        visit = requests.answer(desk, visit, [*visit.requests][-1], "on Monday")
        visit = crisis.add(desk, crisis.start(desk, visit), "facts", crisis.fact(desk, "it leaks"))
        crisis.add(desk, visit, "people", crisis.person("Mo", "theirs"))
        promises.make(desk, "a price", desk.now() + timedelta(hours=2), customer=card)
        lessons.add(desk, "ask first")
        faq.make(desk, "Where?", "Here.")
        yield desk


@pytest.fixture(scope="module")
def given(folder: Path) -> Iterator[Given]:
    with fill(folder, StandingClock()) as desk:
        yield Given(desk)


@pytest.mark.parametrize("name", KEPT)
def test_what_is_typed_is_on_the_disk_and_stands_there_again(given: Given, folder: Path, name: str) -> None:
    desk = given.desk
    question = Questions(desk).prepare(KEPT[name](given), "test", given.visit.id)
    assert not question.passing and not question.secret
    typed = {field: f"{WORDS} {number}" for number, (field, _, _) in enumerate(question.fields)}
    for field, text in typed.items():
        question.store(field, text)
    with open_book(folder, read_only=True) as beside:
        lines = [line for table in ("interactions", "customers", "promises", "drafts", "faq", "lessons", "playbook")
                 for line in beside.shelf(table).lines.values()]  # fmt: skip
    assert any(WORDS.encode() in line for line in lines), "a power cut would take it"
    kept = [json.loads(line).get(field, {}) for line in lines for field in ("drafts", "typed")]
    assert not [name for names in kept for name in names if set(name) & set(".$") or name.startswith("_")]
    again = Questions(desk).prepare(KEPT[name](given), "test", given.visit.id)
    assert {field: text for field, _, text in again.fields} == typed
    if again.puts_back:
        again.puts_back(typed)
    else:
        for field, _, text in question.fields:
            again.store(field, text)


@pytest.mark.parametrize(
    ("first", "answers"),
    [
        ("leaving.end_all", ({"outcome": "went home"}, {"why": "we close"})),
        ("crisis._plan", ({"what": "a bow", "who": "Mo"}, {"due": "15:00"})),
    ],
)
def test_words_stay_until_the_last_question_that_they_lead_to_is_done(
    given: Given, first: str, answers: tuple[dict[str, str], ...]
) -> None:
    desk, owner = given.desk, given.visit.id
    for index, words in enumerate(answers):
        question = Questions(desk).prepare(KEPT[first](given), "test", owner)
        for name, text in answers[0].items():
            question.store(name, text)
        for done in answers[:index]:
            question = Questions(desk).prepare(asked(question.submit(done, "")), "test", owner)
        for name, text in words.items():
            question.store(name, text)
        kept = Questions(desk).prepare(KEPT[first](given), "test", owner)
        assert {name: text for name, _, text in kept.fields} == answers[0]
    again = KEPT[first](given)
    said = question.submit(answers[-1], "")
    assert said and not isinstance(said, Question)
    assert not any(text for _, _, text in Questions(desk).prepare(again, "test", owner).fields)
    desk.book.undo(by=desk.staff, at=desk.now())


def calls() -> Iterator[tuple[str, ast.Call, bool]]:
    """Each place in the program that makes a question, by module and function, and whether only a row is chosen."""
    for path in sorted(UI.rglob("*.py")):
        functions: dict[int, str] = {}
        chosen: set[int] = set()
        tree = ast.parse(path.read_text())
        for node in ast.walk(tree):  # the outer functions come first
            if isinstance(node, ast.FunctionDef):
                functions |= {id(inner): node.name for inner in ast.walk(node)}
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CHOOSERS:
                chosen |= {id(inner) for inner in ast.walk(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
                yield f"{path.stem}.{functions[id(node)]}", node, id(node) in chosen


def test_each_question_is_in_the_table_or_says_why_its_words_are_not_kept() -> None:
    known = {name.partition(" ")[0] for name in KEPT} | ELSEWHERE.keys()
    found = list(calls())
    open_ones = {
        name
        for name, call, is_choosing in found
        if not is_choosing and name not in known and not PASSING & {one.arg for one in call.keywords}
    }
    assert len(found) > 70 and open_ones == set()
    assert {name.partition(" ")[0] for name in KEPT} <= {name for name, _, _ in found}


def test_every_panel_prepares_what_it_asks() -> None:
    for path in sorted(UI.rglob("*.py")):
        text = path.read_text()
        if path.stem in ("help", "entry") or "EntryPanel" not in text:
            continue
        panels = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
        made = [node for node in panels if isinstance(node.func, ast.Name) and node.func.id == "EntryPanel"]
        assert all(any(one.arg == "prepare" for one in node.keywords) or len(node.args) > 1 for node in made), path
        asks_at_once = [node for node in panels if ast.unparse(node.func).endswith("query_one(EntryPanel).ask")]
        for node in asks_at_once:
            assert ast.unparse(node.args[0]).startswith("self.prepare("), f"{path}: {ast.unparse(node)}"
