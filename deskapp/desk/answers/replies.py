"""Replies: found, and filled with what the book knows (practice E2)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from deskapp import clock, slots
from deskapp.desk.answers import channels, reply_slots
from deskapp.desk.cards import customers
from deskapp.desk.documents import look
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.times import habits
from deskapp.errors import NotFoundError, RefusedError, line_of
from deskapp.messages import said
from deskapp.model.customer import Customer
from deskapp.model.frozen import dataclass
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.model.words import Reply
from deskapp.text import day_words, when
from deskapp.text.folding import words
from deskapp.words import loader

CLOSE_ENOUGH = 78.0
TIMES = ("due", "when")
"""The slots that take a time; only `due` is a promise of ours."""


@dataclass(frozen=True, slots=True)
class About:
    """Whom and what a reply is about; whatever is missing is asked for.

    `open` are the promises to them that may be meant while `promise` says none.
    """

    interaction: Interaction | None = None
    customer: Customer | None = None
    promise: Promise | None = None
    open: tuple[Promise, ...] = ()

    @property
    def name(self) -> str:
        """The customer's name, as far as it is known."""
        return self.customer.name if self.customer else self.interaction.name if self.interaction else ""

    @property
    def channel(self) -> str:
        """The channel that the answer was asked for in, or nothing."""
        return channels.asked_for(self.interaction, self.customer, self.promise)


@dataclass(frozen=True, slots=True)
class Filled:
    """A reply with its values. `missing` are the placeholders that nobody has filled, in the order of the text."""

    reply: Reply
    values: Mapping[str, str]
    missing: tuple[str, ...]
    channel: str
    differs: str

    @property
    def subject(self) -> str:
        """The subject line of a mail or a letter, filled; nothing where it has none."""
        return reply_slots.set_in(self.reply.subject, self.values)

    @property
    def body(self) -> str:
        """The text, filled."""
        return reply_slots.set_in(self.reply.text, self.values)

    @property
    def text(self) -> str:
        """What is copied: the subject line first where there is one."""
        return f"{self.subject}\n\n{self.body}" if self.reply.subject else self.body

    @property
    def shown(self) -> str:
        """The text as it is shown before it is whole: a visible gap for each slot that nobody has filled."""
        return replace(self, values={**dict.fromkeys(self.missing, "…"), **self.values}).text

    def check(self, text: str) -> None:
        """Refuse to copy words, filled or changed by hand, that still have a gap. Raises RefusedError."""
        left = self.missing or reply_slots.gaps(text, self.values.values())
        reply_slots.refuse_gaps(self.reply.title, left)


def named(desk: Session, name: str) -> Reply:
    """The reply of an id, or the one that some words find best. Raises NotFoundError."""
    known = loader.replies()
    if name in known:
        return known[name]
    matches = search(known.values(), name)
    if not matches or not name.strip():
        raise NotFoundError(f"There is no reply '{name:.40}'.", f"Choose one of: {', '.join(known)}.")
    return matches[0]


def search(replies: Iterable[Reply], text: str, channel: str = "") -> list[Reply]:
    """The replies that fit the words, the best first, typing errors forgiven; without words all, in their own order.

    Those that are made for the channel stand before the others.
    """
    typed = words(text)
    scored = [(_score(reply, typed), reply) for reply in replies]
    fitting = [pair for pair in scored if pair[0] > 0]
    return [reply for _, reply in sorted(fitting, key=lambda pair: (not pair[1].fits(channel), -pair[0]))]


def _score(reply: Reply, typed: list[str]) -> float:
    """How well it fits: 0 where one of the words is not in it; a word of its title counts more than one of its text."""
    strong = words(f"{reply.title} {' '.join(reply.topics)} {' '.join(reply.channels)} {reply.id}")
    weak = words(f"{reply.subject} {reply.text}")
    scores = [max(_word_score(word, strong), _word_score(word, weak) * 0.4) for word in typed]
    return sum(scores) / len(scores) if scores and all(scores) else float(not typed)


def _word_score(typed: str, among: list[str]) -> float:
    if typed in among:
        return 100.0
    if any(word.startswith(typed) for word in among):
        return 90.0
    from rapidfuzz import fuzz, process

    best = process.extractOne(typed, among, scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH) if len(typed) > 3 else None
    return best[1] * 0.8 if best else 0.0


def names_promise(reply: Reply) -> bool:
    """Whether a reply speaks of one promise, so that it has to be known which."""
    return "promise" in reply.placeholders


def undecided(reply: Reply, about: About, given: Mapping[str, str] | None = None) -> tuple[Promise, ...]:
    """The promises of which one has to be chosen before a reply is filled; none where it is clear."""
    is_open = about.promise is None and len(about.open) > 1 and "promise" not in (given or {})
    return about.open if is_open and names_promise(reply) else ()


