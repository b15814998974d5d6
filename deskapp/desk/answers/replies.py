"""Replies: found, and filled with what the book knows (practice E2)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from deskapp import clock, slots
from deskapp.desk.answers import channels
from deskapp.desk.cards import customers
from deskapp.desk.documents import look
from deskapp.desk.session import Session
from deskapp.desk.settings import settings as desk_settings
from deskapp.desk.times import habits
from deskapp.errors import NotFoundError, RefusedError
from deskapp.model.customer import Customer
from deskapp.model.frozen import dataclass
from deskapp.model.interaction import Interaction
from deskapp.model.promise import Promise
from deskapp.model.words import Reply, filled
from deskapp.text import day_words, typed_hour
from deskapp.text.folding import words
from deskapp.words import loader

CLOSE_ENOUGH = 78.0
QUESTIONS = {
    "customer": "Their name",
    "address": "Address as",
    "promise": "What you do",
    "due": "By when",
    "staff": "Your name",
    "desk": "The desk",
    "reason": "About",
}


@dataclass(frozen=True, slots=True)
class About:
    """Whom and what a reply is about; whatever is missing is asked for."""

    interaction: Interaction | None = None
    customer: Customer | None = None
    promise: Promise | None = None

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
        return filled(self.reply.subject, self.values)

    @property
    def body(self) -> str:
        """The text, filled."""
        return filled(self.reply.text, self.values)

    @property
    def text(self) -> str:
        """What is copied: the subject line first where there is one."""
        return f"{self.subject}\n\n{self.body}" if self.reply.subject else self.body


def everything(desk: Session) -> dict[str, Reply]:
    """Every reply template of this desk by its id."""
    return dict(loader.replies())


def named(desk: Session, name: str) -> Reply:
    """The reply of an id, or the one that some words find best. Raises NotFoundError."""
    known = everything(desk)
    if name in known:
        return known[name]
    found = search(known.values(), name)
    if not found or not name.strip():
        raise NotFoundError(f"There is no reply '{name:.40}'.", f"Choose one of: {', '.join(known)}.")
    return found[0]


def search(replies: Iterable[Reply], text: str, channel: str = "") -> list[Reply]:
    """The replies that fit the words, the best first, typing errors forgiven; without words all, in their own order.

    Those that are made for the channel stand before the others.
    """
    typed = words(text)
    scored = [(_score(one, typed), one) for one in replies]
    kept = [(score, one) for score, one in scored if score > 0]
    kept.sort(key=lambda item: (not item[1].fits(channel), -item[0]))
    return [one for _, one in kept]


def _score(reply: Reply, typed: list[str]) -> float:
    if not typed:
        return 1.0
    strong = words(f"{reply.title} {' '.join(reply.topics)} {' '.join(reply.channels)} {reply.id}")
    weak = words(f"{reply.subject} {reply.text}")
    total = 0.0
    for word in typed:
        best = max(_word_score(word, strong), _word_score(word, weak) * 0.4)
        if not best:
            return 0.0
        total += best
    return total / len(typed)


def _word_score(typed: str, among: list[str]) -> float:
    if typed in among:
        return 100.0
    if any(word.startswith(typed) for word in among):
        return 90.0
    if len(typed) < 4:
        return 0.0
    from rapidfuzz import fuzz, process

    best = process.extractOne(typed, among, scorer=fuzz.ratio, score_cutoff=CLOSE_ENOUGH)
    return best[1] * 0.8 if best else 0.0


def fill(desk: Session, reply: Reply, about: About, given: Mapping[str, str] | None = None) -> Filled:
    """Fill a reply from the interaction, the card, the promise and the desk; what is given goes first."""
    known = _known(desk, reply, about) | {name: _given(desk, name, text) for name, text in (given or {}).items()}
    values = {name: " ".join(text.split()) for name, text in known.items() if text.strip()}
    missing = tuple(name for name in reply.placeholders if name not in values)
    return Filled(
        reply, values, missing, channels.planned(reply, about.channel), channels.differs(reply, about.channel)
    )


def _known(desk: Session, reply: Reply, about: About) -> dict[str, str]:
    customer, interaction, promise = about.customer, about.interaction, about.promise
    plan = customer.plan if customer else None
    if "plan" in reply.topics:
        due = day_words.full(plan.until, clock.today(desk.now())) if plan and plan.until else ""
    else:
        due = due_words(promise.due, desk.now()) if promise else ""
    return {
        "customer": about.name,
        "address": customer.addressed_as if customer else about.name,
        "promise": promise.what if promise else "",
        "due": due,
        "staff": desk.staff,
        "desk": desk_settings.read(desk).desk_name,
        "reason": interaction.reason if interaction else "",
    }


def _given(desk: Session, name: str, text: str) -> str:
    if name != "due":
        return text
    moment = due_of(desk, text)
    return due_words(moment, desk.now()) if moment else text


def due_of(desk: Session, text: str) -> datetime | None:
    """The instant that a typed `due` means, or None where it is words only (`the end of the month`)."""
    try:
        return habits.read(desk, text).at
    except RefusedError:
        return None


def due_words(due: datetime, now: datetime) -> str:
    """An instant as a letter says it, without counting down: `15:00 today`, `9:00 on Friday 27 November`."""
    wall, today = clock.local(due), clock.today(now)
    hour = typed_hour.face(wall.time())
    return f"{hour} today" if wall.date() == today else f"{hour} on {day_words.full(wall.date(), today)}"


def check(name: str, text: str) -> str:
    """One typed value made one line. Raises RefusedError for an empty one."""
    line = " ".join(text.split())
    if not line:
        raise RefusedError("That is needed before it can be copied.", f"Type it: {QUESTIONS.get(name, name)}.")
    return line


def acknowledgement(desk: Session, channel: str) -> Reply:
    """The reply that says "we have it" in a channel; the e-mail where none is known."""
    found = [one for one in everything(desk).values() if "acknowledge" in one.topics and "reason" in one.placeholders]
    return _for_channel(found, channel, "acknowledge")


def delay(desk: Session, channel: str) -> Reply:
    """The reply that tells of a promise's new time, in a channel."""
    found = [one for one in everything(desk).values() if "delay" in one.topics and "promise" in one.placeholders]
    return _for_channel(found, channel, "delay")


def _for_channel(found: list[Reply], channel: str, topic: str) -> Reply:
    if not found:
        raise NotFoundError(f"No reply has the topic '{topic}'.", f"Switch one on there: {slots.key('playbook')}.")
    return next((one for one in found if channel and channel in one.channels), found[0])


def tell_moved(promise: Promise) -> Promise:
    """The promise with its last move told to the customer; as it is where it was never moved."""
    if not promise.moves:
        return promise
    key = max(promise.moves, key=lambda one: promise.moves[one].at)
    return replace(promise, moves={**promise.moves, key: replace(promise.moves[key], told=True)})


def about_promise(desk: Session, promise: Promise) -> About:
    """Whom a promise is to, and from which interaction it came."""
    interaction = look(desk, Interaction, promise.interaction) if promise.interaction else None
    customer = customers.of(desk, promise.customer.id) if promise.customer else None
    return About(interaction, customer, promise)


def by_topic(found: Iterable[Reply]) -> dict[str, list[Reply]]:
    """Replies under the first of their topics, in the order in which the topics come; `other` where one has none."""
    groups: dict[str, list[Reply]] = {}
    for one in found:
        groups.setdefault(one.topics[0] if one.topics else "other", []).append(one)
    return groups
