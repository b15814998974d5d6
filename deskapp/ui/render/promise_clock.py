"""The promise clock: what, to whom, and the time left, by symbol, word and colour."""

from datetime import datetime

from deskapp.model.promise import Promise, PromiseState
from deskapp.text.durations import countdown, told, whole_minutes
from deskapp.text.when import moment
from deskapp.ui.render.line import Cells, Line, Span, clean, listed, row, span, width_of
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
    `waiting for them`.
    """
    state, left = promise.state(now), promise.left(now)
    if state == "kept":
        return "kept"
    if state == "broken":
        return "given up"
    if promise.paused_since:
        return {"overdue": "late, waiting for them", "due_soon": "soon, waiting for them"}.get(
            state, "waiting for them"
        )
    return f"soon, {told(whole_minutes(left))}" if state == "due_soon" else countdown(left)


def promise_line(
    promise: Promise, now: datetime, width: int, *, with_name: bool = False, selected: bool = False
) -> Line:
    """One promise in one row; the selected one has the mark of what is selected."""
    left, right = _parts(promise, now, width)
    if with_name and promise.customer and width - width_of(left) - 1 - width_of(right) > SHORTEST_NAME:
        left.append(span(f" {symbols().dot} {promise.customer.name}", "dim", left[0].target))
    return listed(left, right, width=width, selected=selected, target=left[0].target)


def promise_lines(promise: Promise, now: datetime, width: int, *, selected: bool = False) -> list[Line]:
    """One promise with its name in one row, or in two where one would cut a word of it."""
    line = promise_line(promise, now, width, with_name=True, selected=selected)
    if promise.customer is None or clean(promise.customer.name) in line.text:
        return [line]
    left, right = _parts(promise, now, width)
    name = [Span("   "), span(promise.customer.name, "dim", left[0].target)]
    what = listed(left, width=width, selected=selected, target=left[0].target)
    return [what, row(name, right, width=width, role="selected" if selected else "")]


def _parts(promise: Promise, now: datetime, width: int) -> Cells:
    """Sign and words, and the time left; before that, in a column of its own, the time itself where there is room."""
    state, target, left = promise.state(now), f"promise:{promise.id}", left_words(promise, now)
    words = left if width < ROOMY else f"{moment(promise.due, now)} {left:>{LEFT_WIDTH}}"
    signed = [Span(f"{sign(state)} ", TINTS[state], target), span(promise.what, "", target)]
    return signed, [span(f"{words} ", TINTS[state] or "dim", target)]
