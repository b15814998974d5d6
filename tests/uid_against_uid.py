"""One account against another: is there a file, a socket, a lock, a process or a name by which a book lets one in?

    sudo .venv/bin/python -m tests.uid_against_uid [--code FOLDER]

As root it makes two accounts that need no names. One has a book, a desk in a terminal, commands beside it, exports,
backups and a demo, all under the umask 000 and without XDG_RUNTIME_DIR. The other one tries everything at all of it
(`tests.other_account`), forges a desk under names that can be worked out beforehand, and plants names where exports go.
It prints how much was tried, and each thing that went well: then its status is 1. `--code` is another checkout.
"""

import argparse
import hashlib
import importlib.metadata
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests import other_account
from tests.benchmarks.pty_session import PtySession

ROOT = Path(__file__).parents[1]
OWNER, OTHER = 61_001, 61_002
NAME, SECRET = "Berenike Quandt", "allergic to nuts"
SKIPPED = "Skipped: only root can become two other accounts. Start it with sudo."
UNUSED = ("site-packages", "test", "idlelib", "tkinter", "lib2to3", "ensurepip", "turtledemo", "config-*", "*.a")
DROP = (
    "import os, sys; uid = int(sys.argv[1]); os.umask(0); os.setgroups([]); os.setresgid(uid, uid, uid); "
    "os.setresuid(uid, uid, uid); os.chdir('/'); os.execvp(sys.argv[2], sys.argv[2:])"
)


class Stage:
    """Two accounts, their folders, and one that is open to both."""

    def __init__(self, folder: Path, code: Path) -> None:
        folder.chmod(0o755)
        self.folder, self.tried, self.went_well = folder, 0, list[str]()
        self.home, self.mine, self.anyones = (self._folder(name, uid) for name, uid in
                                              (("home", OWNER), ("other", OTHER), ("anyones", 0)))  # fmt: skip
        self.anyones.chmod(0o1777)
        self.python = readable_program(folder / "program", code)
        self.told = self.mine / "told"

    def _folder(self, name: str, uid: int) -> Path:
        (self.folder / name).mkdir(0o755)
        os.chown(self.folder / name, uid, uid)
        return self.folder / name

    def command(self, uid: int, *argv: str) -> list[str]:
        """The program as an account."""
        given = [f"TMPDIR={self.anyones}", f"HOME={self.home}", "LC_ALL=C.UTF-8", "TZ=UTC", "PATH=/usr/bin:/bin"]
        return [sys.executable, "-c", DROP, str(uid), "env", "-i", *given, *self.python, *argv]

    def run(self, uid: int, *argv: str) -> "subprocess.CompletedProcess[str]":
        """One command, to its end."""
        return subprocess.run(self.command(uid, *argv), capture_output=True, text=True, timeout=120)

    def must(self, *argv: str) -> str:
        """A command of the owner's, which has to be done, and by nobody else's desk."""
        done = self.run(OWNER, *argv)
        if done.returncode or "forged" in done.stdout:
            self.went_well.append(f"{argv[2:]} was not done as it should be: {done}")
        return done.stdout

    def refused(self, what: str, done: "subprocess.CompletedProcess[str]") -> None:
        """One try of the other account's by the program itself."""
        self.tried += 1
        if done.returncode == 0 or NAME.split()[1] in done.stdout + done.stderr:
            self.went_well.append(f"{what}: {done}")

    def attack(self, places: Sequence[Path], processes: Sequence[int] = ()) -> None:
        """Have everything tried at what lies in some places."""
        paths = [(str(path), path.lstat().st_mode) for place in places for path in (place, *sorted(place.rglob("*")))]
        mine = tempfile.mkdtemp(dir=self.mine)
        os.chown(mine, OTHER, OTHER)
        told = other_account.as_account(OTHER, lambda: other_account.attack(paths, processes, mine))
        self.tried += told["tried"]  # type: ignore[index]
        self.went_well += told["went_well"]  # type: ignore[index]

    @contextmanager
    def watched(self, *places: Path) -> Iterator[None]:
        """Meanwhile everything is tried at each name that comes up."""
        found, (mine, named) = self.mine / "found", (self.mine / "watching", [str(place) for place in places])
        mine.mkdir(exist_ok=True)
        os.chown(mine, OTHER, OTHER)
        work = lambda: other_account.watch(named, OWNER, str(mine), found)  # noqa: E731
        pid = other_account.in_background(OTHER, work)
        try:
            yield
        finally:
            other_account.end(pid)
        for line in found.read_text().splitlines() if found.exists() else ():
            told = json.loads(line)
            self.tried += told["tried"]
            self.went_well += told["went_well"]
        found.unlink(missing_ok=True)

    @contextmanager
    def forged(self, *paths: Path) -> Iterator[None]:
        """Meanwhile somebody else listens under these names."""
        pids = [other_account.in_background(OTHER, partial(other_account.forge, path, self.told))
                for path in paths]  # fmt: skip
        wait_for(lambda: all(path.exists() for path in paths), "the forger listens")
        try:
            yield
        finally:
            for pid in pids:
                other_account.end(pid)
        self.tried += len(paths)
        if self.told.exists():
            self.went_well.append(f"a forged desk was told {self.told.read_bytes()[:300]!r}")
            self.told.unlink()

    @contextmanager
    def desk(self, *argv: str, until: str = "Here and today") -> Iterator[PtySession]:
        """The owner's desk in a terminal."""
        session = PtySession(self.command(OWNER, *argv), columns=100, rows=30)
        try:
            session.until([until.encode()], 60)
            yield session
        finally:
            session.kill()


