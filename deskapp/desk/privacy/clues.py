"""What may mean a person without saying so: a part of their name, a number's end, a rare word of their visits.

Whoever erases them has to look at each place where such a clue stands in what others wrote.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, cached_property

from deskapp.desk.privacy.person import Person, names_on, number_forms, staff_names, theirs, ways_of
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.model.card_fields import names
from deskapp.model.choices import is_ours
from deskapp.model.document import ERASED, Document, entries_of
from deskapp.store.erase.identifiers import Identifiers, strings
from deskapp.store.erase.readings import plain, plain_text, without_syllables
from deskapp.store.history.search import MACHINE, SILENT
from deskapp.text.folding import folded
from deskapp.text.names import AFTER_A_TITLE, DEGREES, TITLES
from deskapp.text.spellings import is_latin, latin, sound
from deskapp.words import loader

RARE = 25
"""A word of their visits and promises is rare where at most so many documents of others hold it."""
SHORTEST_WORD, SHORTEST_FIGURES = 4, 5
BESIDE_A_NAME = frozenset((*TITLES, *AFTER_A_TITLE, *DEGREES))
"""What may stand beside a name or not; not a generation, which tells the son from the father."""
_OTHER_SCRIPT = re.compile(rb"(?:[\xcd-\xf4][\x80-\xbf]{1,3})+")
_OUR_OWN = SILENT | {"id", "stamps", "due_typed", "repeat", "rhythm_hour", "interaction", "followed_up_by"}
_DAYS = names(identifies="day")
DOERS = {"by", "staff", "owner", "to", "in_place_of"}
"""The fields that say who did or does something here, beside those that end in `_by`."""
_LISTED = {"phone", *names(identifies="reach"), *names(identifies="address")}
"""What is sought as a whole, not by its words."""


@cache
def everyday_words() -> frozenset[str]:
    """The words of the program's own phrases, replies and checklists, and the commonest of English, as compared.

    They say nothing of a person, however few documents of a book hold them.
    """
    files = ("everyday.json", "phrases.json", "replies.json", "processes.json")
    checklists = (f"checklists/{name}.json" for name in loader.CHECKLISTS)
    everyday = {plain_text(ERASED)}
    for name in (*files, *checklists):
        for text in strings(loader.parse_json(loader.shipped(name), name)):
            everyday.update(plain_text(text).split(), plain_text(text.replace("'", "").replace("’", "")).split())
    return frozenset(everyday)


@dataclass
class Clues:
    """The clues of one person, as they are compared, and what speaks of others where it holds one.

    `parts` are words of names, `phrases` several words or a number, `rare` words of their documents. `spoken` are the
    whole names on others' cards that hold a part; `bearers` says whose cards bear a clue too. `desk_names` are names
    under which people work here and that hold a clue, each as it is written. `heard` are other ways to write a part,
    found in the book by their sound.
    """

    parts: frozenset[str] = frozenset()
    phrases: frozenset[str] = frozenset()
    rare: set[str] = field(default_factory=set)
    spoken: frozenset[str] = frozenset()
    bearers: dict[str, set[str]] = field(default_factory=dict)
    desk_names: dict[str, str] = field(default_factory=dict)
    heard: dict[str, str] = field(default_factory=dict)
    is_of_another_script: bool = False
    _heard_of: set[str] = field(default_factory=set)

    @cached_property
    def words(self) -> frozenset[str]:
        """The parts in each way in which they are written, an `s` behind them included."""
        return self.spelled(self.parts)

    def spelled(self, clues: Iterable[str]) -> frozenset[str]:
        """Some clues, the parts of names among them in each way in which they are written."""
        some = frozenset(clues)
        ends = {f"{part}s" for part in some & self.parts if not part.endswith("s")}
        return some | ends | {word for word, part in self.heard.items() if part in some}

    def part(self, word: str) -> str:
        """The part of a name of which a word is a way to write it."""
        return word if word in self.parts else self.heard.get(word) or word.removesuffix("s")

    @cached_property
    def others(self) -> Identifiers:
        """The whole names of others: a part inside one of them means its bearer."""
        return Identifiers((), self.spoken)

    @cached_property
    def named(self) -> Identifiers:
        """The clues that are sought whatever their number: parts of names and phrases."""
        return Identifiers((), self.words | self.phrases)

    def hear(self, data: bytes) -> None:
        """Learn how parts of the name are written in another script, from the words in bytes as they are stored."""
        words = {run.decode("utf-8", "ignore") for run in _OTHER_SCRIPT.findall(data)} if not data.isascii() else set()
        if self.is_of_another_script:
            words.update(plain(data).decode().split())
        for word in words - self._heard_of:
            self._heard_of.add(word)
            way = plain_text(word)
            part = self._sounds.get(sound("".join(latin(word)))) or self._sounds.get(sound(way))
            if part and way.isalpha() and way not in self.parts:
                self.heard[way] = part
                for name in ("words", "named"):
                    self.__dict__.pop(name, None)

    @cached_property
    def _sounds(self) -> dict[str, str]:
        return {sound(part): part for part in self.parts if len(part) >= SHORTEST_WORD}

    def may_be_read_in(self, plain: bytes) -> bool:
        """Whether bytes as they are compared hold a clue."""
        return not self._rare_bytes.isdisjoint(plain.split()) or self.named.is_read_in(plain)

    @cached_property
    def _rare_bytes(self) -> set[bytes]:
        return {word.encode() for word in self.rare}

    def __contains__(self, clue: str) -> bool:
        """Whether it is (still) one of them."""
        return clue in self.parts or clue in self.phrases or clue in self.rare

    def drop(self, clue: str) -> None:
        """Seek a rare word no longer: it turned out to be common."""
        self.rare.discard(clue)
        self._rare_bytes.discard(clue.encode())

    def all(self) -> frozenset[str]:
        """Every clue."""
        return self.words | self.phrases | frozenset(self.rare)

    def in_copies(self) -> frozenset[str]:
        """Clues by which a copy of before is known to speak of them: none that others bear, no everyday word."""
        borne = {clue for clue in self.parts | self.phrases if self.bearers.get(clue) or clue in everyday_words()}
        return self.all() - self.spelled(borne)

    def borne_by(self, owner: str) -> set[str]:
        """The clues that in the documents of somebody are that person's own."""
        return {clue for clue, bearers in self.bearers.items() if owner in bearers} if owner else set()


