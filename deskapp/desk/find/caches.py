"""What is kept of words, names and numbers that were read, so that none is taken apart twice: some 3 kB for a card."""

from deskapp.desk.find import kin_names, likeness, queries
from deskapp.text import names, phones, spellings

_KEPT = (
    names.read,
    kin_names.sound,
    kin_names.kin,
    kin_names.wholes,
    kin_names.has_kin,
    likeness.compare,
    likeness._joined_ways,
    phones.normalise,
    phones.spoken,
    spellings.errors,
    spellings.is_slip,
    spellings.latin,
    spellings.sound,
    spellings.skeleton,
    queries.read,
    queries.dialled_ways,
)
A_FEW = 300
"""So many entries, of all of them together, may stay; a name that is typed over many cards makes about as many."""


def forget() -> None:
    """Let go of all of it, once many cards were compared with one another; what is asked for again is read again."""
    for function in _KEPT:
        function.cache_clear()


def forget_many() -> None:
    """Let go of all of it where it has become more than a few: over a day at the desk it would become megabytes."""
    if sum(function.cache_info().currsize for function in _KEPT) > A_FEW:
        forget()
