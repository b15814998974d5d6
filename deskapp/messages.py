"""Sentences of ours, whole, with named slots: `said("{who} has no card yet.", who=name)`.

The English sentence is its own key in a catalogue of messages, as gettext has it; `speak` takes another language.
What fills a slot is data: braces in it are never read. A sentence is never glued from pieces, for another language has
another order.
"""

TYPE_CHECKING = False  # `typing` takes 3 ms to load, and a ring comes through here
if TYPE_CHECKING:
    from gettext import NullTranslations

_spoken: "list[NullTranslations]" = []


def speak(catalogue: "NullTranslations | None") -> None:
    """Take the messages from a catalogue, as `gettext.translation` gives it; from the English of the code with None."""
    _spoken[:] = [catalogue] if catalogue else []


def said(message: str, /, **slots: object) -> str:
    """A message with its slots filled: `said("{who} is back.", who=name)`. Raises KeyError for a slot left empty."""
    told = _spoken[0].gettext(message) if _spoken else message
    return told.format(**slots) if slots else told


def counted(count: int, singular: str, plural: str, /, **slots: object) -> str:
    """A message that counts: `counted(3, "{count} visit", "{count:,} visits")`; `{count}` is the number itself."""
    told = _spoken[0].ngettext(singular, plural, count) if _spoken else singular if count == 1 else plural
    return told.format(count=count, **slots)


def noted(message: str) -> str:
    """A message of a table or a declaration: named here for the catalogue, told later by `said` where it is shown."""
    return message
