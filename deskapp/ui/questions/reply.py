"""Words to copy: which reply, what is missing in it, its preview; and what to say in place of others (practice E1)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from textual.screen import ModalScreen

from deskapp import slots
from deskapp.desk.answers import channels, coach, replies, sent
from deskapp.desk.answers.replies import About, Filled
from deskapp.desk.drafts import drafts
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.times import habits
from deskapp.desk.visits import checklists, log
from deskapp.errors import RefusedError
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.model.words import CHANNELS, Phrase, Reply, filled, spoken
from deskapp.text import hours
from deskapp.ui.questions.choosing import choosing
from deskapp.ui.questions.typed import IN_A_FIELD, changed_words, coached, meant, on_visit, resolved_time
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions
from deskapp.ui.widgets.question import FINDS
from deskapp.words import loader

ROWS = 6


def choose(desk: Session, about: About) -> Question:
    """Which reply? First the channel where a written message does not say how its answer should go."""
    if _needs_channel(about):
        return which_channel(desk, about, choose)
    known = loader.replies()

    def on_change(values: dict[str, str]) -> Suggestions:
        fitting = replies.search(known.values(), values["reply"], about.channel)
        rows = [Choice(reply.id, reply.title, *_kinds(reply, about.channel)) for reply in fitting]
        asked = f"They asked for {channels.BY_WORDS[about.channel]}. " if about.channel else ""
        return Suggestions(rows, 0 if rows else -1, f"{asked}Up and Down choose, Enter fills it in.")

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        return fill(desk, known[chosen], about) if chosen else ""

    return choosing(Question("Reply", [("reply", "Reply", "")], submit, on_change, rows=8))


def which_channel(desk: Session, about: About, then: Callable[[Session, About], NextStep]) -> Question:
    """How do they want the answer? (practice D5) Written down, then on to what comes next."""
    rows = [Choice(channel, f"by {channel}" if channel != "counter" else "at the counter") for channel in CHANNELS]

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values["channel"].casefold().strip()
        meant_by = channels.named(typed)
        fitting = [row for row in rows if typed and (row.value == meant_by or row.value.startswith(typed))]
        hint = "How do they want the answer? The way they asked for, else the way they came."
        return Suggestions(fitting or rows, 0 if fitting else -1, hint)

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        if about.interaction is None:
            return ""
        visit = channels.put(desk, about.interaction, chosen or values["channel"])
        return then(desk, replace(about, interaction=visit))

    return Question("Channel", [("channel", "Channel", "")], submit, on_change, passing=FINDS)


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
    name = ready.missing[0]
    draft = log.REPLY_DRAFT + name if about.interaction else name
    sentences = re.split(r"(?<=[.?!]) |\n", f"{ready.reply.subject}\n{ready.reply.text}")
    sentence = next(part for part in sentences if f"{{{name}}}" in part)
    is_time = name == "due" and "plan" not in ready.reply.topics

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values[draft].strip()
        if is_time and typed and (unread := resolved_time(typed, desk.now(), habits.of(desk))).bad:
            return unread
        due = replies.due_of(desk, typed) if name == "due" else None
        closed = hours.of(desk_settings.read(desk)).closed(due) if due else ""
        if closed or ready.differs:
            return Suggestions(hint=f"{closed}." if closed else ready.differs, bad=True)
        shown = replies.fill(desk, ready.reply, about, {**given, name: typed}).values if typed else ready.values
        return Suggestions(hint=filled(sentence, {name: "…", **shown}))

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        typed = replies.check(name, values[draft])
        if is_time:
            typed = meant(typed, chosen)
            habits.read(desk, typed)
        return fill(desk, ready.reply, about, {**given, name: typed})

    examples = (IN_A_FIELD,) if name == "due" else ()
    fields = [(draft, replies.QUESTIONS.get(name, name), "")]
    more: dict[str, Any] = {"placeholders": examples, "subject": None}
    return coached(on_visit(desk, about.interaction, ready.reply.title, fields, submit, on_change, **more))


def _preview(desk: Session, ready: Filled, about: About, given: Mapping[str, str]) -> ModalScreen[str]:
    from deskapp.ui.sheets.reply import ReplyPreview

    settings, visit = desk_settings.read(desk), about.interaction
    due = replies.due_of(desk, given["due"]) if "due" in given and about.promise is None else None
    closed = hours.of(settings).closed(due) if due else ""
    draft, owner = sent.draft_name(ready), about.promise or about.customer
    place = drafts.DraftPlace("reply", ready.reply.id, owner.id if owner else "")
    changed, kept = changed_words(desk, place, ready.text)

    def store(text: str) -> None:
        if visit:
            log.draft(desk, visit, draft, "" if text == ready.text else text)
        else:
            kept(text)

    def copied(text: str) -> str:
        made = sent.copied(desk, ready, about, due=due, text=text, though_closed=True)
        if visit is None:
            kept(ready.text)
        whom = about.name or (f"this {visit.kind}" if visit else "")
        logged = f" Logged for {whom}." if visit or about.customer else ""
        return logged + (f" Promised: {made.what}, {replies.due_words(made.due, desk.now())}." if made else "")

    return ReplyPreview(
        f"{ready.reply.title} {symbols().arrow} {about.name or 'nobody named'}",
        f"by {ready.channel}" if ready.channel else "",
        *(ready.text, copied),
        changed=log.get(desk, visit.id).drafts.get(draft, "") if visit else changed,
        store=store,
        warnings=[warning for warning in (ready.differs, f"{closed}." if closed else "") if warning],
        note=f"{replies.due_words(due, desk.now())} becomes a promise when you copy." if due else "",
        forget_after=settings.clipboard_seconds,
    )


def acknowledge(desk: Session, about: About) -> NextStep:
    """ "We have it, you will hear by TIME": only the time is asked for, and it becomes the promise (practice D2)."""
    if about.interaction is None:
        way = f"{slots.press('message')} for a message that came in."
        raise RefusedError("Nobody is here to hear from you.", way)
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


def say(desk: Session, visit: Interaction | None, words: dict[str, str], copy: Callable[[str], None]) -> Question:
    """Search the phrases, which `copy` takes; without words, those for the selected step and the temperature."""
    bank = loader.phrases()

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values["say"].strip()
        phrases = coach.search(bank.values(), typed) if typed else _for_now(visit) or list(bank.values())
        if not phrases:
            return Suggestions(hint=f"No phrase has these words. {slots.key('playbook')} adds one.")
        rows = [Choice(phrase.id, spoken(phrase.say, words), f"not: {phrase.avoid}") for phrase in phrases[:ROWS]]
        return Suggestions(rows, 0, f"{len(phrases)} found. Enter copies the selected one.")

    def submit(values: dict[str, str], chosen: str) -> str:
        if chosen:
            copy(spoken(bank[chosen].say, words))
        return ""

    return choosing(Question("Say", [("say", "Instead of", "")], submit, on_change, rows=ROWS, wraps=True))


def _for_now(visit: Interaction | None) -> list[Phrase]:
    if visit is None:
        return []
    checklist = checklists.selected(visit)
    step = checklists.next_step(visit, checklist) if checklist else None
    key = checklist.tick_key(step) if checklist and step else ""
    return coach.suggestions(loader.phrases().values(), key, visit.temperature, most=ROWS)
