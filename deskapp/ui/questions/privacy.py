"""Questions about what is held on a person: where to write their copy, and whether they are really to be erased."""

from collections.abc import Callable
from pathlib import Path

from deskapp.desk.privacy import deciding
from deskapp.desk.privacy.clues import Clues
from deskapp.desk.privacy.erasing import Erased, Outlook
from deskapp.desk.session import Session
from deskapp.errors import RefusedError
from deskapp.exchange.subject_out import form_of
from deskapp.model.customer import Customer
from deskapp.text.folding import same
from deskapp.ui.questions import files
from deskapp.ui.questions.choosing import by_letter
from deskapp.ui.questions.typed import says
from deskapp.ui.widgets.entry import Choice, Question, Suggestions
from deskapp.ui.widgets.question import TYPED_ANEW

SHOWN, SHOWN_PLACES = 3, 6


def copy(desk: Session, customer: Customer, written: Callable[[Customer, Path, bool], str]) -> Question:
    """Where to."""

    def write(path: Path, over: bool) -> str:
        form_of(path)
        return written(customer, path, over)

    start = Path.home() / f"{files.named_after(customer.name, 'copy')}.html"
    hint = "All that is held on them. It ends in .html or .md to read, or .json."
    return files.new("Copy for them", start, desk.book.path, write, hint=hint)


def erase(desk: Session, plan: Outlook, places: list[str], confirmed: Callable[[str], str]) -> Question:
    """First the places that may mean them, where there are any; then what goes, and their name, typed, is the yes."""
    return _which(plan, places, confirmed) if places else _sure(plan, lambda: confirmed(""))


def unfinished(desk: Session, sentence: str, begin: Callable[[bool], str]) -> Question:
    """What becomes of an erasure that could not be finished; `begin` tries once more, or ends it (True)."""
    rows = [
        Choice("", sentence),
        Choice("again", "Try once more to finish it"),
        Choice("end", "End it as it is", "what was erased stays erased"),
    ]

    def taken(chosen: str) -> str:
        return begin(chosen == "end") if chosen else "It is left as it is."

    return by_letter(
        *("Erase", "What now?", rows, taken, "Down chooses, Enter does it. Esc leaves it."),
        usual=1,
        rows=SHOWN_PLACES,
        passing=TYPED_ANEW,
        wraps=True,
    )


def ended(left: list[str] | None, *, ends: bool) -> tuple[str, bool]:
    """What came of it, and whether something is left to be seen to."""
    if left is None:
        return "No erasure is left to finish.", False
    sentence = "Ended: what was erased stays erased." if ends else "The erasure is finished."
    if not left:
        return sentence, False
    more = f" and {len(left) - SHOWN} more" if len(left) > SHOWN else ""
    where = f"{', '.join(left[:SHOWN])}{more}"
    return (f"{sentence} Look yourself: {where}." if ends else f"It is not finished: {where}."), True


def _which(plan: Outlook, places: list[str], confirmed: Callable[[str], str]) -> Question:
    rows = [Choice("", line) for line in places]
    count = f"{_count(len(places), 'place')} may mean {plan.name}."

    def submit(values: dict[str, str], chosen: str) -> Question:
        if not values["also"].strip():
            raise RefusedError("Nothing is erased before you say which.", "Type all, none, or their numbers.")
        answer = deciding.in_full(plan.items, values["also"])
        deciding.decide(Clues(), list(plan.items), answer)
        return _sure(plan, lambda: confirmed(answer))

    offer = says(f"{count} Type all, none, or the numbers of those that do: 1,3-5.", rows)
    fields = [("also", "Take out", "")]
    return Question("Erase", fields, submit, offer, rows=SHOWN_PLACES, wraps=True, passing=TYPED_ANEW)


def _sure(plan: Outlook, confirmed: Callable[[], str]) -> Question:
    rows = [Choice("", line) for line in _lines(plan)]

    def on_change(values: dict[str, str]) -> Suggestions:
        meant = same(values["name"], plan.name)
        hint = "Enter erases them for good. It cannot be undone." if meant else f"Type {plan.name} to confirm, or Esc."
        return Suggestions(rows, -1, hint, bad=meant)

    def submit(values: dict[str, str], chosen: str) -> str:
        if not values["name"].strip():
            return "Nothing was erased."
        if not same(values["name"], plan.name):
            raise RefusedError("That is not their name.", "Type it as it stands on the card, or press Esc.")
        return confirmed()

    fields = [("name", "Their name", "")]
    return Question("Erase", fields, submit, on_change, rows=len(rows), wraps=True, passing=TYPED_ANEW)


def _lines(plan: Outlook) -> list[str]:
    cards = "card" if plan.cards == 1 else f"{plan.cards} cards"
    lines = [f"Goes: their {cards}, all words of {_count(plan.visits, 'visit')}, undo and old backups."]
    if plan.open_promises:
        shown = ", ".join(f"“{promise:.40}”" for promise in plan.open_promises[:SHOWN])
        more = f" and {len(plan.open_promises) - SHOWN} more" if len(plan.open_promises) > SHOWN else ""
        lines.append(f"Goes too, still open: {shown}{more}.")
    if plan.files:
        more = f" and {len(plan.files) - SHOWN} more" if len(plan.files) > SHOWN else ""
        lines.append(f"Other files here may name them, look yourself: {', '.join(plan.files[:SHOWN])}{more}.")
    lines.append("Stays, without a name: the kind and clocks of each visit.")
    lines.append("Copies elsewhere (exports, backup files) cannot be reached.")
    return lines


def told(done: Erased, places: list[str]) -> tuple[str, bool]:
    """What was done in one sentence, and whether it needs a look; `places` are those that may still mean them."""
    if done.left:
        return f"Erased, but {done.left[0]} still holds something. The next start tries again.", True
    sentence = f"{done.name} is erased. {_count(done.searched, 'file')} searched"
    if done.unsure:
        return f"{sentence}, but {_count(len(done.unsure), 'place')} may still mean them. Look: {places[0]}", True
    if done.foreign:
        return f"{sentence}. Files that aren't the book's may name them: {', '.join(done.foreign)}.", True
    return f"{sentence}: nothing is left{done.but}.", False


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