class _Own:
    """The words of somebody's names, with titles, and how they sound where they are of another script."""

    def __init__(self, person: Person, parts: Iterable[str]) -> None:
        names = [word for name in person.names for word in folded(name).split()]
        self._words = {*(part for word in names for part in plain_text(word).split()), *parts} | BESIDE_A_NAME
        self._sounds = {sound("".join(latin(word))) for word in names}
        self._is_foreign = not all(map(is_latin, names))

    def may_be(self, name: str) -> bool:
        """Whether a name of somebody else may be theirs as well: it has no word that isn't in their own."""
        if self._words.issuperset(plain_text(name).split()):
            return True
        words = folded(name).split()
        is_foreign = self._is_foreign or not all(map(is_latin, words))
        return is_foreign and self._sounds.issuperset(sound("".join(latin(word))) for word in words)


def of(desk: Session, person: Person) -> Clues:
    """The clues of a person, out of their cards and the whole history."""
    phrases = {plain_text(text) for text in (*person.shared, *person.hints)}
    parts = {part for part in person.parts if " " not in part} | {phrase for phrase in phrases if phrase.isalpha()}
    phrases |= {part for part in person.parts if " " in part}
    phrases -= parts
    borne: dict[str, set[str]] = {}
    spoken, tokens = set(), set()
    names = ((name, card["id"]) for card in _of_others(desk, person) for name in names_on(card) if name.strip())
    for name, bearer in dict.fromkeys(names):
        whole = plain_text(name)
        tokens.update(whole.split())
        held = parts.intersection(whole.split()) | {phrase for phrase in phrases if f" {phrase} " in f" {whole} "}
        for clue in held:
            borne.setdefault(clue, set()).add(bearer)
        if held:
            spoken.update(ways_of(name))
    own = _Own(person, parts)
    spoken = {way for way in spoken if plain_text(way) not in phrases and not own.may_be(way)}
    reached = {plain_text(text) for text in person.hints} | phrases
    for card in _of_others(desk, person):
        tokens.update(word for text in _reached_by(card) for word in plain_text(text).split())
        for clue in (clue for clue in reached if _holds(card, clue)):
            borne.setdefault(clue, set()).add(card["id"])
    common = {town for text in person.towns if (town := plain_text(text)) in borne} - set(person.parts)
    country = settings.read(desk).country
    called = {str(visit.get("phone", "")) for visit in theirs(desk, "interactions", person.ids)}
    dialled = {form for typed in called if typed for form in number_forms(typed, country)} - set(person.known)
    phrases |= {plain_text(form) for form in dialled} - {plain_text(text) for text in person.known}
    rare = {word for word in _vocabulary(desk, person) if word not in tokens} - parts
    rare -= everyday_words() | frozenset(TITLES)
    is_foreign = any(not is_latin(folded(text)) for text in (*person.known, *person.shared))
    made = Clues(frozenset(parts - common), frozenset(phrases - common), rare, frozenset(spoken), borne)
    known = sorted(name for name in (*staff_names(desk), settings.read(desk).staff) if name.strip())
    at_desk = {plain_text(name): name for name in known if made.named.may_be_in(name.encode(errors="ignore"))}
    return replace(made, desk_names=at_desk, is_of_another_script=is_foreign)


