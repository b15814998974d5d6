"""Words, and the ids that belong to each."""

from collections.abc import Iterator


class Index:
    """The ids of each word. Most words have one id, which is kept by itself: a set of its own would take 216 bytes."""

    __slots__ = ("_of",)

    def __init__(self) -> None:
        self._of: dict[str, str | set[str]] = {}

    def __len__(self) -> int:
        return len(self._of)

    def __iter__(self) -> Iterator[str]:
        return iter(self._of)

    def __contains__(self, word: str) -> bool:
        return word in self._of

    def of(self, word: str) -> set[str]:
        """The ids of a word; none of one that is not known."""
        ids = self._of.get(word, ())
        return {ids} if isinstance(ids, str) else set(ids)

    def add(self, word: str, identifier: str) -> bool:
        """Put an id to a word; whether the word is new."""
        ids = self._of.get(word)
        if ids is None:
            self._of[word] = identifier
        elif isinstance(ids, set):
            ids.add(identifier)
        elif ids != identifier:
            self._of[word] = {ids, identifier}
        return ids is None

    def drop(self, word: str, identifier: str) -> bool:
        """Take an id from a word; whether the word is gone with it."""
        ids = self._of.get(word)
        if isinstance(ids, set):
            ids.discard(identifier)
        is_gone = ids == set() or ids == identifier
        if is_gone:
            del self._of[word]
        return is_gone
