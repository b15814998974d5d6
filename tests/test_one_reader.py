"""Every file is opened to be read in one place, which neither waits, nor follows a link by chance, nor fills memory."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent / "deskapp"
READERS = {"read_bytes", "read_text", "open"}
ALLOWED = {
    "store/engine/reader.py": "the one place",
    "store/engine/disk.py": "opens to write, and folders to sync them",
    "store/engine/lock.py": "the lock's own file, never a link",
    "store/copies/given_out.py": "opens to write, never over what is there unasked",
    "store/copies/backup.py": "reads from a packed file that the reader has opened",
    "store/engine/packed.py": "reads from a packed file that the reader has opened",
    "ipc/client.py": "the folder of the line, never a link",
    "ipc/server.py": "the folder of the line, never a link",
    "ipc/spool.py": "a request's own file, never a link, with its bounds",
    "store/spool_files.py": "a request's own file, never a link, with its bounds",
    "ipc/spool_server.py": "makes the mark of a desk that is there",
    "store/pin_tries.py": "the count of wrong tries, never a link, with its bounds",
    "cli/listening.py": "a password's own file, with its owner and its bounds",
    "exchange/reading.py": "takes bytes that the reader has read",
    "text/countries.py": "the machine's own list of countries, by its fixed path",
    "ui/quirks/driver.py": "the terminal",
    "cli/desk_request.py": "the null device",
    "__main__.py": "the null device",
}


def calls(path: Path) -> list[str]:
    """Where a file is opened: `open(…)`, `os.open(…)`, `path.open(…)`, `read_bytes`, `read_text`."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        owner = getattr(getattr(node.func, "value", None), "id", "")
        if name in READERS and owner not in ("webbrowser", "self", "whole") and "_line" not in ast.unparse(node.func):
            found.append(f"{path.relative_to(ROOT).as_posix()}:{node.lineno} {ast.unparse(node)[:60]}")
    return found


def test_no_other_place_opens_a_file_to_read_it() -> None:
    found = [call for path in sorted(ROOT.rglob("*.py")) for call in calls(path)]
    strange = [call for call in found if call.partition(":")[0] not in ALLOWED]
    assert strange == []
    assert {call.partition(":")[0] for call in found} >= {"store/engine/reader.py", "store/engine/disk.py"}
