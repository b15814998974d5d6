"""This interaction: what it is called, what it is about, the phone, the kettle, what was asked for, and who has it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from deskapp import clock
from deskapp.desk.answers import channels
from deskapp.desk.crisis import boundary, crisis
from deskapp.desk.visits import checklists, log, missed, requests, wording
from deskapp.desk.visits.ring import MOST_NAMED, either
from deskapp.desk.visits.transfers import is_passed_around
from deskapp.messages import said
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.model.upset import STEPS
from deskapp.text.durations import told
from deskapp.text.when import day, moment, wall
from deskapp.text.widths import cells
from deskapp.ui.render.card import LABEL, labelled
from deskapp.ui.render.kettle import kettle_lines
from deskapp.ui.render.keys import filled, key_of
from deskapp.ui.render.line import EMPTY, Line, Span, clean, fit, listed, row, span, wrapped
from deskapp.ui.symbols import symbols

SHORTEST_NAME = 8
NO_NAME = "no name yet"
WITHHELD = "number withheld"
UNFINISHED = {
    "note": "note",
    "request": "request",
    "answer": "answer",
    "outcome": "outcome",
    "promise": "promise",
    "due": "by when",
    "refer": "transfer to",
    "refer why": "reason for a transfer",
    "who": "name",
    "act by": "name of who does it",
    "follow_up by": "name of who does it",
}
RESOLVED = {
    "listen": "account",
    "thank": "thanks",
    "apologise": "apology",
    "options": "they want",
    "agree": "agreed",
    "act": "action",
    "follow_up": "follow-up",
}
EVENTS = {"warned": "warned", "ended": "ended it"}
Entry = tuple[Span, str, str]
"""A sign, a text, and its role."""


def interaction_lines(
    interaction: Interaction,
    now: datetime,
    width: int,
    *,
    heading: bool = True,
    drafts: bool = True,
    also: Interaction | None = None,
    is_at_desk: bool = True,
) -> list[Line]:
    """The interaction for a pane of a width; the gauge picks `kettle:75`, a request `request:KEY`.

    `also` is another open visit of the same person. Keys are named only at the desk, where they work.
    """
    lines: list[Line] = []
    if also:
        words = f"a {also.kind} since {moment(also.arrived_at, now)}. {key_of('other_visit')} goes there."
        lines += labelled(f"{symbols().soon} Here too", words, width, role="soon", target=f"interaction:{also.id}")
    if heading:
        lines += [EMPTY, *_heading(interaction, now, width)]
    about = interaction.reason or (f"press {key_of('reason')} to write it" if is_at_desk else "nothing written")
    role = "" if interaction.reason else "dim"
    lines += labelled("About", about, width, role=role, target="key:i", most=6 if heading else 3)
    lines += reach_lines(interaction, width, is_at_desk=is_at_desk)
    lines += kettle_lines(interaction, now, width, is_at_desk=is_at_desk)
    lines += _entries("Asked for", _requests(interaction), width)
    lines += _entries("Resolution", _resolution(interaction), width)
    notes = interaction.notes.values()
    lines += _entries("Notes", ((span(f"{wall(note.at)} ", "dim"), note.text, "") for note in notes), width)
    lines += _referrals(interaction, width)
    lines += _boundary(interaction, now, width)
    lines += _crisis(interaction, now, width, is_at_desk=is_at_desk)
    lines += _copied(interaction, width)
    for name, text in interaction.drafts.items() if drafts else ():
        words = f"{text} (unfinished {_unfinished(interaction, name)})"
        lines += labelled(f"{symbols().soon} Typed", words, width, role="soon")
    for fact in interaction.reopened.values():
        words = f"{moment(fact.at, now)}; it had ended {moment(fact.ended_at, now)}: {fact.outcome}"
        lines += labelled("Open again", words, width, role="dim")
    for steps in () if is_at_desk and interaction.is_open else checklists.ticked(interaction, now):
        lines += labelled("Steps", steps, width, role="quiet", most=9)
    for label, text in (("Outcome", interaction.outcome), ("Ended so", interaction.overruled)):
        lines += labelled(label, text, width) if text else []
    return lines


def _entries(label: str, entries: Iterable[Entry], width: int) -> list[Line]:
    """Entries below one another, the label beside the first of them."""
    lines: list[Line] = []
    for sign, text, role in entries:
        head = [span(f" {'' if lines else label:<{LABEL}}", "dim"), sign]
        lines += wrapped(head, text, width=width, role=role)
    return lines


def _ticked(is_done: bool, target: str) -> Span:
    return Span(f"{symbols().done if is_done else symbols().todo} ", "good" if is_done else "soon", target)


def _unfinished(interaction: Interaction, name: str) -> str:
    """What a half-typed text was to become; of an answer, to which request."""
    if name.startswith(log.REPLY_DRAFT):
        return "reply"
    asked = interaction.requests.get(name.removeprefix(f"{requests.UNSETTLED} "))
    return f"answer to {asked.text}" if asked else UNFINISHED.get(name, name)


def _heading(interaction: Interaction, now: datetime, width: int) -> list[Line]:
    """What it is and since when; of an ended one when it was, how long it took, and how soon it was greeted."""
    wait = interaction.clocks.wait(now) if interaction.greeted_at else None
    greeted = "" if wait is None else said("greeted in {wait}", wait=told(wait))
    if interaction.is_open:
        date = wording.day(interaction, now)
        since = ", ".join(filter(None, (f"{date} {wall(interaction.arrived_at)}".strip(), greeted)))
        return [row([span(f" This {interaction.kind}", "title")], [span(f"{since} ", "dim")], width=width)]
    title = row([span(f" {interaction.kind.capitalize()}, ended", "title")], [span(f"{greeted} ", "dim")], width=width)
    return [title, *wrapped([Span(" ")], wording.told(interaction, now), width=width, role="dim")]


def _requests(interaction: Interaction) -> Iterable[Entry]:
    """What was asked for, with its answers."""
    for key, request in interaction.requests.items():
        answered = request.answered_at is not None
        text = request.text + (f" {symbols().arrow} {request.answer}" if request.answer else "")
        yield _ticked(answered, f"request:{key}"), text, "quiet" if answered else ""


def _resolution(interaction: Interaction) -> Iterable[Entry]:
    """The steps of the resolution that hold something, in their order; a click picks `resolved:agree`."""
    for step in STEPS:
        entry = interaction.resolution.get(step)
        if entry and (entry.text or entry.offered):
            offered = f" ({'; '.join(entry.offered)})" if entry.offered else ""
            denied = " (they say no)" if entry.confirmed is False else ""
            is_filled = entry.is_filled(step)
            text = f"{RESOLVED[step]}: {entry.text}{offered}{denied}"
            yield _ticked(is_filled, f"resolved:{step}"), text, "quiet" if is_filled else ""


def _boundary(interaction: Interaction, now: datetime, width: int) -> list[Line]:
    """What was said and done at the boundary, and how long the rest afterwards lasts (practice B6)."""
    lines: list[Line] = []
    for event in sorted(interaction.boundary.values(), key=lambda event: event.at):
        if event.kind in EVENTS:
            by = f" by {event.by}" if event.by else ""
            fact = f". They said: {event.fact}" if event.fact else ""
            words = f"{EVENTS[event.kind]} {wall(event.at)}{by}{fact}"
            lines += labelled(f"{symbols().soon} Boundary", words, width, target="key:b")
    until = boundary.rests_until(interaction)
    if until and until > now:
        words = f"until {wall(until)}: water, air, a few steps. Nothing here runs away."
        lines += labelled("Take five", words, width, role="accent")
    return lines


def _crisis(interaction: Interaction, now: datetime, width: int, *, is_at_desk: bool) -> list[Line]:
    """That there is a crisis sheet, and what is useful next on it; a click opens it."""
    sheet = interaction.crisis
    if sheet is None:
        return []
    words = f"{key_of('crisis')} opens the sheet" if is_at_desk else "there is a sheet"
    if interaction.is_open and is_at_desk:
        words = filled(crisis.next_step(sheet, now), "desk")
    return labelled(f"{symbols().soon} Crisis", words, width, role="soon", target="key:x")


def _copied(interaction: Interaction, width: int) -> list[Line]:
    lines: list[Line] = []
    for copy in interaction.copied.values():
        way = f" {copy.channel}" if copy.channel else ""
        to = f" {symbols().arrow} {copy.to}" if copy.to else ""
        lines += labelled("Copied", f"{wall(copy.at)}{way}{to}: {' '.join(copy.text.split())}", width, most=2)
    return lines


def _referrals(interaction: Interaction, width: int) -> list[Line]:
    lines: list[Line] = []
    tint = "alarm" if is_passed_around(interaction) else ""
    for referral in interaction.referrals.values():
        text = f"{referral.to}, {wall(referral.at)}" + (f": {referral.why}" if referral.why else "")
        lines += labelled("With", text, width, role=tint)
    if interaction.owner:
        lines += labelled("Owner", interaction.owner, width, role="strong")
    elif tint:
        words = f"{len(interaction.referrals)} transfers: agree now who owns this."
        lines += labelled(f"{symbols().alarm} Passed on", words, width, role="alarm")
    return lines


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
        names = either(callers)
        for words in (f"{visit.phone}: {names}", names):
            if cells(clean(words)) <= width:
                return words
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
        Span(f"{symbols().alarm} ", "alarm", target),
        span(shown_name(visit), "strong", target),
        span(words, "alarm", target),
    ]
    right = [span(f" ring back {key_of('ring_back')} ", "key", "key:B" if selected else target)]
    return listed(left, right, width=width, selected=selected, target=target)


def callers_lines(cards: Sequence[Customer], width: int) -> list[Line]:
    """Everybody who may be calling from a number that several cards share, each with the allergies on the card."""
    words = f"Several cards have this number. {key_of('who')} says who it is."
    lines = wrapped([Span(" ", "", "key:space")], words, width=width, role="dim")
    for card in cards[:MOST_NAMED]:
        name = ", ".join(part for part in (card.name, card.company) if part)
        lines += wrapped([Span(" ", "", "key:space")], name, width=width, role="strong")
        allergies = ", ".join(taste.item for taste in card.with_stance("allergy"))
        if allergies:
            sign = Span(f"   {symbols().alarm} ", "alarm")
            lines += wrapped([sign], f"ALLERGY {allergies}", width=width, role="alarm")
    return lines
