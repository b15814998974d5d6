"""The places in what others wrote that may mean a person: found before an erasure, to be decided, and after it.

A place is a document in which a clue stands (see `clues`) that speaks of nobody else there. Nothing here is taken out
by itself: a first name, a surname or a rare word may be anybody's. A name at the desk that holds a clue is decided once
for everything that was done under it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any

from deskapp.desk.privacy.clues import RARE, Clues, everyday_words, is_at_the_desk, written_where
from deskapp.desk.session import Session
from deskapp.model.document import ERASED, Document
from deskapp.store.erase.identifiers import NO_FIGURES, Identifiers, merged
from deskapp.store.erase.readings import plain_text, readings
from deskapp.store.erase.swap import Rule
from deskapp.store.history.archive_month import every_line

SKIPPED = frozenset({"undo", "erasures", "alerts"})
TOGETHER, AROUND, AGAIN = 256, 24, 3
Key = tuple[str, str]
"""The table and the id of a document."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A document in which a clue stands, and the words around it."""

    table: str
    id: str
    said: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to decide: a document with its clues, or a `name` at the desk and every document that bears it."""

    clues: tuple[str, ...]
    places: tuple[Mention, ...]
    name: str = ""


@dataclass(slots=True)
class Decision:
    """What somebody said of each place: the documents and names at the desk that lose the clues, and that keep them.

    Where nobody was asked nothing is taken out, and nothing counts as kept.
    """

    clues: Clues
    items: list[Item] = field(default_factory=list)
    taken: set[Key] = field(default_factory=set)
    kept: set[Key] = field(default_factory=set)
    taken_names: set[str] = field(default_factory=set)
    kept_names: set[str] = field(default_factory=set)

    @property
    def kept_places(self) -> int:
        """In how many documents something stays by decision."""
        named = (place for item in self.items if self.kept_names.intersection(item.clues) for place in item.places)
        return len(self.kept | {(place.table, place.id) for place in named})

    def may_be_in(self, line: bytes) -> bool:
        """Whether documents' lines may hold a clue that is to be taken out."""
        if any(identifier.encode() in line for _, identifier in self.taken):
            return True
        return bool(self.taken_names) and any(_mark(name).may_be_in(line) for name in self.taken_names)

    def without(self, table: str, document: Document) -> Document:
        """A document without what is to be taken out of it; the whole names on others' cards stay."""
        if self.taken_names:
            document = _without_names(document, self.taken_names)
        if (table, str(document.get("id", ""))) not in self.taken:
            return document
        for _ in range(AGAIN):
            gone = found_in(table, document, self.clues)
            if not gone:
                break
            document = marks_of(gone, self.clues).without(document)
        return document

    def drops(self, action: Document) -> bool:
        """Whether an action of undo holds a clue in documents where it was not kept."""
        touched = {(str(edit[0]), str(edit[1])) for edit in action.get("edits", ())}
        held = {*found_in("undo", action, self.clues), *names_in(action, self.clues)} - self.kept_names
        return bool(held) and (not touched or not touched <= self.kept)

    def undecided(self, items: list[Item]) -> list[Item]:
        """Of some places those that nobody has decided on."""

        def is_kept(item: Item) -> bool:
            is_named = not self.kept_names.isdisjoint(item.clues)
            return is_named or any((place.table, place.id) in self.kept for place in item.places)

        return [item for item in items if not is_kept(item)]


def look(desk: Session, rule: Rule, clues: Clues, *, counted: bool = True) -> list[Item]:
    """The places to decide, as the book will be once the rule has done its work; a pass over the whole history.

    With `counted` the words that turn out to be common are dropped from the clues. Raises BookDamagedError.
    """
    by_document: dict[Key, dict[str, str]] = {}
    named: dict[str, list[Mention]] = {}
    seen: Counter[str] = Counter()
    for table, line in _that_may_hold(every_line(desk.book.engine, SKIPPED), clues):
        old = desk.book.understood(table, line)
        if old is None:
            continue
        new = rule.becomes(table, old) if rule.concerns(table, line, None) else old
        if new is None:
            continue
        key = (table, str(old["id"]))
        for name in names_in(new, clues):
            named.setdefault(name, []).append(Mention(*key, clues.desk_names[name]))
        here = found_in(table, new, clues)
        seen.update(here.keys())
        for clue in here.keys() & clues.rare if counted else ():
            if seen[clue] > RARE:
                clues.drop(clue)
        if here:
            by_document[key] = here
    return _items(by_document, named, clues)


