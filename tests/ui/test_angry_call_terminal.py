"""The angry call in a real terminal: played by keys at both sizes, cut off by kill -9, and all of it is on record."""

from pathlib import Path

from deskapp.desk.cards import customers
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.visits import log
from deskapp.store import open_book
from tests.ui.terminal import stray_controls, the_program

Size = tuple[int, int]


def test_b1_to_b6_the_angry_call_from_85_degrees_to_the_note_on_the_card(folder: Path, size: Size) -> None:
    with the_program(folder, size, "--staff", "Robin") as terminal:
        terminal.until("Nobody is here.")
        terminal.press("c", "Gus Whitfield", "enter", *"+" * 9)
        terminal.until("Let off steam", "85 \u00b0C", "boiling", "You first: breathe out")
        terminal.press("1", "2", "a", "The delivery fee back", "enter", "b")
        terminal.until("Say it once, calm.", "insults go on, I will end this call.")
        terminal.press("You idiot", "enter")
        for name in ("Priya", "Ingrid"):
            terminal.press("h", name, "tab", "knows pedals", "enter")
            terminal.until(f"is with {name} now")
        terminal.press("h", "Baptiste", "tab", "knows pedals", "enter")
        terminal.until("3 transfers. One person stays with it")
        terminal.press("enter", "p", "Send the pedal", "tab", "in 2h", "enter", "e")
        terminal.until("Not answered: The delivery fee back")
        terminal.press("escape")
        terminal.until_gone("Not answered:")
        terminal.rest()
        terminal.press("b")
        terminal.until("I am ending it now.")
        terminal.press("Shut up", "enter")
        terminal.until("Take five")
        terminal.press("enter", "Shouted at Robin on the phone", "enter")
        terminal.until("1 note for you")
        assert "Shouted at Robin" not in terminal.text
        terminal.press("l")
        terminal.until("Shouted at Robin on the phone")
        terminal.press("f9")
        terminal.rest()
        assert not [one for one in ("85", "Gus", "Shouted", "boiling") if one in terminal.text]
        assert stray_controls(terminal.written) == []
        assert b"Traceback" not in terminal.written
    with open_book(folder) as book:
        desk = Session(book, "Robin")
        (identifier,) = book.ids("interactions")
        call = log.get(desk, identifier)
        assert (call.state, call.owner, call.temperature) == ("ended", "Baptiste", 85)
        assert [one.fact for one in call.boundary.values()] == ["You idiot", "Shut up", ""]
        assert [one.what for one in promises.all_open(desk)] == ["Send the pedal"]
        assert call.customer and len(customers.get(desk, call.customer.id).warnings) == 1
