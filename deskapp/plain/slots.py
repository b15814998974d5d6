"""How plain mode calls the commands that sentences name."""

from deskapp import slots

TYPED = {
    "resume": "o",
    "note": "n TEXT",
    "shift": "s NAME",
    "crisis": "x",
    "boundary": "b",
    "undo": "u",
    "redo": "U",
    "reopen": "E",
    "answer": "A",
    "faq_of_this": "F QUESTION",
    "handover": "sign",
    "promises": "promises",
}
AT_THE_DESK = {
    "copy_brief": "the crisis sheet at the desk",
    "playbook": "the Playbook at the desk",
    "playbook_write": "the Playbook at the desk",
    "write_here": "its key at the desk",
    "read_notice": "its key at the desk",
}


def filled(sentence: str) -> str:
    """A sentence with what is typed at the prompt for each command that it names."""
    return slots.fill(
        sentence, lambda command: AT_THE_DESK.get(command) or TYPED.get(command, command), "Type", typed=""
    )
