"""What the phone tells of a call: its number, how often it rang, that the caller hung up, and whom to ring back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from deskapp import clock
from deskapp.desk.answers import channels
from deskapp.desk.visits import missed, wording
from deskapp.desk.visits.ring import MOST_NAMED, either
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.text.when import day, wall
from deskapp.text.widths import cells
from deskapp.ui.render.card import labelled
from deskapp.ui.render.keys import key_of
from deskapp.ui.render.line import Line, Span, clean, fit, row, span, wrapped
from deskapp.ui.symbols import symbols

SHORTEST_NAME = 8
NO_NAME = "no name yet"
WITHHELD = "number withheld"


def shown_name(visit: Interaction) -> str:
    """What a visit is called in a list: its name, else the number that they ring from, else that it has no name."""
    return visit.known_as or (WITHHELD if visit.is_withheld else NO_NAME)


def title_of(visit: Interaction | None, callers: Sequence[Customer], now: datetime, width: int) -> str:
    """Whose visit it is; of a number that several cards share everybody who may be calling, of one over when it was.

    Where the number and all names are wider than the title, the names alone stand there, none of them left out.
    """
    if visit is None:
        return "Who is here"
    if callers:
        whole, names = f"{visit.phone}: {either(callers)}", either(callers)
        if cells(clean(whole)) <= width or cells(clean(names)) <= width:
            return whole if cells(clean(whole)) <= width else names
        room = max(SHORTEST_NAME, width // len(callers[:MOST_NAMED]) - len(", or"))
        return either([replace(card, name=fit(card.name, room)) for card in callers])
    name = visit.known_as or f"{visit.kind.capitalize()}, {WITHHELD if visit.is_withheld else NO_NAME}"
    return name if visit.is_open else f"{name} {symbols().dot} {wording.told(visit, now)}"


def reach_lines(visit: Interaction, width: int, *, is_at_desk: bool = True) -> list[Line]:
    """The number that they ring from with what the phone tells of the call, and the channel of the answer."""
    lines: list[Line] = []
    number = visit.phone or (WITHHELD if visit.is_withheld else "")
    text = ", ".join(part for part in (number, missed.line_words(visit)) if part)
    if text:
        lines += labelled("Phone", text, width, role="strong" if visit.phone and not visit.name else "")
    if visit.is_to_ring_back:
        way = f"Ring back: {key_of('ring_back')}." if is_at_desk else "To be rung back."
        words = f"Missed at {wall(visit.arrived_at)}. {way}"
        lines += labelled("To do", words, width, role="alarm", target="key:B")
    if visit.channel:
        lines += labelled("Answer", channels.WAYS.get(visit.channel, visit.channel), width, target="key:V")
    return lines


def missed_line(visit: Interaction, now: datetime, width: int, *, selected: bool) -> Line:
    """A missed call that is still to be rung back: whom, since when, how often, and the key for it."""
    target = f"interaction:{visit.id}"
    arrived, today = clock.today(visit.arrived_at), clock.today(now)
    since = wall(visit.arrived_at) if arrived == today else f"{day(arrived, today)} {wall(visit.arrived_at)}"
    words = f" missed {since}" + (f", rang {len(visit.rings)} times" if len(visit.rings) > 1 else "")
    left = [
        Span(symbols().selected if selected else " ", "accent", target),
        Span(f"{symbols().alarm} ", "alarm", target),
        span(shown_name(visit), "strong", target),
        span(words, "alarm", target),
    ]
    right = [span(f" ring back {key_of('ring_back')} ", "key", "key:B" if selected else target)]
    return row(left, right, width=width, role="selected" if selected else "")


def callers_lines(cards: Sequence[Customer], width: int) -> list[Line]:
    """Everybody who may be calling from a number that several cards share, each with the allergies on the card."""
    words = f"Several cards have this number. {key_of('who')} says who it is."
    lines = wrapped([Span(" ", "", "key:space")], words, width=width, role="dim")
    for card in cards[:MOST_NAMED]:
        name = ", ".join(part for part in (card.name, card.company) if part)
        lines += wrapped([Span(" ", "", "key:space")], name, width=width, role="strong")
        allergies = ", ".join(one.item for one in card.with_stance("allergy"))
        if allergies:
            lines += wrapped(
                [Span(f"   {symbols().alarm} ", "alarm")], f"ALLERGY {allergies}", width=width, role="alarm"
            )
    return lines
