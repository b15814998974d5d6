"""How the command line calls the commands that sentences name."""

from deskapp import slots

NAMES = {
    "resume": "resume WHO",
    "note": "note WHO TEXT",
    "shift": "shift NAME",
    "crisis": "crisis WHO",
    "copy_brief": "crisis WHO brief ours",
    "boundary": "boundary WHO",
    "reopen": "reopen WHO",
    "answer": "answer --again WHO TEXT",
    "faq_of_this": "faq-add QUESTION --answer TEXT",
    "handover": "handover-read --in-place-of NAME",
}
AT_THE_DESK = {
    "playbook": "the Playbook at the desk",
    "playbook_write": "the Playbook at the desk",
    "write_here": "its key at the desk",
    "read_notice": "its key at the desk",
}


def filled(sentence: str) -> str:
    """A sentence with the command line's own names for commands; what only the desk has is said to be there."""
    return slots.fill(sentence, _named, "Use")


def _named(command: str) -> str:
    return AT_THE_DESK.get(command) or f"`deskapp {NAMES.get(command, command.replace('_', '-'))}`"
