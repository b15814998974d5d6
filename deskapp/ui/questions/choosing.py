"""Questions that choose from a list: words that fit nothing in it are refused, and stay in their field."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from deskapp.errors import RefusedError
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions
from deskapp.ui.widgets.question import FINDS

NOW = "now"
Act = Callable[[], "Question | str"]
Row = tuple[str, str, Act]


def choosing(question: Question) -> Question:
    """The same question; what is typed and fits no row is never dropped without a word."""

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        typed = next(iter(values.values())).strip()
        if typed and not chosen:
            raise RefusedError(f"Nothing here fits “{typed:.40}”.", "Change the words; Ctrl+U shows them all.")
        return question.submit(values, chosen)

    return replace(question, submit=submit, passing=FINDS)


def menu(title: str, rows: Sequence[Row]) -> Question:
    """Choose one of some acts, by the arrows or the first letters."""
    acts = {str(number): submit for number, (_, _, submit) in enumerate(rows)}
    choices = [Choice(str(number), words, hint) for number, (words, hint, _) in enumerate(rows)]

    usual = next((number for number, one in enumerate(choices) if one.hint == NOW), 0)

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values["what"].strip().casefold()
        shown = [one for one in choices if typed in one.text.casefold()]
        return Suggestions(
            shown, (0 if typed else usual) if shown else -1, "Down chooses, Enter does it, Esc leaves it."
        )

    def submit(values: dict[str, str], chosen: str) -> Question | str:
        return acts[chosen]() if chosen else ""

    return choosing(
        Question(
            title=title,
            fields=[("what", "What now?", "")],
            on_change=on_change,
            submit=submit,
            rows=len(choices),
            wraps=True,
        )
    )
