"""The words of the house: checklists, phrases, replies, processes, what is filled into them, and the shop's edits."""

import re
from collections.abc import Mapping
from dataclasses import field
from typing import Any, Literal

from deskapp.model.frozen import Kept, dataclass
from deskapp.model.kettle import COLDEST, HOTTEST

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_OPTIONAL = re.compile(r"(,? ?)\{([a-z_]+)\}")


def placeholders(text: str) -> tuple[str, ...]:
    """The names of the placeholders of a text, each once, in the order they stand in it."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(text)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders replaced in one pass, so that a brace inside a value stays a brace.

    A placeholder without a value stays as it is, so that nobody takes the text for finished.
    """
    return _PLACEHOLDER.sub(lambda slot: values.get(slot[1], slot[0]), text)


def spoken(text: str, values: Mapping[str, str]) -> str:
    """Words to say: as `filled`, but what is not known is left out together with the comma before it."""

    def put(slot: re.Match[str]) -> str:
        value = values.get(slot[2], "")
        return slot[1] + value if value else ""

    return _OPTIONAL.sub(put, text)


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `why` is one line; `say` and `avoid` are words for the customer's ears."""

    id: str
    prompt: str
    why: str = ""
    say: str = ""
    avoid: str = ""
    practice: str = ""
    mandatory: bool = False
    greets: bool = False


@dataclass(frozen=True, slots=True)
class Checklist:
    """A template. `title` is shown with done/total, as in `Greeting 2/6`; it fits a reason that has one of `topics`."""

    id: str
    title: str
    steps: tuple[Step, ...]
    starts_with: str = ""
    practice: str = ""
    topics: tuple[str, ...] = ()

    def tick_key(self, step: Step) -> str:
        """The key of a step's tick inside an interaction."""
        return f"{self.id}-{step.id}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Not this (`avoid`), say that. `steps` are tick keys (`resolution-agree`); the range is in °C, both ends in it."""

    id: str
    avoid: str
    say: str
    practice: str = ""
    steps: tuple[str, ...] = ()
    coldest: int = COLDEST
    hottest: int = HOTTEST

    def suits(self, celsius: int | None) -> bool:
        """Whether it helps at a temperature; where none was taken, one for every temperature does."""
        if celsius is None:
            return (self.coldest, self.hottest) == (COLDEST, HOTTEST)
        return self.coldest <= celsius <= self.hottest


PLACEHOLDERS = (
    *("customer", "address", "promise", "due", "staff", "desk", "reason"),
    *("topic", "cause", "amount", "thing", "place", "when", "hours", "offer", "answer", "person"),
)
CHANNELS = ("call", "e-mail", "letter", "chat", "counter")


@dataclass(frozen=True, slots=True)
class Reply:
    """One template. No channels means any; `subject` is the subject line of a mail or a letter."""

    id: str
    title: str
    text: str
    subject: str = ""
    channels: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    practice: str = ""

    @property
    def placeholders(self) -> tuple[str, ...]:
        """What has to be known before it can be sent, in the order of the text."""
        return placeholders(f"{self.subject}\n{self.text}")

    def fits(self, channel: str) -> bool:
        """Whether it is made for a channel; an unknown channel ("") takes any."""
        return not channel or not self.channels or channel in self.channels


@dataclass(frozen=True, slots=True)
class Process:
    """One process. `topics` are words of a reason that call for it; `decides` is who may go beyond it."""

    id: str
    title: str
    steps: tuple[str, ...]
    tell: str = ""
    topics: tuple[str, ...] = ()
    decides: str = ""
    practice: str = ""


WordsKind = Literal["checklist", "step", "phrase", "reply", "process"]
KINDS: tuple[WordsKind, ...] = ("checklist", "step", "phrase", "reply", "process")


@dataclass(frozen=True, slots=True)
class WordsEdit(Kept):
    """One edited entry. `entry` is its id, for a step its tick key (`resolution-agree`).

    `fields` holds only what the shop changed; `place` is where it stands among its kind, None where it came; `own`
    says that the shop made it.
    """

    id: str
    kind: WordsKind
    entry: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    off: bool = False
    place: float | None = None
    own: bool = False

    @property
    def says_nothing(self) -> bool:
        """Whether it leaves the shipped entry as it is."""
        return not (self.fields or self.off or self.own or self.place is not None)


def edit_id(kind: WordsKind, entry: str) -> str:
    """The id of an entry's edit; two desks that edit the same entry edit the same document."""
    return f"pbk_{kind}_{entry}"
