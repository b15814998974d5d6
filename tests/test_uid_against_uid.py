"""The script of one account against another: it is fair, says when it can't be played, and is played on demand."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import other_account, uid_against_uid

ROOT = Path(__file__).parents[1]
CAN_BECOME = sys.platform == "linux" and os.geteuid() == 0


def test_without_the_right_to_become_others_it_is_skipped_and_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert uid_against_uid.main([]) == 0
    assert capsys.readouterr().out == uid_against_uid.SKIPPED + "\n"


@pytest.mark.skipif(sys.platform != "linux", reason="it looks at accounts and processes as Linux has them")
def test_where_the_door_is_open_each_try_goes_well_and_is_told(tmp_path: Path) -> None:
    folder, mine = tmp_path / "book", tmp_path / "mine"
    for made in (folder, mine):
        made.mkdir()
    (folder / "card.json").write_text("Beth")
    paths = [(str(path), path.lstat().st_mode) for path in (folder, folder / "card.json")]
    told = other_account.attack(paths, (), str(mine))
    well = {one.rpartition(" ")[0] for one in told["went_well"]}  # type: ignore[attr-defined]
    assert {"read", "write", "cut", "list", "make", "plant a link", "exchange", "rename", "chmod"} <= well


@pytest.mark.long
@pytest.mark.skipif(not CAN_BECOME, reason=uid_against_uid.SKIPPED)
def test_another_account_gets_nothing() -> None:
    done = subprocess.run([sys.executable, "-m", "tests.uid_against_uid"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
