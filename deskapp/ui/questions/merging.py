"""Which other card is the same person's: the likely ones first, any other found while it is typed."""

from collections.abc import Callable

from deskapp.desk.cards.duplicates import Likely
from deskapp.errors import RefusedError
from deskapp.model.customer import Customer
from deskapp.ui.context import Context
from deskapp.ui.questions.new_card import likely_cards
from deskapp.ui.widgets.entry import Choice, Question, Suggestions

MOST = 6


def other(context: Context, kept: Customer, opened: Callable[[str, str], None]) -> Question:
    """Choose the card to merge with one; `opened` shows the two (kept, other) side by side."""
    likely = _likely(context, kept)

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values["other"].strip()
        if typed:
            found = [one for one in context.finder.search(typed, limit=MOST + 1) if one.id != kept.id][:MOST]
            choices = [Choice(one.id, ", ".join(it for it in (one.name, one.company) if it), one.hint) for one in found]
        else:
            choices = [Choice(one.card.id, one.card.name, one.why) for one in likely]
        hint = "Enter shows the two side by side." if choices else "Type the name or number on the other card."
        return Suggestions(choices, 0 if choices else -1, hint)

    def submit(values: dict[str, str], chosen: str) -> str:
        if not chosen:
            raise RefusedError("No other card is chosen.", "Type a name or a number that is on it.")
        opened(kept.id, chosen)
        return ""

    return Question(title="Merge", fields=[("other", "Same person", "")], on_change=on_change, submit=submit, rows=MOST)


def _likely(context: Context, kept: Customer) -> list[Likely]:
    """The cards that have something in common with one, each with what speaks most for it."""
    parts = [one.typed for one in kept.phones.values()] + [one.address for one in kept.emails.values()] + [kept.name]
    found: dict[str, Likely] = {}
    for likely in (one for part in parts for one in likely_cards(context.finder, part)):
        if likely.card.id != kept.id:
            found.setdefault(likely.card.id, likely)
    return list(found.values())[:MOST]
