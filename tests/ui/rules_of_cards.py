"""The rules of cards, and of going home, with how each is pressed on the command line, by lines and by keys."""

from deskapp.desk.cards import customers
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.shifts import shifts
from deskapp.desk.visits import log
from deskapp.model.interaction import Interaction
from tests.ui.hands import Hands
from tests.ui.rules import Effect, Keys, Rule, selected

ROSA, BETH = "0917 555 0123", "0917 555 0199"


def rosa_and_beth(desk: Session) -> Interaction:
    """Two cards, and a call of the second one's."""
    customers.make(desk, "Rosa Diaz", phone=ROSA, email="rosa@example.org")
    beth = customers.make(desk, "Beth Ocampo", phone=BETH, email="beth@example.org")
    return log.identify(desk, log.begin(desk, "walk-in"), beth)


def on_card(row: str, text: str, *more: str) -> Keys:
    """On Beth's card: open a row, write there, Enter; `more` keys after that."""

    async def play(hands: Hands) -> None:
        await hands.press("f3")
        await selected(hands, "Beth Ocampo")
        await selected(hands, row)
        await hands.press("ctrl+u")
        await hands.paste(text)
        await hands.settle(0.4)
        await hands.press(*(more or ("enter",)))
        await hands.settle(0.4)

    return play


def new_card(text: str, *more: str) -> Keys:
    async def play(hands: Hands) -> None:
        await hands.press("f3", "n")
        await hands.paste(text)
        await hands.press("enter", *more)

    return play


def beths(field: str) -> Effect:
    """What Beth's card has of something."""

    def read(desk: Session) -> object:
        (card,) = (one for one in desk.book.select("customers") if one["name"] == "Beth Ocampo")
        return sorted(str(one.get("typed") or one.get("address")) for one in card[field].values())

    return read


def names(desk: Session) -> object:
    return sorted(str(one["name"]) for one in desk.book.select("customers"))


CARDS = (
    Rule(
        "held_elsewhere.check",
        "a number on a second card",
        f"{ROSA} is on the card of Rosa Diaz already.",
        rosa_and_beth,
        ("number", "Beth Ocampo", ROSA),
        (f"number {ROSA}", "n"),
        on_card("Phone add one", ROSA),
        ("number", "Beth Ocampo", ROSA, "--shared"),
        (f"number {ROSA}", "y"),
        on_card("Phone add one", ROSA, "down", "enter"),
        beths("phones"),
        [ROSA, BETH],
    ),
    Rule(
        "held_elsewhere.check",
        "an address on a second card",
        "Rosa@example.org is on the card of Rosa Diaz already.",
        rosa_and_beth,
        ("email", "Beth Ocampo", "Rosa@example.org"),
        ("email Rosa@example.org", "n"),
        on_card("E-mail add one", "Rosa@example.org"),
        ("email", "Beth Ocampo", "Rosa@example.org", "--shared"),
        ("email Rosa@example.org", "y"),
        on_card("E-mail add one", "Rosa@example.org", "down", "enter"),
        beths("emails"),
        ["Rosa@example.org", "beth@example.org"],
    ),
    Rule(
        "held_elsewhere.check",
        "an address twice on one card",
        "BETH@example.org is on this card already.",
        rosa_and_beth,
        ("email", "Beth Ocampo", "BETH@example.org"),
        ("email BETH@example.org",),
        on_card("E-mail add one", "BETH@example.org"),
    ),
    Rule(
        "held_elsewhere.check",
        "no address",
        "That is no e-mail address.",
        rosa_and_beth,
        ("email", "Beth Ocampo", "beth.example.org"),
        ("email beth.example.org",),
        on_card("beth@example.org", "beth.example.org"),
    ),
    Rule(
        "held_elsewhere.check",
        "no number",
        "That is no phone number.",
        rosa_and_beth,
        ("number", "Beth Ocampo", "rosa"),
        ("number rosa",),
        on_card(BETH, "rosa"),
    ),
    Rule(
        "recognising.refuse_duplicates",
        "a second card of somebody's",
        "'Rosa Dias' may be Rosa Diaz",
        rosa_and_beth,
        ("log", "walk-in", "Rosa Dias"),
        ("who Rosa Dias", ""),
        new_card("Rosa Dias"),
        ("log", "walk-in", "Rosa Dias", "--new"),
        ("who Rosa Dias", "n"),
        new_card("Rosa Dias", "enter"),
        names,
        ["Beth Ocampo", "Rosa Dias", "Rosa Diaz"],
        "customers",
    ),
)


def promised_for_today(desk: Session) -> None:
    """Robin's shift runs, and has a promise of this minute open."""
    shifts.begin(desk, "Robin")
    promises.make(desk, "a price", desk.now())


async def leaves(hands: Hands) -> None:
    await hands.press("s", "down", "enter")
    await hands.press("l", "enter")


async def leaves_for_a_reason(hands: Hands) -> None:
    await hands.press("s", "down", "enter")
    await hands.press("l", *"power cut", "enter")
    await hands.press("enter", *"Kim", "enter", "n", "enter")


def left_behind(desk: Session) -> object:
    notes = [one["text"] for sheet in desk.book.select("handovers") for one in sheet["notes"].values()]
    return shifts.running(desk), notes, [one["owner"] for one in desk.book.select("promises")]


GOING = (
    Rule(
        "leaving._staying_open",
        "nobody goes with a promise of today open",
        "a price",
        promised_for_today,
        ("shift", "--end"),
        ("shift --end", ""),
        leaves,
        ("shift", "--end", "--anyway", "power cut"),
        ("s --end", "power cut"),
        leaves_for_a_reason,
        left_behind,
        (None, ["Left open: a price. Why: power cut"], ["Robin"]),
    ),
)
