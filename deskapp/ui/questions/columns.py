"""What is this column?"""

from collections.abc import Callable

from deskapp import slots
from deskapp.exchange.csv_in import CHOICES, Seen, words_for
from deskapp.ui.questions.choosing import choosing
from deskapp.ui.widgets.entry import Choice, Question, Suggestions

ROWS = 8


def what_is(seen: Seen, chosen: Callable[[str], None]) -> Question:
    """Choose what a column holds, by its first letters or the arrows."""

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values["what"].strip().casefold()
        found = [one for one in CHOICES if typed in one[1].casefold()]
        found.sort(key=lambda one: not one[1].casefold().startswith(typed))
        samples = ", ".join(seen.samples) or "nothing"
        shown = [Choice(target, words) for target, words in found]
        return Suggestions(shown, 0 if shown and typed else -1, f"It holds: {samples}")

    def submit(values: dict[str, str], target: str) -> str:
        if not target:
            return f"It stays: {words_for(seen.column.target)}."
        chosen(target)
        return f"{seen.column.header}: {words_for(target)}. {slots.key('columns')} looks what comes of it."

    return choosing(
        Question(title="Column", fields=[("what", "It is", "")], on_change=on_change, submit=submit, rows=ROWS)
    )
