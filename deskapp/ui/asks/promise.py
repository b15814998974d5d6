"""Questions about promises: made, moved, kept."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from deskapp import slots
from deskapp.desk import channels, closed_then, customers, habits, log, pauses, promises, repeats
from deskapp.desk.session import Desk
from deskapp.errors import RefusedError
from deskapp.model.customer import Customer
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.text import when
from deskapp.text.folding import holds
from deskapp.text.habits import PLAIN, Habits
from deskapp.ui.asks import channel
from deskapp.ui.asks.choosing import choosing
from deskapp.ui.asks.closed import in_hours
from deskapp.ui.lines.promise_clock import left_words
from deskapp.ui.widgets.entry import Ask, Choice, Next, Offer
from deskapp.ui.widgets.question import FINDS, keep_nowhere

if TYPE_CHECKING:
    from deskapp.desk.find import Finder

TOMORROW = "tomorrow"
EXAMPLES = "15:00, in 20m, tomorrow 9:00, fri 14:00"
IN_A_FIELD = "15:00, in 20m, fri 14:00"
"""The same, where a narrow field would cut it."""


def resolved_time(typed: str, now: datetime, known: Habits = PLAIN, *, then: str = "Enter promises it") -> Offer:
    """What a typed time comes to at a desk and what decided that, or why it cannot be read.

    Of an hour that has passed tomorrow's is offered.
    """
    if not typed.strip():
        return Offer(hint=f"By when? {EXAMPLES}")
    try:
        reading = when.read(typed, now, known)
        shown = " ".join(filter(None, (f"That is {when.describe(reading.at, now)}.", reading.why)))
        return Offer(hint=f"{shown} {then}.")
    except when.PassedError as error:
        choice = Choice(TOMORROW, when.tomorrow_at(error.tomorrow, now))
        return Offer([choice], -1, f"{error.sentence} Down, then Enter takes tomorrow.", bad=True)
    except RefusedError as error:
        return Offer(hint=str(error) if error.next_step != when.EXAMPLES else error.sentence, bad=True)


def meant(typed: str, chosen: str) -> str:
    """The time as it was typed, or with the day that was chosen for it."""
    words = typed.strip()
    if chosen != TOMORROW:
        return words
    return f"{TOMORROW} {words[3:] if words.casefold().startswith(('by ', 'at ')) else words}"


def to_whom(desk: Desk, finder: "Finder") -> Ask:
    """Promise to somebody who is not here: first their card, then what and by when."""
    from deskapp.desk import meant as who_is_meant
    from deskapp.ui.asks.tell_apart import Rows

    shown = Rows(desk)

    def react(values: dict[str, str]) -> Offer:
        typed = values["whom"].strip()
        if not typed:
            return Offer(hint="Type a name, a company or a number. Enter alone: to nobody named.")
        found = finder.search(typed, limit=6)
        lit = who_is_meant.lit(found)
        hint = (
            "Enter takes the lit card; Down chooses another."
            if found
            else f"Nobody is found. {slots.key('new_card')} makes a card."
        )
        return Offer(shown.of(found, are_rivals=lit < 0), lit, hint)

    def done(values: dict[str, str], chosen: str) -> Next:
        typed = values["whom"].strip()
        chosen = chosen or (who_is_meant.unread(finder, typed) if typed else "")
        if typed and not chosen:
            raise RefusedError("No card is lit.", f"Down chooses one; {slots.key('new_card')} makes a new one.")
        return make(desk, None, customers.get(desk, chosen) if chosen else None)

    return Ask(title="Promise", fields=[("whom", "To whom", "")], react=react, done=done, subject="")


def make(desk: Desk, interaction: Interaction | None, customer: Customer | None = None) -> Ask:
    """What, and by when; the time is shown resolved before it is saved."""
    drafts = interaction.drafts if interaction else {}
    whom = customer.name if customer else interaction.name if interaction else ""
    reference = interaction.customer if interaction else None
    card = customer or (customers.of(desk, reference.id) if reference else None)

    def react(values: dict[str, str]) -> Offer:
        if not values["promise"].strip():
            liked = f"{channels.preference_words(card)} " if channels.preferred(card) else ""
            to = f" to {whom}" if whom else ""
            return Offer(hint=f"{liked}Promise{to} less than you can do. Tab goes on to the time.")
        offer = resolved_time(values["due"], desk.now(), habits.of(desk))
        return channel.offered(offer, values["promise"], interaction, card)

    def done(values: dict[str, str], chosen: str) -> Next:
        typed = meant(values["due"], chosen)

        def promise(due: datetime, closed: bool) -> Next:
            newest = log.get(desk, interaction.id) if interaction else None
            words = values["promise"]
            via = channel.chosen_channel(chosen, words, newest, card)
            given = partial(promises.make, due_typed=typed, channel=via, though_closed=closed)
            made = given(desk, words, due, interaction=newest, customer=customer)
            return channel.or_number(desk, made, f"Promised: {made.what}, {when.describe(due, desk.now())}")

        return in_hours(desk, habits.read(desk, typed).at, promise)

    def store(name: str, text: str) -> None:
        if interaction:
            log.draft(desk, interaction, name, text)

    return Ask(
        title="Promise",
        fields=[("promise", "Promise", drafts.get("promise", "")), ("due", "By when", drafts.get("due", ""))],
        react=react,
        store=store if interaction else keep_nowhere,
        done=done,
        placeholders=("", IN_A_FIELD),
        subject=interaction.id if interaction else customer.id if customer else "",
    )


def which(desk: Desk, found: Sequence[Promise], verb: str, *, nobody: str = "") -> Ask:
    """Choose the promise to keep, move, hand on or give up; where none is to `nobody`, none is lit by itself."""
    now = desk.now()
    by_id = {one.id: one for one in found}
    choices = [Choice(one.id, promises.named(one), left_words(one, now)) for one in found]

    def react(values: dict[str, str]) -> Offer:
        typed = values["which"]
        shown = [one for one in choices if holds(one.text, typed)]
        if nobody and not typed:
            return Offer(shown, -1, f"{nobody} has no open promise. Down, then Enter: {verb} another one.", bad=True)
        return Offer(shown, 0 if shown else -1, f"Up and Down choose, Enter: {verb}.")

    def done(values: dict[str, str], chosen: str) -> Next:
        return act(desk, by_id[chosen], verb) if chosen else ""

    return choosing(Ask(title=verb, fields=[("which", "Which one?", "")], react=react, done=done))


def act(desk: Desk, promise: Promise, verb: str) -> Ask | str:
    """Do to one promise what was chosen: `keep`, `move`, `hand on`, `wait`, `repeat` or `give up`."""
    if verb == "move":
        return move(desk, promise)
    if verb == "hand on":
        return hand_on(desk, promise)
    if verb == "repeat":
        return repeat(desk, promise)
    if verb == "wait" and promise.paused_since:
        running = pauses.resume(desk, promise)
        return f"Runs on, {when.describe(running.due, desk.now())}: {promise.what}"
    if verb == "wait":
        pauses.pause(desk, promise)
        return f"Waits on them, its clock stands still: {promise.what}"
    if verb == "give up":
        promises.give_up(desk, promise)
        return f"Given up, and on record: {promises.named(promise)}{_again(desk, promise)}"
    promises.keep(desk, promise)
    return f"Kept: {promises.named(promise)}{_again(desk, promise)}"


def _again(desk: Desk, promise: Promise) -> str:
    """When it comes again, and the key that ends it."""
    sentence = repeats.comes_again(desk, promise)
    return f". {sentence} {slots.press('repeat')}, then no, to end that." if sentence else ""


def move(desk: Desk, promise: Promise) -> Ask:
    """A new time, and whether the customer was told."""

    def done(values: dict[str, str], chosen: str) -> Next:
        typed = meant(values["due"], chosen)

        def ask(due: datetime, closed: bool) -> Next:
            closed_then.refuse(desk, due, meant=closed)
            return told(desk, promise, due, typed)

        return in_hours(desk, habits.read(desk, typed).at, ask)

    return Ask(
        title="Move",
        fields=[("due", "New time", "")],
        react=lambda values: resolved_time(values["due"], desk.now(), habits.of(desk)),
        done=done,
        placeholders=(IN_A_FIELD,),
        subject=promise.id,
    )


def told(desk: Desk, promise: Promise, due: datetime, typed: str) -> Ask:
    """Was the customer told of the new time? (practice D4) Whether the desk is open then was asked before."""
    choices = [Choice("yes", "Yes, they know the new time"), Choice("no", "Not yet: draft the message to them")]

    def done(values: dict[str, str], chosen: str) -> Next:
        from deskapp.ui.asks.reply import tell_moved

        answer = chosen or {"y": "yes", "n": "no"}.get(values["told"].strip().casefold()[:1], "")
        if not answer:
            raise RefusedError("Was the customer told?", "Choose yes or no.")
        promises.move(desk, promise, due, told=answer == "yes", due_typed=typed, though_closed=True)
        return f"Moved to {when.describe(due, desk.now())}." if answer == "yes" else tell_moved(desk, promise)

    def left() -> str:
        promises.move(desk, promise, due, told=False, due_typed=typed, though_closed=True)
        return f"Moved to {when.describe(due, desk.now())}; they don't know it yet."

    return Ask(
        title="Told?",
        left=left,
        fields=[("told", "They know?", "")],
        react=lambda values: Offer(choices, -1, "y or n, then Enter."),
        done=done,
        passing=FINDS,
        subject=promise.id,
    )


def hand_on(desk: Desk, promise: Promise) -> Ask:
    """Give it to a named person to keep."""

    def done(values: dict[str, str], chosen: str) -> str:
        promises.hand_to(desk, promise, values["owner"])
        return f"{values['owner'].strip()} keeps it now: {promise.what}"

    return Ask(
        title="Hand on",
        fields=[("owner", "Hand it to", "")],
        react=lambda values: Offer(hint="A named person who will keep it."),
        done=done,
        subject=promise.id,
    )


def repeat(desk: Desk, promise: Promise) -> Ask:
    """Let it come again: once it is kept, the next one is made."""

    def done(values: dict[str, str], chosen: str) -> str:
        newest = pauses.repeat(desk, promise, chosen or values["every"])
        return f"{repeats.told(newest.repeat).capitalize() or 'Only once'}: {promise.what}"

    words = ("day", "workday", "week", "month", "no")

    def react(values: dict[str, str]) -> Offer:
        typed = values["every"].strip().casefold()
        found = [
            Choice(word, f"every {word}" if word != "no" else "only once") for word in words if word.startswith(typed)
        ]
        return Offer(found, 0 if typed and found else -1, "Once it is kept, the next one is made by itself.")

    return Ask(title="Repeat", fields=[("every", "Every", "")], react=react, done=done, subject=promise.id)


def reword(desk: Desk, promise: Promise) -> Ask:
    """Change the words of a promise."""

    def store(name: str, text: str) -> None:
        if text.strip():
            promises.reword(desk, promise, text)

    def done(values: dict[str, str], chosen: str) -> str:
        promises.reword(desk, promise, values["what"])
        return ""

    def holds() -> dict[str, str]:
        return {"what": promises.get(desk, promise.id).what}

    fields = [("what", "Promise", promise.what)]
    return Ask(title="Promise", fields=fields, store=store, done=done, edits=True, subject=promise.id, holds=holds)
