"""The command that fills a reply: its text is the result, and it is logged for an interaction that is open."""

from collections.abc import Iterable

from deskapp import slots
from deskapp.cli.call import Call
from deskapp.commands import doing, meant
from deskapp.desk.answers import clipboard, replies, sent
from deskapp.desk.answers.replies import About, Filled
from deskapp.desk.promises import promises
from deskapp.desk.visits import follows
from deskapp.errors import RefusedError, UsageError
from deskapp.messages import said
from deskapp.model.promise import Promise
from deskapp.model.words import PLACEHOLDERS, Reply
from deskapp.text import when
from deskapp.words import loader

HEADER = ("name", "title", "by", "needs")


def reply(call: Call) -> None:
    """Fill a reply and print it; without a name list them all. What is missing is named, and has to be given."""
    if not call.text("name"):
        _list(call)
        return
    chosen = replies.named(call.desk, call.text("name"))
    about, given = _about(call), _given(call)
    about, ready = _whole(call, chosen, about, given)
    due, made = replies.due_of(call.desk, given["due"]) if "due" in given else None, None
    if about.interaction or about.customer:
        made = sent.copied(call.desk, ready, about, due=due, though_closed=call.arguments.though_closed)
    if ready.differs:
        call.say(f"! {ready.differs}")
    if due and about.promise and about.promise.due != due:
        stands = when.describe(about.promise.due, call.now)
        call.say(
            said(
                "! '{what:.40}' is promised for {stands}. `{deskapp}move` gives it the new time.",
                what=about.promise.what,
                stands=stands,
                deskapp=slots.DESKAPP,
            )
        )
    if call.arguments.copy:
        call.say(clipboard.copy(ready.text, terminal=call.err.write if call.err.isatty() else None).sentence)
    if about.interaction:
        call.say(said("Logged for {name}.", name=about.name or about.interaction.kind))
    if made:
        call.say(
            said(
                "Promised: {what}, {due_words} ({short}).",
                what=made.what,
                due_words=replies.due_words(made.due, call.now),
                short=meant.short(made.id),
            )
        )
    if call.json:
        call.object({"reply": chosen.id, "channel": ready.channel, "to": about.name, "text": ready.text})
    else:
        call.lines(ready.text)


def _whole(call: Call, chosen: Reply, about: About, given: dict[str, str]) -> tuple[About, Filled]:
    """Whom it is for, with the promise that is meant, and the filled reply. Raises RefusedError for what is missing."""
    if undecided := replies.undecided(chosen, about, given):
        raise RefusedError(
            said("Several promises are open: {promises}.", promises=_told(undecided)),
            said("Add --promise and the id of the one you mean, or --set promise=…"),
        )
    about = replies.meant(chosen, about, given)
    ready = replies.fill(call.desk, chosen, about, given)
    if ready.missing:
        needed = " ".join(f"--set {name}=…" for name in ready.missing)
        raise RefusedError(
            said("'{title}' still lacks: {missing}.", title=chosen.title, missing=", ".join(ready.missing)),
            said("Add {needed}", needed=needed),
        )
    return about, ready


def _list(call: Call) -> None:
    known = loader.replies().values()
    call.listing(
        ({"id": reply.id, "title": reply.title, "channels": reply.channels, "topics": reply.topics} for reply in known),
        HEADER,
        ((reply.id, reply.title, ", ".join(reply.channels), ", ".join(reply.placeholders)) for reply in known),
    )


def _about(call: Call) -> replies.About:
    """The open interaction that is meant, else the card; with the promise that is named, else all open ones to them."""
    if not call.text("who"):
        return replies.About()
    whom, still_open = doing.whom(call.desk, call.text("who")), promises.all_open(call.desk)
    theirs = follows.owed(call.desk, whom.visit, still_open) if whom.visit else []
    if whom.card and not whom.visit:
        theirs = follows.owed_to(call.desk, whom.card, still_open)
    if wanted := call.text("promise"):
        promise = meant.promise(call.desk, wanted)
        if promise not in theirs:
            raise RefusedError(said("'{what:.40}' is promised to somebody else.", what=promise.what))
        return replies.About(whom.visit, whom.card, promise)
    return replies.About(whom.visit, whom.card, open=tuple(theirs))


def _told(undecided: Iterable[Promise]) -> str:
    return ", ".join(f"{meant.short(promise.id)} '{promise.what:.40}'" for promise in undecided)


def _given(call: Call) -> dict[str, str]:
    given = {}
    for pair in call.arguments.set:
        name, equals, text = str(pair).partition("=")
        if not equals or name not in PLACEHOLDERS:
            raise UsageError(
                said("--set {pair!r:.40} is not NAME=TEXT.", pair=pair),
                said("The names are {placeholders}.", placeholders=", ".join(PLACEHOLDERS)),
            )
        given[name] = text
    return given
