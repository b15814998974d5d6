"""What people wrote is shown as they wrote it on every face, whatever it looks like and whichever keys are in use."""

import io
import re
import shlex
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp import slots
from deskapp.cli import slots as cli_slots
from deskapp.cli.desk_request import request, show
from deskapp.cli.run import run
from deskapp.cli.running_desk import RunningDesk
from deskapp.commands.every import BY_NAME
from deskapp.desk.answers import faq
from deskapp.desk.cards import customers
from deskapp.desk.handover import handover
from deskapp.desk.promises import promises
from deskapp.desk.reports import lessons
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.visits import log, requests
from deskapp.model.words import filled as with_values
from deskapp.plain import slots as plain_slots
from deskapp.plain import verbs
from deskapp.plain.session import PlainSession
from deskapp.plain.typed import Typed
from deskapp.ui import keymap
from deskapp.ui.render.keys import filled
from tests.builders import StandingClock, a_desk
from tests.cli.conftest import call
from tests.cli.test_hostile_output import LINES
from tests.test_slots import KEYS, PLACES, WITH_A_SLOT
from tests.ui.hostile import WORST

BEGINS, WORDS = "Zq", "Zq {key:end} C o"
"""Short enough that no sentence cuts them off."""
IN_MARKDOWN = WORDS.replace("{", "\\{").replace("}", "\\}")
OF_A_SCREEN = re.compile(r"\b[Pp]ress\b|\b(Tab|Esc|Escape|Space|Down|Up)\b|\b(Ctrl|Alt)\+|\bF\d{1,2}\b|\blit\b")
SLOT_LIKE = st.sampled_from(["{press:hold}", "{key:undo}", "{press:undo#0123456789abcdef}", "{typed:deskapp}", "{"])
LETTERS = st.sampled_from(["w", "c", "k", "Tab", "F9", "Press o", "Enter", "vitamin C for Ann", "`deskapp undo`"])
PEOPLES = st.lists(st.one_of(SLOT_LIKE, LETTERS, st.text(max_size=4)), max_size=6).map(" ".join)
TEMPLATES = sorted({text for _, text in WITH_A_SLOT if "…" in text})


@pytest.fixture(autouse=True)
def plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DESKAPP_DATA", "DESKAPP_STAFF", "DESKAPP_DEBUG"):
        monkeypatch.delenv(name, raising=False)


def whole(text: str) -> str:
    """A text in which these words stand nowhere but whole; gives what is left of it without them."""
    left = text.replace(WORDS, "·").replace(IN_MARKDOWN, "·")
    assert BEGINS not in left, text
    return left


@given(template=st.sampled_from(TEMPLATES), words=PEOPLES, keys=st.sampled_from(KEYS), place=st.sampled_from(PLACES))
def test_words_come_out_of_every_sentence_as_they_went_in(
    template: str, words: str, keys: tuple[object, dict[str, str]], place: str
) -> None:
    preset, own = keys
    keymap.use(keymap.read(preset, own)[0])  # type: ignore[arg-type]
    try:
        faces = [cli_slots.filled, plain_slots.filled]
        faces += [lambda text, typing=typing: filled(text, place, is_typing=typing) for typing in (False, True)]  # type: ignore[misc]
        for fill in faces:
            ours = [fill(part) for part in template.split("…")]
            told = fill(words.join(template.split("…")))
            assert told == words.join(ours) and fill(told) == told
    finally:
        keymap.use({})


@given(values=st.fixed_dictionaries({"name": PEOPLES, "reason": PEOPLES}))
def test_what_is_put_into_a_reply_is_not_read_again(values: dict[str, str]) -> None:
    told = with_values("About {reason}, {name}: {due}", values)
    assert told == f"About {values['reason']}, {values['name']}: {{due}}"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Session]:
    with a_desk(tmp_path / "book", StandingClock(), staff=WORDS) as desk:
        desk_settings.write(desk, desk_name=WORDS)
        yield desk


def filled_book(desk: Session) -> dict[str, str]:
    """A book in which these words stand wherever people write; what its parts are called in the table of lines."""
    card, other = (customers.make(desk, WORDS, phone=phone) for phone in ("202 555 0143", "202 555 0199"))
    visit = log.identify(desk, log.begin(desk, "walk-in"), card)
    visit = log.set_reason(desk, visit, WORDS)
    visit = requests.add(desk, log.note(desk, visit, WORDS), WORDS)
    made = promises.make(desk, WORDS, desk.now() + timedelta(minutes=5), customer=card, interaction=visit)
    faq.make(desk, WORDS, WORDS)
    lessons.add(desk, WORDS, "bad")
    handover.note(desk, WORDS)
    return {"VISIT": visit.id, "CARD": card.id, "OTHER": other.id, "PROMISE": made.id}


def lines_of(name: str, names: dict[str, str], folder: Path) -> Iterator[list[str]]:
    for line in LINES[name]:
        yield [
            str(folder / f"x{word[4:]}") if word.startswith("FILE.") else names.get(word, word.replace(WORST, WORDS))
            for word in line
        ]


@pytest.mark.parametrize("name", LINES)
def test_every_command_prints_words_whole_and_names_no_key_of_the_screen(
    desk: Session, name: str, tmp_path: Path
) -> None:
    names = filled_book(desk)
    for argv in lines_of(name, names, tmp_path):
        answer = call(name, *argv, desk=desk, width=400)
        assert answer.status in (0, 1, 2), answer.err
        told = whole(answer.out + answer.err)
        assert name == "export" or not OF_A_SCREEN.search(told), told


def test_every_verb_of_plain_mode_says_words_whole_and_names_what_is_typed_there(
    desk: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    filled_book(desk)
    folder = desk.book.path
    desk.book.close()
    calls = [verb.calls[0] for verb in verbs.VERBS if verb.calls[0] not in ("quit", "report")]
    lines = [f"w {WORDS}", *(line for call in calls for line in (f"{call} {WORDS}", "", "", call, "", "", ""))]
    lines += [f"{name} {shlex.quote(WORDS)}" for name in sorted(BY_NAME.keys() - verbs.BY_CALL.keys() - {"erase"})]
    out, err = io.StringIO(), io.StringIO()
    typed = Typed(io.StringIO("".join(f"{line}\n" for line in lines)))
    words = ["--data", str(folder), "--staff", WORDS, "plain"]
    status = run(words, out=out, err=err, plain=lambda call: PlainSession(call, typed).run(verbs.do), width=400)
    assert (status, err.getvalue()) == (0, "")
    told = whole(out.getvalue())
    assert OF_A_SCREEN.findall(told) == []
    told = told.replace("`deskapp --help`", "").replace("quit, then `deskapp ", "")
    assert "`deskapp " not in told and len(told.splitlines()) > len(lines)


def test_what_a_running_desk_does_for_plain_mode_is_told_in_the_words_of_plain_mode(desk: Session) -> None:
    held = log.hold(desk, log.begin(desk, "walk-in", called=WORDS))
    desktop, words = RunningDesk(desk), ["hold", held.id]
    told = {}
    for face, asked in (("plain", request(words, "Robin", 80, slots.mark())), ("line", request(words, "Robin", 80))):
        out, err = io.StringIO(), io.StringIO()
        assert show(desktop.answer(asked), out, err, plain_slots.filled) == 1
        told[face] = err.getvalue()
    assert told["plain"].endswith("Type o to come back to them.\n")
    assert told["line"].endswith("Use `deskapp resume WHO` to come back to them.\n")
