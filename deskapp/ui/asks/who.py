"""Who is it? Finds cards while the name or the number is typed."""

from collections.abc import Sequence

from deskapp.desk import customers, log
from deskapp.desk.duplicates import among
from deskapp.desk.find import EXACT, Finder, Found
from deskapp.desk.folding import words
from deskapp.desk.phones import digits, looks_like_a_number
from deskapp.desk.session import Desk
from deskapp.model.interaction import Interaction
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.entry import Ask, Choice, Offer


def who(desk: Desk, finder: Finder, interaction: Interaction, *, rows: int) -> Ask:
    """Take the lit card, make a new one of what was typed, or leave the person unnamed."""

    def react(values: dict[str, str]) -> Offer:
        typed = values["who"].strip()
        if not typed and not interaction.phone:
            return Offer(hint="Type a name, a company or a number. Esc leaves them unnamed.")
        found = finder.search(typed or interaction.phone, limit=rows)
        choices = [
            Choice(one.id, ", ".join(part for part in (one.name, one.company) if part), one.hint) for one in found
        ]
        if not typed:
            return Offer(choices, hint=f"They ring from {interaction.phone}; it goes on the new card of who you type.")
        lit = lit_card(typed, found)
        if lit >= 0:
            return Offer(choices, lit, "Enter takes the lit card. Up, then Enter, makes a new one.")
        if likely := among(typed, found):
            first = likely[0]
            words = f"{symbols().soon} {first.card.name}: {first.why}. Enter makes a new card all the same."
            return Offer(choices, hint=words, bad=True)
        hint = "Enter makes a new card. Down chooses one of these." if found else "Enter makes a new card."
        return Offer(choices, hint=hint)

    def done(values: dict[str, str], chosen: str) -> str:
        typed = values["who"].strip()
        if chosen:
            customer = customers.get(desk, chosen)
            log.identify(desk, interaction, customer)
            return ""
        if not typed:
            log.leave_unnamed(desk, interaction)
            return ""
        near = next(iter(finder.search(typed, limit=1)), None)
        named = log.identify_new(desk, interaction, typed)
        return f"New card: {named.name}" + (f". Is it {near.name}? Space asks again." if near else "")

    def left() -> None:
        if log.get(desk, interaction.id).called:
            log.leave_unnamed(desk, interaction)

    return Ask(
        title="Who?",
        fields=[("who", "Who?", interaction.called)],
        react=react,
        store=lambda name, text: void(log.call_them(desk, interaction, text)),
        done=done,
        left=left,
        rows=rows,
    )


def lit_card(typed: str, found: Sequence[Found]) -> int:
    """Which card lights up by itself (-1: none): the one whose whole name, whole words or number was typed.

    A beginning of a name lights nothing: Ann must not become Anna because nobody looked.
    """
    if found and found[0].score == EXACT:
        return 0
    sought = set(words(typed))
    number = digits(typed) if looks_like_a_number(typed) or typed.isdigit() else ""
    if len(number) >= 4 and len(found) == 1:
        return 0
    whole = [at for at, one in enumerate(found) if sought and sought <= {*words(one.name), *words(one.company)}]
    return whole[0] if len(whole) == 1 else -1


def void(result: object) -> None:
    """Drop a result where only the effect is wanted."""
