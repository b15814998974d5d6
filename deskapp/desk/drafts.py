"""Words typed for a question that has no visit or card to keep them: the desk keeps them until it is done."""

from collections.abc import Mapping

from deskapp.desk.session import Desk

TABLE = "drafts"


def read(desk: Desk) -> Mapping[str, str]:
    """What was typed and is not done yet, by place: `screen.question.subject.field`."""
    document = desk.book.get(TABLE, _identifier(desk)) or {}
    words = document.get("words", {})
    return {str(place): str(text) for place, text in words.items()} if isinstance(words, dict) else {}


def keep(desk: Desk, place: str, text: str) -> None:
    """Keep what is typed at a place on the disk; an empty text forgets it. Undo knows nothing of it."""
    before = dict(read(desk))
    after = {name: kept for name, kept in before.items() if name != place} | ({place: text} if text.strip() else {})
    _write(desk, before, after)


def forget(desk: Desk, question: str) -> None:
    """A question is done: the words of all its fields go. `question` is the place without the field."""
    before = dict(read(desk))
    _write(desk, before, {name: kept for name, kept in before.items() if not name.startswith(f"{question}.")})


def _write(desk: Desk, before: dict[str, str], after: dict[str, str]) -> None:
    if before == after:
        return
    with desk.book.change("typed text", by=desk.staff, at=desk.now(), undoable=False) as change:
        change.put(TABLE, {"id": _identifier(desk), "words": after})


def _identifier(desk: Desk) -> str:
    return f"drf_{desk.book.desk.removeprefix('dsk_')}"