def wait_for(is_so: "object", what: str, session: PtySession | None = None) -> None:
    """Wait until something is so. Raises TimeoutError."""
    limit = time.monotonic() + 60
    while not is_so():  # type: ignore[operator]
        if time.monotonic() > limit:
            raise TimeoutError(what)
        if session:
            session.read(0.05)
        time.sleep(0.02)


def readable_program(folder: Path, code: Path) -> list[str]:
    """How any account starts the program: from copies, as a checkout or a Python may be root's alone."""
    prefix, version = Path(sys.base_prefix), f"python{sys.version_info[0]}.{sys.version_info[1]}"
    library, site = folder / "python" / "lib" / version, folder / "site"
    shutil.copytree(prefix / "lib" / version, library, ignore=shutil.ignore_patterns(*UNUSED), symlinks=True)
    (folder / "python" / "bin").mkdir()
    python = shutil.copy(os.path.realpath(sys.executable), folder / "python" / "bin" / version)
    for shared in (prefix / "lib").glob("libpython*.so*"):
        shutil.copy(shared, folder / "python" / "lib")
    shutil.copytree(code / "deskapp", folder / "code" / "deskapp")
    site.mkdir()
    for part in sorted(parts_of(ROOT / "pyproject.toml")):
        copy = shutil.copytree if part.is_dir() else shutil.copy
        copy(part, site / part.name)
    places = [f"PYTHONHOME={folder / 'python'}", f"PYTHONPATH={folder / 'code'}:{site}"]
    places += [f"LD_LIBRARY_PATH={folder / 'python' / 'lib'}", "PYTHONSAFEPATH=1", "PYTHONDONTWRITEBYTECODE=1"]
    subprocess.run(["chmod", "-R", "a+rX", folder], check=True)
    return [*places, str(python), "-m", "deskapp"]


def parts_of(project: Path) -> set[Path]:
    """The files and folders of what the program needs at run time."""
    waiting = list(tomllib.loads(project.read_text())["project"]["dependencies"])
    names, parts = set[str](), set[Path]()
    while waiting:
        name = re.match(r"[\w.-]+", waiting.pop())[0].lower()  # type: ignore[index]
        if name in names:
            continue
        names.add(name)
        try:
            dist = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        waiting += [one for one in dist.requires or () if "extra ==" not in one]
        tops = {file.parts[0] for file in dist.files or () if file.parts[0] != ".."}
        parts |= {Path(str(dist.locate_file(top))) for top in tops if top != "__pycache__"}
    return {part for part in parts if part.exists()}


def digest(folder: Path) -> dict[str, tuple[int, int, str]]:
    """What lies in a folder: modes, owners and bytes."""
    found = {}
    for path in sorted(folder.rglob("*")):
        facts = path.lstat()
        data = path.read_bytes() if stat.S_ISREG(facts.st_mode) else b""
        found[str(path)] = (facts.st_mode, facts.st_uid, hashlib.sha256(data).hexdigest())
    return found


def names_that_can_be_worked_out(stage: Stage, book: Path) -> list[Path]:
    """Where a desk of this book may be thought to listen."""
    short = hashlib.sha256(os.fsencode(os.path.realpath(book))).hexdigest()[:24]
    return [stage.anyones / f"deskapp-{OWNER}" / f"{short}.sock"]


def a_day(stage: Stage, book: Path) -> None:
    """A book, an open desk and commands beside it; with its socket, then without."""
    data = ("--data", str(book))
    listens = names_that_can_be_worked_out(stage, book)
    stage.must(*data, "log", "walk-in", NAME, "--reason", SECRET)
    with stage.forged(*listens), stage.watched(stage.anyones, stage.home, Path("/tmp"), Path("/dev/shm")):
        with stage.desk(*data, "--staff", "Robin") as desk:
            until = time.monotonic() + 20
            wait_for(lambda: any(book.rglob("desk.sock")) or time.monotonic() > until, "the desk listens", desk)
            for has_socket in (True, False):
                if not has_socket:
                    for path in book.rglob("desk.sock"):
                        path.unlink()
                beside = subprocess.Popen(stage.command(OWNER, *data, "note", NAME, f"{SECRET} {has_socket}"),
                                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)  # fmt: skip
                wait_for(lambda beside=beside: beside.poll() is not None, "a command ends", desk)
                said = beside.communicate()[0]
                if beside.returncode or "forged" in said:
                    stage.went_well.append(f"a command beside the desk was not done: {said}")
                stage.attack([book], [desk.pid])
            by_the_program(stage, book)
            desk.settle()
        stage.must(*data, "note", NAME, "closed")
    held = stage.must(*data, "export", "log", "--format", "json", "-o", "-")
    if held.count(SECRET) < 3 or "forged" in held:
        stage.went_well.append("what was asked beside the desk is not in the book, or something else is")


