"""The shop's own playbook: only what differs is kept, shipped texts go on being updated, and it travels as a file."""

import json
from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.desk.answers import coach
from deskapp.desk.session import Session
from deskapp.desk.visits import checklists, gates, log
from deskapp.desk.words import edits, layers
from deskapp.desk.words import fields as playbook_fields
from deskapp.errors import NotFoundError, RefusedError
from deskapp.model.words import KINDS, Phrase, WordsEdit, edit_id
from deskapp.words import loader


@pytest.fixture(autouse=True)
def shipped_again() -> Iterator[None]:
    yield
    for kind in ("checklists", "phrases", "replies", "processes"):
        loader.use(kind, None)


def test_without_an_edit_the_shipped_words_are_in_use(desk: Session) -> None:
    edits.use(desk)
    assert loader.checklists() is loader.shipped_checklists()
    assert loader.phrases() is loader.shipped_phrases()


def test_an_edit_keeps_only_what_differs_so_that_the_rest_is_updated(desk: Session) -> None:
    edits.set_field(desk, "phrase", "calm_down", "say", "Take your time.")
    document = desk.book.get("playbook", "pbk_phrase_calm_down")
    assert document and document["fields"] == {"say": "Take your time."}
    newer = {"calm_down": Phrase("calm_down", "Do calm down", "New words of the program", "B2")}
    (one,) = layers.listed("phrase", newer, edits.edits(desk))
    assert one.word == Phrase("calm_down", "Do calm down", "Take your time.", "B2") and one.edited


def test_words_as_shipped_again_are_no_edit_any_more(desk: Session) -> None:
    shipped = loader.shipped_phrases()["calm_down"].say
    edits.set_field(desk, "phrase", "calm_down", "say", "Take your time.")
    edits.set_field(desk, "phrase", "calm_down", "say", shipped)
    assert edits.edits(desk) == []


def test_the_shops_words_are_in_use_at_once_and_undo_takes_them_back(desk: Session) -> None:
    edits.set_field(desk, "step", "resolution-thank", "prompt", "Say thank you")
    assert loader.checklists()["resolution"].steps[1].prompt == "Say thank you"
    desk.book.undo(by="Robin", at=desk.now())
    edits.use(desk)
    assert loader.checklists() is loader.shipped_checklists()


def test_a_step_made_mandatory_is_a_gate(desk: Session) -> None:
    edits.set_field(desk, "step", "greeting_call-listen", "mandatory", "y")
    assert [one.text for one in gates.points(desk, log.begin(desk, "call"))] == [
        "Not done: Listen, and let them finish (Greeting)"
    ]


def test_e1_a_phrase_of_the_shops_own_is_spotted_and_suggested(desk: Session) -> None:
    made = edits.add(
        desk, "phrase", {"avoid": "Computer says no", "say": "Here is what I can do.", "steps": "resolution-options"}
    )
    found = coach.spotter(loader.phrases()).spot("well, computer says no!")
    assert [one.phrase.id for one in found] == [made.entry]
    assert made.entry in {
        one.id for one in coach.suggestions(loader.phrases().values(), "resolution-options", None, most=9)
    }


def test_a_checklist_of_the_shops_own_begins_with_its_first_step(desk: Session) -> None:
    made = edits.add(desk, "checklist", {"title": "Fire drill"})
    assert made.entry not in loader.checklists()
    step = edits.add(desk, "step", {"prompt": "Count heads"}, checklist=made.entry)
    one = loader.checklists()[made.entry]
    assert (one.title, [step.prompt for step in one.steps]) == ("Fire drill", ["Count heads"])
    call = checklists.start(desk, log.begin(desk, "call"), made.entry)
    assert step.entry in checklists.toggle(desk, call, one, 1).ticks
    edits.restore(desk, "checklist", made.entry)
    assert made.entry not in loader.checklists() and edits.edits(desk) == []


def test_steps_are_put_in_order_within_their_checklist(desk: Session) -> None:
    def order() -> list[str]:
        return [step.id for step in loader.checklists()["resolution"].steps]

    before = order()
    edits.move(desk, "step", "resolution-thank", -1)
    assert order() == ["thank", "listen", *before[2:]]
    edits.move(desk, "step", "resolution-thank", 1)
    assert order() == before
    for step in (before[2], before[1]):  # each up by one, past the other, and below the first still
        edits.move(desk, "step", f"resolution-{step}", -1)
    assert order() == before
    wanted = list(before)
    for by, ways in ((1, wanted[:3]), (-1, wanted[-3:])):  # three steps walk down to the end, then three up to the top
        for step in ways:
            while 0 <= wanted.index(step) + by < len(wanted):
                at = wanted.index(step)
                wanted[at], wanted[at + by] = wanted[at + by], wanted[at]
                edits.move(desk, "step", f"resolution-{step}", by)
                assert order() == wanted
    for step, by in ((wanted[0], -1), (wanted[-1], 1)):
        with pytest.raises(RefusedError, match="at the end"):
            edits.move(desk, "step", f"resolution-{step}", by)


def test_what_is_switched_off_is_out_of_use_and_comes_back(desk: Session) -> None:
    assert edits.switch(desk, "phrase", "calm_down") is False
    assert "calm_down" not in loader.phrases()
    assert edits.switch(desk, "phrase", "calm_down") is True
    assert "calm_down" in loader.phrases() and edits.edits(desk) == []


def test_what_the_desk_starts_by_itself_stays(desk: Session) -> None:
    with pytest.raises(RefusedError, match="by itself"):
        edits.switch(desk, "checklist", "steam")
    steps = [step.id for step in loader.checklists()["steam"].steps]
    for step in steps[:-1]:
        edits.switch(desk, "step", f"steam-{step}")
    with pytest.raises(RefusedError, match="last step"):
        edits.switch(desk, "step", f"steam-{steps[-1]}")


