"""The rules of what is known and answered, with how each is pressed on the command line, by lines and by keys."""

from deskapp.desk import faq, log
from deskapp.desk.session import Desk
from tests.ui.hands import Hands
from tests.ui.rules import Keys, Rule

KNOWN, ASKED = "How long do violin strings last?", "How long do strings last?"


def asked_again(desk: Desk) -> None:
    """The FAQ has a question, and Beth calls to ask much the same."""
    faq.make(desk, KNOWN, "Half a year.")
    log.begin(desk, "call", called="Beth", reason=ASKED)


def answers(text: str, *more: str) -> Keys:
    async def play(hands: Hands) -> None:
        await hands.press("F", *text, "enter", *more)
        await hands.settle(0.4)

    return play


def questions(desk: Desk) -> object:
    return sorted(one.question for one in faq.everything(desk))


ANSWERS = (
    Rule(
        "faq.make",
        "a question that has an entry",
        f"“{KNOWN}” is in the FAQ already.",
        asked_again,
        ("faq-add", ASKED, "--answer", "A year."),
        (f"F {ASKED}", "A year.", ""),
        answers("A year."),
        ("faq-add", ASKED, "--answer", "A year.", "--new"),
        (f"F {ASKED}", "A year.", "y"),
        answers("A year.", "down", "enter"),
        questions,
        [ASKED, KNOWN],
        "faq",
    ),
)
