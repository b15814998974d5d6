"""A visit in words, the same on every face: how it stands, and whom a sentence means by it."""

from deskapp.model.interaction import Interaction, State

STATES: dict[State, str] = {"waiting": "waiting", "serving": "being served", "on_hold": "on hold", "ended": "ended"}


def state(visit: Interaction) -> str:
    """How a visit stands, or who has it since a transfer: `waiting`, `being served`, `with Tom`, `on hold`, `ended`."""
    return f"with {visit.with_whom}" if visit.with_whom else STATES[visit.state]


def called(visit: Interaction, article: str = "the") -> str:
    """Whom a sentence means: the name, else the number that they ring from, else `the call without a name`."""
    return visit.known_as or f"{article} {visit.kind} without a name"


def for_whom(visit: Interaction) -> str:
    """The end of what an act is called: ` for Beth`, where the visit has a name."""
    return f" for {visit.name}" if visit.name else ""


def beginning(visit: Interaction) -> str:
    """The same at the beginning of a sentence."""
    return visit.known_as or called(visit, "The")
