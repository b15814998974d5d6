"""Three people at the desk, who of them is selected and asked about, and what comes from beside."""

from typing import Any

from deskapp.cli.running_desk import RunningDesk
from deskapp.desk.session import Session
from deskapp.desk.visits import log, requests
from deskapp.model.interaction import Interaction
from deskapp.ui.frame.base_screen import BaseScreen
from deskapp.ui.remote_commands import RemoteCommands
from deskapp.ui.screens.desk import DeskScreen
from tests.builders import StandingClock
from tests.ui.hands import Hands


class People:
    """Three who are here, the second and third with a card, all waiting; each asked for one thing."""

    def __init__(self, desk: Session, now: StandingClock) -> None:
        self.walk_in = log.begin(desk, "walk-in")
        now.on(seconds=1)
        self.bea = log.identify_new(desk, log.begin(desk, "walk-in"), "Bea Lindqvist")
        now.on(seconds=1)
        self.gita = log.identify_new(desk, log.begin(desk, "call"), "Gita Rao")
        for visit in self.all:
            requests.add(desk, visit, "a set of strings")

    @property
    def all(self) -> tuple[Interaction, ...]:
        return self.walk_in, self.bea, self.gita


def selected(hands: Hands) -> str:
    """The id of the visit on which keys act."""
    return hands.app.context.selected


def asking(hands: Hands) -> bool:
    """Whether a question is open."""
    screen = hands.app.screen
    return isinstance(screen, BaseScreen) and screen.is_asking


async def select(hands: Hands, visit: Interaction) -> None:
    """Have keys act on a visit."""
    screen = hands.app.screen
    assert isinstance(screen, DeskScreen)
    screen.select_visit(visit.id)
    await hands.settle()


async def beside(hands: Hands, *words: str) -> dict[str, Any]:
    """A command that comes from beside the desk, done by the desk."""
    answer = RemoteCommands(hands.app, RunningDesk(hands.app.desk)).handle({"argv": list(words), "staff": "Kim"})
    await hands.settle()
    return answer if isinstance(answer, dict) else await answer
