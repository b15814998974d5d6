"""What people read is in the catalogue of messages, and told from it."""

import io
import json
import shutil
import subprocess
from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path

import pytest

from deskapp import messages
from tests.cli.conftest import Tool, folder, plain_surroundings, tool
from tests.messages import PACKAGE, ROOT, TEMPLATE, found, template
from tests.not_yet_said import TABLE, counts, unsaid
from tests.plain.conftest import sit

__all__ = ["folder", "plain_surroundings", "tool"]


class _Bracketed(NullTranslations):
    """A language that puts every message between brackets."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


@pytest.fixture
def bracketed() -> Iterator[None]:
    messages.speak(_Bracketed(io.StringIO()))  # type: ignore[arg-type]
    yield
    messages.speak(None)


def test_the_template_for_translators_is_up_to_date() -> None:
    assert TEMPLATE.read_text(encoding="utf-8") == template(), "run python -m tests.messages"


def test_gettext_reads_the_template(tmp_path: Path) -> None:
    msgfmt = shutil.which("msgfmt")
    if not msgfmt:
        pytest.skip("gettext's tools are not here")
    made = tmp_path / "messages.mo"
    done = subprocess.run([msgfmt, "--check", "-o", str(made), str(TEMPLATE)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_every_message_names_its_slots() -> None:
    nameless = [message for message in found() for text in message if "{}" in text or "{0" in text]
    assert nameless == []


def test_texts_that_no_catalogue_holds_grow_fewer() -> None:
    now, table = counts(), json.loads(TABLE.read_text(encoding="utf-8"))
    grown = {name: count for name, count in now.items() if count > table.get(name, 0)}
    told = [f"{name}:{line} {text}" for name in grown for line, text in unsaid(ROOT / name)]
    assert not grown, "\n".join(["say these with said(…), counted(…) or noted(…):", *told])
    assert now == table, "fewer than the table says: run python -m tests.not_yet_said"


def test_a_text_beside_the_catalogue_is_found(tmp_path: Path) -> None:
    path = PACKAGE / "cli" / "not_there.py"
    written = tmp_path / path.name
    written.write_text(
        '"""A page."""\nraise RefusedError(f"{name} is gone.", "Look again." if a else said("Go on."))\n'
        'x = "no sentence"\ny = "This is a sentence."\nz = noted("This is one, too.")\n'
    )
    assert sorted(text for _, text in unsaid(written)) == ["Look again.", "This is a sentence.", "… is gone."]


@pytest.mark.usefixtures("bracketed")
def test_the_page_of_commands_is_told_from_the_catalogue(tool: Tool) -> None:
    page = tool("--help")
    told = [line for line in page.out.splitlines() if line.strip()]
    assert [line for line in told if "⟦" not in line] == []


@pytest.mark.usefixtures("bracketed")
@pytest.mark.parametrize(
    "words", [("promise", "Nobody", "a call", "--by", "15:00"), ("keep", "pro_1"), ("greet",), ("keep", "--no", "x")]
)
def test_a_refusal_is_told_from_the_catalogue(tool: Tool, words: tuple[str, ...]) -> None:
    answer = tool(*words)
    assert answer.status in (1, 2) and "⟦" in answer.err, answer.err


@pytest.mark.usefixtures("bracketed")
def test_lines_are_told_from_the_catalogue(folder: Path) -> None:
    told = sit(folder, "w", "Beth Ocampo", "g", "note She is early", "e Bought a lamp")
    for words in ("⟦Noted", "⟦Greeted", "⟦Ended"):
        assert words in told, told
