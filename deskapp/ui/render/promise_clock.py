"""The promise clock: what, to whom, and the time left, by symbol, word and colour."""

from datetime import datetime

from deskapp.model.promise import Promise, PromiseState
from deskapp.text.durations import countdown, told, whole_minutes
from deskapp.text.when import moment
from deskapp.ui.render.line import Line, Span, clean, row, span, width_of
from deskapp.ui.symbols import symbols

ROOMY, LEFT_WIDTH, SHORTEST_NAME = 60, 14, 8
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
    return f"soon, {told(whole_minutes(left))}" if state == "due_soon" else countdown(left)


def promise_line(promise: Promise, now: datetime, width: int, *, with_name: bool = False, role: str = "") -> Line:
    """One promise in one row; the selected one has the mark of what is selected."""
    state = promise.state(now)
    tint, target = TINTS[state], f"promise:{promise.id}"
    left = [*_mark(promise, state, role), span(promise.what, "", target)]
    right = [span(f"{_words(promise, now, width)} ", tint or "dim", target)]
    if with_name and promise.customer and width - width_of(left) - width_of(right) > SHORTEST_NAME:
        left.append(span(f" {symbols().dot} {promise.customer.name}", "dim", target))
    return row(left, right, width=width, role=role)


def promise_lines(promise: Promise, now: datetime, width: int, *, role: str = "") -> list[Line]:
    """One promise with its name in one row, or in two where one would cut a word of it."""
    line = promise_line(promise, now, width, with_name=True, role=role)
    if promise.customer is None or clean(promise.customer.name) in line.text:
        return [line]
    tint, target = TINTS[promise.state(now)], f"promise:{promise.id}"
    what = [*_mark(promise, promise.state(now), role), span(promise.what, "", target)]
    name = [Span("   "), span(promise.customer.name, "dim", target)]
    words = [span(f"{_words(promise, now, width)} ", tint or "dim", target)]
    return [row(what, width=width, role=role), row(name, words, width=width, role=role)]


def _mark(promise: Promise, state: PromiseState, role: str) -> list[Span]:
    target = f"promise:{promise.id}"
    is_selected = role == "selected"
    return [
        Span(symbols().selected if is_selected else " ", "accent", target),
        Span(f"{sign(state)} ", TINTS[state], target),
    ]


def _words(promise: Promise, now: datetime, width: int) -> str:
    """The time left; before it, in a column of its own, the time itself where there is room."""
    words = left_words(promise, now)
    return words if width < ROOMY else f"{moment(promise.due, now)} {words:>{LEFT_WIDTH}}"
