"""The shop's own playbook: edited, added to, put in order, switched off; carried to other shops as a file."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from deskapp import slots
from deskapp.desk.documents import readable
from deskapp.desk.session import Session
from deskapp.desk.words import fields as playbook_fields
from deskapp.desk.words import layers as merge
from deskapp.desk.words.layers import Listed
from deskapp.errors import NotFoundError, RefusedError
from deskapp.messages import said
from deskapp.model.document import from_document, to_document
from deskapp.model.ids import ulid
from deskapp.model.words import KINDS, WordsEdit, WordsKind, edit_id
from deskapp.words import loader

TABLE = "playbook"
SELF_STARTING = ("resolution", "steam")
FILE_FIELDS = ("kind", "entry", "fields", "off", "place", "own")
_ENTRY = re.compile(r"[a-z][a-z0-9_]*(-[a-z][a-z0-9_]*)?")
FORMAT = "deskapp playbook 1"
SHIPPED: dict[WordsKind, Callable[[], Mapping[str, Any]]] = {
    "checklist": loader.shipped_checklists,
    "step": lambda: merge.steps_of(loader.shipped_checklists()),
    "phrase": loader.shipped_phrases,
    "reply": loader.shipped_replies,
    "process": loader.shipped_processes,
}
"""What the program ships of each kind, read when it is asked for."""


def edits(desk: Session) -> list[WordsEdit]:
    """The shop's edits; one that cannot be read is passed over."""
    return list(readable(WordsEdit, desk.book.select(TABLE, newest_first=False)))


def use(desk: Session) -> None:
    """Take the shop's words into use for this process; kinds without an edit stay the shipped ones."""
    own_edits = edits(desk)
    kinds = {edit.kind for edit in own_edits}
    is_edited = bool(kinds & {"checklist", "step"})
    checklists = merge.with_steps(_listed("checklist", own_edits), _listed("step", own_edits)) if is_edited else None
    loader.use("checklists", checklists)
    for kind, name in (("phrase", "phrases"), ("reply", "replies"), ("process", "processes")):
        loader.use(name, merge.in_use(_listed(kind, own_edits)) if kind in kinds else None)


def listed(desk: Session) -> dict[WordsKind, list[Listed]]:
    """Every entry of every kind as the shop has it, those switched off too."""
    own_edits = edits(desk)
    return {kind: _listed(kind, own_edits) for kind in KINDS}


def find(desk: Session, kind: WordsKind, entry: str) -> Listed:
    """One entry as the shop has it. Raises NotFoundError."""
    held = next((edit for edit in _listed(kind, edits(desk)) if edit.entry == entry), None)
    if held is None:
        raise NotFoundError(
            said("There is no {kind} {entry!r} in the playbook.", kind=kind, entry=entry),
            said("Look it up in the list again."),
        )
    return held


def set_field(desk: Session, kind: WordsKind, entry: str, name: str, text: str) -> Listed:
    """Change one field as it is typed; what is as shipped again is no edit any more. Raises RefusedError."""
    held = find(desk, kind, entry)
    value = playbook_fields.read(kind, name, text)
    base, edit = SHIPPED[kind]().get(entry), _edit_of(desk, kind, entry)
    is_shipped = base is not None and to_document(base).get(name) == value
    fields = {key: kept for key, kept in edit.fields.items() if key != name} | ({} if is_shipped else {name: value})
    changes: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value}
    playbook_fields.check(kind, replace(held.word, **changes))
    if name == "steps" and kind == "phrase":
        known = {step.entry for step in _listed("step", edits(desk))}
        if unknown := [step for step in value if step not in known]:
            raise RefusedError(
                said("{unknown:.40} is no step.", unknown=unknown[0]),
                said("Write them as resolution-agree; this screen shows them."),
            )
    words = f"words of '{playbook_fields.title(held):.40}'"
    _write(desk, replace(edit, fields=fields), words, coalesce=f"{edit.id}.{name}")
    return find(desk, kind, entry)


def add(desk: Session, kind: WordsKind, fields: Mapping[str, str], *, checklist: str = "") -> Listed:
    """A new entry of the shop's own; a step goes to a checklist, a checklist starts with its first step."""
    name = f"own_{ulid(desk.now(), desk.entropy(10)).lower()}"
    entry = f"{checklist}-{name}" if kind == "step" else name
    values = {key: playbook_fields.read(kind, key, text) for key, text in fields.items()}
    places = [peer.place for peer in _listed(kind, edits(desk))]
    edit = WordsEdit(edit_id(kind, entry), kind, entry, values, place=max(places, default=0.0) + 1, own=True)
    made = merge.listed(kind, {}, [edit])
    if not made:
        raise RefusedError(said("A {kind} needs its words.", kind=kind), said("Write them."))
    playbook_fields.check(kind, made[0].word)
    _write(desk, edit, f"new {kind} '{playbook_fields.title(made[0]):.40}'")
    return find(desk, kind, entry)


