"""Cards that may be one person's: the same number, the same e-mail, or nearly the same name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from deskapp.desk.find import EXACT, PHONE, PHONE_END, SAME_TAIL, Finder, Found
from deskapp.desk.find_rows import text_of
from deskapp.desk.folding import folded, words
from deskapp.desk.phones import digits, looks_like_a_number
from deskapp.model.frozen import dataclass

MANY = 12
CROWD = 300
WHOLE_NUMBER = 7
SAME_NUMBER, SAME_EMAIL, SAME_NAME, NEAR_NAME = "same number", "same e-mail", "same name", "nearly the same name"
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

    card: Found
    why: str


def likely(finder: Finder, typed: str, most: int = 3) -> list[Likely]:
    """The cards that what is typed (a name, a number or an e-mail) may belong to already."""
    return among(typed, finder.search(typed, limit=most * 3), most)


def among(typed: str, found: Sequence[Found], most: int = 3) -> list[Likely]:
    """Those of the cards found for what is typed that it may belong to already."""
    number = digits(typed) if looks_like_a_number(typed) else ""
    if number:
        alike = (PHONE_END, PHONE, SAME_TAIL) if len(number) >= WHOLE_NUMBER else ()
        return [Likely(one, SAME_NUMBER) for one in found if one.score in alike][:most]
    if "@" in typed:
        sought = words(typed)
        return [Likely(one, SAME_EMAIL) for one in found if words(one.hint) == sought][:most]
    kinds = ((one, _names_alike(typed, one)) for one in found)
    return [Likely(one, why) for one, why in kinds if why][:most]


def _names_alike(typed: str, one: Found) -> str:
    mine, theirs = words(typed), words(one.name)
    if one.score == EXACT or sorted(mine) == sorted(theirs):
        return SAME_NAME
    return NEAR_NAME if near(mine, theirs) else ""


def near(one: list[str], other: list[str]) -> bool:
    """Whether two names of the same number of words differ by a typing error or two, in any order of the words."""
    if len(one) != len(other) or not one:
        return False
    from rapidfuzz.distance import OSA

    for mine, theirs in ((one, other), (sorted(one), sorted(other))):
        errors = [OSA.distance(a, b, score_cutoff=2) for a, b in zip(mine, theirs, strict=True)]
        allowed = [0 if len(a) < 3 else 1 if len(a) <= 5 else 2 for a in mine]
        if all(count <= most for count, most in zip(errors, allowed, strict=True)) and sum(errors) <= 2:
            return True
    return False


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
    for pair in _near_names(cards):
        if SAME_NAME not in why[pair]:
            why[pair].append(NEAR_NAME)
    found = [Pair(*pair, tuple(reasons)) for pair, reasons in why.items()]
    return sorted(found, key=lambda one: (-len(one.why), _ORDER.index(one.why[0]), _shown_name(cards[one.first])))


def _by(cards: Mapping[str, Mapping[str, Any]], keys: Any) -> Iterator[list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for identifier in sorted(cards):
        for key in set(keys(cards[identifier])):
            groups[key].append(identifier)
    return (members for members in groups.values() if len(members) > 1)


def _numbers(document: Mapping[str, Any]) -> Iterator[str]:
    for one in _entries(document, "phones"):
        number = text_of(one, "number") or digits(text_of(one, "typed"))
        if len(digits(number)) >= WHOLE_NUMBER:
            yield number


def _emails(document: Mapping[str, Any]) -> Iterator[str]:
    yield from filter(None, (text_of(one, "address").casefold() for one in _entries(document, "emails")))


def _name(document: Mapping[str, Any]) -> Iterator[str]:
    known = words(text_of(document, "name"))
    if len(known) > 1:
        yield " ".join(sorted(known))


def _entries(document: Mapping[str, Any], field: str) -> Iterable[Mapping[str, Any]]:
    entries = document.get(field)
    return [one for one in entries.values() if isinstance(one, dict)] if isinstance(entries, dict) else ()


def _near_names(cards: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Pairs of names with the same initials, or with a word in common, that differ by a typing error or two."""
    names = {one: words(text_of(document, "name")) for one, document in cards.items()}
    blocks: dict[str, list[str]] = defaultdict(list)
    for identifier in sorted(names):
        known = names[identifier]
        if len(known) > 1:
            for key in {" ".join(sorted(word[0] for word in known)), *(f"={word}" for word in known)}:
                blocks[key].append(identifier)
    seen: set[tuple[str, str]] = set()
    for key, members in blocks.items():
        is_word = key.startswith("=")
        if is_word and len(members) > CROWD:
            continue
        lines = [" ".join(names[one] if is_word else sorted(names[one])) for one in members]
        for one, other in _few_errors(lines):
            pair = members[one], members[other]
            if pair not in seen and lines[one] != lines[other] and near(names[pair[0]], names[pair[1]]):
                seen.add(pair)
                yield pair


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
