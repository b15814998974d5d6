"""The person's card: allergies and warnings pinned above it, how to address them, dessert, drink, then the rest."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from deskapp import clock
from deskapp.desk.cards.preference_words import shown
from deskapp.messages import counted
from deskapp.model.card_fields import CardField, placed
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.text.when import day, wall
from deskapp.ui.render.keys import key_of
from deskapp.ui.render.line import EMPTY, Line, Span, clean, fit, span, width_of, wrap, wrapped
from deskapp.ui.render.promise_clock import promise_line
from deskapp.ui.symbols import symbols

LABEL, MOST = 12, 3
FIRST = 1
"""The place in the pane of what stands above allergies and warnings."""
ROOMY_NOTES, ROOMY_CONTACT, MOST_ALLERGIES = 6, 3, 4
NARROWEST = 26
"""In a column that is less wide, allergies begin below their heading."""
BELOW, ALLERGIES = "(below)", "field:preferences"
MOST_WRAPPED = 200
GROUP_WORDS = {"communication": "Talk", "address": "Name", "occasion": "Occasion"}
SHORTEST_ALLERGY = 6
FIRST_GROUPS = ("drink", "food", "comfort", "communication")
KINDS = {"customer": "customer", "prospect": "prospect, no customer yet", "coworker": "co-worker"}


class Past(NamedTuple):
    """What is behind somebody, and open to them: their last visits, the newest first, and promises."""

    recent: Sequence[Interaction] = ()
    promises: Sequence[Promise] = ()


NO_PAST = Past()


def labelled(label: str, text: str, width: int, *, role: str = "", target: str = "", most: int = MOST) -> list[Line]:
    """A label in its column and a text beside it, wrapped under itself."""
    return wrapped([span(f" {label:<{LABEL}}", "dim", target)], text, width=width, role=role, most=most)


def card_lines(
    customer: Customer, now: datetime, width: int, past: Past = NO_PAST, *, editable: bool = False, pinned: bool = False
) -> list[Line]:
    """The card for a pane of a width; a click on a line picks its field (`field:company`).

    Where it can be changed, notes are shown in full; where it is `pinned`, `pinned_lines` stand above it.
    """
    lines = known_lines(customer, now, width, roomy=editable, is_pinned=pinned)
    behind = history_lines(customer, now, width, past)
    if editable and customer.created_at:
        lines += labelled("First met", day(clock.today(customer.created_at), clock.today(now)), width)
    return [*lines, EMPTY, *behind] if behind else lines


def known_lines(
    customer: Customer, now: datetime, width: int, *, roomy: bool = False, is_pinned: bool = False
) -> list[Line]:
    """Who they are, the most useful first; `is_pinned` says that `pinned_lines` stand above it."""
    head = [field for field in placed("pane") if field.pane == FIRST]
    lines = [line for field in head for line in _lines_of(field, customer, now, width, most=2)]
    lines += _all_allergies(customer, now, width) if is_pinned else pinned_lines(customer, now, width)
    for field in placed("pane")[len(head) :]:
        is_long = field.kind == "lines"
        most = ROOMY_NOTES if roomy and is_long else 2 if is_long or field.name == "phones" else MOST
        lines += _lines_of(field, customer, now, width, most=most)
    return lines


def _lines_of(field: CardField, customer: Customer, now: datetime, width: int, *, most: int) -> list[Line]:
    """What the pane shows of a field; nothing where the card has nothing there."""
    if field.name == "preferences":
        return _tastes(customer, now, width)
    text, role = _told(field, customer, now)
    label, target = field.pane_label or field.label, "" if field.name == "kind" else f"field:{field.name}"
    return labelled(label, text, width, role=role, target=target, most=most) if text.strip() else []


def _told(field: CardField, customer: Customer, now: datetime) -> tuple[str, str]:
    """What a field says, and in which role."""
    text, plan = getattr(customer, field.shown_as), customer.plan
    match field.name:
        case "address_form":
            return customer.addressed_in_full, "strong"
        case "kind":
            return "" if text == "customer" else KINDS[text], "accent"
        case "favorite_dessert":
            return text and text + again(customer.asks_dessert_again(now)), ""
        case "phones":
            mails = [email.address for email in customer.emails.values()]
            return ", ".join([*(phone.typed for phone in customer.phones.values()), *mails]), ""
        case "plan" if plan:
            today = clock.today(now)
            is_over = bool(plan.until) and not plan.is_running(today)
            until = f", {'ended' if is_over else 'until'} {day(plan.until, today)}" if plan.until else ""
            return " ".join(part for part in (plan.name, plan.level) if part) + until, "soon" if is_over else ""
    return text or "", ""


def pinned_lines(customer: Customer | None, now: datetime, width: int, *, rest: str = BELOW) -> list[Line]:
    """What must stay in sight however a card is scrolled: allergies, then warnings.

    Allergies for which there is no room are counted, with `rest` for where they are: the card begins with all of them.
    """
    if customer is None:
        return []
    return [*_allergies(customer, now, width, rest=rest), *_warnings(customer, now, width)]


def history_lines(customer: Customer, now: datetime, width: int, past: Past, *, roomy: bool = False) -> list[Line]:
    """What was promised to them, and their last contacts."""
    lines = promised_lines(past.promises, now, width)
    if past.promises and past.recent:
        lines.append(EMPTY)
    heading = "Helped before" if customer.kind == "prospect" else "Last contacts"
    return lines + _recent(past.recent, now, width, heading, most=ROOMY_CONTACT if roomy else 1)


def promised_lines(promises: Sequence[Promise], now: datetime, width: int) -> list[Line]:
    """Open promises under their heading; nothing where there are none."""
    if not promises:
        return []
    return [Line((span(" Promised", "dim"),)), *(promise_line(promise, now, width) for promise in promises)]


def allergy_spans(known: str, width: int, target: str = "") -> list[Span]:
    """The sign of an allergy for the row of a person, and what it is where a few letters of it fit into a width."""
    words = f" {fit(known, width - 3)}" if width - 3 >= SHORTEST_ALLERGY else ""
    return [span(f"{symbols().alarm}{words} ", "strong alarm", target)] if known else []


def _allergies(customer: Customer, now: datetime, width: int, *, rest: str) -> list[Line]:
    """The allergies in at most `MOST_ALLERGIES` rows; how many more there are stands behind them, and where."""
    items = _allergy_items(customer, now)
    if not items:
        return []
    for count in range(len(items), 0, -1):
        left = len(items) - count
        text = "; ".join(items[:count]) + (f"; +{left} more {rest}" if left else "")
        lines = _allergy_rows(text, width)
        if len(lines) <= MOST_ALLERGIES:
            return lines
    head = _allergy_rows(items[0], width)[: MOST_ALLERGIES - 1]
    return [*head, *_under(f"{symbols().ellipsis} in full {rest}", width)]


def _all_allergies(customer: Customer, now: datetime, width: int) -> list[Line]:
    """Every allergy in full, where those above the card could not show all; else nothing."""
    items = _allergy_items(customer, now)
    lines = _allergy_rows("; ".join(items), width) if items else []
    return lines if len(lines) > MOST_ALLERGIES else []


def _allergy_items(customer: Customer, now: datetime) -> list[str]:
    return [taste.item + again(taste.needs_asking(now)) for taste in customer.with_stance("allergy")]


def _allergy_rows(text: str, width: int) -> list[Line]:
    """A text behind the sign and the word, in as many rows as it takes."""
    head = [Span(" "), Span(f"{symbols().alarm} {'ALLERGY':<{LABEL - 2}}", "strong alarm", ALLERGIES)]
    if width < NARROWEST:
        return [Line(tuple(head)), *_under(text, width)]
    first, *_ = wrap(text, width - width_of(head), most=MOST_WRAPPED)
    rest = clean(text)[len(first) :].lstrip()
    return [Line((*head, Span(first, "strong alarm", ALLERGIES))), *(_under(rest, width) if rest else [])]


def _under(text: str, width: int) -> list[Line]:
    indent = 1 if width < NARROWEST else LABEL + 1
    pieces = wrap(text, max(8, width - indent), most=MOST_WRAPPED)
    return [Line((Span(" " * indent), Span(piece, "strong alarm", ALLERGIES))) for piece in pieces]


def _warnings(customer: Customer, now: datetime, width: int) -> list[Line]:
    """That there are notes, by their symbol; the text is for whoever asks, not for who looks over a shoulder."""
    lines: list[Line] = []
    if customer.parting:
        on = day(clock.today(customer.parting.at), clock.today(now))
        decided = f"parted ways {on}; {key_of('card_notes')} shows it"
        lines += labelled(f"{symbols().alarm} Parted", decided, width, role="alarm", target="key:l")
    current = sum(note.is_current(clock.today(now)) for note in customer.warnings.values())
    if current:
        words = counted(
            current,
            "{count} note for you; {key} shows it",
            "{count} notes for you; {key} shows them",
            key=key_of("card_notes"),
        )
        lines += labelled(f"{symbols().soon} Know", words, width, role="soon", target="key:l")
    return lines


def _tastes(customer: Customer, now: datetime, width: int) -> list[Line]:
    groups: dict[str, list[str]] = {}
    for taste in customer.preferences.values():
        if taste.stance != "allergy":
            groups.setdefault(taste.group, []).append(f"{shown(taste)}{again(taste.needs_asking(now))}")
    lines: list[Line] = []
    first = [name for name in FIRST_GROUPS if name in groups]
    for name in (*first, *sorted(groups.keys() - set(first))):
        label = GROUP_WORDS.get(name, name.capitalize())[:LABEL]
        lines += labelled(label, "; ".join(groups[name]), width, target="field:preferences")
    return lines


def again(is_old: bool) -> str:
    """The words behind what nobody has confirmed for a year."""
    return " (ask again)" if is_old else ""


def _recent(recent: Iterable[Interaction], now: datetime, width: int, heading: str, *, most: int) -> list[Line]:
    today = clock.today(now)
    dates = [(visit, clock.today(visit.arrived_at)) for visit in recent]
    dated = [(wall(visit.arrived_at) if date == today else day(date, today), visit) for visit, date in dates]
    column, lines = max((LABEL, *(len(date) + 1 for date, _ in dated))), []
    for date, visit in dated:
        about = f" {symbols().arrow} ".join(part for part in (visit.reason, visit.outcome) if part) or visit.kind
        head = [span(f" {date:<{column}}", "dim", f"interaction:{visit.id}")]
        lines += wrapped(head, about, width=width, role="quiet", most=most)
    return [Line((span(f" {heading}", "dim"),)), *lines] if lines else []
