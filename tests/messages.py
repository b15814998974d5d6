"""What a translator is given: every message that the code says, as a gettext template. `python -m tests.messages`.

Named by its call (`said`, `counted`, `noted`), or by its place: the fields of a declared command that people read.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "deskapp"
TEMPLATE = PACKAGE / "words" / "messages.pot"
HEAD = """\
# The messages of deskapp. `python -m tests.messages` writes this file.
msgid ""
msgstr ""
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
CALLS = {"said": 1, "noted": 1, "counted": 2}
"""How many of the first words of a call are the message: a message that counts has two."""
PLACES = {"Command": (1,), "Argument": (1,), "word": (1,), "option": (2,), "switch": (1,), "replace": ()}
"""Which words of a declaration are read by people, by their place."""
FIELDS = frozenset({"help", "label", "prompt", "hint", "sentence", "nothing", "if_so", "placeholder", "unless_so"})
"""Which are, by their name."""
Message = tuple[str, ...]


def called(call: ast.Call) -> str:
    """The name by which something is called, without what stands before it."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _texts(nodes: list[ast.expr]) -> Message:
    """The texts that stand there as they are; none where one of them is put together."""
    texts = tuple(node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return texts if len(texts) == len(nodes) and all(texts) else ()


def _declared(call: ast.Call) -> Iterator[ast.expr]:
    places = PLACES.get(called(call))
    if places is not None:
        yield from (call.args[place] for place in places if place < len(call.args))
        yield from (keyword.value for keyword in call.keywords if keyword.arg in FIELDS)


def messages_of(path: Path) -> Iterator[tuple[int, Message]]:
    """Each message of a file: its line, and one text, or two where it counts."""
    declares = path.is_relative_to(PACKAGE / "commands")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        if (many := CALLS.get(called(node))) is not None:
            first = 1 if called(node) == "counted" else 0
            if message := _texts(node.args[first : first + many]):
                yield node.lineno, message
        elif declares:
            yield from ((node.lineno, message) for word in _declared(node) if (message := _texts([word])))


def found() -> dict[Message, list[str]]:
    """Every message and where it stands: files only, so that a line that moves changes nothing."""
    places: dict[Message, list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for _, message in messages_of(path):
            files = places.setdefault(message, [])
            name = path.relative_to(ROOT).as_posix()
            if name not in files:
                files.append(name)
    return places


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


def template() -> str:
    """The template as gettext reads it."""
    entries = [HEAD]
    for message, files in sorted(found().items()):
        lines = [f"#: {file}" for file in files]
        if any("{" in text for text in message):
            lines.append("#, python-brace-format")
        lines.append(f"msgid {_quoted(message[0])}")
        if len(message) == 1:
            lines.append('msgstr ""')
        else:
            lines += [f"msgid_plural {_quoted(message[1])}", 'msgstr[0] ""', 'msgstr[1] ""']
        entries.append("\n".join(lines) + "\n")
    return "\n".join(entries)


if __name__ == "__main__":
    TEMPLATE.write_text(template(), encoding="utf-8")
