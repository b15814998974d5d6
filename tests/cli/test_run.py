import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from deskapp import clock
from deskapp.cli import command_line
from deskapp.cli.book_in_use import became
from deskapp.cli.call import Call, place
from deskapp.cli.parser import usage
from deskapp.cli.run import function_of, run
from deskapp.cli.running_desk import REMEMBERED, RunningDesk
from deskapp.commands.declared import Command
from deskapp.commands.every import BY_NAME
from deskapp.commands.every import NAMED as COMMANDS
from deskapp.desk.session import Session
from deskapp.model.document import DocumentError
from deskapp.store import open_book
from tests.cli.conftest import Tool, call

ROOT = Path(__file__).parents[2]


def program(*argv: str, **more: Any) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **more.pop("env", {})}
    command = [sys.executable, "-m", "deskapp", *argv]
    done: subprocess.CompletedProcess[str]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, **more)
    return done


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_is_declared_whole(command: Command) -> None:
    assert callable(function_of(command))
    assert command.help and not command.help.endswith(".")
    assert all(one.help for one in command.arguments)
    shown = call(command.name, "--help")
    assert (shown.status, shown.err) == (0, "")
    assert usage(command).startswith(f"deskapp {command.name}")
    assert "--staff" not in usage(command)
    assert f"\n  {command.name} " in call("--help").out


def test_the_version_and_the_help_stand_before_and_after_a_command() -> None:
    assert call("--version").out == call("list", "--version").out == call("-V").out
    assert call("--version").out.startswith("deskapp 0.")
    assert call("--help").out.startswith("usage: deskapp")
    assert call("--help", "list").out == call("list", "-h").out


def test_the_global_options_stand_before_and_after_a_command(tmp_path: Path) -> None:
    book = str(tmp_path / "b")
    assert call(f"--data={book}", "log", "walk-in", "Ann", "--staff", "Robin").status == 0
    assert call("--staff", "Kim", "log", "walk-in", "Ben", "--data", book).status == 0
    assert [one["staff"] for one in call("list", "--data", book, "--json").json] == ["Kim", "Robin"]


def test_the_surroundings_may_name_book_and_staff(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKAPP_DATA", str(tmp_path / "b"))
    monkeypatch.setenv("DESKAPP_STAFF", "Kim")
    assert call("log", "walk-in", "Ann", "--json").json[0]["staff"] == "Kim"


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["lsit"], "There is no command 'lsit'. Did you mean `deskapp list`?"),
        (["--colour", "list"], "There is no option '--colour'."),
        (["--data"], "--data needs a value."),
        (["log"], "The following arguments are required: KIND (walk-in, call, message). `deskapp log --help`"),
        (["promise"], "The following arguments are required: WHO, WHAT, --by."),
        (["export"], "The following arguments are required: WHAT (customers, log, promises, faq)."),
        (["log", "visit", "Ann"], "Argument KIND: invalid choice: 'visit'"),
        (["list", "--nope"], "Unrecognized arguments: --nope."),
        (["list", '"unclosed'], "list takes no words, so nothing was done: type deskapp list alone."),
        (["list", "--open", "Ann"], "list takes no words, so nothing was done: type deskapp list alone."),
        (["undo", "the", "last"], "undo takes no words, so nothing was done: type deskapp undo alone."),
        (["card"], "The following arguments are required: WHO."),
        (["list", "--since"], "Argument --since: expected one argument."),
    ],
)
def test_wrong_usage_is_one_sentence_and_exit_status_2(argv: list[str], sentence: str) -> None:
    answer = call(*argv)
    assert (answer.status, answer.out) == (2, "")
    assert answer.err.startswith(f"deskapp: {sentence}")
    assert answer.err.count("\n") == 1


def test_where_tells_the_folder_alone_on_stdout(tool: Tool, folder: Path) -> None:
    answer = tool("where")
    assert answer.out == f"{folder}\n"
    assert "as asked by --data" in answer.err
    facts = tool("where", "--json").json
    assert (facts["book"], facts["reason"], facts["exists"], facts["in_use_by"]) == (str(folder), "--data", False, None)
    with open_book(folder):
        assert tool("where", "--json").json["in_use_by"] == os.getpid()


def test_where_the_book_lies_without_being_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert place() == (ROOT / "data", "checkout")
    monkeypatch.setattr(command_line, "__file__", str(tmp_path / "lib/deskapp/cli/command_line.py"))
    folder, reason = place()
    assert (folder.name, reason) == ("book", "user")
    assert "deskapp" in folder.parts
    monkeypatch.setenv("DESKAPP_DATA", "~/desk")
    assert place().folder == Path.home() / "desk"
    monkeypatch.chdir(tmp_path)
    assert place("x/../y").folder == tmp_path / "y"


