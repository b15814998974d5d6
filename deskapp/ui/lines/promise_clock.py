"""The promise clock: what, to whom, and the time left, by symbol, word and colour."""

from datetime import datetime

from deskapp.model.promise import Promise, PromiseState
from deskapp.ui.lines.clocks import amount, countdown, moment
from deskapp.ui.lines.line import Line, Span, row, span
from deskapp.ui.symbols import symbols

TINTS: dict[PromiseState, str] = {"open": "", "due_soon": "soon", "overdue": "alarm", "kept": "good", "broken": "dim"}


def sign(state: PromiseState) -> str:
    """The symbol of a promise's state."""
    marks = symbols()
    by_state = {"overdue": marks.alarm, "due_soon": marks.soon, "kept": marks.done, "broken": marks.dot}
    return by_state.get(state, marks.promise)


def left_words(promise: Promise, now: datetime) -> str:
    """The time left in words, or how it came out: `in 2 h`, `soon, 8 min`, `12 min late`, `kept`, `given up`,
    `waits on them`.
    """
    state, left = promise.state(now), promise.left(now)
    if state == "kept":
        return "kept"
    if state == "broken":
        return "given up"
    if promise.paused_since:
        return {"overdue": "late, waits on them", "due_soon": "soon, waits on them"}.get(state, "waits on them")
    return f"soon, {amount(left)}" if state == "due_soon" else countdown(left)


def promise_line(promise: Promise, now: datetime, width: int, *, with_name: bool = False, role: str = "") -> Line:
    """One promise in one row; the lit one has the mark of what is lit."""
    state = promise.state(now)
    tint, target = TINTS[state], f"promise:{promise.id}"
    mark = Span(symbols().lit if role == "lit" else " ", "accent", target)
    left = [mark, Span(f"{sign(state)} ", tint, target), span(promise.what, "", target)]
    if with_name and promise.customer:
        left.append(span(f" {symbols().dot} {promise.customer.name}", "dim", target))
    words = left_words(promise, now) if width < 60 else f"{moment(promise.due, now)}  {left_words(promise, now)}"
    return row(left, [span(f"{words} ", tint or "dim", target)], width=width, role=role)