def _items(by_document: dict[Key, dict[str, str]], named: dict[str, list[Mention]], clues: Clues) -> list[Item]:
    """Names at the desk first, then the documents by their ids, oldest first."""
    items = [Item((name,), tuple(named[name]), clues.desk_names[name]) for name in sorted(named)]
    for table, identifier in sorted(by_document, key=lambda key: (key[1][4:], key[0])):
        here = {clue: said for clue, said in by_document[table, identifier].items() if clue in clues}
        if here:
            said = " / ".join(dict.fromkeys(here.values()))
            items.append(Item(tuple(sorted(here)), (Mention(table, identifier, said),)))
    return items


def _that_may_hold(lines: Iterable[tuple[str, bytes]], clues: Clues) -> Iterator[tuple[str, bytes]]:
    """Of many lines those that may hold a clue; they are read many at a time, which is quicker than each alone."""
    every = iter(lines)
    while batch := list(islice(every, TOGETHER)):
        data = b"\n".join(line for _, line in batch)
        clues.hear(data)
        first, *others = readings(data)
        if any(map(clues.may_be_read_in, others)):
            yield from (pair for pair in batch if may_hold(pair[1], clues))
        elif clues.may_be_read_in(first):
            plain = first.split(b"\n")
            yield from (pair for pair, reading in zip(batch, plain, strict=True) if clues.may_be_read_in(reading))


def may_hold(line: bytes, clues: Clues) -> bool:
    """Whether a document's line may hold a clue."""
    return any(map(clues.may_be_read_in, readings(line)))


def names_in(document: Document, clues: Clues) -> list[str]:
    """The names at the desk that hold a clue, and under which something in a document was done."""
    if not clues.desk_names:
        return []
    names = {plain_text(text) for name, text in written_where(document) if is_at_the_desk(name)}
    return sorted(names.intersection(clues.desk_names))


def found_in(table: str, document: Document, clues: Clues) -> dict[str, str]:
    """The clues in a document that speak of nobody else there, each with the words around it."""
    reference = document.get("customer")
    own = document if table == "customers" else reference if isinstance(reference, dict) else {}
    their_own = clues.borne_by(str(own.get("id", "")))
    their_own |= clues.parts.intersection(map(clues.part, plain_text(str(own.get("name", ""))).split()))
    said_of: dict[str, dict[str, None]] = {}
    for name, text in written_where(document):
        if is_at_the_desk(name) and plain_text(text) in clues.desk_names:
            continue
        for clue, said in _in_text(text, clues, their_own):
            said_of.setdefault(clue, {})[said] = None
    return {clue: " / ".join(said) for clue, said in said_of.items()}


def _in_text(text: str, clues: Clues, passed: set[str]) -> Iterator[tuple[str, str]]:
    """The clues in a text, each with the words around all of them."""
    data = text.encode("utf-8", "surrogatepass")
    here: set[str] = set()
    for reading in filter(clues.may_be_read_in, readings(data)):
        words = {*reading.decode().split(), *reading.translate(NO_FIGURES).decode().split()}
        here |= words & clues.rare
        here |= {clues.part(word) for word in words & clues.words}
        here |= {phrase for phrase in clues.phrases if _mark(phrase).is_read_in(reading)}
    spans = {clue: list(marks_of((clue,), clues).spans(text)) for clue in sorted(here - passed)}
    windows = merged((max(0, start - AROUND), end + AROUND) for each in spans.values() for start, end in each)
    said = " / ".join(_window(text, *window) for window in windows)
    yield from ((clue, said) for clue, each in spans.items() if each)


def _window(text: str, start: int, end: int) -> str:
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return " ".join(f"{before}{text[start:end]}{after}".split())


@lru_cache(maxsize=4096)
def _mark(text: str) -> Identifiers:
    return Identifiers((), (text,))


def marks_of(gone: Iterable[str], clues: Clues) -> Identifiers:
    """Clues to be taken out: not of whole names of others, and no everyday word where it's written small."""
    some = clues.spelled(gone)
    return Identifiers((), some, beside=clues.others, proper=(some & everyday_words()) - clues.rare)


def around(text: str, start: int, end: int) -> str:
    """What was found in a text, with a few words before and after it."""
    return _window(text, max(0, start - AROUND), end + AROUND)


def _without_names(document: Document, names: set[str]) -> Document:
    """A document without some names at the desk, where something was done under them."""

    def bare(value: Any, name: str = "") -> Any:
        if isinstance(value, str):
            return ERASED if is_at_the_desk(name) and plain_text(value) in names else value
        if isinstance(value, dict):
            inner = {key: bare(held, key) for key, held in value.items()}
            return value if all(held is value[key] for key, held in inner.items()) else inner
        if isinstance(value, list):
            made = [bare(held, name) for held in value]
            return value if all(after is before for after, before in zip(made, value, strict=True)) else made
        return value

    without: Document = bare(document)
    return without
