"""A rule of the trade lives in a verb: what a face refuses by itself is only about how it is asked there."""

import ast
from collections.abc import Iterator
from pathlib import Path

import deskapp

HOME = Path(deskapp.__file__).parent
ITS_OWN = {
    "nothing was chosen, or what was typed fits no row": (
        "ui/asks/answers.which", "ui/asks/boundary.card_notes", "ui/asks/choosing.choosing",
        "ui/asks/entries.taste_of", "ui/asks/lines.which_request", "ui/asks/merging.other", "ui/asks/promise.to_whom",
        "ui/asks/resolution._yes_or_no", "ui/asks/ring_back.ring_back", "ui/asks/shift.sign",
        "ui/asks/shift._with_promises", "ui/asks/who.who", "ui/asks/declared._Panel", "ui/asks/declared._decide",
    ),
    "the words of a command name several things, or nothing": (
        "cli/checklist.tick", "cli/checklist.untick", "cli/checklist._checklist", "cli/crisis._anywhere",
        "cli/going._here", "cli/interactions._request_key", "cli/naming.who_is_meant",
        "cli/ring._missed", "cli/report.report",
    ),
    "the verb's own sentence, with the way to overrule it there": (
        "ui/asks/card.name", "ui/asks/closed.in_hours", "cli/moment.though_closed", "cli/declared.does",
        "ui/asks/new_card.new", "ui/asks/who._new", "ui/asks/who.name_for", "cli/naming.sharing",
        "cli/reply.reply",
    ),
    "a field that was left empty": (
        "ui/asks/playbook._titled", "ui/asks/resolution._written", "ui/asks/who._make_new", "ui/asks/card.plan",
        "ui/dialogs/reply.ReplyPreview", "cli/interactions.log",
    ),
    "what stood in this field is not what the book holds any more, and only the field knows what it had left there": (
        "ui/questions.Beside",
    ),
    "a file, a folder, a terminal or another program": (
        "ui/asks/playbook._read",
        "ui/start._show", "ui/turn.ScreenTurn", "cli/backups.backup", "cli/call.Call", "cli/face.demo",
        "cli/backups.restore", "cli/backups._asked", "cli/face.plain",
        "cli/face._show", "cli/handover.book_or_status", "cli/password._told_to_its_owner",
        "cli/password.read", "cli/listening._logged_in",
        "cli/given_out.named", "cli/given_out.write",
    ),
    "an erasure is confirmed where somebody can answer: the verb takes the card that somebody chose, and which of the "
    "places to take out, and no words could tell it more; typing the name keeps a slip of the hand from erasing": (
        "ui/asks/privacy._sure", "ui/asks/privacy._which", "cli/privacy._confirmed", "cli/privacy._asked_also",
    ),
}  # fmt: skip


def refused_by_faces() -> Iterator[str]:
    """The functions and classes of the faces that refuse something by themselves."""
    for room in ("ui", "cli", "plain"):
        for path in sorted((HOME / room).rglob("*.py")):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                raised = (one.exc for one in ast.walk(node) if isinstance(one, ast.Raise))
                calls = [one for one in raised if isinstance(one, ast.Call)]
                if any(ast.unparse(one.func) == "RefusedError" for one in calls):
                    assert isinstance(node, ast.FunctionDef | ast.ClassDef)
                    yield f"{path.relative_to(HOME).with_suffix('').as_posix()}.{node.name}"


def test_what_a_face_refuses_by_itself_is_declared_with_its_reason() -> None:
    declared = [name for names in ITS_OWN.values() for name in names]
    assert len(declared) == len(set(declared))
    assert set(refused_by_faces()) == set(declared)