def _of_others(desk: Session, person: Person) -> Iterator[Document]:
    return (card for card in desk.book.select("customers") if card["id"] not in person.ids)


def _holds(card: Document, phrase: str) -> bool:
    """Whether a number or address is also on another card."""
    compared = map(plain_text, _reached_by(card))
    if phrase.isalpha():
        return any(phrase in text.split() for text in compared)
    return any(phrase.replace(" ", "") in text.replace(" ", "") for text in compared)


def _reached_by(card: Document) -> list[str]:
    """The numbers and addresses on a card, and its days."""
    reached = [*entries_of(card, "phones"), *entries_of(card, "emails")]
    said = [str(entry.get(name, "")) for entry in reached for name in ("typed", "number", "address")]
    more = (*map(str, (card.get("addresses") or {}).values()), *(str(card.get(name, "")) for name in _DAYS))
    return [text for text in (*said, *more) if text]


def _vocabulary(desk: Session, person: Person) -> set[str]:
    """The words of their cards, visits and promises that are long enough to be sought."""
    own = (*person.cards, *theirs(desk, "interactions", person.ids), *theirs(desk, "promises", person.ids))
    without_card = (
        visit for visit in desk.book.select("interactions") if not visit.get("customer") and person.has(visit)
    )
    return {word for document in (*own, *without_card) for word in words_of(document)}


def words_of(document: Document) -> Iterator[str]:
    """The words in a document that may be rare: four letters or more, or five figures.

    In a script that is read syllable by syllable no word is known as one.
    """
    for text in written({name: value for name, value in document.items() if name not in _LISTED}):
        for word in plain_text(without_syllables(text)).split():
            least = SHORTEST_FIGURES if word.isdigit() else SHORTEST_WORD
            if len(word) >= least:
                yield word


def written(value: object, *, own: bool = False) -> Iterator[str]:
    """What people wrote in a document, text by text; with `own` also the names of who did it."""
    if isinstance(value, str):
        if value and not MACHINE.fullmatch(value):
            yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if own or not (name in _OUR_OWN or is_at_the_desk(name)):
                yield from written(inner, own=own)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from written(inner, own=own)


def written_where(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """Each text in a document that people wrote, and the field that it stands in."""
    if isinstance(value, str):
        if value and not (MACHINE.fullmatch(value) or is_ours(name, value)):
            yield name, value
    elif isinstance(value, dict):
        for inside, inner in value.items():
            yield from written_where(inner, inside)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from written_where(inner, name)


def is_at_the_desk(name: str) -> bool:
    """Whether a field says who did something."""
    return name in DOERS or name.endswith("_by")
