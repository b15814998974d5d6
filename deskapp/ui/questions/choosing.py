"""Questions that choose from rows: which of them fit the words typed, and what is done with the selected one."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from deskapp.desk.session import Session
from deskapp.desk.times.closed_hours import ClosedThenError
from deskapp.errors import DecideError, RefusedError
from deskapp.text import when
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions
from deskapp.ui.widgets.question import FINDS

NOW = "now"
Act = Callable[[], NextStep]
Row = tuple[str, str, Act]
Fits = Callable[[str, Choice], bool]
LEAVES_IT = "Up and Down choose; Esc leaves it."


def holding(typed: str, row: Choice) -> bool:
    """Whether the words stand somewhere in a row."""
    return typed.casefold() in row.text.casefold()


def beginning(typed: str, row: Choice) -> bool:
    """Whether a row begins so."""
    return row.text.casefold().startswith(typed.casefold())


def each_word(typed: str, row: Choice) -> bool:
    """Whether each word stands in a row or in its hint."""
    return all(word in f"{row.text} {row.hint}".casefold() for word in typed.casefold().split())


def choosing(question: Question) -> Question:
    """The same question; what is typed and fits no row is never dropped without a word."""

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        typed = next(iter(values.values())).strip()
        if typed and not chosen:
            raise RefusedError(f"Nothing here fits “{typed:.40}”.", "Change the words; Ctrl+U shows them all.")
        return question.submit(values, chosen)

    return replace(question, submit=submit, passing=FINDS)


def pick(
    title: str,
    choices: Sequence[Choice],
    taken: Callable[[str], NextStep],
    *,
    label: str = "What now?",
    hint: str = "Down chooses, Enter does it.",
    fits: Fits = holding,
    none: str = "",
    usual: int = 0,
    bad: bool = False,
    refused: tuple[str, str] = ("", ""),
    **more: Any,
) -> Question:
    """Choose one of some rows by its words; `usual` is selected before any are typed, -1 for none.

    `none` is said in place of the hint where no row fits.

    `taken` is given the value of the row. Where none is chosen the question is `refused`, or left.
    """

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = next(iter(values.values())).strip()
        shown = [row for row in choices if fits(typed, row)]
        return Suggestions(shown, (0 if typed else usual) if shown else -1, hint if shown else none or hint, bad)

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        if refused[0] and not chosen:
            raise RefusedError(*refused)
        return taken(chosen) if chosen else ""

    return choosing(Question(title, [("which", label, "")], submit, on_change, **more))


def by_letter(
    title: str,
    label: str,
    choices: Sequence[Choice],
    taken: Callable[[str], NextStep],
    hint: str,
    *,
    letters: str = "",
    usual: int = 0,
    bad: bool = False,
    **more: Any,
) -> Question:
    """Choose one of some rows that all stay there; each of the `letters` selects the row in its place."""

    def on_change(values: dict[str, str]) -> Suggestions:
        letter = values["letter"].strip().casefold()[:1]
        at = letters.find(letter) if letter else -1
        return Suggestions(choices, at if at >= 0 else usual, hint, bad)

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        if letters == "yn" and (typed := values["letter"].strip()) and not chosen:
            raise RefusedError(f"“{typed:.40}” is neither yes nor no.", "Type y or n, or choose a row with Down.")
        return taken(chosen)

    return Question(title, [("letter", label, "")], submit, on_change, **{"passing": FINDS, **more})


def menu(title: str, rows: Sequence[Row]) -> Question:
    """Choose one of some acts (words, hint, act); the one that is so now is selected."""
    choices = [Choice(str(number), words, hint) for number, (words, hint, _) in enumerate(rows)]
    usual = next((number for number, row in enumerate(choices) if row.hint == NOW), 0)
    hint = "Down chooses, Enter does it, Esc leaves it."
    return pick(
        title, choices, lambda chosen: rows[int(chosen)][2](), hint=hint, usual=usual, rows=len(rows), wraps=True
    )


def decide(title: str, error: DecideError, rows: Sequence[Choice], taken: Callable[[str], NextStep]) -> Question:
    """What becomes of something that was refused until somebody decides."""
    hint, refused = f"{error.sentence} Enter takes the selected one.", (error.sentence, LEAVES_IT)
    return pick(
        *(title, rows, taken), label="Which one?", hint=hint, fits=beginning, bad=True, refused=refused, continues=True
    )


def in_hours(desk: Session, due: datetime, then: Callable[[datetime, bool], NextStep]) -> NextStep:
    """Go on with a time; one that is refused as the desk is closed is asked about: `then` gets whether it is meant."""
    try:
        return then(due, False)
    except ClosedThenError as error:
        closed = error
    rows = [Choice("opens", words) for words, _ in closed.instead]
    rows.append(Choice("same", f"All the same: {when.describe(due, desk.now())}"))
    opens = closed.opens
    return decide(
        *("Closed then", closed, rows),
        lambda chosen: then(opens, False) if chosen == "opens" and opens else then(due, True),
    )
