"""Messages: whole sentences with named slots, in English or in another language."""

import ast
import io
from collections.abc import Iterator
from gettext import NullTranslations

import pytest

from deskapp import messages
from deskapp.messages import counted, noted, said
from tests.messages import ROOT


class _Turned(NullTranslations):
    """A language that says the slots the other way round and has a plural of its own."""

    def gettext(self, message: str) -> str:
        return {"{who} waits for {whom}.": "{whom} has {who} waiting."}.get(message, message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return "{count} Besuch" if n in (0, 1) else "{count} Besuche"


@pytest.fixture
def turned() -> Iterator[None]:
    messages.speak(_Turned(io.BytesIO()))
    yield
    messages.speak(None)


def test_what_fills_a_slot_is_data() -> None:
    assert said("{who} has no card yet.", who="{whom} [b] %s") == "{whom} [b] %s has no card yet."


def test_a_sentence_without_slots_keeps_its_braces() -> None:
    assert said("Type {name} for the name.") == "Type {name} for the name."


def test_a_slot_that_nothing_fills_is_a_fault() -> None:
    with pytest.raises(KeyError):
        said("{who} waits for {whom}.", who="Beth")


@pytest.mark.parametrize(("count", "told"), [(0, "0 visits"), (1, "1 visit"), (1200, "1,200 visits")])
def test_a_message_counts(count: int, told: str) -> None:
    assert counted(count, "{count} visit", "{count:,} visits") == told


@pytest.mark.usefixtures("turned")
def test_another_language_has_its_own_order_and_plural() -> None:
    assert said("{who} waits for {whom}.", who="Beth", whom="Sam") == "Sam has Beth waiting."
    assert counted(0, "{count} visit", "{count:,} visits") == "0 Besuch"
    assert said(noted("Not in this catalogue.")) == "Not in this catalogue."


def test_no_name_of_a_module_that_tells_messages_hides_them() -> None:
    hidden = []
    for path in sorted((ROOT / "deskapp").rglob("*.py")):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        imports = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module == "deskapp.messages"]
        told = {name.name for node in imports for name in node.names}
        stored = [node for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
        hidden += [f"{path.relative_to(ROOT)}:{node.lineno} {node.id}" for node in stored if node.id in told]
    assert hidden == []
