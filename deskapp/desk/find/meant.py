"""Which card is meant by what was typed: the one that fits best, where no other fits as well."""

from collections.abc import Sequence

from deskapp.desk.find.finder import Finder, Match
from deskapp.desk.find.likeness import LIKE, SAME, SLIP


def selected(matches: Sequence[Match]) -> int:
    """The place of the card that may be taken without asking; -1 where none fits, or two fit as well.

    A card that fits but for a typing error is taken only where no other is as near.
    """
    place = max(range(len(matches)), key=lambda at: (matches[at].grade, -_errors(matches[at])), default=-1)
    best = matches[place] if matches else None
    if best is None or best.grade <= LIKE:
        return -1
    if best.grade == SLIP:
        rivals = [match for match in matches if match.grade and _errors(match) <= _errors(best)]
    else:
        rivals = [match for match in matches if match.grade == best.grade]
    return place if len(rivals) == 1 else -1


def unread(finder: Finder, typed: str) -> str:
    """Where not all cards were read yet: read the rest, and give the id of the one card that fits wholly, else ""."""
    if not finder.finish():
        return ""
    matches = finder.search(typed)
    at = selected(matches)
    return matches[at].id if at >= 0 and matches[at].grade >= SAME else ""


def resembling(matches: Sequence[Match]) -> list[Match]:
    """Those of the cards found that fit what was typed, or are like it: none of them may get a twin unasked."""
    return [match for match in matches if match.grade]


def _errors(match: Match) -> int:
    return match.fit.errors if match.fit else 0
