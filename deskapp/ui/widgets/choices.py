"""What a typed text finds, as rows that may be taken."""

from collections.abc import Sequence

from deskapp.ui.render.line import EMPTY, Line, Span, fit, row, span, width_of, wrapped
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.question import Choice, Question, Suggestions


def found_lines(
    question: Question, offer: Suggestions, selected: int, refusal: str, rows: int, width: int
) -> list[Line]:
    """What a typed text finds in so many rows at most; the refusal or the hint is there whatever else has room."""
    told: list[Line] = []
    if refusal:
        told = wrapped([Span(f"{symbols().alarm} ", "alarm")], refusal, width=width, role="alarm", most=rows)
    elif offer.hint:
        told = wrapped([Span("  ")], offer.hint, width=width, role="soon" if offer.bad else "dim", most=rows)
    free = rows - len(told)
    shown = min(question.rows, free)
    lines = choice_lines(offer.choices, selected, shown, width, wraps=question.wraps) if shown else []
    while len(lines) > free and shown > 1:
        shown -= 1
        lines = choice_lines(offer.choices, selected, shown, width, wraps=question.wraps)
    return [*lines[:free], *told] or [EMPTY]


def choice_lines(choices: Sequence[Choice], selected: int, rows: int, width: int, *, wraps: bool) -> list[Line]:
    """As many choices as there are rows, the selected one among them; an arrow says that more stand above or below.

    `wraps` shows each in full, on several rows.
    """
    first = max(0, selected - rows + 1)
    lines: list[Line] = []
    for number, choice in enumerate(choices[first : first + rows], start=first):
        target = f"choice:{number}"
        is_selected = number == selected
        more = symbols().down if number == first + rows - 1 < len(choices) - 1 else ""
        more = more or (symbols().up if number == first > 0 else " ")
        mark = Span(f"{symbols().selected if is_selected else more} ", "accent" if is_selected else "dim", target)
        lines += _choice(mark, choice, width, "chosen" if is_selected else "", wraps=wraps)
    return lines


def _choice(mark: Span, choice: Choice, width: int, role: str, *, wraps: bool) -> list[Line]:
    target = mark.target
    text = span(choice.text, "strong" if role else "", target)
    hint = span(choice.hint, "strong alarm" if choice.bad else "dim", target)
    if not wraps and width_of([mark, text, hint]) >= width:
        named = max(width - width_of([mark, hint]) - 2, min(width_of([text]), width // (2 if choice.bad else 3)))
        hint = span(fit(choice.hint, max(0, width - width_of([mark]) - named - 2)), hint.role, target)
    if not wraps or width_of([mark, text, hint]) < width:
        return [row([mark, text], [hint], width=width, role=role)]
    rows = wrapped([mark], choice.text, width=width, role=text.role, line_role=role)
    air = Span("  ", "", target)
    return rows + ([row([air, hint], width=width, role=role)] if choice.hint else [])
