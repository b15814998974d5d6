"""What is handed out holds what it needs, and the program runs from one file that nobody unpacks."""

import os
import subprocess
import sys
import tarfile
import tomllib
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest
from flit_core import buildapi

import deskapp

ROOT = Path(__file__).parents[1]
START = "import sys\nfrom deskapp.__main__ import main\nsys.exit(main())\n"
WHERE_FROM = "import sys; sys.path.insert(0, sys.argv[1]); import deskapp.ui.app as app; print(app.__file__)"


def beside(folder: str) -> set[str]:
    """Every file of a folder of ours, but for what Python caches there."""
    files = (path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(ROOT).as_posix() for path in files}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        return folder / str(buildapi.build_wheel(str(folder)))


@pytest.fixture(scope="module")
def zipped(wheel: Path) -> Path:
    """The wheel with a start of its own, as `python -m zipapp` makes one."""
    path = wheel.with_name("desk.pyz")
    path.write_bytes(wheel.read_bytes())
    with ZipFile(path, "a") as file:
        file.writestr("__main__.py", START)
    return path


def run(folder: Path, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run Python in another folder, with nothing but the environment of the tests to find modules in."""
    given = {**os.environ, "DESKAPP_DATA": str(folder / "book"), "DESKAPP_STAFF": "Kim", "LC_ALL": "C.UTF-8"}
    given.pop("PYTHONPATH", None)
    return subprocess.run([sys.executable, *command], cwd=folder, env=given, capture_output=True, text=True, timeout=60)


def test_the_wheel_holds_every_file_of_the_package_and_nothing_of_the_tests(wheel: Path) -> None:
    with ZipFile(wheel) as file:
        names = set(file.namelist())
    about = f"deskapp-{deskapp.__version__}.dist-info"
    assert {name for name in names if not name.startswith(f"{about}/")} == beside("deskapp")
    assert {"deskapp/py.typed", f"{about}/licenses/LICENSE", f"{about}/entry_points.txt"} <= names


def test_the_sdist_holds_what_the_readmes_test_command_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    with tarfile.open(tmp_path / buildapi.build_sdist(str(tmp_path))) as file:
        names = {member.name.partition("/")[2] for member in file.getmembers()}
    plain = {"README.md", "LICENSE", "pyproject.toml", "data/README.md"}
    assert plain | beside("deskapp") | beside("tests") | beside(".ci") | beside(".github") <= names


def test_the_version_is_declared_once_and_has_its_entry_in_the_changelog() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["dynamic"] == ["version"]
    changes = (ROOT / ".github/CHANGELOG.md").read_text(encoding="utf-8")
    newest = next(line for line in changes.splitlines() if line.startswith("## "))
    assert newest.split()[1] == deskapp.__version__


def test_the_package_is_found_in_the_zip_and_nowhere_else(zipped: Path) -> None:
    done = run(zipped.parent, ["-c", WHERE_FROM, str(zipped)])
    assert done.stdout.startswith(f"{zipped}{os.sep}deskapp"), done.stdout + done.stderr


def test_a_zip_answers_on_the_command_line_with_its_words_and_exit_status(zipped: Path, tmp_path: Path) -> None:
    shown = run(tmp_path, [str(zipped), "--version"])
    assert (shown.returncode, shown.stdout.strip()) == (0, f"deskapp {deskapp.__version__}")
    assert "walk-in of Beth" in run(tmp_path, [str(zipped), "log", "walk-in", "Beth"]).stdout
    assert "Beth" in run(tmp_path, [str(zipped), "list"]).stdout
    assert "Smile" in run(tmp_path, [str(zipped), "tick", "Beth"]).stdout
    assert run(tmp_path, [str(zipped), "card", "Nobody"]).returncode == 1


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_zip_shows_the_invented_day_with_its_stylesheet(zipped: Path) -> None:
    from tests.ui.terminal import OWN_SIZE, Terminal

    command = ["env", *OWN_SIZE, "-u", "PYTHONPATH", "LC_ALL=C.UTF-8", sys.executable, str(zipped), "demo"]
    terminal = Terminal(command, (120, 36))
    try:
        terminal.until("Here and today", "Greeting", "Smile", "Walnuts")
    finally:
        terminal.session.kill()
    titles = next(line for line in terminal.screen.display if "Here and today" in line)
    assert "Greeting" in titles, "the stylesheet places the panes side by side"
