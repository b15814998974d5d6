"""Words to copy: which reply, what is missing in it, its preview; and what to say in place of others (practice E1)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from textual.screen import ModalScreen

from deskapp import slots
from deskapp.desk.answers import channels, coach, replies, reply_slots, sent
from deskapp.desk.answers.replies import About, Filled
from deskapp.desk.drafts import drafts
from deskapp.desk.promises import promises
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.times import habits
from deskapp.desk.visits import checklists, log
from deskapp.errors import RefusedError
from deskapp.messages import said
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.model.words import CHANNELS, Phrase, Reply, spoken
from deskapp.text import hours
from deskapp.text.folding import words as words_of
from deskapp.ui.questions.choosing import choosing
from deskapp.ui.questions.typed import IN_A_FIELD, changed_words, coached, meant, on_visit, resolved_time
from deskapp.ui.symbols import symbols
from deskapp.ui.widgets.entry import Choice, NextStep, Question, Suggestions
from deskapp.ui.widgets.question import FINDS
from deskapp.words import loader

ROWS = 6
NEW = "a new one"


def choose(desk: Session, about: About) -> Question:
    """Which reply? First the channel where a written message does not say how its answer should go."""
    if _needs_channel(about):
        return which_channel(desk, about, choose)
    known = loader.replies()

    def on_change(values: dict[str, str]) -> Suggestions:
        fitting = replies.search(known.values(), values["reply"], about.channel)
        rows = [Choice(reply.id, reply.title, *_kinds(reply, about.channel)) for reply in fitting]
        hint = said("Choose a reply with Up and Down. Enter fills it in.")
        if about.channel:
            asked = channels.BY_WORDS[about.channel]
            hint = said("They asked for {asked}. Choose with Up and Down. Enter fills it in.", asked=asked)
        return Suggestions(rows, 0 if rows else -1, hint)

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        return fill(desk, known[chosen], about) if chosen else ""

    return choosing(Question("Reply", [("reply", "Reply", "")], submit, on_change, rows=8))


def which_channel(desk: Session, about: About, then: Callable[[Session, About], NextStep]) -> Question:
    """How do they want the answer? (practice D5) Written down, then on to what comes next."""
    rows = [Choice(channel, channels.WAYS[channel]) for channel in CHANNELS]

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
    """Ask which promise is meant where several may be, then for what is missing, one by one; then the preview."""
    given = dict(given or {})
    if undecided := replies.undecided(reply, about, given):
        return _which_promise(desk, reply, replace(about, open=undecided), given)
    about = replies.meant(reply, about, given)
    ready = replies.fill(desk, reply, about, given)
    if not ready.missing:
        return lambda: _preview(desk, ready, about, given)
    return _missing(desk, ready, about, given)


def _which_promise(desk: Session, reply: Reply, about: About, given: dict[str, str]) -> Question:
    """Which of several open promises the reply speaks of: none is lit, for the nearest need not be it."""
    now = desk.now()
    rows = [Choice(promise.id, promise.what, replies.due_words(promise.due, now)) for promise in about.open]
    rows.append(Choice(NEW, said("None of these"), said("write a new one")))

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = words_of(values["which"])
        fitting = [row for row in rows if all(word in row.text.casefold() for word in typed)]
        return Suggestions(
            fitting or rows, 0 if typed and len(fitting) == 1 else -1, said("Which promise is it about?")
        )

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        promise = next((promise for promise in about.open if promise.id == chosen), None)
        if promise is None and chosen != NEW:
            raise RefusedError(
                said("Several promises are open."), said("Choose the one that you mean with Up and Down.")
            )
        return fill(desk, reply, replace(about, promise=promise, open=()), given)

    return choosing(Question(reply.title, [("which", said("Promise"), "")], submit, on_change, rows=ROWS))


def _missing(desk: Session, ready: Filled, about: About, given: dict[str, str]) -> Question:
    name = ready.missing[0]
    draft = log.REPLY_DRAFT + name if about.interaction else name
    sentences = re.split(r"(?<=[.?!]) |\n", f"{ready.reply.subject}\n{ready.reply.text}")
    example = reply_slots.EXAMPLES.get(name, "")
    sentence = next(part for part in sentences if f"{{{name}}}" in part)
    is_time = name == "when" or (name == "due" and "plan" not in ready.reply.topics)

    def on_change(values: dict[str, str]) -> Suggestions:
        typed = values[draft].strip()
        if is_time and typed and (unread := resolved_time(typed, desk.now(), habits.of(desk))).bad:
            return unread
        due = replies.due_of(desk, typed) if is_time else None
        closed = hours.of(desk_settings.read(desk)).closed(due) if due else ""
        if closed or ready.differs:
            return Suggestions(hint=f"{closed}." if closed else ready.differs, bad=True)
        shown = replies.fill(desk, ready.reply, about, {**given, name: typed}).values if typed else ready.values
        if example and not typed:
            return Suggestions(hint=said(example))
        return Suggestions(hint=reply_slots.set_in(sentence, {name: "…", **shown}))

    def submit(values: dict[str, str], chosen: str) -> NextStep:
        typed = replies.check(name, values[draft])
        if is_time:
            typed = meant(typed, chosen)
            habits.read(desk, typed)
        return fill(desk, ready.reply, about, {**given, name: typed})

    examples = (IN_A_FIELD,) if is_time else ()
    fields = [(draft, said(reply_slots.QUESTIONS.get(name, name)), "")]
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
        told = said(" Logged for {whom}.", whom=whom) if visit or about.customer else ""
        if made is None:
            return told
        when = replies.due_words(made.due, desk.now())
        return told + said(" Promised: {what}, {when}.", what=made.what, when=when)

    return ReplyPreview(
        f"{ready.reply.title} {symbols().arrow} {about.name or said('nobody named')}",
        channels.WAYS.get(ready.channel, ""),
        *(ready.text, copied),
        check=ready.check,
        changed=log.get(desk, visit.id).drafts.get(draft, "") if visit else changed,
        store=store,
        warnings=[warning for warning in (ready.differs, f"{closed}." if closed else "") if warning],
        note=said("{when} becomes a promise when you copy.", when=replies.due_words(due, desk.now())) if due else "",
        forget_after=settings.clipboard_seconds,
    )


def acknowledge(desk: Session, about: About) -> NextStep:
    """ "We have it, you will hear by TIME": only the time is asked for, and it becomes the promise (practice D2)."""
    if about.interaction is None:
        way = f"{slots.press('message')} for a message that came in."
        raise RefusedError(said("Nobody is here to answer."), way)
    if _needs_channel(about):
        return which_channel(desk, about, acknowledge)
    return fill(desk, replies.acknowledgement(about.channel), replace(about, promise=None, open=()))


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
