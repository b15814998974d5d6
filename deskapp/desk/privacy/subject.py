"""Everything the book holds on one person, for a copy that they may ask for (GDPR 15): whole documents, all years."""

from typing import Any

from deskapp.desk.drafts import drafts
from deskapp.desk.privacy import deciding, erasing, undecided
from deskapp.desk.privacy.clues import written
from deskapp.desk.privacy.person import Person, theirs
from deskapp.desk.privacy.person_rule import PersonRule
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.model.document import Document, entries_of, instant_text
from deskapp.store import Query, where
from deskapp.store.history.archive_month import every_line

NOT_OF_OTHERS = ("handovers", "drafts", "tombstones")
"""Tables of which the copy has a part of its own."""


def everything(desk: Session, person: Person) -> dict[str, Any]:
    """Cards (merged ones too), visits and promises newest first, what else names them, and what may mean them.

    Raises BookDamagedError where a part of the book cannot be read: what is given out is whole.
    """
    with desk.book.notices.whole("The copy"):
        return _everything(desk, person)


def _everything(desk: Session, person: Person) -> dict[str, Any]:
    visits = _visits(desk, person)
    ids = {visit["id"] for visit in visits}
    promises = _promises(desk, person, ids)
    held = {
        "format": "deskapp-subject",
        "version": 1,
        "made_at": instant_text(desk.now()),
        "made_by": desk.staff,
        "desk_name": settings.read(desk).desk_name,
        "name": person.name,
        "cards": list(person.cards),
        "interactions": visits,
        "promises": promises,
        "lessons": [lesson for lesson in desk.book.select("lessons") if lesson.get("interaction") in ids],
        "handover_lines": _lines(desk, person),
        "half_typed": drafts.of_owners(desk, {*person.ids, *ids, *(promise["id"] for promise in promises)}),
        "named_elsewhere": _named(desk, person),
    }
    decision = erasing.decision_on(desk, person)
    return {
        **held,
        "may_mean_them": [
            {"where": deciding.where(desk, place), "text": place.said, "for": ", ".join(item.clues)}
            for item in decision.items
            for place in item.places
        ],
        "other_files": [{"file": name} for name in erasing.named_elsewhere(desk, person, decision)],
    }


def _named(desk: Session, person: Person) -> list[dict[str, str]]:
    """The texts of others' entries that name them: what an erasure takes the name out of."""
    rule, texts = PersonRule(desk, person), []
    for table, line in every_line(desk.book.engine, (*undecided.SKIPPED, *NOT_OF_OTHERS)):
        if not person.marks.may_be_in(line):
            continue
        document = desk.book.understood(table, line)
        if document is None or rule.is_theirs(table, document):
            continue
        where = deciding.where(desk, undecided.Mention(table, str(document["id"]), ""))
        spans = ((text, next(person.marks.spans(text), None)) for text in written(document, own=True))
        texts += [{"where": where, "text": undecided.around(text, *span)} for text, span in spans if span]
    return texts


def _visits(desk: Session, person: Person) -> list[Document]:
    """Theirs by card, and those without a card that were called by their name or came from their number."""
    visits = {visit["id"]: visit for visit in theirs(desk, "interactions", person.ids)}
    without_card = desk.book.select("interactions", Query().fragment({"customer": None}), archived=True)
    visits |= {visit["id"]: visit for visit in without_card if person.has(visit)}
    return sorted(visits.values(), key=lambda visit: str(visit.get("arrived_at", "")), reverse=True)


def _promises(desk: Session, person: Person, visits: set[str]) -> list[Document]:
    promises = {promise["id"]: promise for promise in theirs(desk, "promises", person.ids)}
    made = (promise for visit in visits for promise in desk.book.select("promises", where("interaction") == visit))
    promises |= {promise["id"]: promise for promise in made if not promise.get("customer")}
    return sorted(promises.values(), key=lambda promise: str(promise.get("made_at", "")), reverse=True)


def _lines(desk: Session, person: Person) -> list[dict[str, str]]:
    """Lines that name them and nobody else's lines: a hand-over speaks of others too."""
    told = []
    for sheet in desk.book.select("handovers"):
        when = str(sheet.get("handed_at") or sheet.get("updated_at", ""))
        texts = [str(note.get("text", "")) for note in entries_of(sheet, "notes")]
        lines = (*texts, *str(sheet.get("sheet", "")).splitlines())
        told += [{"at": when, "text": line} for line in lines if person.marks.in_text(line)]
    return told
