"""The whole log, newest first: looked at by position, or searched by words."""

from collections.abc import Iterator, Sequence

from deskapp.desk.folding import folded
from deskapp.desk.phones import digits
from deskapp.desk.session import Desk
from deskapp.model.document import DocumentError, from_document
from deskapp.model.interaction import Interaction


def everything(desk: Desk) -> Sequence[str]:
    """The ids of all interactions, newest first."""
    return list(desk.book.ids("interactions"))[::-1]


def search(desk: Desk, text: str) -> Iterator[Interaction]:
    """The interactions that hold every word, newest first, as they are found; digits also find phone numbers."""
    words = folded(text).split()
    for document in desk.book.select("interactions"):
        try:
            interaction = from_document(Interaction, document)
        except DocumentError:
            continue
        if all(_holds(interaction, word) for word in words):
            yield interaction


def _holds(interaction: Interaction, word: str) -> bool:
    texts = [interaction.name, interaction.reason, interaction.outcome, interaction.kind]
    texts += [note.text for note in interaction.notes.values()]
    texts += [request.text for request in interaction.requests.values()]
    if word.isdigit() and word in digits(interaction.phone):
        return True
    return word in folded(" ".join(texts))
