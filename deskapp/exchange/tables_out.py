"""Cards, the log and promises as plain tables: rows of text, written as CSV, Markdown or a page to print."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from deskapp.desk.visits import wording
from deskapp.model.card_fields import CardField, entry_text, placed
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.text import escaping, when
from deskapp.text.durations import in_minutes

Rows = Iterable[Sequence[str]]
_CARD_COLUMNS = placed("sheet")
_OWN_COLUMNS = {"preferences": "ALLERGY", "plan": "Plan until"}
"""The headers over what is shown of a field instead of all of it."""
CARDS = tuple(_OWN_COLUMNS.get(field.name, field.label) for field in _CARD_COLUMNS)
LOG = ("Kind", "State", "Arrived", "Waited", "Took", "Who", "Phone", "About", "Outcome", "Asked for", "Notes", "Staff")
PROMISES = ("What", "To", "Due", "State", "Channel", "Owner", "Made", "Moved")
STYLE = (
    "body{font:15px/1.45 system-ui,sans-serif;margin:2rem;color:#24282f}h1{font-size:1.3rem}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.25rem .6rem;"
    "border-bottom:1px solid #d8dbe0}th{border-bottom-color:#24282f}tr{break-inside:avoid}@media print{body{margin:0}}"
)


def card_rows(customers: Iterable[Customer]) -> Iterator[tuple[str, ...]]:
    """A row for each card, under `CARDS`."""
    for one in customers:
        yield tuple(_card_cell(one, field) for field in _CARD_COLUMNS)


def _card_cell(customer: Customer, field: CardField) -> str:
    if field.name == "preferences":
        return "; ".join(one.item for one in customer.with_stance("allergy"))
    if field.kind == "plan":
        return customer.plan.until.isoformat() if customer.plan and customer.plan.until else ""
    value = getattr(customer, field.name)
    return "; ".join(entry_text(field.name, one) for one in value.values()) if field.kind == "entries" else value


def log_rows(interactions: Iterable[Interaction], now: datetime) -> Iterator[tuple[str, ...]]:
    """A row for each interaction, under `LOG`; times as the desk's wall clock shows them."""
    for one in interactions:
        asked = (f"{it.text} ({it.answer})" if it.answered_at else f"{it.text} (open)" for it in one.requests.values())
        yield (
            one.kind,
            wording.state(one),
            when.stamp(one.arrived_at),
            in_minutes(one.waited(now)),
            "" if one.closed_at else in_minutes((one.ended_at or now) - one.arrived_at),
            one.name,
            one.phone,
            one.reason,
            one.outcome,
            "; ".join(asked),
            "; ".join(it.text for it in one.notes.values()),
            one.staff,
        )


def promise_rows(promises: Iterable[Promise], now: datetime) -> Iterator[tuple[str, ...]]:
    """A row for each promise, under `PROMISES`."""
    for one in promises:
        moves = (
            f"{when.stamp(it.was)} to {when.stamp(it.to)}, {'told' if it.told else 'not told'}"
            for it in one.moves.values()
        )
        yield (
            one.what,
            one.customer.name if one.customer else "",
            when.stamp(one.due),
            one.state(now).replace("_", " "),
            one.channel,
            one.owner,
            when.stamp(one.made_at),
            "; ".join(moves),
        )


def markdown(title: str, header: Sequence[str], rows: Rows) -> str:
    """A table as Markdown; no cell can be taken for markup."""
    lines = [f"# {escaping.markdown(title)}", "", _line(header), _line(["---"] * len(header))]
    return "\n".join([*lines, *(_line([escaping.markdown(cell) for cell in row]) for row in rows)]) + "\n"


def page(title: str, header: Sequence[str], rows: Rows) -> str:
    """A table as one HTML page that needs nothing from anywhere, ready to print."""
    name = escaping.html(title)
    head = "".join(f"<th>{escaping.html(cell)}</th>" for cell in header)
    body = "\n".join(f"<tr>{''.join(f'<td>{escaping.html(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f'<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n<title>{name}</title>\n<style>{STYLE}</style>\n'
        f"</head>\n<body>\n<h1>{name}</h1>\n<table>\n<tr>{head}</tr>\n{body}\n</table>\n</body>\n</html>\n"
    )


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
