"""What people wrote stands on the screen as they wrote it, in sentences too, with keys of one's own."""

from datetime import timedelta

import pytest

from deskapp.desk.answers import faq
from deskapp.desk.cards import customers
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.visits import log
from deskapp.ui.widgets.bottom_lines import MessageLine
from deskapp.ui.widgets.entry import EntryPanel
from tests.ui.hands import Hands, at_the_desk

WORDS = "Zq {key:end} C {press:undo} k"
OWN = {"undo": "ctrl+b", "end": "f11", "keep": "f12", "hold": "alt+p"}
CUTS = ("…", "...")


def whole(text: str) -> None:
    """These words stand in a text as they were typed, or their beginning where there is no more room."""
    for piece in text.split("Zq")[1:]:
        after = f"Zq{piece}"
        same = next((at for at, letter in enumerate(WORDS) if after[at : at + 1] != letter), len(WORDS))
        rest = after[same:].lstrip()
        assert same == len(WORDS) or rest == "" or rest.startswith((*CUTS, "\n", "─", "│", "  ")), after[:60]


async def looked_at(hands: Hands) -> None:
    whole(hands.words)
    for panel in hands.app.screen.query(EntryPanel).results(EntryPanel):
        whole(str(panel.border_title))
        whole(panel._with_keys(panel._offer.hint))
        whole(panel._with_keys(panel._refusal))


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every sentence of the message line and every alarm."""
    heard: list[str] = []
    say, alarm = MessageLine.say, MessageLine.show_alarm

    def say_it(line: MessageLine, sentence: str, *more: object, **options: bool) -> None:
        heard.append(sentence)
        say(line, sentence, *more, **options)  # type: ignore[arg-type]

    def show_it(line: MessageLine, sentence: str, subject: str) -> None:
        heard.append(sentence)
        alarm(line, sentence, subject)

    monkeypatch.setattr(MessageLine, "say", say_it)
    monkeypatch.setattr(MessageLine, "show_alarm", show_it)
    return heard


@pytest.mark.usefixtures("copied")
async def test_no_sentence_changes_what_somebody_typed(desk: Session, said: list[str]) -> None:
    desk_settings.write(desk, keys=OWN, desk_name=WORDS)
    card = customers.make(desk, WORDS)
    faq.make(desk, WORDS, WORDS)
    promises.make(desk, WORDS, desk.now() + timedelta(minutes=1), customer=card)
    visit = log.note(desk, log.identify(desk, log.begin(desk, "walk-in"), card), WORDS)
    log.set_reason(desk, visit, WORDS)
    sittings = (
        (
            ("w", *WORDS, "ctrl+n"), ("n", *WORDS, "enter"), ("a", *WORDS, "enter"), ("A", *WORDS, "enter"),
            ("i", *WORDS, "enter"), ("d", *WORDS, "enter"), ("escape", "p", *WORDS, "tab", *"in 20m", "enter"),
            ("alt+p",), ("alt+p",), ("h", *WORDS, "enter"), ("escape", "f12"), ("escape", "ctrl+b"), ("ctrl+b",),
            ("ctrl+b",), ("U",), ("n", *WORDS), ("escape", "y", *"delay", "enter"), ("escape", "escape", "H"),
        ),
        (
            ("f", *WORDS), ("escape", "question_mark"), ("escape", "ctrl+p", *WORDS), ("escape", "slash", *WORDS),
            ("escape", "f11", *WORDS, "enter"),
        ),
        (("f6", "slash", *WORDS, "enter", "z"), ("ctrl+b",), ("f3", "enter"), ("escape", "f5"), ("f4", "f12"),
         ("ctrl+b",), ("f7", "n", *WORDS, "enter"), ("z",), ("f2", "ctrl+q")),
    )  # fmt: skip
    for ways in sittings:
        async with at_the_desk(desk, (120, 36)) as hands:
            for keys in ways:
                await hands.press(*keys)
                await looked_at(hands)
    for sentence in said:
        whole(sentence)
    with_words = [sentence for sentence in said if WORDS in sentence]
    assert len(set(with_words)) > 8 and any("Ctrl+B" in sentence for sentence in said), said
