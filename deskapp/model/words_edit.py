"""The shop's own edits of the playbook: only what differs from the shipped words, so that these go on being updated."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

WordsKind = Literal["checklist", "step", "phrase", "reply", "process"]
KINDS: tuple[WordsKind, ...] = ("checklist", "step", "phrase", "reply", "process")


@dataclass(frozen=True, slots=True)
class WordsEdit:
    """One edited entry. `entry` is its id, for a step its tick key (`resolution-agree`).

    `fields` holds only what the shop changed; `place` is where it stands among its kind, None where it came; `own`
    says that the shop made it.
    """

    id: str
    kind: WordsKind
    entry: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    off: bool = False
    place: float | None = None
    own: bool = False
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def says_nothing(self) -> bool:
        """Whether it leaves the shipped entry as it is."""
        return not (self.fields or self.off or self.own or self.place is not None)


def edit_id(kind: WordsKind, entry: str) -> str:
    """The id of an entry's edit; two desks that edit the same entry edit the same document."""
    return f"pbk_{kind}_{entry}"
