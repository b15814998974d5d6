"""Names that may be one person's though they are spelt otherwise: short forms (Bob, Robert) and those that sound alike.

They are offered and warned of, never taken for one another: many a Maier is no Meyer.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from deskapp.text.folding import folded
from deskapp.text.rewriting import Rewriting
from deskapp.words import loader

FILE = "kin_names.json"
SHORTEST_SOUND = 3
_as_it_is_said = Rewriting(
    ("ph|[vw]", "f"), ("^ch(?=[rl])", "k"), ("sch|sh", "s"), ("ck|qu|q", "k"), ("c(?=[eiy])|tz|z", "s"),
    ("c(?!h)", "k"), ("x", "ks"), ("dt|th|d$", "t"), ("(?<!^)h", ""), ("[ae][iy]|[ae]j", "9"), ("9e(?=r$)", "9"),
    ("ie|y|(?<!^)j", "i"), ("[ou]e", "o"), (r"(.)\1+", r"\1"), ("(?<=...)e$", ""),
)  # fmt: skip


def sound_alike(first: str, second: str) -> bool:
    """Whether two folded words are names that are said the same: Meyer and Maier, Steven and Stephen."""
    are_long = min(len(first), len(second)) >= SHORTEST_SOUND
    return is_listed_as_another(first, second) or (first != second and are_long and sound(first) == sound(second))


def is_listed_as_another(first: str, second: str) -> bool:
    """Whether two folded words are names of their own that are known to sound alike, as Schmid and Schmidt are."""
    return first != second and second in _same_sounding().get(first, ())


def is_short_form(first: str, second: str) -> bool:
    """Whether one of two folded words is a short form of the other, or both are short forms of one name."""
    return first != second and second in kin(first)


@lru_cache(maxsize=16384)
def sound(word: str) -> str:
    """What a folded word has in common with others that are said the same."""
    return _as_it_is_said(word)


@lru_cache(maxsize=4096)
def kin(word: str) -> frozenset[str]:
    """The names of which a folded word is a short form, the other short forms of these, and its own; those like it."""
    short, whole = _short_forms()
    names = set(short.get(word, ())) | set(_same_sounding().get(word, ()))
    for base in whole.get(word, ()):
        names |= {base, *short[base], *_same_sounding().get(base, ())}
    for like in _same_sounding().get(word, ()):
        names |= set(short.get(like, ()))
    return frozenset(names - {word})


@lru_cache(maxsize=16384)
def wholes(word: str) -> tuple[str, ...]:
    """The whole names that a folded word may stand for, each as the first of those that sound like it; itself, else."""
    _, whole = _short_forms()
    bases = whole.get(word, ()) or (word,)
    return tuple(dict.fromkeys(min({base, *_same_sounding().get(base, ())}) for base in bases))


@lru_cache(maxsize=16384)
def has_kin(word: str) -> bool:
    """Whether other names are known for a folded word."""
    short, whole = _short_forms()
    return word in short or word in whole or word in _same_sounding()


@cache
def _read() -> tuple[Mapping[str, str], list[str]]:
    document = json.loads(loader.shipped(FILE))
    return document["nicknames"], document["sound the same"]


@cache
def _short_forms() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    """The short forms of each name, and the names of each short form."""
    short: dict[str, tuple[str, ...]] = {}
    whole: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    for base, forms in _read()[0].items():
        name = folded(base)
        short[name] = (*short.get(name, ()), *folded(forms).split())
        for form in short[name]:
            whole[form] = tuple(dict.fromkeys((*whole[form], name)))
    return short, dict(whole)


@cache
def _same_sounding() -> Mapping[str, frozenset[str]]:
    others_of: defaultdict[str, set[str]] = defaultdict(set)
    for line in _read()[1]:
        group = folded(line).split()
        for name in group:
            others_of[name] |= set(group) - {name}
    return {name: frozenset(others) for name, others in others_of.items()}
