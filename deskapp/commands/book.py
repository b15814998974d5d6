"""Commands on the book itself: undo and redo, backups, the doctor."""

from deskapp.commands.declared import EVERYWHERE, FORCE, PASSPHRASE, Command, option, switch, word

# fmt: off
BOOK: tuple[Command, ...] = (
    Command("undo", "Undo the last change", keys="u", label="undo", where=EVERYWHERE, fn="f10",
            words="take back mistake oops wrong delete remove revert that", name="undo", calls=("u", "undo"), line="u",
            verb="undo.undoing:undo", sentence="Undone: {words}"),
    Command("redo", "Redo what was undone", keys="U", label="redo", where=EVERYWHERE, fn="ctrl+shift+f10",
            words="again forward", name="redo", calls=("U", "redo"), line="U", verb="undo.undoing:redo",
            sentence="Redone: {words}"),
    Command("open_desk", "Open the desk (also without any command)", name="open", opens="nothing",
            does="start_face:desk", json=False),
    Command("demo", "An invented day, in a throw-away copy", name="demo", opens="nothing", does="start_face:demo",
            json=False),
    Command("plain", "The same day by prompts and lines, for screen readers and slow lines", name="plain",
            opens="nothing", does="start_face:plain", json=False),
    Command("unfinished", "What was begun in plain mode and not finished; plain mode keeps its lines with it",
            name="unfinished",
            arguments=(word("line", "a line to keep: the first as it was typed, then each question with its answer",
                takes="any words"), option("--about", "ID", "the visit that was spoken of"),
            switch("--forget", "drop what was begun with this line")), does="lists:unfinished"),
    Command("again", "Go on with what was not finished", calls=("again",), line="again", by_lines="verbs:again"),
    Command("forget", "Drop what was not finished", calls=("forget",), line="forget", by_lines="verbs:forget"),
    Command("confirmed", "Tell whether the open desk has done a command that it didn't confirm",
            name="confirmed", arguments=(word("number", "the command's number, as it was told"),), opens="nothing",
            does="book_in_use:confirmed", json=False),
    Command("where", "Show which folder the book is in", name="where", opens="nothing", does="book_place:where"),
    Command("doctor", "Check the book", name="doctor", arguments=(switch("--repair", "repair it, originals are kept"),),
            opens="nothing", does="book:doctor"),
    Command("backup", "Copy the book into one file and check the copy", name="backup",
            arguments=(word("file", "where to; backups/ of the book if none is given", takes="maybe"), PASSPHRASE,
            FORCE), opens="nothing", does="backups:backup"),
    Command("restore", "Replace the book with a backup; the book is backed up first", name="restore",
            arguments=(word("file", "the backup"), PASSPHRASE), opens="nothing", does="backups:restore"),
)
# fmt: on
