"""The coach at a field: what is better said in another way is underlined, its twin shown, and nothing is blocked."""

from collections.abc import Sequence
from dataclasses import replace

from deskapp.desk.answers import coach
from deskapp.desk.answers.coach import Spotted
from deskapp.ui.widgets.entry import Question, Suggestions
from deskapp.words import loader


def spotted(text: str) -> list[Spotted]:
    """What the coach finds in a text, with the shop's own phrases."""
    return coach.spotter(loader.phrases()).spot(text)


def marks(text: str) -> Sequence[tuple[int, int]]:
    """The places to underline, in characters."""
    return [(one.start, one.end) for one in spotted(text)]


def coached(question: Question) -> Question:
    """The same question; its hint gives way to the better twin of the last such phrase in its first field."""
    first, on_change = question.fields[0][0], question.on_change

    def reacted(values: dict[str, str]) -> Suggestions:
        offer = on_change(values)
        found = spotted(values[first])
        if not found:
            return offer
        return replace(offer, hint=f"Rather: {found[-1].phrase.say}", bad=True)

    return replace(question, on_change=reacted, marks=marks)