def test_a_sound_book_passes_the_doctor(tool: Tool) -> None:
    assert tool("doctor").status == 1
    tool("log", "walk-in", "Ann")
    answer = tool("doctor")
    assert answer.status == 0
    assert "is sound: 1 interactions, 1 customers, 0 promises" in answer.out
    facts = tool("doctor", "--json").json
    assert (facts["sound"], facts["faults"], facts["counts"]["interactions"]) == (True, [], 1)


def test_a_damaged_book_is_told_by_file_with_exit_status_3(tool: Tool, folder: Path) -> None:
    for number in range(5):
        tool("log", "walk-in", f"Ann {number}")
    for path in folder.glob("*.json*"):
        path.write_bytes(path.read_bytes().replace(b"Ann", b"\x00nn"))
    for path in folder.glob("journal/*"):
        path.write_bytes(path.read_bytes().replace(b"Ann", b"\x00nn"))
    answer = tool("doctor")
    assert answer.status == 3
    assert ".json" in answer.out
    assert tool("doctor", "--json").json["sound"] is False
    refused = tool("list")
    assert (refused.status, refused.out) == (3, "")
    assert "damaged" in refused.err


def test_a_document_of_a_strange_shape_is_named(tool: Tool, folder: Path) -> None:
    with open_book(folder) as book, book.change("by hand", by="", at=clock.now()) as change:
        change.put("customers", {"id": "cus_1", "name": 5})
    answer = tool("doctor")
    words = "This is not understood (name): it is left out until `--repair` sets it aside."
    assert (answer.status, answer.out) == (3, f"customers, cus_1: {words}\n")
    assert tool("card", "cus_1").err.endswith(
        "customers/cus_1 is not understood (name), so it stays as it is. `deskapp doctor` tells all of it.\n"
    )


def test_a_book_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "book").write_text("a file, no folder")
    answer = call("--data", str(tmp_path / "book"), "log", "walk-in", "Ann")
    assert answer.status == 1
    assert answer.err.count("\n") == 1


