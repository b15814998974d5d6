"""The slots of replies: what each takes, what is asked for it, and how a value is set into a sentence (practice E2).

Words of people have no grammar that we know. They fill a slot by themselves only where it has a line of its own
(`About: {reason}`); inside a sentence of a reply the same slot is asked for, in words that fit there.
"""

import re
from collections.abc import Iterable, Mapping

from deskapp.errors import RefusedError
from deskapp.messages import noted, said
from deskapp.model.words import PLACEHOLDERS, placeholders
from deskapp.text.day_words import WEEKDAYS

QUESTIONS = {
    "customer": noted("Their name"),
    "address": noted("Address as"),
    "promise": noted("What you do"),
    "due": noted("By when"),
    "staff": noted("Your name"),
    "desk": noted("The desk"),
    "reason": noted("About"),
    "topic": noted("About"),
    "cause": noted("Why"),
    "amount": noted("How much"),
    "thing": noted("Which thing"),
    "place": noted("Where"),
    "when": noted("When"),
    "hours": noted("Open"),
    "offer": noted("Your offer"),
    "answer": noted("Your answer"),
    "person": noted("Who"),
}
"""What is asked for each slot, in a word or two."""
EXAMPLES = {
    "reason": noted("A few words with the or your, such as: the repair of your violin"),
    "topic": noted("A few words with the or your, such as: the repair of your violin"),
    "cause": noted("In your own words: it stands on a line of its own."),
    "thing": noted("A few words with the or your, such as: your violin"),
    "amount": noted("A sum or a price, with its currency"),
    "place": noted("With its at, in or on, such as: at the front desk"),
    "person": noted("A name"),
}
"""What fits a slot that is asked for, in a sentence."""
OF_PEOPLE = ("reason", "promise")
"""What the book holds of these is in somebody's own words."""
_SLOT = re.compile(r"\{([a-z_]+)\}")
_OWN_LINE = re.compile(r"(?:[^{}.?!:\n]{1,30}: *)?\{([a-z_]+)\}[.?!]?")
_GREETING = re.compile(r"\A([^\n.?!]{1,90},\n\n?)([^\W\d_])")
_STARTS = re.compile(r"(?:^|\n|[.?!][\"')]? )[ \"'(]*\Z")
_LAST_WORD = re.compile(r"(?<![^\W_])([^\W_]+)[:,]? *\Z")
_GAP = re.compile(r"(?<!\S)(?:…|\.{3,}|_{2,}|\?{2,})(?=[\s.,;:!?]|\Z)")
_DAY = re.compile(rf"\b({'|'.join(day[:3] for day in WEEKDAYS)})[a-z]*\b")


def own_lines(text: str, name: str) -> bool:
    """Whether a slot has a line of its own wherever a text has it, at most behind a label: `About: {reason}`."""
    lines = [line.strip() for line in text.split("\n") if f"{{{name}}}" in line]
    return all(_OWN_LINE.fullmatch(line) for line in lines)


def gaps(text: str, known: Iterable[str] = ()) -> list[str]:
    """What nobody has filled in a text: slots, and dots or lines left for something; but not what a value has."""
    found = [f"{{{name}}}" for name in placeholders(text) if name in PLACEHOLDERS] + _GAP.findall(text)
    return [gap for gap in dict.fromkeys(found) if not any(gap in value for value in known)]


def refuse_gaps(title: str, left: Iterable[str]) -> None:
    """Refuse to copy words that still have a gap, naming each. Raises RefusedError."""
    if missing := ", ".join(left):
        raise RefusedError(
            said("'{title:.40}' still lacks: {missing}.", title=title, missing=missing), said("Fill that in first.")
        )


def is_gap(value: str) -> bool:
    """Whether a value says nothing: empty, or only dots and lines."""
    return not value.strip(" .…_?-\n\t")


def set_in(text: str, values: Mapping[str, str]) -> str:
    """The text with its slots filled in one pass; a slot without a value stays as it is.

    A value that begins a sentence has a capital, the word before it does not stand twice, nor the full stop after it.
    So that what follows the greeting line has a capital too, the text's own first letter there is made one.
    """
    text = _GREETING.sub(lambda start: start[1] + _upper(start[2]), text)

    def put(slot: re.Match[str]) -> str:
        before, after = text[: slot.start()], text[slot.end() : slot.end() + 1]
        return _fitted(values[slot[1]], before, after) if slot[1] in values else slot[0]

    return _SLOT.sub(put, text)


def _fitted(value: str, before: str, after: str) -> str:
    last, (first, _, rest) = _LAST_WORD.search(before), value.partition(" ")
    if last and rest and first.rstrip(",:").casefold() == last[1].casefold():
        value = rest
    if after and after in ".?!" and len(value) > 1 and value[-1] in ".?!":
        value = value.rstrip(".?!") or value
    return _upper(value) if _STARTS.search(before) else value


def _upper(text: str) -> str:
    first = text[:1].upper()
    return first + text[1:] if len(first) == 1 else text


def hours_words(hours: str) -> str:
    """The opening hours of the settings as a letter says them: `Mon-Fri 9:00-18:00, Sat 9:00-13:00`."""
    return _DAY.sub(lambda day: day[0].title(), hours.casefold())
