"""The log: an interaction from arrival to end."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from heapq import merge, nlargest
from itertools import islice
from typing import TYPE_CHECKING

from deskapp import slots
from deskapp.desk.cards import customers
from deskapp.desk.documents import edit, fetch, newest, put, with_entry
from deskapp.desk.session import Session
from deskapp.desk.visits import follows, gates, numbers, wording
from deskapp.desk.visits.service import greeted, serve
from deskapp.errors import RefusedError, line_of
from deskapp.messages import said
from deskapp.model.customer import Customer
from deskapp.model.document import Document, from_document
from deskapp.model.interaction import CustomerRef, Hold, Interaction, Kind, Note, Ring, Run
from deskapp.store import where
from deskapp.words import loader

if TYPE_CHECKING:
    from deskapp.store.change import Change

REPLY_DRAFT, WHO_DRAFT = "reply ", "who"


def get(desk: Session, identifier: str) -> Interaction:
    """The interaction with that id. Raises NotFoundError."""
    return fetch(desk, Interaction, identifier)


def begin(
    desk: Session,
    kind: Kind,
    *,
    called: str = "",
    phone: str = "",
    channel: str = "",
    reason: str = "",
    customer: Customer | None = None,
    at: datetime | None = None,
    afterwards: bool = False,
    ours: bool = False,
    rings: Mapping[str, Ring] | None = None,
    also: "Callable[[Change, Interaction], None] | None" = None,
) -> Interaction:
    """Somebody is here: store it at once. Its greeting run starts by itself, unless it is written down afterwards.

    `ours`: we call or write. `rings` are those of the phone; `also` is done as part of the same change.
    """
    now = desk.now()
    arrived = at or now
    if arrived > now:
        raise RefusedError(said("That time has not come yet."), said("Give the time when they arrived."))
    greeting = None if afterwards else loader.starting_with(kind)
    interaction = Interaction(
        id=desk.new_id("interactions"),
        kind=kind,
        state="waiting",
        arrived_at=arrived,
        customer=CustomerRef(customer.id, customer.name) if customer else None,
        called=called.strip(),
        phone=phone.strip(),
        channel=channel,
        reason=reason,
        staff=desk.staff,
        runs={greeting.id: Run(now)} if greeting else {},
        rings=rings or {},
        direction="out" if ours else "in",
        afterwards=afterwards,
    )
    words = f"{kind} of {interaction.name}" if interaction.name else f"new {kind}"
    with desk.book.change(words, by=desk.staff, at=now) as change:
        put(change, interaction)
        if also:
            also(change, interaction)
    return interaction


def identify(desk: Session, interaction: Interaction, customer: Customer, *, phone: str = "") -> Interaction:
    """Open the card: this interaction is with that customer, and where it is given has that phone number."""
    with desk.book.change(f"name {customer.name} for this {interaction.kind}", by=desk.staff, at=desk.now()) as change:
        return _with_customer(desk, change, interaction, customer, phone=phone)


def identify_new(desk: Session, interaction: Interaction, name: str, *, phone: str | None = None) -> Interaction:
    """Make a card of what was typed (a name, with a number, an e-mail or a company) and take it, as one change.

    Where the line tells no number the card gets `phone`, that of the interaction unless another, or "", is given.
    """
    from deskapp.desk.cards.typed_card import read_line

    typed = read_line(name)
    number = interaction.phone if phone is None else phone
    customer = numbers.of_visit(customers.from_line(desk, typed, phone=number), interaction)
    with desk.book.change(f"card of {customer.name:.40}", by=desk.staff, at=desk.now()) as change:
        put(change, customer)
        return _with_customer(desk, change, interaction, customer)


def leave_unnamed(
    desk: Session, interaction: Interaction, words: str = "leave unnamed", *, called: str = "", phone: str = ""
) -> Interaction:
    """Forget who it was said to be; a name or a number stays without a card where it is given."""
    with desk.book.change(words, by=desk.staff, at=desk.now()) as change:
        return _with_customer(desk, change, interaction, None, called=called, phone=phone)


def _with_customer(
    desk: Session,
    change: "Change",
    interaction: Interaction,
    customer: Customer | None,
    *,
    called: str = "",
    phone: str = "",
) -> Interaction:
    """Put the interaction with another customer, or none, and let its number and what was promised in it follow.

    `interaction` is as it was before anything was typed for that: undo gives back its name and number.
    """
    before = newest(desk, change, interaction)
    card = numbers.follow(desk, change, before, customer)
    if card is not None and card is not customer:
        put(change, card)
    ref = CustomerRef(customer.id, customer.name) if customer else None
    drafts = with_draft(before, WHO_DRAFT)
    named = replace(before, customer=ref, called=called, phone=phone or interaction.phone, drafts=drafts)
    put(change, named)
    change.stood("interactions", interaction.id, called=interaction.called, phone=interaction.phone)
    follows.bring_along(desk, change, before, ref)
    return named


def set_reason(desk: Session, interaction: Interaction, reason: str) -> Interaction:
    """Write down what it is about; while it is typed, all of it counts as one step for undo."""
    words, run = f"reason{_of(interaction)}", f"{interaction.id}.reason"
    return edit(desk, interaction, words, lambda visit: replace(visit, reason=reason), coalesce=run)


def draft(desk: Session, interaction: Interaction, field: str, text: str) -> Interaction:
    """Keep a sentence that is still being typed, so that a power cut takes none. Empty text forgets it."""

    def alter(visit: Interaction) -> Interaction:
        return replace(visit, drafts=with_draft(visit, field, text))

    return edit(desk, interaction, "typed text", alter)


def with_draft(interaction: Interaction, field: str, text: str = "") -> dict[str, str]:
    """The drafts of an interaction with one of them changed, or gone where the text is empty."""
    drafts = {name: kept for name, kept in interaction.drafts.items() if name != field}
    return {**drafts, field: text} if text else drafts


def greet(desk: Session, interaction: Interaction) -> Interaction:
    """Greeted: the waiting clock stops, serving begins."""
    if interaction.state != "waiting":
        raise RefusedError(f"{interaction.name or 'They'} had been greeted already.")
    now = desk.now()
    return edit(desk, interaction, f"greeted{_of(interaction)}", lambda visit: greeted(visit, now))


def hold(desk: Session, interaction: Interaction) -> Interaction:
    """Put on hold; the clock of the hold starts."""
    _refuse_ended(interaction)
    if interaction.state == "on_hold":
        raise RefusedError(
            said("That one is on hold already."), said("{resume} to come back to them.", resume=slots.press("resume"))
        )
    now = desk.now()

    def alter(visit: Interaction) -> Interaction:
        return with_entry(desk, greeted(visit, now), "holds", Hold(now), state="on_hold")

    return edit(desk, interaction, f"on hold{_of(interaction)}", alter)


def resume(desk: Session, interaction: Interaction) -> Interaction:
    """Back from hold."""
    if interaction.state != "on_hold":
        raise RefusedError(said("That one is not on hold."))
    now = desk.now()
    return edit(desk, interaction, f"back from hold{_of(interaction)}", lambda visit: off_hold(visit, now))


def note(desk: Session, interaction: Interaction, text: str) -> Interaction:
    """Add one line of note."""
    line = Note(desk.now(), line_of(text, said("Write the note first.")), desk.staff)

    def alter(visit: Interaction) -> Interaction:
        return with_entry(desk, visit, "notes", line, drafts=with_draft(visit, "note"))

    return serve(desk, interaction, f"note{_of(interaction)}", alter)


def end(
    desk: Session, interaction: Interaction, outcome: str, *, overruled: str = "", at: datetime | None = None
) -> Interaction:
    """End with one line of outcome. A hard gate refuses it, unless it is overruled with a reason; both are logged."""
    alter = ended(desk, interaction, outcome, overruled=overruled, at=at)
    return edit(desk, interaction, f"end{_of(interaction)}", alter)


def ended(
    desk: Session, interaction: Interaction, outcome: str, *, overruled: str = "", at: datetime | None = None
) -> Callable[[Interaction], Interaction]:
    """What ending does to an interaction, for a change that does more than that. Refuses like `end`."""
    _refuse_ended(interaction)
    line = line_of(outcome, said("Write one line of outcome, such as: repaired, or: will call again."))
    points, reason = gates.hard(desk, interaction), overruled.strip()
    if points and not reason:
        raise RefusedError(
            said("{number} open: {points}.", number=len(points), points="; ".join(points)),
            said("Answer them, or give a reason to end anyway."),
        )
    moment = max(at or desk.now(), interaction.arrived_at)

    def alter(visit: Interaction) -> Interaction:
        visit = replace(visit, state="ended", holds=_holds_until(visit, moment))
        drafts = with_draft(visit, "outcome")
        visit = gates.passed(desk, visit, reason, moment)
        return replace(visit, ended_at=moment, outcome=line, overruled=reason, drafts=drafts)

    return alter


def off_hold(interaction: Interaction, now: datetime) -> Interaction:
    """The interaction with its hold ended; unchanged where it is not on hold."""
    if interaction.state != "on_hold":
        return interaction
    return replace(interaction, state="serving", holds=_holds_until(interaction, now))


def _holds_until(interaction: Interaction, now: datetime) -> dict[str, Hold]:
    return {key: replace(hold, until=now) if hold.until is None else hold for key, hold in interaction.holds.items()}


def _refuse_ended(interaction: Interaction) -> None:
    if not interaction.is_open:
        raise RefusedError(
            said("That interaction has ended already."),
            said("{reopen} to open it again.", reopen=slots.press("reopen")),
        )


def _of(interaction: Interaction) -> str:
    return f" for {wording.called(interaction)}"


def with_customer(
    desk: Session, customer_id: str, *, most: int, but: str = "", archived: bool = False
) -> list[Interaction]:
    """The newest interactions with one customer, those of cards merged into theirs too; `archived`: closed months."""
    customer = customers.of(desk, customer_id)
    identifiers = customers.ids_of(desk, customer) if customer else [customer_id]
    if archived:
        theirs = (where("customer")["id"] == identifier for identifier in identifiers)
        by_card = (desk.book.select("interactions", query, archived=True) for query in theirs)
        documents: Iterable[Document] = merge(*by_card, key=_arrival, reverse=True)
    else:
        needles = (f'"customer":{{"id":"{identifier}"'.encode() for identifier in identifiers)
        documents = nlargest(most + 1, desk.book.table("interactions").scan(*needles), key=_arrival)
    others = (document for document in documents if document["id"] != but)
    return [from_document(Interaction, document) for document in islice(others, most)]


def _arrival(document: Document) -> tuple[str, str]:
    return str(document["arrived_at"]), str(document["id"])
