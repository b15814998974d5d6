"""Whatever the program writes is for its owner alone, on a machine that gives everything to everybody (umask 000)."""

import ast
import io
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deskapp.cli.run import run
from deskapp.desk.cards import customers
from deskapp.desk.privacy import pin
from deskapp.desk.session import Session
from deskapp.desk.settings import settings
from deskapp.plain import verbs
from deskapp.plain.session import PlainSession
from deskapp.plain.typed import Typed
from deskapp.store import open_book
from deskapp.store.engine.disk import Disk
from tests.builders import StandingClock
from tests.long_texts import sources
from tests.ui.hands import at_the_desk, worked_out

STORE = {
    "archive",
    "backup",
    "client",
    "disk",
    "given_out",
    "lock",
    "reader",
    "restore",
    "server",
    "spool",
    "spool_files",
    "spool_server",
}
STORE |= {"kept_aside", "table_file", "pin_tries"}
"""The modules of the store that make files, folders, links or sockets: through `Disk`, or for their owner alone."""
ELSEWHERE = {
    "deskapp/__main__.py": {"os.open(os.devnull, os.O_RDWR)"},
    "deskapp/cli/desk_request.py": {"os.open(os.devnull, os.O_WRONLY)"},
    "deskapp/ui/quirks/driver.py": {
        "os.open(os.ttyname(number), os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)"
    },
}
"""What opens a file outside the store: to no place on the disk, to read what was named, or a folder of mkdtemp's."""
MAKING = {
    "write_text", "write_bytes", "mkdir", "makedirs", "touch", "mkfifo", "mknod", "symlink", "symlink_to", "link",
    "hardlink_to", "copy2", "copyfile", "copytree", "copymode", "copyfileobj", "mkstemp", "mkdtemp", "FileHandler",
    "NamedTemporaryFile", "TemporaryFile", "TemporaryDirectory", "SpooledTemporaryFile", "make_archive", "umask",
    "start_unix_server", "RotatingFileHandler", "basicConfig", "extractall", "creat",
}  # fmt: skip


def makes_a_file(call: ast.Call) -> bool:
    """Whether a call may make something on the disk, as far as its name and its mode tell."""
    name, text = ast.unparse(call.func), ast.unparse(call)
    last = name.rpartition(".")[2]
    if name == "os.open":
        return "os.O_RDONLY" not in text
    if last in ("open", "ZipFile", "FileIO", "fdopen", "TarFile") and (name in ("open", "io.open") or call.args):
        modes = [
            one.value for one in (*call.args, *(key.value for key in call.keywords)) if isinstance(one, ast.Constant)
        ]
        return any(isinstance(mode, str) and mode[:1] in "wax" for mode in modes if mode)
    return last in MAKING and not name.startswith(("clipboard.", "disk.", "self._disk."))