def switch(desk: Session, kind: WordsKind, entry: str) -> bool:
    """Switch an entry off, or on again; whether it is on now. Raises RefusedError where the program needs it."""
    held = find(desk, kind, entry)
    if not held.off:
        _refuse_needed(desk, held)
    words = f"switch '{playbook_fields.title(held):.40}' {'on' if held.off else 'off'}"
    _write(desk, replace(_edit_of(desk, kind, entry), off=not held.off), words)
    return held.off


def move(desk: Session, kind: WordsKind, entry: str, by: int) -> None:
    """Put an entry one place up (-1) or down (1) among its kind; a step stays in its checklist."""
    held = find(desk, kind, entry)
    peers = [peer for peer in _listed(kind, edits(desk)) if kind != "step" or peer.checklist == held.checklist]
    at = next(number for number, peer in enumerate(peers) if peer.entry == entry)
    to = at + by
    if not 0 <= to < len(peers):
        raise RefusedError(said("It stands at the end already."))
    beyond, passed = to + by, peers[to].place
    place = (passed + peers[beyond].place) / 2 if 0 <= beyond < len(peers) else passed + by
    words = f"move '{playbook_fields.title(held):.40}'"
    _write(desk, replace(_edit_of(desk, kind, entry), place=place), words)


def restore(desk: Session, kind: WordsKind, entry: str) -> None:
    """Back to the shipped words; an entry of the shop's own is removed, a checklist of its own with its steps."""
    held = find(desk, kind, entry)
    if held.own:
        _refuse_needed(desk, held)
    with desk.book.change(f"restore '{playbook_fields.title(held):.40}'", by=desk.staff, at=desk.now()) as change:
        change.delete(TABLE, edit_id(kind, entry))
        for edit in edits(desk) if kind == "checklist" and held.own else ():
            if edit.kind == "step" and edit.entry.startswith(f"{entry}-"):
                change.delete(TABLE, edit.id)
    use(desk)


def exported(desk: Session) -> dict[str, Any]:
    """The shop's edits as a document to share: no names, no times, only words."""
    entries = [{name: to_document(edit)[name] for name in FILE_FIELDS} for edit in edits(desk)]
    return {"format": FORMAT, "edits": entries}


def imported(desk: Session, document: Any) -> tuple[int, int]:
    """Take another shop's edits in, as one change: how many were taken, and how many could not be used."""
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise RefusedError(
            said("That file holds no playbook."),
            said("Such a file is made with {playbook_write}.", playbook_write=slots.key("playbook_write")),
        )
    raw = document.get("edits")
    rows = raw if isinstance(raw, list) else []
    edited = [row for row in rows if isinstance(row, dict)]
    ids = (edit_id(row.get("kind", ""), row.get("entry", "")) for row in edited)
    taken = list(readable(WordsEdit, ({**row, "id": name} for row, name in zip(edited, ids, strict=True))))
    unusable = merge.unusable({kind: SHIPPED[kind]() for kind in KINDS}, taken)
    usable = [edit for edit in taken if edit not in unusable and _is_sound(edit)]
    with desk.book.change("import a playbook", by=desk.staff, at=desk.now()) as change:
        for edit in usable:
            change.put(TABLE, to_document(edit))
    use(desk)
    return len(usable), len(rows) - len(usable)


def _is_sound(edit: WordsEdit) -> bool:
    base = SHIPPED[edit.kind]()
    if not _ENTRY.fullmatch(edit.entry):
        return False
    try:
        for entry in merge.listed(edit.kind, {edit.entry: base[edit.entry]} if edit.entry in base else {}, [edit]):
            playbook_fields.check(edit.kind, entry.word)
    except RefusedError:
        return False
    return True


def _edit_of(desk: Session, kind: WordsKind, entry: str) -> WordsEdit:
    document = desk.book.get(TABLE, edit_id(kind, entry))
    return from_document(WordsEdit, document) if document else WordsEdit(edit_id(kind, entry), kind, entry)


def _write(desk: Session, edit: WordsEdit, words: str, *, coalesce: str = "") -> None:
    with desk.book.change(words, by=desk.staff, at=desk.now(), coalesce=coalesce) as change:
        if edit.says_nothing:
            change.delete(TABLE, edit.id)
        else:
            change.put(TABLE, to_document(edit))
    use(desk)


def _refuse_needed(desk: Session, held: Listed) -> None:
    if held.kind == "checklist" and held.entry in SELF_STARTING:
        raise RefusedError(said("The desk starts this one by itself."), said("Switch off single steps of it instead."))
    if held.kind == "step" and not held.off:
        peers = [peer for peer in _listed("step", edits(desk)) if peer.checklist == held.checklist and not peer.off]
        if len(peers) == 1:
            raise RefusedError(
                said("It is the last step that is on."), said("A checklist needs one; switch off the checklist.")
            )


def _listed(kind: WordsKind, own_edits: list[WordsEdit]) -> list[Listed]:
    return merge.listed(kind, SHIPPED[kind](), own_edits)
