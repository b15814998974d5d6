"""A new card from one line, with a warning while it is typed where the person seems to have a card already."""

from deskapp.desk.cards import customers, duplicates
from deskapp.desk.cards.duplicates import Likely
from deskapp.desk.cards.entries import KIND_WORDS
from deskapp.desk.cards.recognising import MayBeKnownError
from deskapp.desk.cards.typed_card import read_line
from deskapp.desk.find.finder import Finder
from deskapp.desk.session import Session
from deskapp.desk.visits import naming
from deskapp.errors import RefusedError
from deskapp.model.customer import CustomerKind
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.entry import Choice, Question, Suggestions

KINDS: tuple[CustomerKind, ...] = ("customer", "prospect", "coworker")
MOST = 3
AGAIN = "Enter again makes a new one."


def likely_cards(finder: Finder, typed: str) -> list[Likely]:
    """The cards that a typed line may belong to: by its number, by its e-mail, by its name; each once."""
    found: dict[str, Likely] = {}
    for part in read_line(typed).parts if typed.strip() else ():
        for one in duplicates.likely(finder, part):
            found.setdefault(one.card.id, one)
    return list(found.values())[:MOST]


def new(desk: Session, finder: Finder) -> Question:
    """`Name, phone, e-mail` in any order; Enter makes a customer, the arrows another kind, or take the card there."""

    refused = [""]

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values["card"]
        if not typed.strip():
            return Suggestions(hint="Name, phone, e-mail: in any order, with commas between; the name is enough.")
        likely = likely_cards(finder, typed)
        choices = [Choice(one.card.id, _named(one), one.why) for one in likely]
        choices += [Choice(kind, f"New card: {KIND_WORDS[kind]}") for kind in KINDS]
        if likely:
            words = f"{symbols().soon} {likely[0].card.name} may have a card already ({likely[0].why})."
            return Suggestions(choices, -1, f"{words} Down chooses theirs, or a new card.", bad=True)
        return Suggestions(choices, 0, f"Enter makes the card: {read_line(typed).told}.")

    def submit(values: dict[str, str], chosen: str) -> str:
        if chosen.startswith("cus_"):
            return f"{customers.get(desk, chosen).name} has that card; nothing new was made."
        if finder.finish() and (likely := likely_cards(finder, values["card"])):
            name, refused[0] = likely[0].card.name, values["card"]
            raise RefusedError(f"{name} may have a card already ({likely[0].why}).", AGAIN)
        kind: CustomerKind = next((one for one in KINDS if one == chosen), "customer")
        is_meant = values["card"] == refused[0] or (bool(chosen) and bool(likely_cards(finder, values["card"])))
        try:
            made = naming.card_of_line(desk, values["card"], kind, although=is_meant)
        except MayBeKnownError as error:
            refused[0] = values["card"]
            raise RefusedError(error.sentence, AGAIN) from error
        return f"New card: {made.name}, {KIND_WORDS[kind]}."

    return Question(
        title="New card",
        fields=[("card", "New card", "")],
        on_change=on_change,
        submit=submit,
        rows=MOST + len(KINDS),
        subject="",
    )


def _named(one: Likely) -> str:
    return ", ".join(part for part in (one.card.name, one.card.company) if part)
