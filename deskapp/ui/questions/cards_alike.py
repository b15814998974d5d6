"""Cards that may be one person's: told apart as rows, warned of while a new card is typed, found to be merged."""

from collections.abc import Callable, Sequence
from datetime import datetime

from deskapp import clock
from deskapp.desk.cards import customers, duplicates
from deskapp.desk.cards.duplicates import Likely
from deskapp.desk.cards.entries import KIND_WORDS
from deskapp.desk.cards.recognising import MayBeKnownError
from deskapp.desk.cards.typed_card import read_line
from deskapp.desk.find.finder import Finder, Match
from deskapp.desk.session import Session
from deskapp.desk.visits import log, naming
from deskapp.errors import RefusedError
from deskapp.model.customer import Customer, CustomerKind
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.entry import Choice, Question, Suggestions

KINDS: tuple[CustomerKind, ...] = ("customer", "prospect", "coworker")
MOST, MOST_TO_MERGE = 3, 6
SHOWN_DIGITS = 4
AGAIN = "Enter again makes a new one."


class Rows:
    """The rows of one question: what matched, an allergy, and what tells two alike ones apart.

    What is read of a card is kept, as the same cards come again with each letter.
    """

    def __init__(self, desk: Session) -> None:
        self._desk = desk
        self._cards: dict[str, Customer | None] = {}
        self._last: dict[str, str] = {}

    def of(self, matches: Sequence[Match], *, are_rivals: bool = False) -> list[Choice]:
        """The cards found as choices; of rivals, that fit as well as another, each says when they were here last."""
        best = max((match.grade for match in matches), default=0)
        rivals = [match.id for match in matches if are_rivals and match.grade and match.grade == best]
        return [self._choice(match, is_rival=match.id in rivals and len(rivals) > 1) for match in matches]

    def _choice(self, match: Match, *, is_rival: bool) -> Choice:
        card = self._card(match.id)
        allergies = ", ".join(entry.item for entry in card.with_stance("allergy")) if card else ""
        sign = f"{symbols().alarm} {allergies}" if allergies else ""
        parts = [match.hint if match.hint != match.company else ""]
        if is_rival:
            parts = [
                match.hint if match.hint.startswith("phone") else self._phone_end(card),
                self._last_visit(match.id),
            ]
        hint = "  ".join(part for part in (*parts, sign) if part)
        return Choice(match.id, _with_company(match), hint, bad=bool(sign))

    def _card(self, identifier: str) -> Customer | None:
        if identifier not in self._cards:
            self._cards[identifier] = customers.of(self._desk, identifier)
        return self._cards[identifier]

    def _phone_end(self, card: Customer | None) -> str:
        phone = next((number.typed for number in card.phones.values()), "") if card else ""
        return f"{symbols().ellipsis}{phone[-SHOWN_DIGITS:]}" if phone else ""

    def _last_visit(self, identifier: str) -> str:
        if identifier not in self._last:
            arrived_at = self._arrived_at(identifier)
            on = clock.today(arrived_at) if arrived_at else None
            is_past = on is not None and on.year != clock.today(self._desk.now()).year
            self._last[identifier] = (f"{on:%b %Y}" if is_past else f"{on.day} {on:%b}") if on else ""
        return self._last[identifier]

    def _arrived_at(self, identifier: str) -> datetime | None:
        """When they were here last; of a running desk without a pass over its visits, as this runs with each letter."""
        if self._desk.at_hand is None:
            visits = log.with_customer(self._desk, identifier, most=1)
            return visits[0].arrived_at if visits else None
        card = self._card(identifier)
        arrived = self._desk.at_hand.last_visit(customers.ids_of(self._desk, card) if card else [identifier])
        try:
            return datetime.fromisoformat(arrived)
        except ValueError:
            return None


def _with_company(card: Match | Customer) -> str:
    return ", ".join(part for part in (card.name, card.company) if part)


def likely_cards(finder: Finder, *typed: str) -> list[Likely]:
    """The cards that typed lines may belong to: by their numbers, their e-mails, their names; each once."""
    parts = [part for line in typed if line.strip() for part in read_line(line).parts]
    likely: dict[str, Likely] = {}
    for alike in (alike for part in parts for alike in duplicates.likely(finder, part)):
        likely.setdefault(alike.card.id, alike)
    return list(likely.values())


def new(desk: Session, finder: Finder) -> Question:
    """`Name, phone, e-mail` in any order; Enter makes a customer, the arrows another kind, or take the card there."""

    refused = [""]

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values["card"]
        if not typed.strip():
            return Suggestions(hint="Name, phone, e-mail: in any order, with commas between; the name is enough.")
        likely = likely_cards(finder, typed)[:MOST]
        rows = [Choice(alike.card.id, _with_company(alike.card), alike.why) for alike in likely]
        rows += [Choice(kind, f"New card: {KIND_WORDS[kind]}") for kind in KINDS]
        if likely:
            words = f"{symbols().soon} {likely[0].card.name} may have a card already ({likely[0].why})."
            return Suggestions(rows, -1, f"{words} Down chooses theirs, or a new card.", bad=True)
        return Suggestions(rows, 0, f"Enter makes the card: {read_line(typed).told}.")

    def submit(values: dict[str, str], chosen: str) -> str:
        if chosen.startswith("cus_"):
            return f"{customers.get(desk, chosen).name} has that card; nothing new was made."
        if finder.finish() and (likely := likely_cards(finder, values["card"])):
            name, refused[0] = likely[0].card.name, values["card"]
            raise RefusedError(f"{name} may have a card already ({likely[0].why}).", AGAIN)
        kind: CustomerKind = next((kind for kind in KINDS if kind == chosen), "customer")
        is_meant = values["card"] == refused[0] or (bool(chosen) and bool(likely_cards(finder, values["card"])))
        try:
            made = naming.card_of_line(desk, values["card"], kind, although=is_meant)
        except MayBeKnownError as error:
            refused[0] = values["card"]
            raise RefusedError(error.sentence, AGAIN) from error
        return f"New card: {made.name}, {KIND_WORDS[kind]}."

    return Question("New card", [("card", "New card", "")], submit, on_change, rows=MOST + len(KINDS), subject="")


def to_merge(desk: Session, finder: Finder, kept: Customer, opened: Callable[[str, str], None]) -> Question:
    """Choose the other card of the same person, likely ones first; `opened` shows (kept, other) side by side."""
    numbers, addresses = kept.phones.values(), kept.emails.values()
    parts = (*(number.typed for number in numbers), *(email.address for email in addresses), kept.name)
    likely = [alike for alike in likely_cards(finder, *parts) if alike.card.id != kept.id][:MOST_TO_MERGE]

    def on_change(values: dict[str, str]) -> Suggestions:
        rows = [Choice(alike.card.id, alike.card.name, alike.why) for alike in likely]
        if typed := values["other"].strip():
            matches = [match for match in finder.search(typed, limit=MOST_TO_MERGE + 1) if match.id != kept.id]
            rows = [Choice(match.id, _with_company(match), match.hint) for match in matches[:MOST_TO_MERGE]]
        hint = "Enter shows the two side by side." if rows else "Type the name or number on the other card."
        return Suggestions(rows, 0 if rows else -1, hint)

    def submit(values: dict[str, str], chosen: str) -> str:
        if not chosen:
            raise RefusedError("No other card is chosen.", "Type a name or a number that is on it.")
        opened(kept.id, chosen)
        return ""

    return Question("Merge", [("other", "Same person", "")], submit, on_change, rows=MOST_TO_MERGE)
