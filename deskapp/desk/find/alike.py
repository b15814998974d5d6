"""Whether two whole names may be one person's, and the keys by which such names are brought together among many."""

from collections.abc import Iterator
from itertools import combinations, product

from deskapp.desk.find import kin_names
from deskapp.desk.find.likeness import COMPANY, COMPANY_BEGUN, PART, SAME, compare
from deskapp.text.names import Name, read
from deskapp.text.spellings import errors

SAME_NAME, NEAR_NAME = "same name", "nearly the same name"


def why(first: str, second: str) -> str:
    """What speaks for two names being one person's: the same name, nearly the same, or "" for nothing.

    A single word says too little, unless it is all there is of both.
    """
    mine, theirs = read(first), read(second)
    if not _have_enough_in_common(mine, theirs) or speaks_against(mine, theirs):
        return ""
    fits = [fit for fit in (compare(mine, theirs), compare(theirs, mine)) if fit]
    grade = max((fit.grade for fit in fits), default=0)
    if grade == SAME:
        return SAME_NAME
    if not grade or grade in (COMPANY, COMPANY_BEGUN) or min(len(mine.core), len(theirs.core)) < 2:
        return ""
    return NEAR_NAME if grade != PART or _share_the_last(mine, theirs) else ""


def _have_enough_in_common(first: Name, second: Name) -> bool:
    """Whether a closer look is worth it: what is not in both names is as many letters, give or take two, or initials.

    Almost all of many names that share a word end here, at a fiftieth of the cost of the closer look.
    """
    mine, theirs = set(first.texts), set(second.texts)
    if first.script or second.script or mine <= theirs or theirs <= mine or first.joined == second.joined:
        return True
    return all(any(_is_near(word, counterpart) for counterpart in theirs - mine) for word in mine - theirs) or all(
        any(_is_near(word, counterpart) for counterpart in mine - theirs) for word in theirs - mine
    )


def _is_near(first: str, second: str) -> bool:
    if first.startswith(second) or second.startswith(first):
        return True
    return errors(first, second) > 0 or kin_names.sound_alike(first, second) or kin_names.is_short_form(first, second)


def speaks_against(first: Name, second: Name) -> bool:
    """Whether they are surely two: Jr and Sr, Mr and Mrs."""
    generations, genders = {first.generation, second.generation} - {""}, {first.gender, second.gender} - {""}
    return len(generations) > 1 or len(genders) > 1


def keys(name: str) -> Iterator[str]:
    """What a name has in common with those like it: a word with an end of another one, two with their kin, and all."""
    taken = read(name)
    if len(taken.core) > 1:
        yield f"={taken.joined}"
    for way in (0, -1):
        texts = [word.spellings[way] for word in taken.core]
        for place, word in enumerate(texts):
            for other in texts[:place] + texts[place + 1 :]:
                yield f"{word} {other[0]}"
                yield f"{word} -{other[-1]}"
    for first, second in combinations((word.text for word in taken.core), 2):
        yield " ~".join(sorted((kin_names.sound(first), kin_names.sound(second))))
        if kin_names.has_kin(first) or kin_names.has_kin(second):
            yield from (" ~".join(sorted(pair)) for pair in product(kin_names.wholes(first), kin_names.wholes(second)))


def _share_the_last(first: Name, second: Name) -> bool:
    """Whether the family name is the same: Ann Lee Cho is of another family than Ann Lee."""
    return bool(set(first.words[-1].spellings) & set(second.words[-1].spellings))
