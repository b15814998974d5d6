"""What all rooms of the tests share."""

from pathlib import Path

import pytest

from deskapp.store.disk import Disk

DURABLE = Path(__file__).parent / "store"


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are written but not waited for until they are on the disk, save where that is what is tested.

    Whether the book reaches the disk is for tests/store with its crash harnesses, and for the programs a test starts.
    """
    if DURABLE in request.path.parents:
        return
    monkeypatch.setattr(Disk, "write_durably", Disk.write_at)
    for name in ("sync_data", "sync", "sync_folder"):
        monkeypatch.setattr(Disk, name, lambda self, at: None)
