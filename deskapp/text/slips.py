"""Two words that differ by a letter or two: a slip of the hand, or a name of its own?

Most names differ from another name by one letter. What fingers do (two letters swapped, one struck twice, the key
beside) is a slip; another vowel, another ending, or a change in a short name is somebody else's name.
"""

from functools import lru_cache

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aeiouy")
SHORTEST_SWAPPED, SHORTEST_BESIDE, SHORTEST_MISSED = 4, 6, 7
SHORTEST, SHORT, MIDDLE = 2, 3, 5


def _neighbours() -> frozenset[tuple[str, str]]:
    found = set()
    for row, keys in enumerate(_ROWS):
        for place, key in enumerate(keys):
            around = [keys[place + 1 : place + 2]]
            if row + 1 < len(_ROWS):
                around += _ROWS[row + 1][max(0, place - 1) : place + 1]
            found |= {pair for one in around if one for pair in ((key, one), (one, key))}
    return frozenset(found)


_BESIDE = _neighbours()


@lru_cache(maxsize=65536)
def errors(typed: str, meant: str) -> int:
    """How many letters two words differ by (0, 1 or 2), as far as that is near for words of their length; else -1.

    Words with a digit in them are never near.
    """
    shorter = min(len(typed), len(meant))
    if shorter < SHORTEST or not (typed.isalpha() and meant.isalpha()) or abs(len(typed) - len(meant)) > 2:
        return -1
    from rapidfuzz.distance import OSA

    most = 1 if shorter <= MIDDLE else 2
    count = int(OSA.distance(typed, meant, score_cutoff=most))
    if count > most or (shorter < SHORT and len(typed) == len(meant) and count):
        return -1
    return count


@lru_cache(maxsize=65536)
def is_slip(typed: str, meant: str) -> bool:
    """Whether the one letter by which a word differs from the one that was meant looks like a slip of the hand."""
    if len(typed) == len(meant):
        at = [place for place, (one, other) in enumerate(zip(typed, meant, strict=True)) if one != other]
        if len(at) == 1:
            return _is_beside(typed, meant, at[0])
        return len(typed) >= SHORTEST_SWAPPED and _is_swap(typed, meant, at)
    longer, shorter = (typed, meant) if len(typed) > len(meant) else (meant, typed)
    at_end = longer[:-1] == shorter
    place = next((place for place, letter in enumerate(shorter) if letter != longer[place]), len(shorter))
    is_doubled = place > 0 and longer[place] == longer[place - 1]
    if is_doubled:
        return len(shorter) > SHORT
    return len(longer) >= SHORTEST_MISSED and place > 0 and not at_end


def _is_beside(typed: str, meant: str, place: int) -> bool:
    """Whether the key beside was struck; in a word of five letters only at its end, as Roman is not Ronan."""
    one, other = typed[place], meant[place]
    at_end = place == len(typed) - 1 and not {one, other} & _VOWELS
    long_enough = len(typed) >= SHORTEST_BESIDE or (at_end and len(typed) >= MIDDLE)
    return long_enough and place > 0 and (one, other) in _BESIDE


def _is_swap(typed: str, meant: str, at: list[int]) -> bool:
    """Whether two letters side by side are swapped, and it makes no other name of the kind of Carol and Carlo."""
    if len(at) != 2 or at[1] != at[0] + 1 or typed[at[0]] != meant[at[1]] or typed[at[1]] != meant[at[0]]:
        return False
    changes_ending = at[1] == len(typed) - 1 and (typed[-1] in "aio") != (meant[-1] in "aio")
    return at[0] > 0 and not (changes_ending and len(typed) <= MIDDLE)
