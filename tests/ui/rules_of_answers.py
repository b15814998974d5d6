"""The rules of what is known and answered, with how each is pressed on the command line, by lines and by keys."""

from deskapp.desk.answers import faq
from deskapp.desk.cards import customers
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from tests.ui.hands import Hands
from tests.ui.rules import Keys, Rule
from tests.ui.rules_of_cards import on_card

KNOWN, ASKED = "How long do violin strings last?", "How long do strings last?"


def asked_again(desk: Session) -> None:
    """The FAQ has a question, and Beth calls to ask much the same."""
    faq.make(desk, KNOWN, "Half a year.")
    log.begin(desk, "call", called="Beth", reason=ASKED)


def answers(text: str, *more: str) -> Keys:
    async def play(hands: Hands) -> None:
        await hands.press("F", *text, "enter", *more)
        await hands.settle(0.4)

    return play


def without_walnuts(desk: Session) -> None:
    """Beth is here, who must not have walnuts."""
    beth = customers.make(desk, "Beth Ocampo")
    log.identify(desk, log.begin(desk, "walk-in"), beth)
    customers.add_preference(desk, beth, "walnuts", group="food", stance="allergy")


def dessert(desk: Session) -> object:
    return [one["favorite_dessert"] for one in desk.book.select("customers")]


def questions(desk: Session) -> object:
    return sorted(one.question for one in faq.everything(desk))


ANSWERS = (
    Rule(
        "allergens.refuse_like",
        "a dessert of what they must not have",
        "Beth Ocampo must not have walnuts.",
        without_walnuts,
        ("preference", "Beth Ocampo", "walnut brownie"),
        ("d walnut brownie", "n"),
        on_card("Dessert", "walnut brownie"),
        ("preference", "Beth Ocampo", "walnut brownie", "--stance", "likes"),
        ("d walnut brownie", "y"),
        on_card("Dessert", "walnut brownie", "down", "enter"),
        dessert,
        ["walnut brownie"],
        "customers",
    ),
    Rule(
        "faq.check_new",
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
