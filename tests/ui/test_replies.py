"""Replies by keys: what a person presses, what they see, and what is then in the book."""

import pytest
from textual.pilot import Pilot

from deskapp.desk.answers import clipboard, replies, sent
from deskapp.desk.cards import customers
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.desk.visits import log
from deskapp.ui.app import DeskApp
from deskapp.ui.render.interaction import interaction_lines
from deskapp.ui.sheets.reply import ReplyPreview
from deskapp.ui.widgets.line_pane import LinePane
from tests.ui.hands import worked_out
from tests.ui.typing_in import said, seen, type_in

pytestmark = pytest.mark.usefixtures("copied")


def a_call(desk: Session, **wishes: str) -> str:
    customer = customers.make(desk, "Beth Marlow")
    for field, text in wishes.items():
        customer = customers.set_text(desk, customer, field, text)
    interaction = log.identify(desk, log.begin(desk, "call"), customer)
    return log.set_reason(desk, interaction, "the cracked violin").id


async def test_a_reply_is_found_filled_asked_for_previewed_copied_and_logged(desk: Session, copied: list[str]) -> None:
    identifier = a_call(desk)
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("y")
        await type_in(pilot, "longer phone")
        assert "It takes longer (by phone)" in seen(pilot, "#found")
        await pilot.press("enter")
        await type_in(pilot, "a price")
        await pilot.press("enter")
        await type_in(pilot, "fri 14:00")
        assert "14:00 on Friday 27 November" in seen(pilot, "#found")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ReplyPreview)
        assert "14:00 on Friday 27 November becomes a promise" in seen(pilot, "#head")
        assert "Beth Marlow, this is Robin from Harbour Lane." in seen(pilot, "#text")
        await pilot.press("enter")
        await worked_out(pilot)
        assert said(pilot).count("Copied. Logged for Beth Marlow.") == 1
    (logged,) = log.get(desk, identifier).copied.values()
    assert [logged.text] == copied and logged.reply == "delay_call" and logged.to == "Beth Marlow"
    assert [one.what for one in promises.all_open(desk)] == ["a price"]


async def test_one_key_acknowledges_and_only_the_time_is_asked_for(desk: Session, copied: list[str]) -> None:
    a_call(desk)
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("j")
        await type_in(pilot, "15:00")
        await pilot.press("enter", "enter")
        await worked_out(pilot)
        assert "Promised: answer: the cracked violin, 15:00 today." in said(pilot)
    (promise,) = promises.all_open(desk)
    assert promise.acknowledged_at and "call you again by 15:00 today" in copied[0]


async def test_an_answer_by_another_way_than_asked_for_is_told_in_red(desk: Session) -> None:
    a_call(desk, preferred_channel="letter")
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("y")
        await type_in(pilot, "calling back")
        found = pilot.app.screen.query_one("#found", LinePane).lines
        (kinds,) = [one for line in found for one in line.spans if one.text.strip() == "▲ call"]
        assert kinds.role == "strong alarm"
        await pilot.press("enter")
        await pilot.pause()
        lines = pilot.app.screen.query_one("#head", LinePane).lines
        (warning,) = [span for line in lines for span in line.spans if "asked for a letter" in span.text]
        assert warning.role == "strong alarm" and "this one is a call" in warning.text


async def test_a_message_is_first_asked_how_its_answer_should_go(desk: Session) -> None:
    log.begin(desk, "message", called="Ann")
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("y")
        assert "by letter" in seen(pilot, "#found")
        await pilot.press("l", "e", "enter")
        assert "They asked for a letter" in seen(pilot, "#found")
    (document,) = desk.book.select("interactions")
    assert document["channel"] == "letter"


