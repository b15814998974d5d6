"""The same list of calls as the kernel saw them, of a part of a book's life in a process of its own under `strace`."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.store.calls import Call

TRACED = "openat,read,pread64,write,pwrite64,pwritev,pwritev2,fsync,fdatasync,ftruncate,rename,renameat,renameat2"
TRACED += ",link,linkat,unlink,unlinkat,mkdir,mkdirat,rmdir"
MAY_BE_UNKNOWN = "?"
LINE = re.compile(r"(\d+) +(\w+)\((.*)\) += (-?\d+|\?)(?:<(.*?)>)?")
HALF, REST = re.compile(r"(\d+) +(.*) <unfinished \.\.\.>"), re.compile(r"(\d+) +<\.\.\. \w+ resumed>(.*)")
OPEN = re.compile(r"(?:\d+|AT_FDCWD)<([^>]*)>")
PLACE = re.compile(r'(?:(?:\d+|AT_FDCWD)<([^>]*)>, )?"([^"]*)"')
KINDS = {"mkdir": "folder", "mkdirat": "folder", "unlink": "unlink", "rmdir": "rmdir", "link": "link", "linkat": "link"}


def why_not() -> str:
    """Why nothing can be traced here, if that is so."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    done = subprocess.run(["strace", "-f", "-y", "-o", os.devnull, "true"], capture_output=True, text=True)
    return "" if done.returncode == 0 else f"strace may not look on here: {done.stderr.strip()[:200]}"


def traced(part: str, root: Path, left_out: str = "") -> list[Call]:
    """Live a part and give what was asked of the kernel for the files below a folder."""
    log = root.with_name(f"{root.name}-strace.txt")
    which = ",".join(f"{MAY_BE_UNKNOWN}{name}" for name in TRACED.split(","))
    life = [sys.executable, "-m", "tests.store.real_day", part, str(root), *filter(None, [left_out])]
    command = ["strace", "-f", "-y", "-qq", "-s", "40", "-e", f"trace={which}", "-e", "signal=none", "-o", str(log)]
    subprocess.run([*command, *life], check=True, capture_output=True, cwd=Path(__file__).parents[2])
    top = os.path.realpath(root)
    calls = calls_in(log.read_text(errors="replace"))
    return [call for call in calls if call.kind == "say" or f"{call.path}/".startswith(f"{top}/")]


def calls_in(log: str) -> Iterator[Call]:
    """The calls of a log that were done; those that other threads came into are put together again."""
    half: dict[str, str] = {}
    for row in log.splitlines():
        if begun := HALF.fullmatch(row):
            half[begun[1]] = begun[2]
            continue
        if rest := REST.fullmatch(row):
            row = f"{rest[1]} {half.pop(rest[1])}{rest[2]}"
        if found := LINE.match(row):
            _, name, asked, gave, path = found.groups()
            if gave != "?" and int(gave) >= 0:
                yield from _call(name, asked, int(gave), path or "")


def _call(name: str, asked: str, gave: int, path: str) -> Iterator[Call]:
    on = OPEN.match(asked)
    if name == "openat" and "O_CREAT" in asked:
        yield Call("create", path)
    elif name in ("read", "pread64") and on and gave == 0:
        yield Call("read", on[1])
    elif name == "write" and asked.startswith("1<") and '"say ' in asked:
        yield Call("say", asked.partition('"say ')[2].partition("\\n")[0])
    elif name in ("fsync", "fdatasync") and on:
        yield Call("sync", on[1])
    elif name == "ftruncate" and on:
        yield Call("cut", on[1])
    elif name.startswith(("write", "pwrite")) and on:
        kind = "room" if '"\\0\\0' in asked else "durable" if "RWF_DSYNC" in asked else "write"
        yield Call(kind, on[1], "", gave)
    elif name.startswith(("rename", "link", "unlink", "mkdir", "rmdir")):
        names = [str(Path(folder) / file) for folder, file in PLACE.findall(asked)]
        kind = "rmdir" if "AT_REMOVEDIR" in asked else KINDS.get(name, name.removesuffix("2").removesuffix("at"))
        yield Call(kind, names[0], "".join(names[1:]))
