"""Which card is meant by what was typed: the one that fits best, where no other fits as well."""

from collections.abc import Sequence

from deskapp.desk.find.finder import Finder, Match
from deskapp.desk.find.likeness import LIKE, SAME, SLIP


def selected(found: Sequence[Match]) -> int:
    """The place of the card that may be taken without asking; -1 where none fits, or two fit as well.

    A card that fits but for a typing error is taken only where no other is as near.
    """
    place = max(range(len(found)), key=lambda at: (found[at].grade, -_errors(found[at])), default=-1)
    best = found[place] if found else None
    if best is None or best.grade <= LIKE:
        return -1
    if best.grade == SLIP:
        rivals = [match for match in found if match.grade and _errors(match) <= _errors(best)]
    else:
        rivals = [match for match in found if match.grade == best.grade]
    return place if len(rivals) == 1 else -1


def unread(finder: Finder, typed: str) -> str:
    """Where not all cards were read yet: read the rest, and give the id of the one card that fits wholly, else ""."""
    if not finder.finish():
        return ""
    found = finder.search(typed)
    at = selected(found)
    return found[at].id if at >= 0 and found[at].grade >= SAME else ""


def resembling(found: Sequence[Match]) -> list[Match]:
    """Those of the cards found that fit what was typed, or are like it: none of them may get a twin unasked."""
    return [one for one in found if one.grade]


def _errors(one: Match) -> int:
    return one.fit.errors if one.fit else 0
