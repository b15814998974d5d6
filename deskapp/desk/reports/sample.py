"""An even sample of a stream of unknown length: the same every time, and never larger than a limit."""

from typing import Generic, TypeVar

Item = TypeVar("Item")
MOST = 2000


class Sample(Generic[Item]):
    """Every item as long as there is room, then every second one, every fourth, and so on."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._seen = most, 0
        self.items: list[Item] = []
        self.every = 1

    def add(self, item: Item) -> None:
        """Look at one more item."""
        if self._seen % self.every == 0:
            if len(self.items) == self._most:
                del self.items[1::2]
                self.every *= 2
            if self._seen % self.every == 0:
                self.items.append(item)
        self._seen += 1
