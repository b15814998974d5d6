"""What is kept of names and numbers that were read, so that none is taken apart twice: some 3 kB for each card."""

from deskapp.desk import kin_names, likeness, names, phones, slips, spellings

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
    slips.errors,
    slips.is_slip,
    spellings.latin,
    spellings.sound,
    spellings.skeleton,
)


def forget() -> None:
    """Let go of all of it, once many cards were compared with one another; what is asked for again is read again."""
    for one in _KEPT:
        one.cache_clear()
