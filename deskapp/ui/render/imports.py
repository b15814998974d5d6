"""The lines of an import: what each record would become, the columns of a table, and how far it is."""

from deskapp.exchange.batch import ImportPlan
from deskapp.exchange.csv_in import Seen, words_for
from deskapp.model.frozen import dataclass
from deskapp.ui.render.card import labelled
from deskapp.ui.render.line import EMPTY, Line, Span, pad, row, span, wrap
from deskapp.ui.symbols import symbols

TINTS = {
    "allergy?": "alarm",
    "refused": "alarm",
    "changed": "soon",
    "new": "good",
    "call": "good",
    "record": "good",
    "duplicate": "dim",
}
BAR = 24


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One record: what becomes of it, whose it is, its line in the file, and why or what."""

    what: str
    who: str
    line: int
    why: tuple[str, ...] = ()


def plan_rows(plan: ImportPlan) -> list[PlanRow]:
    """What needs a look first: what may be an allergy, refused, then changed, new, calls, other records, duplicates."""
    rows = [PlanRow("allergy?", one.name, one.line, (one.words,)) for one in plan.doubts]
    rows += [PlanRow("refused", one.excerpt, one.line, (one.reason,)) for one in plan.refused]
    for card in plan.changed:
        changes = tuple(_change(one.field, *one.words) for one in card.changes)
        elsewhere = tuple(told for one in card.changes for told in one.held_elsewhere)
        rows.append(PlanRow("changed", card.name, card.line, (*elsewhere, *changes)))
    for new in plan.new:
        beside = (f"like {new.beside}, but not surely the same",) if new.beside else ()
        rows.append(PlanRow("new", new.customer.name, new.line, beside))
    for call in plan.calls:
        whose = call.customer.name if call.customer else call.draft.name
        rows.append(PlanRow("call", whose or call.draft.number, call.draft.line, (call.draft.number,) if whose else ()))
    for table, documents in plan.documents.items():
        rows += [
            PlanRow("record", str(one.get("reason") or one.get("what") or one["id"]), 0, (table,)) for one in documents
        ]
    return rows + [PlanRow("duplicate", one.name, one.line) for one in plan.duplicates]


def _change(field: str, old: str, new: str) -> str:
    name = field.replace("_", " ")
    return f"{name}: {old} {symbols().arrow} {new}" if old else f"{name}: {new}"


def plan_line(one: PlanRow, width: int, selected: bool) -> Line:
    """One record in one row."""
    mark = Span(symbols().selected if selected else " ", "accent")
    name = span(pad(one.who, max(12, width // 3)), "strong" if selected else "")
    left = [mark, span(f"{one.what:<10}", TINTS[one.what]), name, span(f"  {'; '.join(one.why)}", "dim")]
    right = [span(f"line {one.line} ", "dim")] if one.line else []
    return row(left, right, width=width, role="selected" if selected else "")


def row_lines(one: PlanRow | None, plan: ImportPlan, width: int) -> list[Line]:
    """All of one record, and the words about the whole file."""
    lines: list[Line] = []
    if one:
        lines += labelled(one.what.capitalize(), one.who, width, role="strong")
        lines += labelled("Line", str(one.line), width) if one.line else []
        for why in one.why:
            lines += labelled("", why, width, most=6)
        lines.append(EMPTY)
    for note in plan.notes:
        lines += [row([span(f" {part}", "dim")], width=width) for part in wrap(note, width - 2)]
    return lines


def column_line(seen: Seen, target: str, width: int, selected: bool) -> Line:
    """A column: its header, what it was taken for, and what stands in it."""
    mark = Span(symbols().selected if selected else " ", "accent")
    sure = target != seen.column.target or seen.column.confidence >= 0.6
    left = [mark, span(pad(seen.column.header or "no header", max(12, width // 4)), "strong" if selected else "")]
    left.append(span(f" {pad(words_for(target), max(16, width // 3))}", "good" if sure else "soon"))
    left.append(span(f" {', '.join(seen.samples)}", "dim"))
    return row(left, width=width, role="selected" if selected else "")


def progress_line(words: str, done: int, every: int, width: int) -> list[Line]:
    """A bar, where it is known how much there is to do."""
    lines = [row([span(f" {words} {symbols().ellipsis}", "strong")], width=width)]
    if every:
        full = BAR * min(done, every) // every
        bar = [Span(" "), Span(symbols().full * full, "good"), Span(symbols().empty * (BAR - full), "dim")]
        lines.append(row([*bar, span(f" {done:,} of {every:,}", "dim")], width=width))
    return lines
