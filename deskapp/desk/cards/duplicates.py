"""Cards that may be one person's: the same number, the same e-mail, or nearly the same name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations
from typing import Any

from deskapp.desk.find import alike
from deskapp.desk.find.alike import NEAR_NAME, SAME_NAME
from deskapp.desk.find.classes import PHONE, PHONE_END, SAME_TAIL
from deskapp.desk.find.finder import Finder, Match
from deskapp.desk.find.likeness import SAME
from deskapp.desk.find.rows import text_of
from deskapp.model.frozen import dataclass
from deskapp.text import names
from deskapp.text.folding import folded, words
from deskapp.text.phones import digits, looks_like_a_number, spoken

MANY = 12
CROWD = 300
WHOLE_NUMBER = 7
SAME_NUMBER, SAME_EMAIL = "same number", "same e-mail"
_ORDER = (SAME_NUMBER, SAME_EMAIL, SAME_NAME, NEAR_NAME)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cards that may be one person's, by their ids, and what speaks for it, the strongest first."""

    first: str
    second: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Likely:
    """A card that may be the one that is being typed anew."""

    card: Match
    why: str


def likely(finder: Finder, typed: str, most: int = 3) -> list[Likely]:
    """The cards that what is typed (a name, a number or an e-mail) may belong to already."""
    return among(typed, finder.search(typed, limit=most * 3), most)


def among(typed: str, found: Sequence[Match], most: int = 3) -> list[Likely]:
    """Those of the cards found for what is typed that it may belong to already."""
    number = digits(typed) if looks_like_a_number(typed) else ""
    if number:
        alike = (PHONE_END, PHONE, SAME_TAIL) if len(number) >= WHOLE_NUMBER else ()
        return [Likely(one, SAME_NUMBER) for one in found if one.score in alike][:most]
    if "@" in typed:
        sought = words(typed)
        return [Likely(one, SAME_EMAIL) for one in found if words(one.hint) == sought][:most]
    if len(names.read(typed).core) < 2:
        return [Likely(one, SAME_NAME) for one in found if one.grade == SAME][:most]
    return [Likely(one, SAME_NAME if one.grade == SAME else NEAR_NAME) for one in found if one.grade][:most]


def pairs(documents: Iterable[Mapping[str, Any]]) -> list[Pair]:
    """The pairs among cards, the surest first. A number that more than 12 cards share is a switchboard's."""
    why: dict[tuple[str, str], list[str]] = defaultdict(list)
    cards = {text_of(one, "id"): one for one in documents if not one.get("merged_into")}
    for reason, groups in (
        (SAME_NUMBER, _by(cards, _numbers)),
        (SAME_EMAIL, _by(cards, _emails)),
        (SAME_NAME, _by(cards, _name)),
    ):
        for members in groups:
            for pair in combinations(members, 2) if len(members) <= MANY else ():
                if reason not in why[pair]:
                    why[pair].append(reason)
    for pair, reason in _alike(cards):
        if SAME_NAME not in why[pair]:
            why[pair].append(reason)
    found = [Pair(*pair, tuple(reasons)) for pair, reasons in why.items()]
    return sorted(found, key=lambda one: (-len(one.why), _ORDER.index(one.why[0]), _shown_name(cards[one.first])))


def _by(cards: Mapping[str, Mapping[str, Any]], keys: Any) -> Iterator[list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for identifier in sorted(cards):
        for key in set(keys(cards[identifier])):
            groups[key].append(identifier)
    return (members for members in groups.values() if len(members) > 1)


def _numbers(document: Mapping[str, Any]) -> Iterator[str]:
    """The whole numbers of a card as they can be compared, each with its extension."""
    for one in _entries(document, "phones"):
        normal, heard = text_of(one, "number"), spoken(text_of(one, "typed")).numbers
        numbers = [normal, *(it.digits for it in heard[1:])] if normal else [it.digits for it in heard]
        through = f"x{heard[0].extension}" if heard and heard[0].extension else ""
        yield from (f"{number}{through}" for number in numbers if len(digits(number)) >= WHOLE_NUMBER)


def _emails(document: Mapping[str, Any]) -> Iterator[str]:
    yield from filter(None, (text_of(one, "address").casefold() for one in _entries(document, "emails")))


def _name(document: Mapping[str, Any]) -> Iterator[str]:
    known = words(text_of(document, "name"))
    if len(known) > 1:
        yield " ".join(sorted(known))


def _entries(document: Mapping[str, Any], field: str) -> Iterable[Mapping[str, Any]]:
    entries = document.get(field)
    return [one for one in entries.values() if isinstance(one, dict)] if isinstance(entries, dict) else ()


def _alike(cards: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[tuple[str, str], str]]:
    """Pairs of names that may be one person's, each once, by the measure that also decides who is selected."""
    known = {one: text_of(document, "name") for one, document in cards.items()}
    seen: set[tuple[str, str]] = set()
    for pair in chain(_sharing_keys(known), _mistyped(known)):
        if pair not in seen:
            seen.add(pair)
            if reason := alike.why(known[pair[0]], known[pair[1]]):
                yield pair, reason


def _sharing_keys(known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    blocks: dict[str, list[str]] = defaultdict(list)
    for identifier in sorted(known):
        for key in set(alike.keys(known[identifier])):
            blocks[key].append(identifier)
    for members in blocks.values():
        if len(members) <= CROWD:
            yield from combinations(members, 2)


def _mistyped(known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Names with the same initials that differ by two letters at most, in whichever words."""
    blocks: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for identifier in sorted(known):
        texts = sorted(one.text for one in names.read(known[identifier]).core)
        if len(texts) > 1:
            blocks["".join(word[0] for word in texts)].append((identifier, " ".join(texts)))
    for members in blocks.values():
        for one, other in _few_errors([line for _, line in members]):
            yield members[one][0], members[other][0]


def _few_errors(lines: list[str]) -> Iterator[tuple[int, int]]:
    """The places of lines that differ by two errors at most, each two once."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    for place, line in enumerate(lines[:-1]):
        rest = lines[place + 1 :]
        for _, _, further in process.extract(line, rest, scorer=OSA.distance, score_cutoff=2, limit=None):
            yield place, place + 1 + further


def _shown_name(document: Mapping[str, Any]) -> str:
    return folded(text_of(document, "name"))
