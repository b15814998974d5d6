"""A file given out is whole or not there, for its owner alone, and takes no name that is taken unless told to."""

import errno
import os
import socket
import stat
from pathlib import Path

import pytest

from deskapp.errors import RefusedError, ThereAlreadyError
from deskapp.store.copies.given_out import PROBLEMS, is_there, making, path_of, place, write
from tests.store.faulty import FaultyDisk


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "book"
    (folder / "backups").mkdir(parents=True)
    (folder / "customers.json").write_text("{}")
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


class Theirs:
    """The facts of a file, as if another account had made it."""

    def __init__(self, facts: os.stat_result) -> None:
        self.st_uid, self.st_mode = facts.st_uid + 1, facts.st_mode


def listed(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def mode(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_it_is_for_its_owner_alone_whatever_the_machine_gives_others(book: Path, out: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        write(out / "a.csv", "Beth, 山本\n", book)
    finally:
        os.umask(before)
    assert (out / "a.csv").read_text("utf-8") == "Beth, 山本\n" and mode(out / "a.csv") == 0o600
    assert listed(out) == ["a.csv"]


def test_a_file_that_is_there_is_only_written_over_where_it_is_said(book: Path, out: Path) -> None:
    file = out / "a.csv"
    file.write_text("theirs")
    file.chmod(0o644)
    with pytest.raises(ThereAlreadyError, match="is there already"):
        write(file, "ours", book)
    assert (file.read_text(), mode(file)) == ("theirs", 0o644)
    write(file, "ours", book, over=True)
    assert (file.read_text(), mode(file), listed(out)) == ("ours", 0o600, ["a.csv"])


def test_a_name_that_is_taken_while_it_is_written_stays_theirs(book: Path, out: Path) -> None:
    with pytest.raises(ThereAlreadyError), making(out / "a.csv", book) as made:
        made.write(b"ours")
        (out / "a.csv").write_text("theirs")
    assert (out / "a.csv").read_text() == "theirs" and listed(out) == ["a.csv"]


def test_where_links_cannot_be_made_it_still_takes_no_taken_name(
    book: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def link(*names: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", link)
    write(out / "a.csv", "ours", book)
    assert ((out / "a.csv").read_text(), listed(out)) == ("ours", ["a.csv"])
    with pytest.raises(ThereAlreadyError), making(out / "b.csv", book) as made:
        made.write(b"ours")
        (out / "b.csv").write_text("theirs")
    assert (out / "b.csv").read_text() == "theirs" and listed(out) == ["a.csv", "b.csv"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES, errno.EROFS, errno.EIO])
@pytest.mark.parametrize("over", [False, True])
def test_a_disk_that_fails_leaves_no_half_file_and_the_old_one_whole(
    book: Path, out: Path, code: int, over: bool
) -> None:
    file = out / "a.csv"
    if over:
        file.write_text("theirs")
    for call in (1, 2):
        disk = FaultyDisk(fail_at=call, code=code)
        try:
            with making(file, book, over=over, disk=disk) as made:
                made.write(b"x" * 100_000)
        except RefusedError as error:
            assert error.exit_status == 1 and error.next_step == PROBLEMS[code][1]
            assert error.sentence == f"{file} cannot be written: {PROBLEMS[code][0]}."
            assert listed(out) == (["a.csv"] if over else []) and (not over or file.read_text() == "theirs")
        assert not [one for one in listed(out) if one.endswith(".part")]


def test_a_disk_that_is_full_while_it_is_written_is_told(book: Path, out: Path) -> None:
    with pytest.raises(RefusedError, match="the disk is full"), making(out / "a.csv", book) as made:
        made.write(b"half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert listed(out) == []


def test_whoever_stops_it_leaves_nothing_behind(book: Path, out: Path) -> None:
    with pytest.raises(KeyboardInterrupt), making(out / "a.csv", book) as made:
        made.write(b"half")
        raise KeyboardInterrupt
    assert listed(out) == []


def test_nothing_is_written_among_the_files_of_the_book_by_any_way_there(book: Path, out: Path) -> None:
    (out / "way").symlink_to(book)
    (out / "card").symlink_to(book / "customers.json")
    for file in (
        book / "customers.json",
        book / "new.csv",
        out / "way" / "x.csv",
        out / "card",
        book / "backups" / "x",
    ):
        for over in (False, True):
            with pytest.raises(RefusedError, match="the book's own files"):
                write(file, "x", book, over=over)
    assert (book / "customers.json").read_text() == "{}"
    with making(book / "backups" / "x.zip", book, own="backups") as made:
        made.write(b"x")


def test_a_folder_a_device_a_pipe_and_a_socket_are_no_files(book: Path, out: Path) -> None:
    os.mkfifo(out / "pipe")
    there = socket.socket(socket.AF_UNIX)
    there.bind(str(out / "s"))
    for file in (Path("/dev/null"), Path("/dev/full"), out / "pipe", out / "s"):
        for over in (False, True):
            with pytest.raises(RefusedError, match="is not an ordinary file"):
                write(file, "x", book, over=over)
    there.close()
    assert Path("/dev/null").is_char_device()
    for folder in (out, Path("/"), Path()):
        with pytest.raises(RefusedError, match=r"is a folder|No file is named"):
            write(folder, "x", book, over=True)


def test_a_link_counts_as_there_and_is_followed_where_it_may_be_written_over(book: Path, out: Path) -> None:
    (out / "real").mkdir()
    (out / "link").symlink_to(out / "real" / "a.csv")
    assert is_there(out / "link")
    with pytest.raises(ThereAlreadyError):
        write(out / "link", "x", book)
    write(out / "link", "ours", book, over=True)
    assert (out / "link").is_symlink() and (out / "real" / "a.csv").read_text() == "ours"
    (out / "round").symlink_to(out / "round")
    with pytest.raises(ThereAlreadyError):
        write(out / "round", "x", book)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="there are no accounts by number")
@pytest.mark.parametrize("name", ["planted.csv", "folder/a.csv", "ours/a.csv"])
def test_a_link_that_another_account_made_leads_nowhere(
    book: Path, out: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    precious = out / "precious" / "a.csv"
    precious.parent.mkdir()
    precious.write_text("precious")
    (out / "planted.csv").symlink_to(precious)
    (out / "folder").symlink_to("../out/precious")
    (out / "ours").symlink_to("folder")
    look = Path.lstat
    theirs = lambda self: Theirs(look(self)) if self.name in ("planted.csv", "folder") else look(self)  # noqa: E731
    monkeypatch.setattr(Path, "lstat", theirs)
    with pytest.raises(RefusedError, match=r"(planted\.csv|folder) is another account's link"):
        write(out / name, "ours", book, over=True)
    assert precious.read_text() == "precious"


@pytest.mark.parametrize("typed", ["a\0b", "~nobody-of-this-name/x"])
def test_what_can_be_no_name_is_told(typed: str) -> None:
    with pytest.raises(RefusedError, match="can't be the name of a file"):
        path_of(typed)


@pytest.mark.parametrize(
    ("name", "told"),
    [("no/such/x", "no such folder"), ("a.txt/x", "no folder"), ("x" * 300, "too long"), ("shut/x", "no permission")],
)
def test_a_place_that_does_not_take_it_is_told_with_the_next_step(book: Path, out: Path, name: str, told: str) -> None:
    (out / "a.txt").write_text("theirs")
    (out / "shut").mkdir(mode=0o500)
    if name == "shut/x" and os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    with pytest.raises(RefusedError, match=told) as error:
        write(out / name, "x", book)
    assert error.value.next_step and listed(out) == ["a.txt", "shut"]


def test_a_look_beforehand_says_the_same_and_makes_nothing(book: Path, out: Path) -> None:
    assert place(out / "a.csv", book) == (out / "a.csv").resolve()
    (out / "a.csv").write_text("x")
    with pytest.raises(ThereAlreadyError):
        place(out / "a.csv", book)
    assert listed(out) == ["a.csv"] and not is_there(out)
