"""The fields of playbook entries: what each is called, how it is read from typed text, and what it must hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from deskapp.desk.words.layers import Listed, Word
from deskapp.errors import RefusedError
from deskapp.messages import noted, said
from deskapp.model.interaction import KINDS as STARTERS
from deskapp.model.kettle import COLDEST, HOTTEST
from deskapp.model.words import CHANNELS, PLACEHOLDERS, Checklist, Phrase, Process, Reply, Step, WordsKind, placeholders
from deskapp.words.loader import SPOKEN

YES = ("y", "yes", "1", "true", "x")


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name in the noun, its label, and how it is typed (`line`, `lines`, `list`, `yes`, `degrees`)."""

    name: str
    label: str
    typed: str = "line"
    hint: str = ""
    needed: bool = False


_PRACTICE = Field("practice", "Practice", hint=noted("The id of a practice, such as B4."))
_TOPICS = Field("topics", "Topics", "list", noted("Words of a reason that call for it, with commas between them."))
FIELDS: dict[WordsKind, tuple[Field, ...]] = {
    "checklist": (
        Field("title", "Title", needed=True),
        Field("starts_with", "Starts with", hint=f"{', '.join(STARTERS)}, or nothing."),
        _TOPICS,
        _PRACTICE,
    ),
    "step": (
        Field("prompt", "Prompt", hint=noted("Short, kind, in the imperative."), needed=True),
        Field("why", "Why", hint=noted("One line.")),
        Field("say", "Say", hint=noted("Words for their ears; {name}, {staff} and {desk} are filled in.")),
        Field("avoid", "Not", hint=noted("What is better left unsaid.")),
        Field("mandatory", "Must", "yes", "y: shown at the end where it is not ticked. n: not."),
        Field("greets", "Greets", "yes", "y: this step is the greeting itself. n: it isn't."),
        _PRACTICE,
    ),
    "phrase": (
        Field("avoid", "Not", hint=noted("The words to look out for."), needed=True),
        Field("say", "Say", hint=noted("The better words; {name}, {staff} and {desk} are filled in."), needed=True),
        Field("steps", "Steps", "list", noted("Tick keys such as resolution-agree, with commas between them.")),
        Field("coldest", "From °C", "degrees", f"{COLDEST} to {HOTTEST}: shown from this heat on."),
        Field("hottest", "To °C", "degrees", f"{COLDEST} to {HOTTEST}: shown up to this heat."),
        _PRACTICE,
    ),
    "reply": (
        Field("title", "Title", needed=True),
        Field("subject", "Subject"),
        Field("text", "Text", "lines", needed=True),
        Field("channels", "Channels", "list", f"{', '.join(CHANNELS)}; none means any."),
        _TOPICS,
        _PRACTICE,
    ),
    "process": (
        Field("title", "Title", needed=True),
        Field("tell", "Tell them", hint=noted("How it goes, in one sentence for the customer.")),
        Field("steps", "Steps", "lines", noted("One step in each line.")),
        _TOPICS,
        Field("decides", "Decides", hint=noted("Who may go beyond it.")),
        _PRACTICE,
    ),
}


def field(kind: WordsKind, name: str) -> Field:
    """The field of a kind by its name."""
    return next(declared for declared in FIELDS[kind] if declared.name == name)


def shown(declared: Field, word: Word) -> str:
    """A field as text to be typed over."""
    value = getattr(word, declared.name)
    if declared.typed == "yes":
        return "y" if value else "n"
    if isinstance(value, tuple):
        return ("\n" if declared.typed == "lines" else ", ").join(value)
    return str(value)


def read(kind: WordsKind, name: str, text: str) -> Any:
    """The value of a typed text, as a document holds it. Raises RefusedError."""
    typed = field(kind, name).typed
    if typed == "yes":
        return text.strip().casefold() in YES
    if typed == "degrees":
        if not text.strip().isdigit() or not COLDEST <= int(text) <= HOTTEST:
            raise RefusedError(
                said("That is no temperature from {coldest} to {hottest}.", coldest=COLDEST, hottest=HOTTEST)
            )
        return int(text)
    if typed == "list":
        return [part.strip() for part in text.split(",") if part.strip()]
    if typed == "lines":
        lines = [line.rstrip() for line in text.strip("\n").split("\n")]
        return [line for line in lines if line.strip()] if kind == "process" else "\n".join(lines)
    return " ".join(text.split())


def title(listed: Listed) -> str:
    """What an entry is called."""
    word = listed.word
    if isinstance(word, Step):
        return word.prompt
    return word.avoid if isinstance(word, Phrase) else word.title


def check(kind: WordsKind, word: Word) -> None:
    """Refuse what could not be used: words that are missing, placeholders, steps, channels, ranges. RefusedError."""
    for declared in FIELDS[kind]:
        if declared.needed and not str(getattr(word, declared.name)).strip():
            raise RefusedError(said("{label} is empty.", label=declared.label), said("Write it."))
    if isinstance(word, Step | Phrase):
        _only(placeholders(word.say), SPOKEN, "placeholder", "{%s}")
    if isinstance(word, Phrase) and word.coldest > word.hottest:
        raise RefusedError(said("It would be shown at no heat."), said("From must not be above To."))
    if isinstance(word, Reply):
        _only(placeholders(f"{word.subject} {word.text}"), PLACEHOLDERS, "placeholder", "{%s}")
        _only(word.channels, CHANNELS, "channel", "%s")
    if isinstance(word, Checklist) and word.starts_with:
        _only([word.starts_with], STARTERS, "start", "%s")
    if isinstance(word, Process) and not word.steps:
        raise RefusedError(said("Steps is empty."), said("Write one step in each line."))


def _only(used: Iterable[str], allowed: Iterable[str], what: str, form: str) -> None:
    known = tuple(allowed)
    for word in used:
        if word not in known:
            names = ", ".join(form % name for name in known)
            raise RefusedError(
                said("{form:.40} is no {what} here.", form=form % word, what=what),
                said("Known are {names}.", names=names),
            )
