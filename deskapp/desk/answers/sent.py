"""What was copied to be sent: logged with whom it is for, in which words and by which channel (practices D2, E2)."""

from collections.abc import Mapping
from datetime import datetime
from zlib import crc32

from deskapp import clock
from deskapp.desk.answers import replies
from deskapp.desk.answers.replies import About, Filled
from deskapp.desk.documents import as_it_stands, put, with_entry
from deskapp.desk.session import Session
from deskapp.desk.times import closed_hours
from deskapp.desk.visits import log
from deskapp.desk.visits.service import greeted
from deskapp.messages import said
from deskapp.model.interaction import Copied, CustomerRef, Interaction
from deskapp.model.promise import Promise


def draft_name(ready: Filled) -> str:
    """Under which name its words are kept while somebody changes them; other values filled in have another name."""
    return f"{log.REPLY_DRAFT}text {ready.reply.id} {crc32(ready.text.encode(errors='replace')):08x}"


def copied(
    desk: Session,
    ready: Filled,
    about: About,
    *,
    due: datetime | None = None,
    text: str = "",
    though_closed: bool = False,
) -> Promise | None:
    """Log what was copied, to whom and how; a time that it names and no promise holds yet becomes the promise (D2).

    `text` are the words where they were changed. A word of delay tells them of the promise's last move. With a
    person who is not here now it goes to their last interaction of today, else it is one of its own. One change on the
    disk, so that one undo takes all back. Raises ClosedThenError where the promise would be due at a time at which the
    desk is closed, unless that is meant.
    """
    ready.check(text or ready.text)
    about = replies.meant(ready.reply, about)
    promise = _promised(desk, ready, about, due) if due and about.promise is None else None
    if promise:
        closed_hours.refuse(desk, promise.due, meant=though_closed)
    held_by = about.interaction or _last_with(desk, about)
    with desk.book.change(f"reply '{ready.reply.title:.40}'", by=desk.staff, at=desk.now()) as change:
        if promise:
            put(change, promise)
        if (
            about.promise
            and "delay" in ready.reply.topics
            and (held := as_it_stands(change, Promise, about.promise.id))
        ):
            put(change, replies.tell_moved(held))
        visit = as_it_stands(change, Interaction, held_by.id) if held_by else None
        if visit or about.customer:
            visit = visit or _of_its_own(desk, ready, about)
            put(change, log_on(desk, visit, ready.reply.id, text or ready.text, about, ready.channel, ready.values))
    return promise


def log_on(
    desk: Session,
    interaction: Interaction,
    source: str,
    text: str,
    about: About,
    channel: str,
    values: Mapping[str, str] | None = None,
) -> Interaction:
    """The interaction with one more text that was copied from a reply or an FAQ entry.

    What was typed while the reply was filled is no draft any more; a reason that nobody had written down is taken over.
    """
    now = desk.now()
    return with_entry(
        desk,
        greeted(interaction, now),
        "copied",
        Copied(now, source, text, about.name, channel, desk.staff),
        reason=interaction.reason or (values or {}).get("reason") or (values or {}).get("topic", ""),
        drafts={name: kept for name, kept in interaction.drafts.items() if not name.startswith(log.REPLY_DRAFT)},
    )


def _last_with(desk: Session, about: About) -> Interaction | None:
    """Their last interaction of today."""
    visits = log.with_customer(desk, about.customer.id, most=1) if about.customer else []
    return visits[0] if visits and clock.today(visits[0].arrived_at) == clock.today(desk.now()) else None


def _of_its_own(desk: Session, ready: Filled, about: About) -> Interaction:
    """A message that begins and ends now."""
    now, customer = desk.now(), about.customer
    return Interaction(
        id=desk.new_id("interactions"),
        kind="message",
        state="ended",
        arrived_at=now,
        ended_at=now,
        customer=CustomerRef(customer.id, customer.name) if customer else None,
        channel=ready.channel,
        outcome=ready.reply.title,
        staff=desk.staff,
        direction="out",
        afterwards=False,
    )


def _promised(desk: Session, ready: Filled, about: About, due: datetime) -> Promise:
    reason = about.interaction.reason if about.interaction else ""
    reason = reason or ready.values.get("reason") or ready.values.get("topic", "")
    what = ready.values.get("promise") or (said("answer: {reason}", reason=reason) if reason else said("answer"))
    whom = about.customer or (about.interaction.customer if about.interaction else None)
    now = desk.now()
    return Promise(
        id=desk.new_id("promises"),
        what=what,
        due=due,
        made_at=now,
        due_typed=ready.values.get("due", ""),
        customer=CustomerRef(whom.id, whom.name) if whom else None,
        interaction=about.interaction.id if about.interaction else "",
        channel=ready.channel,
        owner=desk.staff,
        acknowledged_at=now,
    )
