"""Questions about replies: which one, what is missing in it, and then the preview."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from textual.screen import ModalScreen

from deskapp.desk.answers import channels, replies, sent
from deskapp.desk.answers.replies import About, Filled
from deskapp.desk.drafts import drafts
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.times import habits
from deskapp.desk.visits import log
from deskapp.model.promise import Promise
from deskapp.model.words import CHANNELS, Reply, filled
from deskapp.text import hours
from deskapp.ui.questions.choosing import choosing
from deskapp.ui.questions.coached import coached
from deskapp.ui.questions.drafted import changed_words
from deskapp.ui.questions.times import IN_A_FIELD, meant, resolved_time
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions
from deskapp.ui.widgets.question import FINDS, keep_nowhere
from deskapp.words import loader


def choose(desk: Session, about: About) -> Question:
    """Which reply? First the channel where a written message does not say how its answer should go."""
    if _needs_channel(about):
        return which_channel(desk, about, choose)
    known = loader.replies()

    def on_change(values: dict[str, str]) -> Suggestions:
        found = replies.search(known.values(), values["reply"], about.channel)
        choices = [Choice(one.id, one.title, *_kinds(one, about.channel)) for one in found]
        asked = f"They asked for {channels.BY_WORDS[about.channel]}. " if about.channel else ""
        return Suggestions(choices, 0 if choices else -1, f"{asked}Up and Down choose, Enter fills it in.")

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        return fill(desk, known[chosen], about) if chosen else ""

    return choosing(
        Question(title="Reply", fields=[("reply", "Reply", "")], on_change=on_change, submit=submit, rows=8)
    )


def which_channel(desk: Session, about: About, then: Callable[[Session, About], NextStep]) -> Question:
    """How do they want the answer? (practice D5) Written down, then on to what comes next."""
    choices = [Choice(channel, f"by {channel}" if channel != "counter" else "at the counter") for channel in CHANNELS]

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values["channel"].casefold().strip()
        meant = channels.named(typed)
        found = [one for one in choices if typed and (one.value == meant or one.value.startswith(typed))]
        hint = "How do they want the answer? The way they asked for, else the way they came."
        return Suggestions(found or choices, 0 if found else -1, hint)

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        if about.interaction is None:
            return ""
        interaction = channels.put(desk, about.interaction, chosen or values["channel"])
        return then(desk, replace(about, interaction=interaction))

    return Question(
        title="Channel", fields=[("channel", "Channel", "")], on_change=on_change, submit=submit, passing=FINDS
    )


def _needs_channel(about: About) -> bool:
    return about.interaction is not None and about.interaction.kind == "message" and not about.channel


def fill(desk: Session, reply: Reply, about: About, given: Mapping[str, str] | None = None) -> NextStep:
    """Ask for what is missing, one by one; then the preview."""
    given = dict(given or {})
    ready = replies.fill(desk, reply, about, given)
    if not ready.missing:
        return lambda: _preview(desk, ready, about, given)
    return _missing(desk, ready, about, given)


def _missing(desk: Session, ready: Filled, about: About, given: dict[str, str]) -> Question:
    name, interaction = ready.missing[0], about.interaction
    kept = interaction.drafts.get(log.REPLY_DRAFT + name, "") if interaction else ""
    sentences = re.split(r"(?<=[.?!]) |\n", f"{ready.reply.subject}\n{ready.reply.text}")
    sentence = next(one for one in sentences if f"{{{name}}}" in one)

    is_time = name == "due" and "plan" not in ready.reply.topics

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values[name].strip()
        if is_time and typed and (unread := resolved_time(typed, desk.now(), habits.of(desk))).bad:
            return unread
        due = replies.due_of(desk, typed) if name == "due" else None
        closed = hours.of(desk_settings.read(desk)).closed(due) if due else ""
        if closed or ready.differs:
            return Suggestions(hint=f"{closed}." if closed else ready.differs, bad=True)
        shown = replies.fill(desk, ready.reply, about, {**given, name: typed}).values if typed else ready.values
        return Suggestions(hint=filled(sentence, {name: "…", **shown}))

    def store(field: str, text: str) -> None:
        if interaction:
            log.draft(desk, interaction, log.REPLY_DRAFT + field, text)

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        typed = replies.check(name, values[name])
        if is_time:
            typed = meant(typed, chosen)
            habits.read(desk, typed)
        return fill(desk, ready.reply, about, {**given, name: typed})

    return coached(
        Question(
            title=ready.reply.title,
            fields=[(name, replies.QUESTIONS.get(name, name), kept)],
            on_change=on_change,
            store=store if interaction else keep_nowhere,
            submit=submit,
            placeholders=(IN_A_FIELD,) if name == "due" else (),
        )
    )


def _preview(desk: Session, ready: Filled, about: About, given: Mapping[str, str]) -> ModalScreen[str]:
    from deskapp.ui.dialogs.reply import ReplyPreview

    due = _due(desk, given) if about.promise is None else None

    def copied(text: str) -> str:
        made = sent.copied(desk, ready, about, due=due, text=text, though_closed=True)
        if interaction is None:
            kept(ready.text)
        whom = about.name or (f"this {about.interaction.kind}" if about.interaction else "")
        logged = f" Logged for {whom}." if about.interaction or about.customer else ""
        return logged + (f" Promised: {made.what}, {replies.due_words(made.due, desk.now())}." if made else "")

    head = f"{ready.reply.title} {symbols().arrow} {about.name or 'nobody named'}"
    closed = hours.of(desk_settings.read(desk)).closed(due) if due else ""
    note = f"{replies.due_words(due, desk.now())} becomes a promise when you copy." if due else ""
    warnings = [one for one in (ready.differs, f"{closed}." if closed else "") if one]
    by = f"by {ready.channel}" if ready.channel else ""
    seconds = desk_settings.read(desk).clipboard_seconds
    interaction, draft = about.interaction, sent.draft_name(ready)

    owner = about.promise or about.customer
    place = drafts.DraftPlace("reply", ready.reply.id, owner.id if owner else "")
    changed, kept = changed_words(desk, place, ready.text)

    def store(text: str) -> None:
        if interaction:
            log.draft(desk, interaction, draft, "" if text == ready.text else text)
        else:
            kept(text)

    newest = log.get(desk, interaction.id) if interaction else None
    changed = newest.drafts.get(draft, "") if newest else changed
    return ReplyPreview(
        *(head, by, ready.text, copied),
        changed=changed,
        store=store,
        warnings=warnings,
        note=note,
        forget_after=seconds,
    )


def _due(desk: Session, given: Mapping[str, str]) -> datetime | None:
    return replies.due_of(desk, given["due"]) if "due" in given else None


def acknowledge(desk: Session, about: About) -> NextStep:
    """ "We have it, you will hear by TIME": only the time is asked for, and it becomes the promise (practice D2)."""
    if _needs_channel(about):
        return which_channel(desk, about, acknowledge)
    return fill(desk, replies.acknowledgement(about.channel), replace(about, promise=None))


def tell_moved(desk: Session, promise: Promise) -> NextStep:
    """Draft the message that tells of a promise's new time (practice D4)."""
    about = replies.about_promise(desk, promises.get(desk, promise.id))
    return fill(desk, replies.delay(about.channel), about)


def _kinds(reply: Reply, asked: str) -> tuple[str, bool]:
    """The channels it is made for, and whether they are others than the one asked for (practice D5)."""
    words = ", ".join(reply.channels) or "any way"
    return (words, False) if reply.fits(asked) else (f"{symbols().alarm} {words}", True)
