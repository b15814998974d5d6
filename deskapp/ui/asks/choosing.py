"""Questions that choose from a list: words that fit nothing in it are refused, and stay in their field."""

from dataclasses import replace

from deskapp.errors import RefusedError
from deskapp.ui.widgets.entry import Ask, Next
from deskapp.ui.widgets.question import FINDS


def choosing(question: Ask) -> Ask:
    """The same question; what is typed and fits no row is never dropped without a word."""

    def done(values: dict[str, str], chosen: str) -> Next:
        typed = next(iter(values.values())).strip()
        if typed and not chosen:
            raise RefusedError(f"Nothing here fits “{typed:.40}”.", "Change the words; Ctrl+U shows them all.")
        return question.done(values, chosen)

    return replace(question, done=done, passing=FINDS)
