"""What another account of the machine tries: each file, socket, spool, lock, process and temporary name it can see.

Each of these runs in a child process that has become that account, and is given no right of the one it attacks.
"""
# ruff: noqa: PTH101, PTH102, PTH104, PTH106, PTH108, PTH208, PTH211

import ctypes
import json
import os
import signal
import socket
import stat
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path

READY = b"ready\n"
FORGED = b'{"status": 0, "out": "forged\\n", "err": ""}\n'
Tries = dict[str, Callable[[], object]]


def become(uid: int) -> None:
    """Be an account that needs no name, in no group of others, for good."""
    os.setgroups([])
    os.setresgid(uid, uid, uid)
    os.setresuid(uid, uid, uid)
    ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)


def as_account(uid: int, work: Callable[[], object]) -> object:
    """Do something in a child that has become that account, and give what it gave, as JSON knows it."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(reading)
            become(uid)
            os.chdir("/")
            with os.fdopen(writing, "w") as said:
                json.dump(work(), said)
            os._exit(0)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as heard:
        text = heard.read()
    if os.waitpid(pid, 0)[1] or not text:
        raise RuntimeError("the other account's work broke off")
    return json.loads(text)


def in_background(uid: int, work: Callable[[], object]) -> int:
    """The same beside what goes on; its process id."""
    pid = os.fork()
    if pid == 0:
        try:
            become(uid)
            os.chdir("/")
            work()
        finally:
            os._exit(0)
    return pid


def end(pid: int) -> None:
    """End what runs in the background."""
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def _read(path: str) -> object:
    file = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        return os.read(file, 1)
    finally:
        os.close(file)


def _write(path: str) -> object:
    file = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
    try:
        return os.write(file, b"forged")
    finally:
        os.close(file)


def _ask(path: str) -> object:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(3)
        line.connect(path)
        line.sendall(b'{"argv": ["list"], "staff": "", "width": 80, "number": "0f0f"}\n')
        if line.recv(100) != READY:
            raise PermissionError("it said nothing")
        return True


def _exchange(own: str, path: str) -> object:
    """Put a file of one's own in the place of one that is there, never where none is any more."""
    with suppress(FileExistsError):
        _make(own)
    if ctypes.CDLL(None).renameat2(-100, own.encode(), -100, os.fsencode(path), 2) != 0:
        raise PermissionError("it stays")
    return True


def _make(path: str) -> object:
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))
    return True


def at_path(path: str, kind: int, mine: str) -> Tries:
    """What can be tried at one path of the other account; `mine` is a folder of one's own."""
    own = f"{mine}/{abs(hash(path))}"
    tries: Tries = {
        "read": lambda: _read(path),
        "write": lambda: _write(path),
        "cut": lambda: os.truncate(path, 0),
        "chown": lambda: os.chown(path, os.getuid(), -1),
        "utime": lambda: os.utime(path, (0, 0)),
        "xattr": lambda: os.setxattr(path, "user.forged", b"1"),
        "link": lambda: os.link(path, own, follow_symlinks=False),
        "chmod": lambda: os.chmod(path, 0o777),
        "exchange": lambda: _exchange(own + "x", path),
        "rename": lambda: os.rename(path, own),
        "remove": lambda: os.unlink(path),
    }
    if stat.S_ISSOCK(kind):
        return {"ask": lambda: _ask(path), **tries}
    if not stat.S_ISDIR(kind):
        return tries
    inside: Tries = {
        "list": lambda: os.listdir(path),
        "make": lambda: _make(f"{path}/forged"),
        "make a folder": lambda: os.mkdir(f"{path}/asked"),
        "plant a request": lambda: _make(f"{path}/0f.ask"),
        "plant a link": lambda: os.symlink("/dev/zero", f"{path}/forged-link"),
    }
    return {**inside, **tries, "remove": lambda: os.rmdir(path)}


def at_process(pid: int) -> Tries:
    """What can be tried at a process of the other account."""
    parts = ("environ", "mem", "maps", "stack", "syscall", "io", "auxv", "pagemap")
    tries: Tries = {f"/proc/{part}": partial(_read, f"/proc/{pid}/{part}") for part in parts}
    folders = ("fd", "map_files", "cwd", "root")
    tries |= {f"/proc/{part}/": partial(os.listdir, f"/proc/{pid}/{part}") for part in folders}
    for number in range(40):
        tries[f"/proc/fd/{number}"] = partial(_read, f"/proc/{pid}/fd/{number}")
    return {**tries, "trace": lambda: _trace(pid), "signal": lambda: os.kill(pid, 0)}


def _trace(pid: int) -> object:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.ptrace(16, pid, 0, 0) != 0:
        raise PermissionError("it can't be traced")
    return libc.ptrace(17, pid, 0, 0)


def attempt(tries: Tries, at: str) -> list[str]:
    """Try each; what went well is told."""
    went_well = []
    for what, work in tries.items():
        try:
            work()
        except (OSError, ValueError):
            continue
        went_well.append(f"{what} {at}")
    return went_well


def attack(paths: Iterable[tuple[str, int]], processes: Iterable[int], mine: str) -> dict[str, object]:
    """Try everything at paths (each with its mode) and processes: how many tries, and which went well."""
    tried, went_well = 0, []
    for path, kind in sorted(paths, reverse=True):
        tries = at_path(path, kind, mine)
        tried += len(tries)
        went_well += attempt(tries, path)
    for pid in processes:
        tries = at_process(pid)
        tried += len(tries)
        went_well += attempt(tries, f"process {pid}")
    return {"tried": tried, "went_well": went_well}


def forge(path: Path, told: Path) -> None:
    """Listen under a name before anybody else does, keep what is told there, and answer as a desk would."""
    with suppress(FileExistsError):
        path.parent.mkdir(0o777)
    path.parent.chmod(0o777)
    home = os.open(path.parent, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.bind(f"/proc/self/fd/{home}/{path.name}")
        os.chmod(f"/proc/self/fd/{home}/{path.name}", 0o777)
        line.listen()
        while True:
            one, _ = line.accept()
            one.settimeout(1)
            with one, suppress(OSError), told.open("ab") as kept:
                kept.write(one.recv(1 << 16) + b"|")
                one.sendall(READY)
                kept.write(one.recv(100))
                one.sendall(FORGED)


def watch(places: list[str], account: int, mine: str, found: Path) -> None:
    """Look at places all the time, and try everything at each name of the other account that comes up there."""
    seen: dict[str, int] = {}
    while True:
        for place in places:
            with suppress(OSError), os.scandir(place) as entries:
                for entry in entries:
                    with suppress(OSError):
                        facts = entry.stat(follow_symlinks=False)
                        if facts.st_uid == account and seen.get(entry.path) != facts.st_ino:
                            seen[entry.path] = facts.st_ino
                            told = attack([(entry.path, facts.st_mode)], (), mine)
                            with found.open("a") as kept:
                                kept.write(json.dumps({**told, "path": entry.path}) + "\n")
        time.sleep(0.001)
