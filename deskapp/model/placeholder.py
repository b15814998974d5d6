"""Placeholders such as `{name}` in words to say and in replies; any other brace is just text."""

import re
from collections.abc import Mapping

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_OPTIONAL = re.compile(r"(,? ?)\{([a-z_]+)\}")


def placeholders(text: str) -> tuple[str, ...]:
    """The names of the placeholders of a text, each once, in the order they stand in it."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(text)))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders replaced in one pass, so that a brace inside a value stays a brace.

    A placeholder without a value stays as it is, so that nobody takes the text for finished.
    """
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def spoken(text: str, values: Mapping[str, str]) -> str:
    """Words to say: as `filled`, but what is not known is left out together with the comma before it."""

    def put(found: re.Match[str]) -> str:
        value = values.get(found[2], "")
        return found[1] + value if value else ""

    return _OPTIONAL.sub(put, text)
