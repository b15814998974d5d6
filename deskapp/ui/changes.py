"""What a change is called by those who draw: each pane names what it depends on, and is drawn again for that alone."""

Changed = frozenset[str]
"""Names of tables of the book, and of what follows here."""

SELECTION, VISIT, TYPED, CHECKLIST = "selection", "visit", "typed", "checklist"
"""Which visit is selected, what it holds, what of that is being typed, and which of its checklists is shown."""
QUESTION, CHOICE, SECOND = "question", "choice", "second"
"""Whether something is asked, which choice is selected there, and that a second passed."""

VISITS, CARDS, PROMISES, SETTINGS, SHIFTS, WORDS = (
    "interactions",
    "customers",
    "promises",
    "settings",
    "shifts",
    "playbook",
)
"""The tables that the desk's panes draw from."""
UNSEEN = frozenset({"alerts", "drafts"})
"""The tables that no screen shows."""
NOTHING: Changed = frozenset()
EVERYTHING = frozenset(
    (SELECTION, VISIT, CHECKLIST, QUESTION, CHOICE, VISITS, CARDS, PROMISES, SETTINGS, SHIFTS, WORDS, "handovers")
)


def of_tables(touched: frozenset[tuple[str, str]], selected: str) -> Changed:
    """What documents, each by table and id, are to those who draw; `selected` is the id of the selected visit."""
    changed = {table for table, _ in touched if table not in UNSEEN}
    return frozenset(changed | {VISIT} if (VISITS, selected) in touched else changed)
