"""Cards that may be one person's: the same number, the same e-mail, or nearly the same name."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations
from typing import Any, TypeVar

from deskapp.desk.find import alike
from deskapp.desk.find.alike import NEAR_NAME, SAME_NAME
from deskapp.desk.find.classes import PHONE, PHONE_END, SAME_TAIL
from deskapp.desk.find.finder import Finder, Match
from deskapp.desk.find.likeness import SAME
from deskapp.desk.find.rows import text_of
from deskapp.messages import noted
from deskapp.model.document import entries_of
from deskapp.model.frozen import dataclass
from deskapp.text import names
from deskapp.text.folding import folded, words
from deskapp.text.phones import digits, looks_like_a_number, spoken

Member = TypeVar("Member")
MANY, MOST = 12, 3
CROWD = 300
WHOLE_NUMBER, BEYOND_DOUBT = 7, 10
SAME_NUMBER, SAME_EMAIL = noted("same number"), noted("same e-mail")
SAME_END = noted("number ends the same")
"""What was typed may be only the end of a number, so that it may be another one."""
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


def likely(finder: Finder, typed: str) -> list[Likely]:
    """The cards that what is typed (a name, a number or an e-mail) may belong to already."""
    return among(typed, finder.search(typed, limit=MOST * 3))


def among(typed: str, matches: Sequence[Match]) -> list[Likely]:
    """Those of the cards found for what is typed that it may belong to already."""
    number = digits(typed) if looks_like_a_number(typed) else ""
    if number:
        alike = (PHONE_END, PHONE, SAME_TAIL) if len(number) >= WHOLE_NUMBER else ()
        is_whole = typed.lstrip(" (").startswith(("+", "0")) or len(number) >= BEYOND_DOUBT
        twins = [
            Likely(match, SAME_NUMBER if is_whole and match.score != SAME_TAIL else SAME_END)
            for match in matches
            if match.score in alike
        ]
    elif "@" in typed:
        twins = [Likely(match, SAME_EMAIL) for match in matches if words(match.hint) == words(typed)]
    else:
        is_name = len(names.read(typed).core) > 1
        like = [match for match in matches if match.grade == SAME or (is_name and match.grade)]
        twins = [Likely(match, SAME_NAME if match.grade == SAME else NEAR_NAME) for match in like]
    return twins[:MOST]


def pairs(documents: Iterable[Mapping[str, Any]]) -> list[Pair]:
    """The pairs among cards, the surest first. A number that more than 12 cards share is a switchboard's."""
    why: dict[tuple[str, str], list[str]] = defaultdict(list)
    cards = {text_of(card, "id"): card for card in documents if not card.get("merged_into")}
    ordered = sorted(cards)
    for reason, keys in ((SAME_NUMBER, _numbers), (SAME_EMAIL, _emails), (SAME_NAME, _name)):
        for members in _groups((key, identifier) for identifier in ordered for key in set(keys(cards[identifier]))):
            for pair in combinations(members, 2) if len(members) <= MANY else ():
                if reason not in why[pair]:
                    why[pair].append(reason)
    names_of = {identifier: text_of(cards[identifier], "name") for identifier in ordered}
    for pair in dict.fromkeys(chain(_sharing_keys(names_of), _mistyped(names_of))):
        reason = alike.why(*map(names_of.__getitem__, pair))
        if reason and SAME_NAME not in why[pair]:
            why[pair].append(reason)
    reasoned = [Pair(*pair, tuple(reasons)) for pair, reasons in why.items() if reasons]
    return sorted(reasoned, key=lambda pair: (-len(pair.why), _ORDER.index(pair.why[0]), folded(names_of[pair.first])))


def _groups(keyed: Iterable[tuple[str, Member]]) -> list[list[Member]]:
    """Those that have a key in common, where there are several."""
    groups: dict[str, list[Member]] = defaultdict(list)
    for key, member in keyed:
        groups[key].append(member)
    return [members for members in groups.values() if len(members) > 1]


def _numbers(document: Mapping[str, Any]) -> Iterator[str]:
    """The whole numbers of a card as they can be compared, each with its extension."""
    for phone in entries_of(document, "phones"):
        normal, heard = text_of(phone, "number"), spoken(text_of(phone, "typed")).numbers
        numbers = [normal, *(number.digits for number in heard[1:])] if normal else [number.digits for number in heard]
        through = f"x{heard[0].extension}" if heard and heard[0].extension else ""
        yield from (f"{number}{through}" for number in numbers if len(digits(number)) >= WHOLE_NUMBER)


def _emails(document: Mapping[str, Any]) -> Iterator[str]:
    yield from filter(None, (text_of(entry, "address").casefold() for entry in entries_of(document, "emails")))


def _name(document: Mapping[str, Any]) -> Iterator[str]:
    known = words(text_of(document, "name"))
    if len(known) > 1:
        yield " ".join(sorted(known))


def _sharing_keys(names_of: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Cards whose names may be one person's by the measure that also decides who is selected."""
    for members in _groups((key, identifier) for identifier, name in names_of.items() for key in set(alike.keys(name))):
        yield from combinations(members, 2) if len(members) <= CROWD else ()


def _mistyped(names_of: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Names with the same initials that differ by two letters at most, in whichever words."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    spelt = {identifier: sorted(word.text for word in names.read(name).core) for identifier, name in names_of.items()}
    keyed = (("".join(word[0] for word in texts), (identifier, " ".join(texts))) for identifier, texts in spelt.items())
    for members in _groups(pair for pair in keyed if len(pair[0]) > 1):
        lines = [line for _, line in members]
        for place, line in enumerate(lines[:-1], 1):
            near = process.extract(line, lines[place:], scorer=OSA.distance, score_cutoff=2, limit=None)
            yield from ((members[place - 1][0], members[place + further][0]) for _, _, further in near)
