"""The shipped phrases, replies and processes, and how broken ones are told."""

import json
import re
from collections import Counter

import pytest

from deskapp.model.words import CHANNELS, PLACEHOLDERS, Phrase, Process, Reply, filled
from deskapp.words.loader import (
    PlaybookError,
    checklists,
    parse_phrases,
    parse_processes,
    parse_replies,
    phrases,
    processes,
    replies,
)

LAST = {"A": 8, "B": 7, "C": 3, "D": 5, "E": 2, "G": 4}
PRACTICES = {f"{letter}{n}" for letter, last in LAST.items() for n in range(1, last + 1)}
KINDS_OF_REPLY = "acknowledge apology delay options follow-up thanks cannot boundary letter"
each_phrase = pytest.mark.parametrize("phrase", phrases().values(), ids=list(phrases()))
each_reply = pytest.mark.parametrize("reply", replies().values(), ids=list(replies()))
each_process = pytest.mark.parametrize("process", processes().values(), ids=list(processes()))


def test_there_are_enough_phrases_and_none_says_the_same_twice() -> None:
    assert len(phrases()) >= 60
    for side in ("avoid", "say"):
        assert max(Counter(getattr(one, side).casefold() for one in phrases().values()).values()) == 1


@each_phrase
def test_each_phrase_fits_a_line_and_names_its_practice(phrase: Phrase) -> None:
    assert 0 < len(phrase.avoid) <= 40
    assert 0 < len(phrase.say) <= 74
    assert phrase.avoid[-1] not in ".!?,"
    assert phrase.say[-1] in ".!?"
    assert phrase.practice in PRACTICES
    assert 30 <= phrase.coldest <= phrase.hottest <= 100


@each_phrase
def test_no_good_twin_holds_words_to_avoid(phrase: Phrase) -> None:
    held = [one.avoid for one in phrases().values() if one.avoid.casefold() in phrase.say.casefold()]
    assert held == []


def test_no_step_says_what_a_phrase_avoids() -> None:
    said = [step.say.casefold() for one in checklists().values() for step in one.steps]
    assert [one.avoid for one in phrases().values() if any(one.avoid.casefold() in text for text in said)] == []


def test_the_six_that_the_practice_names_are_there() -> None:
    avoided = {one.avoid.casefold() for one in phrases().values() if one.practice in ("E1", "B4")}
    assert {"i don't know", "that's not my job", "it's not my fault", "there's nothing i can do"} <= avoided
    assert {"i'm busy", "calm down"} <= avoided


def test_a_phrase_helps_in_its_range_of_temperatures() -> None:
    calm_down = phrases()["calm_down"]
    assert [calm_down.suits(celsius) for celsius in (None, 40, 59, 60, 100)] == [False, False, False, True, True]
    assert phrases()["dont_know"].suits(None)
    assert phrases()["no_problem"].suits(59)
    assert not phrases()["no_problem"].suits(60)
    assert all(any(one.suits(celsius) for one in phrases().values()) for celsius in range(30, 105, 5))


def test_there_are_enough_replies_for_each_channel_and_each_need() -> None:
    assert len(replies()) >= 25
    for channel in CHANNELS[:4]:
        assert sum(channel in one.channels for one in replies().values()) >= 5
    topics = {topic for one in replies().values() for topic in one.topics}
    assert set(KINDS_OF_REPLY.split()) | {"phone script"} <= topics
    assert {name for one in replies().values() for name in one.placeholders} == set(PLACEHOLDERS) - {
        "customer"
    }  # kept for the shop's own


@each_reply
def test_each_reply_is_whole_once_its_placeholders_are_filled(reply: Reply) -> None:
    text = filled(f"{reply.subject}\n{reply.text}", dict.fromkeys(reply.placeholders, "x"))
    assert "{" not in text and "}" not in text
    assert reply.practice in PRACTICES
    assert 0 < len(reply.title) <= 40
    assert bool(reply.subject) <= bool({"e-mail", "letter"} & set(reply.channels))


@each_reply
def test_each_acknowledgement_states_a_time(reply: Reply) -> None:
    if "acknowledge" in reply.topics:
        assert "due" in reply.placeholders


def test_a_reply_fits_its_channels_and_an_unknown_channel_takes_any() -> None:
    assert replies()["acknowledge_chat"].fits("chat")
    assert not replies()["acknowledge_chat"].fits("letter")
    assert replies()["acknowledge_chat"].fits("")
    assert replies()["thanks_praise"].fits("letter")


@each_process
def test_each_process_has_steps_and_a_sentence_for_the_customer(process: Process) -> None:
    assert len(process.steps) >= 4
    assert max(map(len, process.steps)) <= 64
    assert process.tell.endswith(".") and process.topics
    assert process.practice in PRACTICES


def broken_phrase(**changes: object) -> str:
    return json.dumps([{"id": "soon", "avoid": "Soon", "say": "At ten."} | changes])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{}", "a list is needed"),
        ("[7]", "entry 1"),
        (broken_phrase(avoids="Later"), "'avoids' is no field of a phrase"),
        (broken_phrase(id="So soon"), "is no id"),
        (broken_phrase(coldest="60"), "Phrase.coldest"),
        (broken_phrase(steps=["resolution-dance"]), "'resolution-dance' is no step"),
        (broken_phrase(say="At {due}."), "{due} is no placeholder"),
        ('[{"id": "soon", "avoid": "Soon"}]', "say"),
        ('[{"id": "a", "avoid": "x", "say": "y"}, {"id": "a", "avoid": "z", "say": "y"}]', "twice"),
    ],
)
def test_a_broken_phrase_is_told_in_one_sentence(text: str, reason: str) -> None:
    with pytest.raises(PlaybookError) as caught:
        parse_phrases(text, "ours.json")
    assert "ours.json" in caught.value.sentence
    assert reason in caught.value.sentence


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"text": ["a", 7]}, "Reply.text"),
        ({"text": "{nmae}"}, "{nmae}"),
        ({"channels": ["fax"]}, "'fax' is no channel"),
    ],
)
def test_a_broken_reply_is_told(changes: dict[str, object], reason: str) -> None:
    with pytest.raises(PlaybookError) as caught:
        parse_replies(json.dumps([{"id": "a", "title": "A", "text": "a"} | changes]), "ours.json")
    assert reason in caught.value.sentence


def test_lines_of_a_reply_become_one_text() -> None:
    assert parse_replies('[{"id": "a", "title": "A", "text": ["b", "", "c"]}]', "o")["a"].text == "b\n\nc"


def test_a_broken_process_is_told() -> None:
    with pytest.raises(PlaybookError, match=r"Process\.steps"):
        parse_processes('[{"id": "a", "title": "A", "steps": "walk"}]', "ours.json")


INVENTED = re.compile(
    r"\b(by|at|until|on|till) "
    r"(one|two|three|four|five|six|seven|eight|nine|ten|noon|\d|mon|tues|wednes|thurs|fri|satur|sun)"
    r"|\bgood (morning|afternoon|evening)\b",
    re.IGNORECASE,
)


def test_no_word_to_say_states_a_time_that_nobody_knows_or_greets_for_another_hour() -> None:
    said = [step.say for one in checklists().values() for step in one.steps]
    said += [phrase.say for phrase in phrases().values()] + [process.tell for process in processes().values()]
    assert [words for words in said if INVENTED.search(words)] == []
