"""A rule of the trade lives in a verb: what a face refuses by itself is only about how it is asked there."""

import ast
from collections.abc import Iterator
from pathlib import Path

import deskapp

HOME = Path(deskapp.__file__).parent
ITS_OWN = {
    "nothing was chosen, or what was typed fits no row": (
        "ui/questions/visit_lines.which_answer", "ui/questions/boundary.card_notes", "ui/questions/choosing.choosing",
        "ui/questions/choosing.pick", "ui/questions/choosing.by_letter", "ui/questions/who.to_promise",
        "ui/questions/entries.preference_of", "ui/questions/visit_lines.which_request",
        "ui/questions/cards_alike.to_merge", "ui/questions/visit_lines.ring_back", "ui/questions/shift.sign",
        "ui/questions/shift._with_promises", "ui/questions/who.who", "ui/questions/declared._Panel",
        "ui/questions/reply._which_promise",
    ),
    "what a key asks about is not there on the screen": (
        "ui/questions/reply.acknowledge", "ui/questions/visit_lines.to_answer", "ui/questions/visit_lines.end",
    ),
    "the words of a command name several things, or nothing": (
        "cli/interactions._mark", "cli/interactions._checklist", "cli/crisis._anywhere",
        "cli/interactions._here", "cli/interactions._who_is_meant",
        "cli/ring._missed", "cli/files_out.report", "cli/reply._about",
    ),
    "the verb's own sentence, with the way to overrule it there": (
        "ui/questions/card.name", "ui/questions/cards_alike.new", "ui/questions/who.name_for",
    ),
    "a field that was left empty": (
        "ui/questions/playbook._titled", "ui/questions/checklists._written", "ui/questions/who._make_new",
        "ui/questions/card.plan",
        "ui/sheets/reply.ReplyPreview", "cli/interactions.log", "cli/reply._whole",
    ),
    "what stood in this field is not what the book holds any more, and only the field knows what it had left there": (
        "ui/question_drafts.Beside",
    ),
    "a file, a folder, a terminal or another program": (
        "ui/questions/playbook._read",
        "ui/start._show", "ui/beside.MainThread", "cli/backups.backup", "cli/call.Call", "cli/start_face.demo",
        "cli/backups.restore", "cli/backups._asked", "cli/start_face.plain",
        "cli/start_face._show", "cli/book_in_use.book_or_status", "cli/listening._told_to_its_owner",
        "cli/listening.read_password", "cli/listening._logged_in",
    ),
    "an erasure is confirmed where somebody can answer: the verb takes the card that somebody chose, and which of the "
    "places to take out, and no words could tell it more; typing the name keeps a slip of the hand from erasing": (
        "ui/questions/privacy._sure", "ui/questions/privacy._which", "cli/privacy._confirmed",
        "cli/privacy._asked_also",
    ),
}  # fmt: skip


def refused_by_faces() -> Iterator[str]:
    """The functions and classes of the faces that refuse something by themselves."""
    for room in ("ui", "cli", "plain"):
        for path in sorted((HOME / room).rglob("*.py")):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                raised = (one.exc for one in ast.walk(node) if isinstance(one, ast.Raise))
                calls = [one for one in raised if isinstance(one, ast.Call)]
                if any(ast.unparse(one.func).removeprefix("errors.") == "RefusedError" for one in calls):
                    assert isinstance(node, ast.FunctionDef | ast.ClassDef)
                    yield f"{path.relative_to(HOME).with_suffix('').as_posix()}.{node.name}"


def test_what_a_face_refuses_by_itself_is_declared_with_its_reason() -> None:
    declared = [name for names in ITS_OWN.values() for name in names]
    assert len(declared) == len(set(declared))
    assert set(refused_by_faces()) == set(declared)
