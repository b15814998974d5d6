"""Shipped words and the shop's edits laid over each other: pure, and never worse than the shipped words alone.

What an edit does not name goes on coming from the program, so that shipped texts are updated with it. An edit that
cannot be used (made by a newer program, or damaged) is passed over, and counted.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from deskapp.desk.documents import readable
from deskapp.model.document import to_document
from deskapp.model.words import Checklist, Phrase, Process, Reply, Step, WordsEdit, WordsKind

Word = Checklist | Step | Phrase | Reply | Process
NOUNS: dict[WordsKind, type] = {
    "checklist": Checklist,
    "step": Step,
    "phrase": Phrase,
    "reply": Reply,
    "process": Process,
}
AFTER_ALL = 100_000.0


@dataclass(frozen=True, slots=True)
class Listed:
    """One entry as the shop has it: the words, and how it came to be so. A step's `entry` is its tick key."""

    kind: WordsKind
    entry: str
    word: Word
    place: float
    off: bool = False
    own: bool = False
    edited: bool = False

    @property
    def checklist(self) -> str:
        """The checklist of a step."""
        return self.entry.partition("-")[0]


def listed(kind: WordsKind, shipped: Mapping[str, Any], edits: Iterable[WordsEdit]) -> list[Listed]:
    """Every entry of a kind in the shop's order, those switched off too."""
    by_entry = {edit.entry: edit for edit in edits if edit.kind == kind}
    entries = enumerate(shipped.items())
    laid = [_laid_over(kind, entry, word, float(at), by_entry.get(entry)) for at, (entry, word) in entries]
    added = (_own(by_entry[entry]) for entry in sorted(by_entry.keys() - shipped.keys()) if by_entry[entry].own)
    return sorted([*laid, *filter(None, added)], key=lambda entry: entry.place)


def unusable(shipped: Mapping[WordsKind, Mapping[str, Any]], edits: Iterable[WordsEdit]) -> list[WordsEdit]:
    """The edits that have no effect: their fields cannot be read, or the program no longer ships their entry."""

    def works(edit: WordsEdit) -> bool:
        base = shipped.get(edit.kind, {}).get(edit.entry)
        return _own(edit) is not None if edit.own else base is not None and _read(edit.kind, base, edit) is not None

    return [edit for edit in edits if not works(edit)]


def with_steps(checklists: Iterable[Listed], steps: Iterable[Listed]) -> dict[str, Checklist]:
    """The checklists in use with their steps in use; one without any step left is not in use."""
    by_list: dict[str, list[Step]] = defaultdict(list)
    for step in steps:
        if not step.off and isinstance(step.word, Step):
            by_list[step.checklist].append(step.word)
    return {
        checklist.entry: replace(checklist.word, steps=_greeted_once(by_list[checklist.entry]))
        for checklist in checklists
        if not checklist.off and isinstance(checklist.word, Checklist) and by_list[checklist.entry]
    }


def in_use(entries: Iterable[Listed]) -> dict[str, Any]:
    """The words of entries that are not switched off, by id."""
    return {entry.entry: entry.word for entry in entries if not entry.off}


def steps_of(checklists: Mapping[str, Checklist]) -> dict[str, Step]:
    """The steps of checklists by their tick keys."""
    return {checklist.tick_key(step): step for checklist in checklists.values() for step in checklist.steps}


def _laid_over(kind: WordsKind, entry: str, word: Word, place: float, edit: WordsEdit | None) -> Listed:
    if edit is None:
        return Listed(kind, entry, word, place)
    mine = _read(kind, word, edit)
    at = place if edit.place is None else edit.place
    return Listed(kind, entry, mine or word, at, edit.off, edit.own, edited=bool(edit.fields) and mine is not None)


def _own(edit: WordsEdit) -> Listed | None:
    word = _read(edit.kind, None, edit)
    place = AFTER_ALL if edit.place is None else edit.place
    return None if word is None else Listed(edit.kind, edit.entry, word, place, edit.off, own=True)


def _read(kind: WordsKind, base: Word | None, edit: WordsEdit) -> Word | None:
    start = to_document(base) if base else {"id": edit.entry.rpartition("-")[2]}
    steps: dict[str, Any] = {"steps": []} if kind in ("checklist", "process") else {}
    return next(readable(NOUNS[kind], [{**steps, **start, **edit.fields}]), None)


def _greeted_once(steps: list[Step]) -> tuple[Step, ...]:
    """Only one step of a checklist stops the waiting clock: the first one that says so."""
    greeting = next((step for step in steps if step.greets), None)
    return tuple(replace(step, greets=step is greeting) for step in steps)
