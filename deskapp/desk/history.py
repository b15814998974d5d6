"""The whole log, newest first: looked at by position, or searched by words."""

from collections.abc import Iterator, Sequence
from typing import Any

from deskapp.desk.session import Desk
from deskapp.model.document import DocumentError, from_document
from deskapp.model.interaction import Interaction


def everything(desk: Desk) -> Sequence[dict[str, Any]]:
    """The documents of all interactions, newest first, as of now; each is parsed when it is looked at."""
    return desk.book.history("interactions")


def read(document: dict[str, Any]) -> Interaction | None:
    """The interaction of a document, or None where a newer or foreign program wrote something else."""
    try:
        return from_document(Interaction, document)
    except DocumentError:
        return None


def search(desk: Desk, text: str) -> Iterator[str | None]:
    """The ids of the interactions that hold every word, newest first, as they are found; digits also find phones.

    A None comes where whoever looks may pause: after each month, and now and then among the newest.
    """
    for document in desk.book.search_in_beats("interactions", text):
        yield None if document is None else document["id"]