def test_a_book_that_stays_in_use_is_exit_status_4(tool: Tool, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deskapp.cli.book_in_use.PATIENCE", 0.1)
    with open_book(folder):
        answer = tool("log", "walk-in", "Ann")
    assert (answer.status, f"process {os.getpid()}" in answer.err) == (4, True)


def test_looking_on_never_needs_the_lock(tool: Tool, folder: Path) -> None:
    tool("log", "walk-in", "Ann")
    with open_book(folder):
        assert "Ann" in tool("list").out


def test_two_commands_at_once_both_get_their_turn(folder: Path) -> None:
    argv = [sys.executable, "-m", "deskapp", "--data", str(folder), "log", "walk-in"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    started = [
        subprocess.Popen([*argv, name], env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        for name in ("Ann", "Ben", "Cho")
    ]
    assert [one.wait(timeout=60) for one in started] == [0, 0, 0]
    names = [one["customer"]["name"] for one in call("--data", str(folder), "list", "--json").json]
    assert sorted(names) == ["Ann", "Ben", "Cho"]


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (ZeroDivisionError("x"), 1, "a fault of its own (ZeroDivisionError)"),
        (OSError(28, "No space left on device"), 1, "The machine refused: No space left on device."),
        (DocumentError("Interaction.kind: 5"), 3, "cannot be understood"),
        (KeyboardInterrupt(), 130, ""),
    ],
)
def test_no_fault_shows_a_traceback(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, status: int, words: str
) -> None:
    def fail(_call: Call) -> None:
        raise error

    monkeypatch.setattr("deskapp.cli.book_place.where", fail)
    answer = call("where")
    assert answer.status == status
    assert words in answer.err
    assert "Traceback" not in answer.err
    monkeypatch.setenv("DESKAPP_DEBUG", "1")
    assert ("Traceback" in call("where").err) is (status != 130)


def test_without_a_command_the_screen_is_opened(folder: Path) -> None:
    opened: list[tuple[Path, str, bool]] = []

    def face(place: Path, staff: str, demo: bool) -> int:
        opened.append((place, staff, demo))
        return 7

    assert call("--data", str(folder), "--staff", "Kim", face=face).status == 7
    assert call("--data", str(folder), "demo", face=face).status == 7
    assert opened == [(folder, "Kim", False), (folder, "", True)]
    folder.mkdir()
    (folder / "x").touch()
    assert call("--data", str(folder), "demo", face=face).status == 1
    assert call().status == 1


def test_the_demo_leaves_nothing_behind() -> None:
    seen: list[Path] = []

    def face(place: Path, _staff: str, _demo: bool) -> int:
        place.mkdir()
        seen.append(place)
        return 0

    call("demo", face=face)
    assert not seen[0].exists()


def test_a_running_desk_does_a_command_line_with_its_own_book(folder: Path) -> None:
    with open_book(folder) as book:
        desk = Session(book, "Robin")
        assert call("--data", "/nowhere", "log", "walk-in", "Ann", "--staff", "Kim", desk=desk).status == 0
        assert call("log", "walk-in", "Ben", desk=desk).status == 0
        assert [one["staff"] for one in call("list", "--json", desk=desk).json] == ["Robin", "Kim"]
        assert desk.staff == "Robin"
        assert call("demo", desk=desk).status == 2


def test_a_broken_pipe_reaches_whoever_owns_the_streams() -> None:
    class Closed(io.StringIO):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        run(["--help"], out=Closed(), err=io.StringIO())


def test_the_program_in_a_process_of_its_own(folder: Path) -> None:
    book = ["--data", str(folder)]
    hostile = "\x1b]0;title\x07 Zoë \u202e김"
    logged = program(*book, "log", "walk-in", hostile)
    assert (logged.returncode, "\x1b" in logged.stdout + logged.stderr) == (0, False)
    assert "Zoë" in logged.stdout
    listed = program(*book, "list", "--json")
    assert json.loads(listed.stdout)[0]["customer"]["name"] == hostile
    plain = program(*book, "list", env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert (plain.returncode, "Zo?" in plain.stdout) == (0, True)
    assert program(*book, "card", "nobody").returncode == 1
    assert program(*book, "nope").returncode == 2
    assert program(*book).returncode == 1


def test_a_closed_pipe_and_an_interrupt_are_quiet(folder: Path) -> None:
    call("--data", str(folder), "log", "walk-in", "Ann")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    argv = [sys.executable, "-m", "deskapp", "--data", str(folder)]
    read, write = os.pipe()
    os.close(read)
    closed = subprocess.run([*argv, "list"], stdout=write, stderr=subprocess.PIPE, env=environment, timeout=60)
    os.close(write)
    assert (closed.returncode, closed.stderr) == (141, b"")
    with open_book(folder):
        waiting = subprocess.Popen([*argv, "log", "walk-in", "Ben"], stderr=subprocess.PIPE, env=environment)
        time.sleep(1.5)
        waiting.send_signal(signal.SIGINT)
        _, words = waiting.communicate(timeout=60)
    assert (waiting.returncode, words) == (130, b"")


@pytest.mark.parametrize("command", ["list", "customers", "log walk-in Ann", "promises", "where", "--help"])
def test_commands_start_without_what_they_do_not_need(folder: Path, command: str) -> None:
    code = (
        "import sys, deskapp.__main__ as m; s = m.main(sys.argv[1:]); "
        "sys.exit(s or ','.join(sorted({n.split('.')[0] for n in sys.modules} "
        "& {'textual', 'rich', 'phonenumbers', 'rapidfuzz', 'platformdirs', 'asyncio'})) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--data", str(folder), *command.split()],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


def test_a_command_is_found_by_its_name() -> None:
    assert list(BY_NAME) == [name for command in COMMANDS for name in (command.name, *command.aliases)]


def test_the_desks_end_of_the_line_does_each_request_once(folder: Path) -> None:
    with open_book(folder) as book:
        desktop = RunningDesk(Session(book, "Robin"))
        request = {"argv": ["log", "walk-in", "Ann"], "staff": "Kim", "width": 80, "number": "1"}
        first = desktop.answer(request)
        assert (first["status"], first["out"][:21]) == (0, "Logged: walk-in of An")
        assert desktop.answer(request) == first
        assert desktop.answer({"argv": ["list", "--json"]})["out"].count('"kind"') == 1
        for number in range(2, REMEMBERED + 2):
            desktop.answer({"argv": ["where"], "number": str(number)})
        assert desktop.answer(request) == {"status": 0, "out": "", "err": f"{became('1', 0)}\n"}
        assert book.count("interactions") == 1


@pytest.mark.parametrize("request_", [{}, {"argv": "list"}, {"argv": [1]}, {"argv": [], "staff": 5, "number": []}])
def test_what_is_no_command_line_gets_a_sentence(folder: Path, request_: dict[str, object]) -> None:
    with open_book(folder) as book:
        answer = RunningDesk(Session(book)).answer(request_)
    assert answer["status"] == 2
    assert answer["err"].startswith("deskapp: ")


def test_the_desk_loads_no_openssl_and_leaves_it_to_whoever_wants_it() -> None:
    code = (
        "import sys, deskapp.__main__ as m; m._load_asyncio_without_tls(); import deskapp.ui.start, asyncio\n"
        "assert 'ssl' not in sys.modules\n"
        "async def talk():\n"
        "    server = await asyncio.start_server(lambda r, w: (w.write(b'tea'), w.close()), '127.0.0.1')\n"
        "    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())\n"
        "    print(await reader.read()); writer.close(); server.close()\n"
        "asyncio.run(talk())\n"
        "import ssl; print(bool(ssl.SSLContext))"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True)
    assert done.stdout.split() == ["b'tea'", "True"], done.stderr
