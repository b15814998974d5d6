"""The shipped words and the messages of the code are spelled right and say nothing that a shop would not say."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.new_rows import ROOT

WORDS = ROOT / "deskapp/words"
SPOKEN = (
    *sorted((WORDS / "checklists").glob("*.json")),
    *(WORDS / f"{name}.json" for name in ("phrases", "processes")),
)
TEMPLATE = WORDS / "messages.pot"
STIFF = (
    *("whom", "as shipped", "of the house", "waits on", "mend", "mended", "stands in the book", "at the light"),
    *("in the book stands", "come by the", "end this talk", "be rung by", "goes home with one", "shall hear", "hither"),
)
STIFF_WORDS = re.compile(rf"(?<![{{\w])({'|'.join(STIFF)})\b", re.IGNORECASE)
NOT_YET = json.loads((Path(__file__).parent / "not_yet_plain.json").read_text(encoding="utf-8"))
"""Messages of the code that are still to be rewritten, by the stiff words in them: it only grows shorter."""


def texts(value: object) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part)


def test_no_shipped_word_to_say_is_stiff() -> None:
    read = ((path, text) for path in SPOKEN for text in texts(json.loads(path.read_text(encoding="utf-8"))))
    stiff = [f"{path.name}: {text}" for path, text in read if " " in text and STIFF_WORDS.search(text)]
    assert not stiff, stiff


def test_messages_with_stiff_words_grow_fewer() -> None:
    lines = TEMPLATE.read_text(encoding="utf-8").splitlines()
    found = sorted({line for line in lines if not line.startswith("#") and STIFF_WORDS.search(line)})
    new = [line for line in found if line not in NOT_YET]
    assert not new, f"Say it as a shop would: {new}"
    assert [line for line in NOT_YET if line not in found] == [], "These are plain now: take them out of the table."


def test_shipped_words_and_pages_are_spelled_right() -> None:
    pages = (*SPOKEN, WORDS / "demo", WORDS / "replies.json", TEMPLATE, ROOT / "README.md", ROOT / ".github")
    command = [sys.executable, "-m", "codespell_lib", *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
