"""The README says what the program does: its tables are the program's own, and its set-up is two commands."""

import re
from pathlib import Path

from tests import readme

TEXT = readme.README.read_text(encoding="utf-8")
ROOT = Path(readme.README).parent


def test_the_tables_of_keys_and_commands_are_those_of_the_program() -> None:
    manual = readme.MANUAL.read_text(encoding="utf-8")
    assert readme.keys() in manual and readme.commands() in manual, "run: .venv/bin/python -m tests.readme"
    assert readme.filled(manual) == manual


def test_every_file_that_the_documents_point_to_is_there() -> None:
    for document in (readme.README, *sorted((ROOT / ".github").glob("*.md"))):
        links = re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8"))
        assert [link for link in links if not (document.parent / link).exists()] == [], document.name


def test_there_are_exactly_two_set_up_commands() -> None:
    set_up = TEXT.split("## Set up")[1].split("\n## ")[0]
    blocks = re.findall(r"```sh\n(.*?)```", set_up, re.DOTALL)
    assert [len(block.strip().splitlines()) for block in blocks] == [1, 1]
    assert blocks[0].strip().endswith("deskapp")
    assert blocks[1].strip().endswith("pytest")


def test_every_picture_of_the_readme_is_there() -> None:
    pictures = re.findall(r"\((tests/pictures/[^)]+)\)", TEXT)
    assert pictures
    assert [name for name in pictures if not (ROOT / name).is_file()] == []


def test_every_runtime_dependency_has_its_row() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [more for name, more in project["optional-dependencies"].items() if name != "test"]
    listed = [*project["dependencies"], *(one for more in extras for one in more)]
    names = [word[0] for row in listed if (word := re.match(r"[\w-]+", row))]
    assert [name for name in names if f"| {name} |" not in TEXT] == []
