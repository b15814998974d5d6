"""Whether two whole names may be one person's, and the keys by which such names are brought together among many."""

from collections.abc import Iterator
from itertools import combinations, product

from deskapp.desk.find import kin_names
from deskapp.desk.find.likeness import COMPANY, COMPANY_BEGUN, PART, SAME, compare
from deskapp.text.names import Name, read
from deskapp.text.spellings import errors

SAME_NAME, NEAR_NAME = "same name", "nearly the same name"


def why(one: str, other: str) -> str:
    """What speaks for two names being one person's: the same name, nearly the same, or "" for nothing.

    A single word says too little, unless it is all there is of both.
    """
    first, second = read(one), read(other)
    if not _have_enough_in_common(first, second) or speaks_against(first, second):
        return ""
    fits = [found for found in (compare(first, second), compare(second, first)) if found]
    grade = max((found.grade for found in fits), default=0)
    if grade == SAME:
        return SAME_NAME
    if not grade or grade in (COMPANY, COMPANY_BEGUN) or min(len(first.core), len(second.core)) < 2:
        return ""
    return NEAR_NAME if grade != PART or _share_the_last(first, second) else ""


def _have_enough_in_common(one: Name, other: Name) -> bool:
    """Whether a closer look is worth it: what is not in both names is as many letters, give or take two, or initials.

    Almost all of many names that share a word end here, at a fiftieth of the cost of the closer look.
    """
    mine, theirs = set(one.texts), set(other.texts)
    if one.script or other.script or mine <= theirs or theirs <= mine or one.joined == other.joined:
        return True
    return all(any(_is_near(word, it) for it in theirs - mine) for word in mine - theirs) or all(
        any(_is_near(word, it) for it in mine - theirs) for word in theirs - mine
    )


def _is_near(one: str, other: str) -> bool:
    if one[0] == other[0] and (len(one) == 1 or len(other) == 1):
        return True
    if one.startswith(other) or other.startswith(one):
        return True
    return errors(one, other) > 0 or kin_names.sound_alike(one, other) or kin_names.is_short_form(one, other)


def speaks_against(one: Name, other: Name) -> bool:
    """Whether they are surely two: Jr and Sr, Mr and Mrs."""
    generations, genders = {one.generation, other.generation} - {""}, {one.gender, other.gender} - {""}
    return len(generations) > 1 or len(genders) > 1


def keys(name: str) -> Iterator[str]:
    """What a name has in common with those like it: a word with an end of another one, two with their kin, and all."""
    taken = read(name)
    if len(taken.core) > 1:
        yield f"={taken.joined}"
    for way in (0, -1):
        texts = [one.spellings[way] for one in taken.core]
        for place, word in enumerate(texts):
            for other in texts[:place] + texts[place + 1 :]:
                yield f"{word} {other[0]}"
                yield f"{word} -{other[-1]}"
    for one, other in combinations((word.text for word in taken.core), 2):
        yield " ~".join(sorted((kin_names.sound(one), kin_names.sound(other))))
        if kin_names.has_kin(one) or kin_names.has_kin(other):
            yield from (" ~".join(sorted(pair)) for pair in product(kin_names.wholes(one), kin_names.wholes(other)))


def _share_the_last(one: Name, other: Name) -> bool:
    """Whether the family name is the same: Ann Lee Cho is of another family than Ann Lee."""
    return bool(set(one.words[-1].spellings) & set(other.words[-1].spellings))
