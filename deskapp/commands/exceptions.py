"""Commands that not every face offers, by the reason: a test holds this list against the declarations."""

ELSEWHERE: dict[str, tuple[str, ...]] = {
    "it goes somewhere on the screen, or moves in what it shows; the other faces name what they mean": (
        "desk", "log", "replies", "playbook", "up", "down", "open", "back", "jump", "palette", "next_checklist",
        "group", "report_before", "report_after", "report_span", "report_now", "report_at", "twins",
        "resolution_fields",
    ),
    "it goes from one who is here to the next; a command of its own names whom it means": (
        "previous", "next", "attend", "other_visit",
    ),
    "what the key begins with one press, the command line says with `log`": ("walk_in", "call", "message", "log_visit"),
    "the key turns by 5 °C, the command line with `temperature`": ("warmer", "cooler", "temperature"),
    "one key does both; words say which": ("untick", "resume", "run_on"),
    "on the screen it is part of another: of leaving, of a card, of a promise, of the hand-over, of a transfer": (
        "end_all", "transfer_all", "own", "unmerge", "number", "email", "told", "card", "list", "handover_note",
        "handover_give", "handover_read",
    ),
    "the command line has `tick --list`, `card` and `lesson --bad` for it": (
        "start_checklist", "resolution", "steps", "card_notes", "bad_lesson",
    ),
    "the command line has `list --find`, `--help` and its own end": ("find", "help", "leave"),
    "two cards side by side, or a dry run row by row, need a screen; words say it all at once": (
        "merge", "merge_now", "take_kept", "take_other", "take_both", "apply", "columns", "import",
    ),
    "words are edited where they are seen in their list": (
        "playbook_new", "playbook_switch", "playbook_up", "playbook_down", "playbook_restore", "playbook_part",
        "playbook_copy", "playbook_write", "playbook_read", "faq_new", "faq_edit", "faq_remove", "lesson_new",
        "lesson_change", "lesson_remove", "key_shipped",
    ),
    "a preview that is looked at before it is copied or written": (
        "acknowledge", "copy_brief", "write_brief", "report_copy", "report_write", "say",
    ),
    "it writes a file, erases, or asks on the terminal: by lines it is typed with its options": (
        "export", "subject", "erase", "settings",
    ),
    "what only a screen has: hints, the curtain, the red row, a book that is looked on": (
        "hints_away", "curtain", "read_notice", "write_here",
    ),
    "of the machine and the book, from outside the desk: by lines it is typed with its options": (
        "ring", "listen", "retain", "open_desk", "demo", "plain", "unfinished", "confirmed", "where", "doctor",
        "backup", "restore",
    ),
    "only lines are cut off in the middle": ("again", "forget"),
    "its questions are not declared yet": ("new_card",),
}  # fmt: skip
