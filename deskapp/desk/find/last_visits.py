"""When each customer was here last, which tells cards of one name apart: read once, then following each change."""

from collections.abc import Iterable

from deskapp.store import Book

WHOSE, ARRIVED, ID = b'"customer":{"id":"', b'"arrived_at":"', b'"id":"'


class LastVisits:
    """The newest hot visit of each customer. It is read from the book when it is first asked for.

    A customer whose newest visit went away, or became somebody else's, is looked up again when next asked for.
    """

    def __init__(self, book: Book) -> None:
        self._book = book
        self._last: dict[str, tuple[str, str]] | None = None
        self._whose: dict[str, str] = {}
        self._unsure: set[str] = set()

    def read(self) -> None:
        """Pass over the visits once; nothing is parsed."""
        if self._last is not None:
            return
        self._last = {}
        with self._book.engine.lock:
            lines = list(self._book.shelf("interactions").lines.values())
        for line in lines:
            if whose := _text_behind(WHOSE, line):
                self._take(self._last, whose, _text_behind(ARRIVED, line), _text_behind(ID, line))
        self._whose = {visit: whose for whose, (_, visit) in self._last.items()}

    def of(self, customer_ids: Iterable[str]) -> str:
        """When the newest visit with any of some cards began, as the book writes it; "" where there is none."""
        self.read()
        last = {} if self._last is None else self._last
        ids = list(customer_ids)
        for unsure in self._unsure.intersection(ids):
            self._unsure.discard(unsure)
            for document in self._book.table("interactions").scan(WHOSE + unsure.encode() + b'"'):
                self._take(last, unsure, str(document["arrived_at"]), str(document["id"]))
            if unsure in last:
                self._whose[last[unsure][1]] = unsure
        return max((last[identifier][0] for identifier in ids if identifier in last), default="")

    def follow(self, visit_id: str) -> None:
        """Take in what has become of a visit."""
        last = self._last
        if last is None:
            return
        document = self._book.get("interactions", visit_id) or {}
        whose, arrived = (document.get("customer") or {}).get("id", ""), str(document.get("arrived_at"))
        was = self._whose.get(visit_id, "")
        if was and (was, (arrived, visit_id)) != (whose, last[was]):
            del last[was], self._whose[visit_id]
            self._unsure.add(was)
        if whose and whose not in self._unsure:
            earlier = last.get(whose)
            self._take(last, whose, arrived, visit_id)
            if last[whose][1] == visit_id:
                self._whose.pop(earlier[1] if earlier else "", None)
                self._whose[visit_id] = whose

    @staticmethod
    def _take(last: dict[str, tuple[str, str]], whose: str, arrived: str, visit_id: str) -> None:
        if whose not in last or (arrived, visit_id) > last[whose]:
            last[whose] = (arrived, visit_id)


def _text_behind(mark: bytes, line: bytes) -> str:
    """The text that begins behind a mark, without passing over the rest of the line."""
    at = line.find(mark)
    return "" if at < 0 else line[at + len(mark) : line.find(b'"', at + len(mark))].decode()
