"""Power cuts in a restore, by adversarial replay: one whole book is there, and what was before is in its backups."""

import random
import shutil
from pathlib import Path

import pytest

from deskapp.errors import DeskError
from deskapp.store import open_book
from deskapp.store.copies.restore import restore
from tests.store.books import whole, write
from tests.store.recording import RecordingDisk, after_power_cut
from tests.store.test_broken_restore import WAYS, Two

pytestmark = pytest.mark.usefixtures("the_clock_stands")


class Recording(RecordingDisk):
    """Records also what was written past the disk's own calls, when it is synced."""

    def sync(self, fd: int) -> None:
        path = Path(f"/proc/self/fd/{fd}").readlink()
        if path.suffix == ".part":
            self.log.append(("write", self._files[fd], 0, path.read_bytes()))
        super().sync(fd)


def power_cuts(tmp_path: Path, cuts: int, *, honest: bool) -> list[str]:
    two = Two(tmp_path)
    folder, some = tmp_path / "recorded", random.Random(7)
    folder.mkdir()
    disk = Recording(folder)
    with open_book(folder, disk=disk) as book:
        write(book, 0, 65)
        book.checkpoint.save()
    for path in folder.rglob("*"):
        if path.is_dir():
            disk.sync_folder(path)
    disk.sync_folder(folder)
    old, start_at = whole(folder), len(disk.log)
    disk.honest = honest
    with pytest.MonkeyPatch.context() as patch:
        for module in ("restore", "backup"):
            patch.setattr(f"deskapp.store.copies.{module}.Disk", lambda: disk)
        restore(folder, two.zip)
    disk.acknowledge(1)
    wrong = []
    for turn in range(cuts):
        length, image = some.randint(start_at, len(disk.log)), tmp_path / "image"
        done = after_power_cut(disk.log, length, folder, image, some)
        try:
            now = WAYS[turn % 4](image)
            saved = sorted((image / "backups").glob("before-restore-*.zip"))
            if now not in (old, two.new) or (done == 1 and now != two.new):
                wrong.append(f"cut {turn} after call {length}: not one whole book")
            elif now == two.new:
                shutil.rmtree(tmp_path / "saved", ignore_errors=True)
                restore(tmp_path / "saved", saved[0])
                if whole(tmp_path / "saved") != old:
                    wrong.append(f"cut {turn} after call {length}: the old book's backup is another")
        except (DeskError, AssertionError, IndexError) as error:
            wrong.append(f"cut {turn} after call {length} ({disk.log[length - 1][:3]}): {error}")
        shutil.rmtree(image)
    return wrong


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs to know the name of an open file")
def test_a_power_cut_in_a_restore_leaves_one_whole_book(tmp_path: Path) -> None:
    assert power_cuts(tmp_path, 100, honest=True) == []


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs to know the name of an open file")
def test_the_same_without_syncs_fails(tmp_path: Path) -> None:
    assert len(power_cuts(tmp_path, 100, honest=False)) > 5


@pytest.mark.long
def test_thousands_of_power_cuts_in_a_restore(tmp_path: Path) -> None:
    assert power_cuts(tmp_path, 2000, honest=True) == []