@pytest.mark.parametrize(
    ("kind", "entry", "name", "text"),
    [
        ("phrase", "calm_down", "say", "  "),
        ("phrase", "calm_down", "say", "Well, {customer}"),
        ("phrase", "calm_down", "coldest", "20"),
        ("phrase", "calm_down", "hottest", "35"),
        ("phrase", "calm_down", "steps", "resolution-nowhere"),
        ("reply", "acknowledge_email", "channels", "pigeon"),
        ("reply", "acknowledge_email", "text", "Dear {nobody}"),
        ("checklist", "steam", "starts_with", "visit"),
        ("process", "repair", "steps", "\n \n"),
    ],
)
def test_what_could_not_be_used_is_refused(desk: Session, kind: str, entry: str, name: str, text: str) -> None:
    with pytest.raises(RefusedError):
        edits.set_field(desk, kind, entry, name, text)  # type: ignore[arg-type]
    assert edits.edits(desk) == []


def test_an_unknown_entry_is_not_found(desk: Session) -> None:
    with pytest.raises(NotFoundError):
        edits.set_field(desk, "phrase", "nowhere", "say", "x")


def test_it_travels_to_another_shop_as_a_file(desk: Session) -> None:
    edits.set_field(desk, "phrase", "calm_down", "say", "Take your time.")
    made = edits.add(desk, "phrase", {"avoid": "Computer says no", "say": "Here is what I can do."})
    file = json.dumps(edits.exported(desk))
    assert "Robin" not in file
    desk.book.undo(by="Robin", at=desk.now())
    desk.book.undo(by="Robin", at=desk.now())
    assert edits.edits(desk) == []
    assert edits.imported(desk, json.loads(file)) == (2, 0)
    assert loader.phrases()["calm_down"].say == "Take your time." and made.entry in loader.phrases()
    desk.book.undo(by="Robin", at=desk.now())
    assert edits.edits(desk) == []


@pytest.mark.parametrize("document", [None, [], {}, {"format": "other"}, "x"])
def test_a_file_that_holds_no_playbook_is_refused(desk: Session, document: object) -> None:
    with pytest.raises(RefusedError, match="no playbook"):
        edits.imported(desk, document)


def test_what_cannot_be_used_of_a_file_is_left_out_and_counted(desk: Session) -> None:
    rows = [
        {"kind": "phrase", "entry": "calm_down", "fields": {"say": "Well, {customer}"}},
        {"kind": "phrase", "entry": "nowhere", "fields": {"say": "x"}},
        {"kind": "phrase", "entry": "calm_down", "fields": {"coldest": "hot"}},
        {"kind": "phrase", "entry": "../../x", "fields": {"avoid": "a", "say": "b"}, "own": True},
        {"kind": "poem", "entry": "x"},
        "no edit",
        {"kind": "phrase", "entry": "relax", "fields": {"say": "Fine."}},
    ]
    assert edits.imported(desk, {"format": edits.FORMAT, "edits": rows}) == (1, 6)
    assert loader.phrases()["relax"].say == "Fine."


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.sampled_from(KINDS),
    st.sampled_from(["calm_down", "resolution-agree", "steam", "repair", "x", "own_1", "steam-own_2"]),
    st.dictionaries(
        st.sampled_from(["say", "avoid", "prompt", "title", "steps", "text", "coldest", "zz"]), JSON, max_size=4
    ),
    st.booleans(),
    st.floats(allow_nan=False, allow_infinity=False),
)
def test_whatever_an_edit_holds_the_words_stay_usable(
    kind: str, entry: str, fields: dict[str, object], own: bool, place: float
) -> None:
    edit = WordsEdit(edit_id(kind, entry), kind, entry, fields, place=place, own=own)  # type: ignore[arg-type]
    lists = layers.listed("checklist", loader.shipped_checklists(), [edit])
    steps = layers.listed("step", layers.steps_of(loader.shipped_checklists()), [edit])
    assert set(loader.shipped_checklists()) <= set(layers.with_steps(lists, steps))
    phrases = layers.in_use(layers.listed("phrase", loader.shipped_phrases(), [edit]))
    assert set(loader.shipped_phrases()) <= set(phrases)
    coach.Spotter(phrases.values()).spot("calm down")


def test_every_field_reads_back_what_it_shows() -> None:
    shipped = {
        "checklist": loader.shipped_checklists(),
        "step": layers.steps_of(loader.shipped_checklists()),
        "phrase": loader.shipped_phrases(),
        "reply": loader.shipped_replies(),
        "process": loader.shipped_processes(),
    }
    for kind, words in shipped.items():
        for word in words.values():
            for one in playbook_fields.FIELDS[kind]:  # type: ignore[index]
                value = playbook_fields.read(kind, one.name, playbook_fields.shown(one, word))  # type: ignore[arg-type]
                back = tuple(value) if isinstance(value, list) else value
                assert back == getattr(word, one.name), (kind, one.name)


def test_only_one_step_stops_the_waiting_clock(desk: Session) -> None:
    edits.set_field(desk, "step", "greeting_call-listen", "greets", "y")
    assert sum(step.greets for step in loader.checklists()["greeting_call"].steps) == 1


def test_edits_of_a_newer_program_are_told_apart() -> None:
    shipped = {"phrase": MappingProxyType({"a": Phrase("a", "x", "y")})}
    good = WordsEdit("1", "phrase", "a", {"say": "z"})
    lost = [replace(good, entry="b"), replace(good, fields={"say": 3})]
    assert layers.unusable(shipped, [good, *lost]) == lost  # type: ignore[arg-type]
