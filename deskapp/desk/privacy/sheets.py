"""Handed-over sheets without an erased person: a sheet is one text, a line about a visit is about its person."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from deskapp.model.document import ERASED, Document, instant_text, read_instant
from deskapp.store.erase.identifiers import Identifiers
from deskapp.store.erase.readings import plain_text

TABLE = "handovers"
STANDS_FOR = timedelta(days=1)
"""How long after the end of a visit, or after a promise was settled, a sheet may still speak of it."""
TELLING_WORDS, TELLING_LENGTH = 3, 12
Said = tuple[str, str, str]
"""From when to when a sheet may hold a text of theirs, and the text as it is compared."""


def said_in(documents: Iterable[Document]) -> Iterator[Said]:
    """What sheets may say of some visits and promises: why they came, what they asked for, what was promised."""
    for document in documents:
        start = str(document.get("arrived_at") or document.get("made_at") or "")
        ends = [str(document.get(name) or "") for name in ("ended_at", "kept_at", "broken_at")]
        end = _later(max(ends)) if any(ends) else "9"
        requests = document.get("requests")
        asked = [one.get("text") for one in requests.values()] if isinstance(requests, dict) else []
        for text in (document.get("reason"), document.get("outcome"), document.get("what"), *asked):
            words = plain_text(str(text or ""))
            if len(words.split()) >= TELLING_WORDS or len(words) >= TELLING_LENGTH:
                yield start, end, words


def _later(instant: str) -> str:
    try:
        return instant_text(read_instant(instant) + STANDS_FOR)
    except (ValueError, OverflowError):
        return "9"


def without(document: Document, marks: Identifiers, said: Iterable[Said]) -> Document:
    """A hand-over whose sheet has lost the lines that name a person, or say what their visits and promises were."""
    sheet, when = document.get("sheet"), str(document.get("handed_at") or "")
    if not isinstance(sheet, str) or not sheet:
        return document
    texts = [text for start, end, text in said if start <= when <= end]
    lines = ["- " + ERASED if _is_theirs(line, marks, texts) else line for line in sheet.split("\n")]
    after = "\n".join(lines)
    return document if after == sheet else {**document, "sheet": after}


def is_in_action(action: Document, marks: Identifiers, said: Iterable[Said]) -> bool:
    """Whether an action of undo would bring back a sheet with lines that name a person, or say what was theirs."""
    edits = [edit for edit in action.get("edits", ()) if edit[0] == TABLE]
    values = [value for edit in edits for side in edit[3:5] for value in side]
    sheets = [value.get("sheet") if isinstance(value, dict) else value for value in values]
    at = str(action.get("at", ""))
    made = [{"sheet": sheet, "handed_at": at} for sheet in sheets if isinstance(sheet, str)]
    said = list(said)
    return any(without(one, marks, said) is not one for one in made)


def _is_theirs(line: str, marks: Identifiers, texts: list[str]) -> bool:
    if not line.startswith("- "):
        return False
    words = f" {plain_text(line)} "
    return marks.in_text(line) or any(f" {text} " in words for text in texts)
