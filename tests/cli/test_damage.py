"""Whatever file of a book is spoilt, and however: no answer leaves something out without a word."""

import shutil
from pathlib import Path

import pytest

from deskapp import clock
from tests import damage
from tests.cli.conftest import Answer, call


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("damage") / "book"
    damage.build(folder)
    return folder


@pytest.fixture(autouse=True)
def one_instant(monkeypatch: pytest.MonkeyPatch, book: Path) -> None:
    at = clock.now()
    monkeypatch.setattr("deskapp.clock.now", lambda: at)


def ask(folder: Path, words: tuple[str, ...]) -> tuple[Answer, str]:
    out = folder.parent / "out"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    answer = call("--data", str(folder), *(word.replace("OUT", str(out)) for word in words))
    return answer, "".join(path.read_text("utf-8") for path in sorted(out.iterdir()))


def faults(folder: Path, path: Path, whole: dict[tuple[str, ...], tuple[Answer, str]]) -> list[str]:
    found = []
    for words, (before, written) in whole.items():
        now, wrote = ask(folder, words)
        if (now.status, now.out, wrote) == (before.status, before.out, written):
            continue
        is_told = bool(now.err.strip()) and "fault of its own" not in now.err
        if not is_told or (now.status not in (1, 3, 4) and path.name not in now.err):
            found.append(f"{words[0]} {words[1]}: status {now.status}, said {now.err!r}")
    return found


@pytest.mark.parametrize("kind", sorted({*damage.KINDS}))
def test_an_answer_is_whole_or_refused_or_told_to_lack_something(book: Path, tmp_path: Path, kind: str) -> None:
    clean = tmp_path / "book"
    shutil.copytree(book, clean)
    whole: dict[tuple[str, ...], tuple[Answer, str]] = {words: ask(clean, words) for words in damage.FEW_COMMANDS}
    assert all(answer.status == 0 and (answer.out or written) for answer, written in whole.values()), whole
    silent = []
    every_other = damage.WAYS[damage.KINDS.index(kind) % 2 :: 2]  # `damage_told` takes all of them
    for way, path in damage.spoilt(book, tmp_path / "book", kind, every_other):
        doctor = call("--data", str(tmp_path / "book"), "doctor")
        if (kind, way) not in damage.HARMLESS and (doctor.status == 0 or path.name not in doctor.out + doctor.err):
            silent.append(f"{way.__name__}: doctor says {doctor.out[-200:]!r} {doctor.err[-200:]!r}")
        silent += [f"{way.__name__}: {fault}" for fault in faults(tmp_path / "book", path, whole)]
    assert silent == []
