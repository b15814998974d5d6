"""The rules that every face has to hold, each with how it is pressed on the command line, by lines and by keys."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

from deskapp.desk.crisis import crisis
from deskapp.desk.handover import handed, handover
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.model.interaction import Interaction
from tests.ui.hands import Hands

Keys = Callable[[Hands], Awaitable[None]]
Effect = Callable[[Session], object]


@dataclass(frozen=True)
class Rule:
    """What is refused, with which sentence, by which verb; where a person may overrule it, how, and what then holds.

    `arranged` makes the book as it is before. `line` is one command, `lines` what is typed at the prompts of plain
    mode, `keys` what is pressed at the desk; the same with `over_` in front overrules. `effect` reads from the book
    what the overruling did, which is the same from each face, namely `done`. `only` names the table that a refusal must
    leave as it was, where a face first writes down that somebody is here.
    """

    held_by: str
    name: str
    sentence: str
    arranged: Callable[[Session], object]
    line: tuple[str, ...]
    lines: tuple[str, ...]
    keys: Keys
    over_line: tuple[str, ...] = ()
    over_lines: tuple[str, ...] = ()
    over_keys: Keys | None = None
    effect: Effect = lambda desk: None
    done: object = None
    only: str = ""

    @property
    def may_be_overruled(self) -> bool:
        """Whether a person may say that it is meant all the same."""
        return bool(self.over_line)


async def selected(hands: Hands, words: str) -> None:
    """Go to a row of the screen's list."""
    from tests.ui.typing_in import go_to

    await go_to(hands.pilot, words)
    await hands.press("enter")


def with_sheet(desk: Session) -> Interaction:
    return crisis.start(desk, log.begin(desk, "call", called="Meridian"))


def with_first(desk: Session) -> None:
    crisis.write(desk, with_sheet(desk), "first", "Rosa")


def with_sato(desk: Session, **told: Any) -> Interaction:
    person = replace(crisis.person("Mr Sato", "theirs"), **told)
    return crisis.add(desk, with_sheet(desk), "people", person)


def nobody_with_sato(desk: Session) -> None:
    with_sato(desk)
    desk.staff = ""


def typed(row: str, *words: str) -> Keys:
    """On the crisis sheet: open a row, write a word in each field, Enter."""

    async def play(hands: Hands) -> None:
        await hands.press("x")
        await selected(hands, row)
        for number, text in enumerate(words):
            await hands.press(*(["tab"] if number else []), *text)
        await hands.settle(0.4)
        await hands.press("enter")

    return play


async def brief_for_them(hands: Hands) -> None:
    await hands.press("x")
    await hands.press("y", "t", "enter")


async def sato_says_yes(hands: Hands) -> None:
    await hands.press("x")
    await selected(hands, "Mr Sato")
    await hands.press(*"they say y", "enter")


CRISIS = (
    Rule(
        "crisis.write",
        "research takes two",
        "Research takes two people.",
        with_first,
        ("crisis", "Meridian", "second", "rosa"),
        ("x second rosa",),
        typed("(a second name)", "rosa"),
    ),
    Rule(
        "people.on_record",
        "a department researches nothing",
        "“reception” is not a person's name.",
        with_first,
        ("crisis", "Meridian", "second", "reception"),
        ("x second reception",),
        typed("(a second name)", "reception"),
    ),
    Rule(
        "people.on_record",
        "a department allows nothing",
        "“Management” is not a person's name.",
        with_sheet,
        ("crisis", "Meridian", "approval", "a loan piano", "--more", "Management"),
        ("x approval a loan piano", "Management"),
        typed("a blessing to ask for", "a loan piano", "Management"),
    ),
    Rule(
        "people.on_record",
        "the plan has a name",
        "“accounts” is not a person's name.",
        with_sheet,
        ("crisis", "Meridian", "plan", "call them", "--more", "accounts", "--by", "in 2h"),
        ("x plan call them", "accounts", "in 2h"),
        typed("what, who, by when", "call them", "accounts"),
    ),
    Rule(
        "record.refuse_untold",
        "no brief before their yes",
        "Nobody on their side may be told yet.",
        with_sato,
        ("crisis", "Meridian", "brief", "theirs"),
        ("x brief theirs",),
        brief_for_them,
    ),
    Rule(
        "people.at_the_desk",
        "somebody notes their yes",
        "Nobody has said who is at the desk.",
        nobody_with_sato,
        ("crisis", "Meridian", "yes", "Mr Sato"),
        ("x yes Mr Sato", "", ""),
        sato_says_yes,
    ),
)


def left_for_kim(staff: str) -> Callable[[Session], None]:
    """Robin left a sheet for Kim, and somebody is at the desk."""

    def arranged(desk: Session) -> None:
        handover.note(desk, "key is with Kim")
        handover.hand_over(desk, "Kim")
        desk.staff = staff

    return arranged


def hands_over(to: str) -> Keys:
    async def play(hands: Hands) -> None:
        await hands.press("H", "enter", *to, "enter")

    return play


def signs(*keys: str) -> Keys:
    async def play(hands: Hands) -> None:
        await hands.press("H")
        await hands.press("[")
        await hands.press("enter")
        await hands.press(*keys)

    return play


def receipt(desk: Session) -> object:
    (one,) = handed.past(desk)
    return one.by, one.to, one.read_by, one.in_place_of


HANDOVER = (
    Rule(
        "handover.receiver",
        "a hand-over goes to somebody",
        "A hand-over goes to a person.",
        lambda desk: None,
        ("handover-give",),
        ("give", ""),
        hands_over(""),
    ),
    Rule(
        "handover.receiver",
        "a hand-over goes to another",
        "That's you.",
        lambda desk: None,
        ("handover-give", "robin"),
        ("give robin",),
        hands_over("robin"),
    ),
    Rule(
        "handover.confirm",
        "a third person does not sign unasked",
        "This hand-over is for Kim.",
        left_for_kim("Sam"),
        ("handover-read",),
        ("sign", ""),
        signs("enter"),
        ("handover-read", "--in-place-of", "Kim"),
        ("sign", "y"),
        signs("y", "enter"),
        receipt,
        ("Robin", "Kim", "Sam", "Kim"),
    ),
    Rule(
        "handover.confirm",
        "the giver signs nothing",
        "You left this hand-over yourself.",
        left_for_kim("Robin"),
        ("handover-read",),
        ("sign", "y"),
        signs(),
    ),
)
