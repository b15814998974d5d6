"""What was typed, as the questions that are put to the cards: its words, their other spellings, its numbers."""

from collections.abc import Sequence
from functools import lru_cache

from deskapp.desk.find.likeness import BEGUN, LIKE, PART, SAME, Fit, compare
from deskapp.desk.find.rows import Row
from deskapp.model.frozen import dataclass
from deskapp.text import names
from deskapp.text.folding import words
from deskapp.text.names import FILLERS, LEGAL_FORMS, Name, Word
from deskapp.text.phones import INTERNAL, LAST_FEW, Number, dialled, spoken, visible
from deskapp.text.spellings import skeleton, sound

LONGEST_QUERY = 100
MOST_WORDS = 6
TAIL = 8
_FEWEST_SELECTED = 4


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed. `ways` are lists of words of which a card has all, `wholes` whole names written as one word.

    `sounds` and `skeletons` are for names in other scripts.
    """

    typed: str
    words: tuple[str, ...]
    name: Name
    ways: tuple[tuple[str, ...], ...]
    wholes: tuple[str, ...]
    sounds: tuple[str, ...]
    skeletons: tuple[str, ...]
    numbers: tuple[Number, ...]

    @property
    def is_number(self) -> bool:
        """Whether nothing but numbers was typed."""
        return bool(self.numbers) and not self.name.words

    def fit(self, row: Row) -> Fit | None:
        """How well a card fits what was typed, as far as can be said of its name, company, e-mails and numbers."""
        by_number = max((grade_of_number(number, row) for number in self.numbers), default=0)
        if by_number and not self.name.words:
            return Fit(by_number)
        if not by_number and "@" in self.typed and " " not in self.typed:
            typed, emails = self.typed.casefold(), [email.casefold() for email in row.emails]
            if any(email.startswith(typed) for email in emails):
                return Fit(SAME if typed in emails else BEGUN)
            return None
        by_name = compare(self.name, names.read(row.name), row.company)
        if by_number:
            return Fit(by_number if by_name and by_name.may_be_selected else LIKE)
        return Fit(LIKE, by_name.errors) if by_name and self.numbers and self.name.words else by_name


def grade_of_number(number: Number, row: Row) -> int:
    """How well a card's numbers fit a typed one; 0 where they do not, or too little of it was typed."""
    ways = dialled_ways(number)
    ends = any(f"{way} ".encode() in row.numbers for way in ways)
    if number.extension:
        is_through = any(f"{way}x{number.extension} ".encode() in row.numbers for way in ways)
        return SAME if is_through else LIKE if ends else 0
    if f" {number.digits} ".encode() in row.numbers:
        return SAME
    if len(number.digits) < _FEWEST_SELECTED:
        return 0
    if ends:
        return SAME if number.is_whole and len(ways[0]) > LAST_FEW else PART
    if any(way.encode() in row.numbers for way in ways):
        return BEGUN
    return LIKE if len(number.digits) >= TAIL + 2 and number.digits[-TAIL:].encode() in row.numbers else 0


@lru_cache(maxsize=512)
def dialled_ways(number: Number) -> tuple[str, ...]:
    """The digits to look for; behind the code of a country also without the zero that is dialled inside it."""
    plain = dialled(number.digits)
    ways = [plain]
    if number.is_international and len(plain) > LAST_FEW:
        ways += [plain[:at] + plain[at + 1 :] for at in (1, 2, 3) if plain[at : at + 1] == "0"]
    return tuple(ways)


@lru_cache(maxsize=64)
def read(text: str) -> Query:
    """Take what was typed apart."""
    typed = visible(text[:LONGEST_QUERY]).strip()
    heard = spoken(typed, 2)
    is_alone = not any(letter.isalpha() for letter in heard.words)
    if not is_alone:
        heard = spoken(typed)
    name = names.taken_apart("" if is_alone and heard.numbers else heard.words or typed)
    plain = tuple(words(typed)[:MOST_WORDS])
    core = _telling(name)
    ways = dict.fromkeys(way for way in (plain, _texts(core, 0), _merged(name), _texts(core, 1)) if way)
    return Query(
        typed,
        plain,
        name,
        tuple(ways),
        tuple(dict.fromkeys(_wholes(name))),
        tuple(sound(word.text) for word in core),
        tuple(skeleton(word.text) for word in core),
        heard.numbers,
    )


def _telling(name: Name) -> list[Word]:
    """The words that a card has to have: without particles, fillers and legal forms; all where there are no others."""
    beside = [Word(text, (text,), -1) for text in name.beside]
    core = [word for word in (*name.core, *beside) if word.text not in FILLERS and word.text not in LEGAL_FORMS]
    return (core or [*name.words, *beside])[:MOST_WORDS]


def _texts(core: Sequence[Word], way: int) -> tuple[str, ...]:
    return tuple(word.spellings[min(way, len(word.spellings) - 1)] for word in core)


def _merged(name: Name) -> tuple[str, ...]:
    """The words with each particle written together with the word behind it."""
    merged = "".join(word.text + ("" if word.is_particle else " ") for word in name.words)
    return tuple(merged.split()[:MOST_WORDS])


def _wholes(name: Name) -> list[str]:
    ways = [_texts(name.words, way) for way in (0, 1)]
    return ["".join(texts[at:] + texts[:at]) for texts in ways for at in range(len(texts))]


def is_internal(number: Number) -> bool:
    """Whether it is as short as the numbers inside a house."""
    return len(number.digits) <= INTERNAL and not number.is_international
