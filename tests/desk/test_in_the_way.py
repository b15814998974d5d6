"""What keeps an act from being undone is told in words of whom it concerns, for every kind of document."""

from collections.abc import Mapping
from typing import Any

import pytest

from deskapp.desk.undo import undoing
from deskapp.store.undo import COMMAND, DESK, RING, InTheWay

BETH = {"customer": {"id": "cus_1", "name": "Beth Ocampo"}}
Was = Mapping[str, Any]


def told(table: str, was: Was, field: str = "", *, is_gone: bool = False, by: str = "Kim", via: str = DESK) -> str:
    return undoing.since(InTheWay(table, "id", field, is_gone, by, via, dict(was)))


GONE = [
    ("interactions", BETH, "the visit of Beth Ocampo"),
    ("interactions", {"called": "Tom", "phone": "204"}, "the visit of Tom"),
    ("interactions", {"phone": "204", "kind": "call"}, "the visit of 204"),
    ("interactions", {"kind": "call"}, "the call without a name"),
    ("interactions", {}, "the visit without a name"),
    ("customers", {"name": "Beth  Ocampo"}, "the card of Beth Ocampo"),
    ("promises", {"what": "a price", **BETH}, "the promise “a price” to Beth Ocampo"),
    ("promises", {"what": "a price"}, "the promise “a price”"),
    ("promises", {"what": "w" * 50}, f"the promise “{'w' * 40}”"),
    ("shifts", {"staff": "Robin"}, "the shift of Robin"),
    ("shifts", {}, "the shift of somebody"),
    ("faq", {"question": "Open on Sunday?"}, "the answer to “Open on Sunday?”"),
    ("faq", {}, "the answer"),
    ("lessons", {"text": "Rang at once"}, "the lesson “Rang at once”"),
    ("lessons", {}, "the lesson"),
    ("playbook", {"entry": "calm_down"}, "the entry “calm_down”"),
    ("playbook", {}, "the entry"),
    ("handovers", {"by": "Robin"}, "the hand-over"),
    ("anything else", {}, "it"),
]
CHANGED = [
    ("interactions", BETH, "reason", "Beth Ocampo's reason was changed"),
    ("interactions", BETH, "requests", "Beth Ocampo's requests were changed"),
    ("interactions", BETH, "of another version", "Beth Ocampo's visit was changed"),
    ("interactions", {"kind": "call"}, "notes", "the notes of the call without a name were changed"),
    ("customers", {"name": "Beth Ocampo"}, "", "Beth Ocampo's card was changed"),
    ("promises", {"what": "a price", **BETH}, "due", "the time of the promise “a price” to Beth Ocampo was changed"),
    ("promises", {"what": "a price"}, "", "the promise “a price” was changed"),
    ("settings", {}, "hold_minutes", "the setting “On hold” was changed"),
    ("settings", {}, "of_another_version", "the setting “of another version” was changed"),
    ("shifts", {"staff": "Robin"}, "ended_at", "the shift of Robin was changed"),
    ("faq", {"question": "Sundays?"}, "answer", "the answer to “Sundays?” was changed"),
    ("faq", {"question": "Sundays?"}, "topics", "the topics of the answer to “Sundays?” were changed"),
    ("handovers", {}, "notes", "the notes of the hand-over were changed"),
]


@pytest.mark.parametrize(("table", "was", "words"), GONE)
def test_what_is_gone_is_told_by_its_name(table: str, was: Was, words: str) -> None:
    assert told(table, was, is_gone=True) == f"{words} was taken out of the book by Kim since"


@pytest.mark.parametrize(("table", "was", "field", "words"), CHANGED)
def test_what_was_changed_is_told_by_its_part_and_whose_it_is(table: str, was: Was, field: str, words: str) -> None:
    assert told(table, was, field) == f"{words} by Kim since"


def test_who_changed_it_is_told_with_the_way_by_which_they_did() -> None:
    assert told("customers", {"name": "Beth"}, by="") == "Beth's card was changed since"
    assert told("customers", {"name": "Beth"}, via=COMMAND) == "Beth's card was changed by Kim, with a command, since"
    assert told("customers", {"name": "Beth"}, by="", via=COMMAND) == "Beth's card was changed with a command, since"
    assert told("interactions", BETH, "channel", via=RING) == "Beth Ocampo's channel was changed by the phone since"
