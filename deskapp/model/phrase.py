"""Phrases: words that cool a conversation, each beside those that they take the place of (practice E1)."""

from deskapp.model.frozen import dataclass
from deskapp.model.kettle import COLDEST, HOTTEST


@dataclass(frozen=True, slots=True)
class Phrase:
    """Not this (`avoid`), say that. `steps` are tick keys (`resolution-agree`); the range is in °C, both ends in it."""

    id: str
    avoid: str
    say: str
    practice: str = ""
    steps: tuple[str, ...] = ()
    coldest: int = COLDEST
    hottest: int = HOTTEST

    def suits(self, celsius: int | None) -> bool:
        """Whether it helps at a temperature; where none was taken, one for every temperature does."""
        if celsius is None:
            return (self.coldest, self.hottest) == (COLDEST, HOTTEST)
        return self.coldest <= celsius <= self.hottest
