"""A child that writes until it is killed: each acknowledged number goes to standard output at once."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from deskapp.store import open_book
from deskapp.store.engine.disk import Disk

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


class DyingDisk(Disk):
    """Kills the process right before its n-th call, or in the middle of a write."""

    def __init__(self, die_at: int) -> None:
        self.calls, self.die_at = 0, die_at

    def __getattribute__(self, name: str) -> Any:
        found = super().__getattribute__(name)
        if name in ("calls", "die_at") or name.startswith("__"):
            return found

        def counted(*arguments: Any) -> Any:
            self.calls += 1
            if self.calls == self.die_at:
                if name in ("write_at", "write_durably"):
                    fd, data, offset = arguments
                    os.pwrite(fd, data[: len(data) // 2], offset)
                os.kill(os.getpid(), 9)
            return found(*arguments)

        return counted


def main(folder: str, first: int, die_at: int = 0, limit: int = 10**9, compact: int = 60_000) -> None:
    disk = DyingDisk(die_at) if die_at else Disk()
    book = open_book(Path(folder), disk=disk)
    book.checkpoint.limit = compact
    for number in range(first, first + limit):
        with book.change("set", by="", at=NOW, undoable=number % 3 == 0) as change:
            change.put("customers", {"id": f"cus_{number % 50}", "n": number, "text": "x" * 200})
            change.put("promises", {"id": "pro_1", "n": number})
        os.write(1, b"%d\n" % number)
        if die_at and number % 10 == 9:
            book.checkpoint.save()
    book.close()
    os.write(1, b"closed %d\n" % getattr(disk, "calls", 0))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
