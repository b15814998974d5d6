"""The places in what others wrote that may mean a person: found before an erasure, to be decided, and after it.

A place is a document in which a clue stands (see `clues`) that speaks of nobody else there. Nothing here is taken out
by itself: a first name, a surname or a rare word may be anybody's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from deskapp.desk import everyday
from deskapp.desk.clues import RARE, Clues, written
from deskapp.desk.session import Desk
from deskapp.errors import RefusedError
from deskapp.model.document import Document
from deskapp.store.codec import decode
from deskapp.store.marks import NO_FIGURES, Marks
from deskapp.store.months import every_line
from deskapp.store.reading import plain_text, readings
from deskapp.store.swap import Rule

SKIPPED = frozenset({"undo", "erasures", "alerts"})
EACH, SAMPLES = 5, 3
"""A clue in up to so many places is decided place by place, in more all at once, with so many of them shown."""
MOST = 1000
"""So many places of one clue are looked up at most: a name in more of them is anybody's, and is decided all at once."""
TOGETHER = 256
AROUND = 24
Key = tuple[str, str]
"""The table and the id of a document."""


@dataclass(frozen=True, slots=True)
class Place:
    """A document in which a clue stands, and the words around it."""

    table: str
    id: str
    said: str


@dataclass(slots=True)
class Item:
    """One thing to decide: a clue, and the places where it may mean them (no more than `MOST`)."""

    clue: str
    places: list[Place]

    @property
    def count(self) -> int:
        """In how many documents it stands; with `MOST` it may be more."""
        return len(self.places)

    @property
    def is_whole(self) -> bool:
        """Whether it stands for every place of its clue."""
        return self.count > EACH


@dataclass(slots=True)
class Decision:
    """What somebody said of each place: taken out everywhere (`words`), out of single documents (`places`), or kept.

    `is_made` is False where nobody was asked: then nothing is taken out, and nothing counts as kept.
    """

    clues: Clues
    items: list[Item] = field(default_factory=list)
    is_made: bool = False
    words: set[str] = field(default_factory=set)
    places: dict[Key, set[str]] = field(default_factory=dict)
    kept_words: set[str] = field(default_factory=set)
    kept: dict[Key, set[str]] = field(default_factory=dict)
    _marks: Marks | None = None

    @property
    def kept_places(self) -> list[Key]:
        """The documents in which something stays by decision."""
        whole = (place for item in self.items if item.clue in self.kept_words for place in item.places)
        return sorted({*self.kept, *((place.table, place.id) for place in whole)})

    def may_be_in(self, data: bytes) -> bool:
        """Whether bytes may hold a clue that is to be taken out."""
        if self._marks is None:
            self._marks = Marks((), self.clues.spelled(self.words.union(*self.places.values())))
        return self._marks.may_be_in(data)

    def without(self, table: str, document: Document) -> Document:
        """A document without the clues that are to be taken out of it; the whole names of others stay."""
        here = self.places.get((table, str(document.get("id", ""))), set())
        if not (here or self.words):
            return document
        gone = {clue for clue in found_in(table, document, self.clues) if clue in self.words or clue in here}
        return marks_of(gone, self.clues).without(document) if gone else document

    def keeps(self, place: Key, clue: str) -> bool:
        """Whether it was said that a clue stays in a document."""
        return clue in self.kept_words or clue in self.kept.get(place, ())

    def drops(self, action: Document) -> bool:
        """Whether an action of undo holds a clue in documents where it was not kept."""
        touched = {(str(edit[0]), str(edit[1])) for edit in action.get("edits", ())}
        found = found_in("undo", action, self.clues)
        return any(not touched or not all(self.keeps(place, clue) for place in touched) for clue in found)

    def undecided(self, items: list[Item]) -> list[Item]:
        """Of some places those that nobody has decided on."""
        return [
            item for item in items if not all(self.keeps((place.table, place.id), item.clue) for place in item.places)
        ]

    def in_copies(self) -> frozenset[str]:
        """The clues by which a copy of before is known to speak of them: none that others bear, or that was kept."""
        return self.clues.in_copies(self.clues.spelled(self.kept_words.union(*self.kept.values())))


def look(desk: Desk, rule: Rule, clues: Clues, *, counted: bool = True) -> list[Item]:
    """The places to decide, as the book will be once the rule has done its work; a pass over the whole history.

    With `counted` the words that turn out to be common are dropped from the clues. Raises BookDamagedError.
    """
    found: dict[str, list[Place]] = {}
    sought = clues.copy()
    for table, line in _that_may_hold(every_line(desk.book, SKIPPED), sought):
        old = decode(line)
        if old.get("erased"):
            continue
        new = rule.becomes(table, old) if rule.concerns(table, line, None) else old
        if new is None or new.get("erased"):
            continue
        for clue, said in found_in(table, new, sought).items():
            places = found.setdefault(clue, [])
            places.append(Place(table, str(old["id"]), said))
            if counted and clue in clues.rare and len(places) > RARE:
                clues.drop(clue)
                del found[clue]
            if clue not in found or len(places) >= MOST:
                sought.drop(clue)
    return _items(found, clues)