def meant(reply: Reply, about: About, given: Mapping[str, str] | None = None) -> About:
    """Whom and what a reply is about, with the promise only where it speaks of one, and only where that is sure."""
    is_another = "promise" in (given or {}) and about.promise is None and reply_slots.own_lines(reply.text, "promise")
    if not names_promise(reply) or is_another:
        return replace(about, promise=None, open=())
    return replace(about, promise=about.open[0], open=()) if about.promise is None and len(about.open) == 1 else about


def fill(desk: Session, reply: Reply, about: About, given: Mapping[str, str] | None = None) -> Filled:
    """Fill a reply from the interaction, the card, the promise and the desk; what is given goes first."""
    known = _known(desk, reply, meant(reply, about, given)) | dict(given or {})
    for name in TIMES:
        if given and name in given and (moment := due_of(desk, given[name])):
            known[name] = due_words(moment, desk.now())
    values = {name: " ".join(text.split()) for name, text in known.items() if not reply_slots.is_gap(text)}
    missing, asked = tuple(name for name in reply.placeholders if name not in values), about.channel
    return Filled(reply, values, missing, channels.planned(reply, asked), channels.differs(reply, asked))


def _known(desk: Session, reply: Reply, about: About) -> dict[str, str]:
    customer, interaction, promise = about.customer, about.interaction, about.promise
    settings, text = desk_settings.read(desk), f"{reply.subject}\n{reply.text}"
    known = {
        "customer": about.name,
        "address": customer.addressed_as if customer else about.name,
        "promise": promise.what if promise else "",
        "due": _due(desk, reply, about),
        "staff": desk.staff,
        "desk": settings.desk_name,
        "reason": interaction.reason if interaction else "",
        "hours": reply_slots.hours_words(settings.hours),
    }
    spliced = [name for name in reply_slots.OF_PEOPLE if not reply_slots.own_lines(text, name)]
    return known | dict.fromkeys(spliced, "")


def _due(desk: Session, reply: Reply, about: About) -> str:
    """The time that a reply may name: the plan's last day, or that of the promise while it is still to come.

    A word of delay has none before the promise was moved, for the time that stands is the one that is not kept.
    """
    now, promise = desk.now(), about.promise
    if "plan" in reply.topics:
        plan = about.customer.plan if about.customer else None
        return day_words.full(plan.until, clock.today(now)) if plan and plan.until else ""
    if promise is None or promise.due <= now or ("delay" in reply.topics and not promise.moves):
        return ""
    return due_words(promise.due, now)


def due_of(desk: Session, text: str) -> datetime | None:
    """The instant that a typed `due` means, or None where it is words only (`the end of the month`)."""
    try:
        return habits.read(desk, text).at
    except RefusedError:
        return None


def due_words(due: datetime, now: datetime) -> str:
    """An instant as a letter says it, without counting down: `15:00 today`, `9:00 on Friday 27 November`."""
    wall, today = clock.local(due), clock.today(now)
    hour = when.face(wall.time())
    return f"{hour} today" if wall.date() == today else f"{hour} on {day_words.full(wall.date(), today)}"


def check(name: str, text: str) -> str:
    """One typed value made one line. Raises RefusedError for one that says nothing."""
    label = said(reply_slots.QUESTIONS.get(name, name))
    line = line_of(text, said("Type it: {label}.", label=label), said("The reply needs it before you can copy it."))
    if reply_slots.is_gap(line):
        raise RefusedError(said("Type it: {label}.", label=label), said("The reply needs it before you can copy it."))
    return line


def acknowledgement(channel: str) -> Reply:
    """The reply that says "we have it" in a channel; the e-mail where none is known."""
    return _of_topic("acknowledge", "due", channel)


def delay(channel: str) -> Reply:
    """The reply that tells of a promise's new time, in a channel."""
    return _of_topic("delay", "promise", channel)


def _of_topic(topic: str, placeholder: str, channel: str) -> Reply:
    replies = [
        reply for reply in loader.replies().values() if topic in reply.topics and placeholder in reply.placeholders
    ]
    if not replies:
        raise NotFoundError(f"No reply has the topic '{topic}'.", f"Switch one on there: {slots.key('playbook')}.")
    return next((reply for reply in replies if channel and channel in reply.channels), replies[0])


def tell_moved(promise: Promise) -> Promise:
    """The promise with its last move told to the customer; as it is where it was never moved."""
    key = max(promise.moves, key=lambda name: promise.moves[name].at, default=None)
    return replace(promise, moves={**promise.moves, key: replace(promise.moves[key], told=True)}) if key else promise


def about_promise(desk: Session, promise: Promise) -> About:
    """Whom a promise is to, and from which interaction it came."""
    interaction = look(desk, Interaction, promise.interaction) if promise.interaction else None
    customer = customers.of(desk, promise.customer.id) if promise.customer else None
    return About(interaction, customer, promise)


def by_topic(replies: Iterable[Reply]) -> dict[str, list[Reply]]:
    """Replies under the first of their topics, in the order in which the topics come; `other` where one has none."""
    groups: dict[str, list[Reply]] = {}
    for reply in replies:
        groups.setdefault(next(iter(reply.topics), "other"), []).append(reply)
    return groups
