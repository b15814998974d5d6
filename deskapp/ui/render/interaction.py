"""This interaction: what it is about, the kettle, what was asked for, notes, and who it was handed to."""

from datetime import datetime

from deskapp.desk.visits import log, requests, wording
from deskapp.desk.visits.transfers import is_passed_around
from deskapp.model.interaction import Interaction
from deskapp.text.durations import told
from deskapp.text.when import moment, wall
from deskapp.ui.render.calls import reach_lines
from deskapp.ui.render.card import LABEL, labelled
from deskapp.ui.render.kettle import kettle_lines
from deskapp.ui.render.keys import key_of
from deskapp.ui.render.line import EMPTY, Line, Span, row, span, wrapped
from deskapp.ui.render.upset import boundary_lines, crisis_lines, resolution_lines
from deskapp.ui.symbols import symbols

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
    lines += _requests(interaction, width)
    lines += resolution_lines(interaction, width)
    lines += _notes(interaction, width)
    lines += _referrals(interaction, width)
    lines += boundary_lines(interaction, now, width)
    lines += crisis_lines(interaction, now, width, is_at_desk=is_at_desk)
    lines += _copied(interaction, width)
    for name, text in interaction.drafts.items() if drafts else ():
        unfinished = _unfinished(interaction, name)
        words = f"{text} (unfinished {unfinished})"
        lines += labelled(f"{symbols().soon} Typed", words, width, role="soon")
    for fact in interaction.reopened.values():
        words = f"{moment(fact.at, now)}; it had ended {moment(fact.ended_at, now)}: {fact.outcome}"
        lines += labelled("Open again", words, width, role="dim")
    if interaction.outcome:
        lines += labelled("Outcome", interaction.outcome, width)
    if interaction.overruled:
        lines += labelled("Ended so", interaction.overruled, width)
    return lines


def _unfinished(interaction: Interaction, name: str) -> str:
    """What a half-typed text was to become; of an answer, to which request."""
    if name.startswith(log.REPLY_DRAFT):
        return "reply"
    asked = interaction.requests.get(name.removeprefix(f"{requests.UNSETTLED} "))
    return f"answer to {asked.text}" if asked else UNFINISHED.get(name, name)


def _heading(interaction: Interaction, now: datetime, width: int) -> list[Line]:
    """What it is and since when; of an ended one when it was, how long it took, and how soon it was greeted."""
    greeted = ""
    if interaction.greeted_at:
        greeted = f"greeted in {told(interaction.greeted_at - interaction.arrived_at)}"
    if interaction.is_open:
        date = wording.day(interaction, now)
        came = ", ".join(filter(None, (f"{date} {wall(interaction.arrived_at)}".strip(), greeted)))
        return [row([span(f" This {interaction.kind}", "title")], [span(f"{came} ", "dim")], width=width)]
    title = row([span(f" {interaction.kind.capitalize()}, ended", "title")], [span(f"{greeted} ", "dim")], width=width)
    return [title, *wrapped([Span(" ")], wording.told(interaction, now), width=width, role="dim")]


def _requests(interaction: Interaction, width: int) -> list[Line]:
    lines: list[Line] = []
    label = "Asked for"
    for key, request in interaction.requests.items():
        answered = request.answered_at is not None
        sign = symbols().done if answered else symbols().todo
        target = f"request:{key}"
        head = [span(f" {label:<{LABEL}}", "dim"), Span(f"{sign} ", "good" if answered else "soon", target)]
        text = request.text + (f" {symbols().arrow} {request.answer}" if request.answer else "")
        lines += wrapped(head, text, width=width, role="quiet" if answered else "")
        label = ""
    return lines


def _notes(interaction: Interaction, width: int) -> list[Line]:
    lines: list[Line] = []
    label = "Notes"
    for note in interaction.notes.values():
        head = [span(f" {label:<{LABEL}}", "dim"), span(f"{wall(note.at)} ", "dim")]
        lines += wrapped(head, note.text, width=width)
        label = ""
    return lines


def _copied(interaction: Interaction, width: int) -> list[Line]:
    lines: list[Line] = []
    for one in interaction.copied.values():
        to = f" {symbols().arrow} {one.to}" if one.to else ""
        text = " ".join(one.text.split())
        lines += labelled(
            "Copied", f"{wall(one.at)}{f' {one.channel}' if one.channel else ''}{to}: {text}", width, most=2
        )
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
