"""Commands for cards that are one person's: find them, merge them, take them apart."""

from deskapp import slots
from deskapp.cli.call import Call
from deskapp.commands import meant
from deskapp.desk.cards import duplicates as pairs_of
from deskapp.desk.cards import merge as merging
from deskapp.errors import UsageError

HEADER = ("id", "name", "id", "name", "why")


def duplicates(call: Call) -> None:
    """The pairs of cards that may be one person's, the surest first."""
    documents = meant.cards(call.desk)
    names = {one["id"]: str(one.get("name", "")) for one in documents}
    found = pairs_of.pairs(documents)
    if call.json:
        ones = ((one, [{"id": it, "name": names[it]} for it in (one.first, one.second)]) for one in found)
        call.array({"cards": cards, "why": list(one.why)} for one, cards in ones)
        return
    body = [
        (meant.short(one.first), names[one.first], meant.short(one.second), names[one.second], ", ".join(one.why))
        for one in found
    ]
    call.table(HEADER, body)
    words = f"`{slots.DESKAPP}merge ID ID` makes two cards one." if body else "No two cards look like one person's."
    call.say(words)


def merge(call: Call) -> None:
    """Two cards become one."""
    kept, other = meant.card(call.desk, call.text("kept")), meant.card(call.desk, call.text("other"))
    taken = [name.strip().replace("-", "_") for one in call.arguments.take for name in one.split(",")]
    wrong = [name for name in taken if name not in merging.FIELDS]
    if wrong:
        raise UsageError(f"A card has no field {wrong[0]!r:.40}.", f"Choose of {', '.join(merging.FIELDS)}.")
    one = merging.merge(call.desk, kept, other, dict.fromkeys(taken, "other"))
    call.done(
        f"{other.name} is one card with {one.name} now. `{slots.DESKAPP}unmerge` takes it apart.", ("customers", one.id)
    )