def test_every_place_that_makes_a_file_is_known() -> None:
    found: dict[str, set[str]] = {}
    for path, node in sources():
        if isinstance(node, ast.Call) and makes_a_file(node):
            found.setdefault(path, set()).add(ast.unparse(node))
    stored = {Path(path).stem for path in found if path.startswith(("deskapp/store/", "deskapp/ipc/"))}
    assert stored <= STORE and {"disk", "given_out", "pin_tries"} <= stored
    assert {
        path: calls for path, calls in found.items() if not path.startswith(("deskapp/store/", "deskapp/ipc/"))
    } == ELSEWHERE


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home folder with nothing in it, on a machine without a umask."""
    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    for name in ("XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "TMPDIR"):
        monkeypatch.setenv(name, str(home / name.lower()))
    for name in ("DESKAPP_DATA", "DESKAPP_STAFF"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.chdir(home)
    before = os.umask(0)
    yield home
    os.umask(before)


def open_to_others(home: Path) -> dict[str, str]:
    """Whatever under a folder others could do anything with."""
    return {
        str(path.relative_to(home)): oct(stat.S_IMODE(path.lstat().st_mode))
        for path in home.rglob("*")
        if not path.is_symlink() and path.lstat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    }


def said(home: Path, *words: str) -> str:
    out, err = io.StringIO(), io.StringIO()
    assert run(["--data", str(book(home)), "--staff", "Robin", *words], out=out, err=err) == 0, err.getvalue()
    return out.getvalue()


def book(home: Path) -> Path:
    return home / "not" / "there" / "yet" / "book"


COMMANDS = (
    ("log", "walk-in", "Beth Marlow", "--phone", "202 555 0123", "--new"),
    ("preference", "--stance=allergy", "--", "Beth", "nuts"),
    ("promise", "Beth", "a price", "--by", "in 3 h"),
    ("faq-add", "Do you mend bows?", "--answer", "Yes."),
    *(("export", what, "-o", f"{what}.{form}") for what, forms in {
        "customers": ("vcf", "csv", "json", "md", "html"), "log": ("csv", "json", "md", "html"),
        "promises": ("ics", "csv", "json", "md", "html"), "faq": ("md", "html"),
    }.items() for form in forms),
    *(("report", "day", "-o", f"day.{form}", "--format", way) for form, way in (("txt", "text"), ("md", "md"))),
    *(("subject", "Beth", "-o", f"beth.{form}") for form in ("json", "md", "html")),
    ("handover-note", "Mind the step."),
    ("handover", "-o", "handover.txt"),
    ("settings", "desk_name", "Harbour"),
    ("import", "customers.csv"),
    ("ring", "202 555 0123", "--name=Beth"),
    ("backup", "copy.zip"),
    ("backup",),
    ("doctor",),
    ("list",),
)  # fmt: skip


def test_no_command_leaves_anything_that_others_can_read(home: Path) -> None:
    for words in COMMANDS:
        said(home, *words)
        assert open_to_others(home) == {}, words
    assert len(list(home.iterdir())) > 20


def test_plain_mode_leaves_nothing_that_others_can_read(home: Path) -> None:
    lines = (
        "w Beth",
        "",
        "n wants a bow",
        "export customers -o a.csv",
        "report -o a.txt",
        "H -o h.txt",
        "backup b.zip",
    )
    typed = Typed(io.StringIO("".join(f"{line}\n" for line in lines)))
    words = ["--data", str(book(home)), "--staff", "Robin", "plain"]
    assert (
        run(words, out=io.StringIO(), err=io.StringIO(), plain=lambda call: PlainSession(call, typed).run(verbs.do))
        == 0
    )
    assert open_to_others(home) == {} and len(list(home.iterdir())) > 3


async def test_the_screen_leaves_nothing_that_others_can_read(home: Path) -> None:
    with open_book(book(home)) as held:
        desk = Session(held, "Robin", now=StandingClock())
        customers.make(desk, "Beth Marlow")
        async with at_the_desk(desk, (120, 36)) as hands:
            for keys in (("f3", "x", *"csv", "enter"), ("f7", "x", *"data", "enter"), ("f3", "W"), ("f8", "w")):
                await hands.press("escape", "escape", "f2", *keys, "enter")
                await worked_out(hands.pilot)
                assert open_to_others(home) == {}, keys
    assert len(list(home.iterdir())) > 4


def test_what_is_kept_beside_the_book_is_closed_to_others_too(home: Path) -> None:
    said(home, "list")
    with open_book(book(home)) as held:
        pin.put(Session(held, "Robin"), "8315", "8315")
    with open_book(book(home), read_only=True) as held:
        desk = Session(held, "Robin")
        pin.tried(desk, settings.read(desk), fitted=False)
    assert open_to_others(home) == {} and (home / "xdg_state_home").is_dir()


@pytest.mark.parametrize("make", [Disk().make_folder])
def test_a_folder_is_made_with_every_one_above_it_for_its_owner_alone(home: Path, make: Callable[[Path], None]) -> None:
    make(home / "a" / "b" / "c")
    make(home / "a" / "b" / "c")
    assert open_to_others(home) == {} and (home / "a" / "b" / "c").is_dir()
