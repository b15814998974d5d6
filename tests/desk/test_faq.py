"""The FAQ: made from the log, found while a reason is typed, counted, and what repeats without an entry."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.desk.answers import concerns, faq, replies
from deskapp.desk.answers.faq_search import FaqIndex
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.errors import NotFoundError, RefusedError
from deskapp.model.faq_entry import FaqEntry
from deskapp.model.interaction import Interaction
from tests.conftest import Within

STEMS = ("violin", "piano", "bow", "string", "tuning", "rental", "repair", "price", "delivery", "lesson", "case",
         "reed", "key", "pedal", "lamp", "stand")  # fmt: skip
TUNING = FaqEntry("faq_1", "What does tuning a piano cost?", "80, travel within town included.", ("piano", "price"))
STRINGS = FaqEntry("faq_2", "How long do violin strings last?", "About six months when played daily.")
RENTAL = FaqEntry("faq_3", "Can a rental be extended?", "Yes, ring us a week before the last day.", ("rent",))


def visit(desk: Session, reason: str, outcome: str = "") -> Interaction:
    one = log.begin(desk, "walk-in", reason=reason, afterwards=True)
    return log.end(desk, one, outcome) if outcome else one


def found(text: str, entries: Sequence[FaqEntry] = (TUNING, STRINGS, RENTAL)) -> list[str]:
    return [entry.id for _, entry in FaqIndex(entries).search(text)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("tuning price", "faq_1"),
        ("my pian", "faq_1"),
        ("string for a violin", "faq_2"),
        ("vioiln strngs", "faq_2"),
        ("renting longer, extend the rental", "faq_3"),
        ("she wants it extended", "faq_3"),
    ],
)
def test_a_reason_finds_its_entry_by_words_beginnings_and_typing_errors(typed: str, expected: str) -> None:
    assert found(typed)[0] == expected


def test_words_that_nothing_has_find_nothing_and_no_words_find_all() -> None:
    assert found("zzzz") == [] and found("") == ["faq_1", "faq_2", "faq_3"]


def test_only_entries_that_surely_fit_are_suggested() -> None:
    index = FaqIndex([TUNING, STRINGS, RENTAL])
    assert [one.id for one in index.likely("tuning the piano")] == ["faq_1"]
    assert index.likely("can") == []
    assert index.likely("lost her umbrella somewhere on the way to the harbour") == []


def shop(*rare: str) -> list[FaqEntry]:
    """50 entries: half of them on the price of violin repairs, some on what few ask for, the others on rentals."""
    common = [FaqEntry(f"faq_{n:02}", "Violin repair price?", "80") for n in range(25)]
    others = [FaqEntry(f"faq_{n:02}", "Rental?", "Yes") for n in range(25, 50 - len(rare))]
    return [*common, *others, *(FaqEntry(f"faq_{word}", f"{word}?", "No") for word in rare)]


def test_one_word_that_few_ask_for_says_more_than_three_that_half_of_the_entries_hold() -> None:
    entries = shop("ocarina")
    assert found("price of the violin repair", entries)[0] == "faq_00"
    assert found("price of the violin repair, or an ocarina", entries)[0] == "faq_ocarina"


def test_a_word_of_two_letters_says_next_to_nothing_however_few_have_it() -> None:
    entries = shop("ox", "yak")
    assert found("ox", entries)[0] == "faq_ox"
    assert found("violin ox", entries)[0] == "faq_00"
    assert found("violin yak", entries)[0] == "faq_yak"


def test_nothing_is_suggested_before_four_letters_are_typed() -> None:
    index = FaqIndex(shop("kazoo"))
    assert index.likely("kaz ") == [] and [one.id for one in index.likely("kazo")] == ["faq_kazoo"]


@given(st.text())
def test_any_text_may_be_searched(text: str) -> None:
    assert all(0 <= share <= 1.0001 for share, _ in FaqIndex([TUNING, STRINGS, RENTAL]).search(text))


def test_every_letter_typed_finds_among_two_thousand_entries(within: Within) -> None:
    entries = [
        FaqEntry(f"faq_{n}", f"About {STEMS[n % 16]} {STEMS[n // 16 % 16]} number {n}?", f"Answer {n}, {STEMS[n % 7]}.")
        for n in range(2000)
    ]  # fmt: skip
    index = FaqIndex(entries)
    for text in ("violni strnig", "how about pedal lamp", "tuning a piano for the school, the big one", "repiar"):
        for end in range(1, len(text) + 1):
            with within(0.016):
                found = index.search(text[:end])
        assert found, text


def test_an_interaction_becomes_an_entry_and_the_next_one_counts_as_asked_again(desk: Session) -> None:
    first = visit(desk, "How long do strings last?")
    entry = faq.make(desk, first.reason, "Half a year.", asked_in=[first.id])
    second = visit(desk, "strings again")
    assert faq.asked_again(desk, entry, second).times == 2
    assert faq.asked_again(desk, entry, second).times == 2
    assert faq.everything(desk)[0].created_by == "Robin"


def test_a_copied_answer_is_logged_and_counted_as_one_change(desk: Session) -> None:
    entry, one = faq.make(desk, "How long do strings last?", "Half a year."), visit(desk, "")
    faq.copied(desk, entry, replies.About(one))
    newest = log.get(desk, one.id)
    assert [(it.reply, it.text) for it in newest.copied.values()] == [(entry.id, "Half a year.")]
    assert newest.reason == "How long do strings last?" and faq.get(desk, entry.id).times == 1
    desk.book.undo(by="Robin", at=desk.now())
    assert faq.get(desk, entry.id).times == 0 and not log.get(desk, one.id).copied


def test_without_anybody_here_a_copy_counts_for_nobody(desk: Session) -> None:
    entry = faq.make(desk, "Open on Sunday?", "No.")
    assert faq.copied(desk, entry, replies.About()).times == 0


def test_an_entry_is_mended_removed_and_brought_back(desk: Session) -> None:
    entry = faq.make(desk, "Open on Sunday?", "No.")
    faq.mend(desk, entry, answer="Only in  December.")
    assert faq.get(desk, entry.id).answer == "Only in December."
    assert faq.mend(desk, entry, question="Sundays?").answer == "Only in December."
    faq.remove(desk, entry)
    with pytest.raises(NotFoundError):
        faq.get(desk, entry.id)
    desk.book.undo(by="Robin", at=desk.now())
    assert faq.get(desk, entry.id).question == "Sundays?"


@pytest.mark.parametrize(("question", "answer"), [("", "x"), ("x", "  ")])
def test_question_and_answer_are_both_needed(desk: Session, question: str, answer: str) -> None:
    with pytest.raises(RefusedError):
        faq.make(desk, question, answer)


@pytest.mark.parametrize(
    ("question", "is_the_same"),
    [
        ("how long do strings last", True),
        ("How long do violin strings last, please?", True),
        ("How long do viollin strings last?", True),
        ("What do violin strings cost?", False),
        ("How long do bows last?", False),
        ("Strings", False),
    ],
)
def test_a_question_that_likely_has_an_entry_gets_no_second_one_unless_it_is_another(
    desk: Session, question: str, is_the_same: bool
) -> None:
    known = faq.make(desk, "How long do violin strings last?", "Half a year.")
    if is_the_same:
        with pytest.raises(faq.AskedBeforeError) as error:
            faq.make(desk, question, "A year.")
        assert error.value.entry.id == known.id and len(faq.everything(desk)) == 1
    faq.make(desk, question, "A year.", although=is_the_same)
    assert len(faq.everything(desk)) == 2


def test_concerns_that_repeat_without_an_entry_are_grouped_by_how_often_they_came(desk: Session) -> None:
    for text in ("bow needs new hair", "new hair for the bow", "the bow needs hair", "lost umbrella"):
        visit(desk, text, "done" if "bow" in text else "")
    for text in ("piano out of tune", "tune a piano"):
        visit(desk, text)
    learnt = concerns.weigh(concerns.newest(desk), faq.everything(desk))
    assert [one.times for one in learnt.concerns] == [3, 2]
    assert "bow" in learnt.concerns[0].reason and learnt.concerns[0].outcomes == ("done",)
    assert (learnt.looked_at, learnt.with_entry, learnt.told) == (6, 0, "answers 0 of the last 6 questions")
    faq.make(desk, "New hair for a bow?", "A week.", asked_in=learnt.concerns[0].interactions)
    learnt = concerns.weigh(concerns.newest(desk), faq.everything(desk))
    assert [one.times for one in learnt.concerns] == [2]
    assert learnt.with_entry * 2 == learnt.looked_at


def test_interactions_without_a_reason_do_not_count(desk: Session) -> None:
    visit(desk, "")
    assert concerns.weigh(concerns.newest(desk), faq.everything(desk)) == concerns.FaqCoverage(0, 0, ())


def test_two_thousand_reasons_are_grouped(within: Within) -> None:
    documents = [
        {
            "id": f"int_{n}",
            "reason": f"{STEMS[n % 16]} and {STEMS[n // 16 % 16]} {STEMS[n // 5 % 16]}",
            "outcome": "done",
        }
        for n in range(2000)
    ]
    with within(0.5):
        groups = concerns.group(documents)
    assert sum(one.times for one in groups) > 1000


@given(st.lists(st.tuples(st.integers(0, 4), st.one_of(st.none(), st.sampled_from(STEMS), st.text(max_size=12)))))
def test_following_changes_comes_to_the_same_as_filling_anew(changes: list[tuple[int, str | None]]) -> None:
    index = FaqIndex()
    kept: dict[str, FaqEntry] = {}
    for number, question in changes:
        entry = None if question is None else FaqEntry(f"faq_{number}", question, f"answer {question}")
        index.follow(entry, f"faq_{number}")
        kept.pop(f"faq_{number}", None)
        if entry:
            kept[entry.id] = entry
    anew = FaqIndex(kept.values())
    assert len(index) == len(anew)
    for text in ("", "violin", "answer", "pedl", *(entry.question for entry in kept.values())):
        assert index.search(text, 9) == anew.search(text, 9)


def test_an_answer_with_a_gap_is_not_copied(desk: Session) -> None:
    entry = faq.make(desk, "When is it ready?", "It's ready by … .")
    with pytest.raises(RefusedError, match="still lacks: …"):
        faq.copied(desk, entry, replies.About())
    faq.copied(desk, entry, replies.About(), text="It's ready by noon.")
