"""The parts of the crisis sheet, as they are called on the command line and in plain mode."""

TEXTS = ("background", "first", "second")
ADDED = ("need", "fact", "ours", "theirs", "approval", "option", "plan")
DONE = {
    "seen": "needs",
    "checked": "facts",
    "yes": "people",
    "no": "people",
    "given": "approvals",
    "refused": "approvals",
    "take": "options",
}
"""What is noted of an entry that is there already, and the group in which its words find it."""
PARTS = (*TEXTS, *ADDED, *DONE, "share", "remove", "brief")
AMOUNTS = ("outline", "facts", "everything")
REACH = ("desk", "ours", "both")
SIDES = ("ours", "theirs")