async def test_without_any_clipboard_the_text_is_selected_by_hand_and_then_logged(
    desk: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(text: str) -> None:
        raise OSError("no display")

    monkeypatch.setattr(clipboard, "by_pyperclip", broken)
    identifier = a_call(desk)
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("y")
        await type_in(pilot, "calling back")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await worked_out(pilot)
        assert "No clipboard answers here" in seen(pilot, "#foot") and "I have copied it" in seen(pilot, "#foot")
        assert not log.get(desk, identifier).copied
        rows = pilot.app.screen.query_one("#text", LinePane)
        assert rows.region.x == 0 and rows.lines[0].text.startswith("Hello Beth Marlow")
        await pilot.press("enter")
        await worked_out(pilot)
    assert len(log.get(desk, identifier).copied) == 1


async def test_leaving_the_preview_copies_and_logs_nothing_and_keeps_what_was_typed(
    desk: Session, copied: list[str]
) -> None:
    identifier = a_call(desk)
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("j")
        await type_in(pilot, "15:00")
        await pilot.pause(0.4)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("escape")
        assert copied == [] and not log.get(desk, identifier).copied
        await pilot.press("j")
        assert "15:00 today" in seen(pilot, "#found")


async def test_a_moved_promise_of_which_they_do_not_know_drafts_the_message(desk: Session) -> None:
    identifier = a_call(desk)
    interaction = log.get(desk, identifier)
    made = promises.make(desk, "a price", desk.now().replace(hour=12), interaction=interaction)
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("v")
        await type_in(pilot, "16:00")
        await pilot.press("enter", "n", "enter")
        await pilot.pause()
        assert "I can do it by 16:00 today" in seen(pilot, "#text")
        await pilot.press("enter")
        await worked_out(pilot)
    assert next(iter(promises.get(desk, made.id).moves.values())).told


async def test_hostile_text_in_a_reply_is_only_text(desk: Session, copied: list[str]) -> None:
    customer = customers.make(desk, "[red]Eve[/] \x1b]52;c;AAAA\x07")
    log.identify(desk, log.begin(desk, "call"), customer)
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("y")
        await type_in(pilot, "boundary once")
        await pilot.press("enter")
        await pilot.pause()
        assert "[red]Eve[/] ␛]52;c;AAAA␇, I want to help you" in seen(pilot, "#text")
        await pilot.press("enter")
        await worked_out(pilot)
    assert "\x1b" not in copied[0]


async def test_a_copied_text_is_taken_off_the_clipboard_again_where_the_settings_say_so(
    desk: Session, copied: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cleared: list[str] = []
    monkeypatch.setattr(clipboard, "clear", lambda text, *, terminal: bool(cleared.append(text)))
    settings.write(desk, clipboard_seconds=1)
    a_call(desk)
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("y")
        await type_in(pilot, "calling back")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await worked_out(pilot)
        assert copied and cleared == []
        await pilot.pause(1.3)
        await worked_out(pilot)
    assert cleared == copied


async def preview_of(pilot: Pilot[int], words: str) -> None:
    await pilot.press("y")
    await type_in(pilot, words)
    await pilot.press("enter")
    await pilot.pause()
    assert isinstance(pilot.app.screen, ReplyPreview)


async def in_own_words(pilot: Pilot[int], words: str) -> None:
    """Change the words: `i`, and some more behind the text."""
    await pilot.press("i")
    await pilot.press(*words)
    await pilot.pause(0.5)


async def test_the_words_are_changed_for_this_person_and_the_log_has_what_was_copied(
    desk: Session, copied: list[str]
) -> None:
    identifier = a_call(desk)
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await preview_of(pilot, "calling back")
        filled = seen(pilot, "#text")
        await in_own_words(pilot, " See you soon.")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "See you soon." in seen(pilot, "#text") and "In your own words" in seen(pilot, "#head")
        await pilot.press("enter")
        await worked_out(pilot)
        assert "Copied. Logged for Beth Marlow." in said(pilot)
        (logged,) = log.get(desk, identifier).copied.values()
        assert [logged.text] == copied and logged.text.endswith("See you soon.") and logged.to == "Beth Marlow"
        assert log.get(desk, identifier).drafts == {}
        await preview_of(pilot, "calling back")
        assert seen(pilot, "#text") == filled


async def test_own_words_outlive_leaving_the_preview_and_go_back_by_one_key(desk: Session, copied: list[str]) -> None:
    identifier = a_call(desk)
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await preview_of(pilot, "calling back")
        await in_own_words(pilot, " See you soon.")
        kept = " ".join(log.get(desk, identifier).drafts.values())
        assert kept.endswith("See you soon."), "a power cut now would take the sentence"
        await pilot.press("ctrl+s")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        await preview_of(pilot, "calling back")
        assert "See you soon." in seen(pilot, "#text")
        await pilot.press("z")
        await pilot.pause()
        assert "See you soon." not in seen(pilot, "#text") and log.get(desk, identifier).drafts == {}
        await pilot.press("escape")
    assert copied == []


async def test_words_given_up_by_escape_leave_nothing_and_an_empty_reply_is_refused(desk: Session) -> None:
    identifier = a_call(desk)
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await preview_of(pilot, "calling back")
        await in_own_words(pilot, " nonsense")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(pilot.app.screen, ReplyPreview) and "nonsense" not in seen(pilot, "#text")
        assert log.get(desk, identifier).drafts == {}
        await pilot.press("i", "f7", "delete", "ctrl+s")
        await pilot.pause()
        assert not isinstance(pilot.app.screen, ReplyPreview), "an empty reply closes nothing"
        await pilot.press("escape")


async def test_own_words_for_another_time_are_not_put_into_this_one(desk: Session) -> None:
    a_call(desk)
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("j")
        await type_in(pilot, "15:00")
        await pilot.press("enter")
        await pilot.pause()
        await in_own_words(pilot, " At the latest.")
        await pilot.press("ctrl+s")
        await pilot.pause()
        await pilot.press("escape", "j", *["backspace"] * 5)
        await type_in(pilot, "16:00")
        await pilot.press("enter")
        await pilot.pause()
        assert "16:00 today" in seen(pilot, "#text") and "At the latest" not in seen(pilot, "#text")


async def test_a_word_that_hurts_is_pointed_out_in_own_words(desk: Session) -> None:
    a_call(desk)
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await preview_of(pilot, "calling back")
        assert "Rather" not in seen(pilot, "#head")
        await in_own_words(pilot, " That is not my job.")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "Rather: " in seen(pilot, "#head")


async def test_a_moved_promise_to_somebody_who_is_not_here_is_logged_with_them(
    desk: Session, copied: list[str]
) -> None:
    beth = customers.make(desk, "Beth Marlow")
    promises.make(desk, "a price", desk.now().replace(hour=12), customer=beth)
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("f4", "v")
        await type_in(pilot, "16:00")
        await pilot.press("enter", "n", "enter")
        await pilot.pause()
        await type_in(pilot, "the bow")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await worked_out(pilot)
        assert "Logged for Beth Marlow." in said(pilot)
    (one,) = log.with_customer(desk, beth.id, most=5)
    assert (one.kind, one.state) == ("message", "ended") and [it.text for it in one.copied.values()] == copied


async def test_leaving_before_the_time_takes_a_copied_text_off_the_clipboard_too(
    desk: Session, copied: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cleared: list[str] = []
    monkeypatch.setattr(clipboard, "clear", lambda text, *, terminal: bool(cleared.append(text)))
    settings.write(desk, clipboard_seconds=600)
    a_call(desk)
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await preview_of(pilot, "calling back")
        await pilot.press("enter")
        await worked_out(pilot)
        assert copied and cleared == []
        await pilot.press("ctrl+q")
    assert cleared == copied


def test_what_was_only_copied_is_never_called_sent(desk: Session) -> None:
    about = replies.About(log.begin(desk, "walk-in", called="Ann"))
    copied_words = sent.log_on(desk, about.interaction, "thanks", "Thank you.", about, "e-mail")  # type: ignore[arg-type]
    for width in (40, 80):
        text = "\n".join(line.text for line in interaction_lines(copied_words, desk.now(), width))
        assert "Copied" in text and "Sent" not in text


async def test_with_several_promises_open_none_is_guessed(desk: Session, copied: list[str]) -> None:
    visit = log.get(desk, a_call(desk))
    for what, hour in (("a price", 15), ("a new bow", 16)):
        promises.make(desk, what, desk.now().replace(hour=hour), interaction=visit)
    async with DeskApp(desk).run_test(size=(80, 24)) as pilot:
        await pilot.press("y")
        await type_in(pilot, "done mail")
        await pilot.press("enter")
        assert "Which promise is it about?" in seen(pilot, "#found")
        await type_in(pilot, "bow")
        await pilot.press("enter")
        await pilot.pause()
        assert "What I promised: a new bow" in seen(pilot, "#text")