def _items(found: dict[str, list[Place]], clues: Clues) -> list[Item]:
    """Names first, then phrases, then rare words; the places of each by their ids, oldest first."""
    items = []
    for clue in sorted(found, key=lambda one: (one not in clues.parts, one not in clues.phrases, one)):
        places = sorted(found[clue], key=lambda place: (place.id[4:], place.table))
        items += [Item(clue, places)] if len(places) > EACH else [Item(clue, [place]) for place in places]
    return items


def _that_may_hold(lines: Iterable[tuple[str, bytes]], clues: Clues) -> Iterator[tuple[str, bytes]]:
    """Of many lines those that may hold a clue; they are read many at a time, which is quicker than each alone."""
    every = iter(lines)
    while batch := list(islice(every, TOGETHER)):
        data = b"\n".join(line for _, line in batch)
        clues.hear(data)
        first, *others = readings(data)
        if any(map(clues.may_be_read_in, others)):
            yield from (one for one in batch if may_hold(one[1], clues))
        elif clues.may_be_read_in(first):
            plain = first.split(b"\n")
            yield from (one for one, reading in zip(batch, plain, strict=True) if clues.may_be_read_in(reading))


def may_hold(line: bytes, clues: Clues) -> bool:
    """Whether a document's line may hold a clue."""
    return any(map(clues.may_be_read_in, readings(line)))


def found_in(table: str, document: Document, clues: Clues) -> dict[str, str]:
    """The clues in a document that speak of nobody else there, each with the words around it."""
    reference = document.get("customer")
    own = document if table == "customers" else reference if isinstance(reference, dict) else {}
    their_own = clues.borne_by(str(own.get("id", ""))) | clues.parts.intersection(_words(str(own.get("name", ""))))
    found: dict[str, list[str]] = {}
    for text in written(document, own=True):
        for clue, said in _in_text(text, clues, their_own):
            if said not in found.setdefault(clue, []):
                found[clue].append(said)
    return {clue: " / ".join(said[:SAMPLES]) for clue, said in found.items() if said}


def _words(text: str) -> list[str]:
    return plain_text(text).split()


def _in_text(text: str, clues: Clues, passed: set[str]) -> Iterator[tuple[str, str]]:
    data = text.encode("utf-8", "surrogatepass")
    here: set[str] = set()
    for reading in filter(clues.may_be_read_in, readings(data)):
        words = {*reading.decode().split(), *reading.translate(NO_FIGURES).decode().split()}
        here |= words & clues.rare
        here |= {clues.part(word) for word in words & clues.words}
        here |= {one for one in clues.phrases if _mark(one).is_read_in(reading)}
    here -= passed
    if not here or plain_text(text) in clues.alike:
        return
    for clue in sorted(here):
        span = next(marks_of((clue,), clues).spans(text), None)
        if span:
            yield clue, around(text, *span)


@lru_cache(maxsize=4096)
def _mark(text: str) -> Marks:
    return Marks((), (text,))


def marks_of(gone: Iterable[str], clues: Clues) -> Marks:
    """Clues to be taken out: not of whole names of others, and no everyday word where it's written small."""
    some = clues.spelled(gone)
    return Marks((), some, beside=clues.others, proper=(some & everyday.words()) - clues.rare)


def around(text: str, start: int, end: int) -> str:
    """What was found in a text, with a few words before and after it."""
    before = text[max(0, start - AROUND) : start].lstrip() if start <= AROUND else "…" + text[start - AROUND : start]
    after = text[end : end + AROUND] + ("…" if end + AROUND < len(text) else "")
    return " ".join(f"{before}{text[start:end]}{after}".split())


def decide(clues: Clues, items: list[Item], answer: str) -> Decision:
    """What is taken out by an answer, and what stays: `all`, `none`, or numbers (`1,3-5`); "": nothing is decided.

    Raises RefusedError for an answer that fits no place.
    """
    decision = Decision(clues, items)
    if not answer.strip():
        return decision
    chosen, decision.is_made = _chosen(answer, len(items)), True
    for number, item in enumerate(items, 1):
        if item.is_whole:
            (decision.words if number in chosen else decision.kept_words).add(item.clue)
        else:
            places = decision.places if number in chosen else decision.kept
            places.setdefault((item.places[0].table, item.places[0].id), set()).add(item.clue)
    return decision


def _chosen(answer: str, count: int) -> set[int]:
    said = answer.strip().casefold()
    if said in ("all", "none"):
        return set(range(1, count + 1)) if said == "all" else set()
    chosen: set[int] = set()
    for word in answer.replace(",", " ").split():
        first, _, last = word.partition("-")
        if not (first.isdecimal() and (last or first).isdecimal() and 0 < int(first) <= int(last or first) <= count):
            raise RefusedError(
                f"“{word:.20}” fits none of these places. Nothing was erased." if count else "Nothing is to decide.",
                "Write all, none, or the numbers in front of the places.",
            )
        chosen |= set(range(int(first), int(last or first) + 1))
    return chosen