def given_out(stage: Stage, book: Path) -> None:
    """Exports, reports, copies and backups, in a folder that everybody may write to."""
    data = ("--data", str(book))
    with stage.watched(stage.anyones, stage.home):
        for name, argv in {
            "cards.csv": ("export", "customers", "-o"),
            "cards.vcf": ("export", "customers", "-o"),
            "log.json": ("export", "log", "-o"),
            "day.md": ("report", "day", "--names", "-o"),
            "sheet.md": ("handover", "-o"),
            "her.json": ("subject", NAME, "-o"),
            "book.zip": ("backup",),
        }.items():
            stage.must(*data, *argv, str(stage.anyones / name))
            precious = stage.home / f"precious-{name}"
            precious.write_text("precious")
            precious.chmod(0o600)
            os.chown(precious, OWNER, OWNER)
            planted = stage.anyones / f"planted-{name}"
            other_account.as_account(OTHER, partial(planted.symlink_to, precious))
            for force in ((), ("--force",)):
                stage.tried += 1
                stage.run(OWNER, *data, *argv, str(planted), *force)
                if precious.read_bytes() != b"precious":
                    stage.went_well.append(f"{argv} {force} wrote through a planted link")
    stage.attack([path for path in stage.anyones.iterdir() if path.lstat().st_uid == OWNER])


def by_the_program(stage: Stage, book: Path) -> None:
    """The other account starts the program on the book."""
    backup = stage.anyones / "book.zip"
    for argv in (["list"], ["card", NAME], ["note", NAME, "forged"], ["doctor"], ["doctor", "--repair"], ["ring", "1"],
                 ["restore", str(backup), "--yes"], ["export", "log", "-o", "-"], ["erase", NAME, "--yes"],
                 ["confirmed", "0f0f"], ["backup"], ["undo"]):  # fmt: skip
        stage.refused(f"deskapp {argv}", stage.run(OTHER, "--data", str(book), *argv))


def asked_made_first(stage: Stage) -> None:
    """In a book that was left open to others, somebody else makes the folder of the line first."""
    book = stage.anyones / "open-book"
    book.mkdir()
    os.chown(book, OWNER, OWNER)
    book.chmod(0o777)
    with stage.forged(book / "asked" / "desk.sock"), stage.desk("--data", str(book), "--staff", "Robin") as desk:
        desk.read_for(2)
        done = subprocess.Popen(stage.command(OWNER, "--data", str(book), "log", "walk-in", NAME, "--reason", SECRET),
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)  # fmt: skip
        wait_for(lambda: done.poll() is not None, "a command ends", desk)
        if done.returncode == 0:
            stage.went_well.append(f"a forged desk was believed: {done.communicate()[0]}")
    shutil.rmtree(book)


def play(stage: Stage) -> None:
    """All of it."""
    deep = stage.home / ("long" * 30)
    deep.mkdir(0o700)
    os.chown(deep, OWNER, OWNER)
    for book in (stage.home / "book", deep / "book"):
        a_day(stage, book)
        before = digest(book)
        stage.attack([book])
        by_the_program(stage, book)
        if digest(book) != before:
            stage.went_well.append(f"{book} is not what it was")
    given_out(stage, stage.home / "book")
    by_the_program(stage, stage.home / "book")
    asked_made_first(stage)
    with stage.watched(stage.anyones, Path("/tmp")), stage.desk("demo") as demo:
        stage.attack(list(stage.anyones.glob("deskapp-demo-*")), [demo.pid])


def main(argv: Sequence[str] | None = None) -> int:
    """Print what was tried; 1 where something went well that must not."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--code", default=str(ROOT))
    code = Path(parser.parse_args(argv).code)
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        print(SKIPPED)
        return 0
    with tempfile.TemporaryDirectory(prefix="uids-") as folder:
        stage = Stage(Path(folder), code)
        play(stage)
    for what in stage.went_well:
        print(f"went well: {what:.600}")
    print(f"{stage.tried:,} tries of another account: {len(stage.went_well)} went well.")
    return int(bool(stage.went_well))


if __name__ == "__main__":
    sys.exit(main())
