"""Every command, declared once: bindings, bottom line, palette, help and the README's table come from here."""

from collections.abc import Iterable
from functools import cache

from textual.binding import Binding

from deskapp.model.frozen import dataclass

NAMES = {
    "question_mark": "?",
    "plus": "+",
    "minus": "-",
    "comma": ",",
    "slash": "/",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "enter": "Enter",
    "space": "Space",
    "escape": "Esc",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "ctrl+q": "Ctrl+Q",
    "ctrl+p": "Ctrl+P",
}


@dataclass(frozen=True, slots=True)
class Command:
    """One command. `keys` are Textual's names, comma separated; `where` the screens on which it works, or `all`."""

    id: str
    keys: str
    label: str
    help: str
    where: tuple[str, ...] = ("desk",)

    @property
    def first_key(self) -> str:
        """The first of its keys, by Textual's name."""
        return self.keys.split(",")[0]

    @property
    def shown_key(self) -> str:
        """Its first key as a person reads it."""
        return "1-9" if self.id == "tick" else shown(self.first_key)

    @property
    def action(self) -> str:
        """The action that it runs."""
        return f"do('{self.id}')"


def shown(key: str) -> str:
    """A key as a person reads it."""
    return NAMES.get(key, key.upper() if len(key) > 1 else key)


CARDS = ("customers", "customer")
WITH_CARD = ("desk", *CARDS)
LISTS = ("customers", "promises", "log", "replies")
BROWSED = ("reports", "customer", "crisis", "playbook", "merge", "twins", "imports", "settings")
COMMANDS: tuple[Command, ...] = (
    Command("walk_in", "w", "walk-in", "A walk-in begins now"),
    Command("call", "c", "call", "A call begins now"),
    Command("message", "m", "message", "A letter, e-mail or chat begins now"),
    Command("tick", "1,2,3,4,5,6,7,8,9", "tick", "Tick or untick that step of the lit checklist"),
    Command("greet", "g", "greeted", "Greeted: stop the waiting clock"),
    Command("end", "e", "end", "End with one line of outcome"),
    Command("promise", "p", "promise", "Promise something by a time", ("desk", "promises")),
    Command("note", "n", "note", "Write a note"),
    Command("request", "a", "asked for", "Write down what they ask for"),
    Command("answer", "A", "answer", "Answer the lit request", ("desk",)),
    Command("warmer", "plus,equals_sign", "warmer", "Temperature up by 5 °C"),
    Command("cooler", "minus", "cooler", "Temperature down by 5 °C"),
    Command("reason", "i", "about", "Write what it is about"),
    Command("who", "space", "who", "Say who it is, or choose another card"),
    Command("taste", "d", "preference", "Add a preference, a dessert or an allergy to the card", WITH_CARD),
    Command("kind", "C", "kind", "A prospect is a customer from today on; else say what they are", WITH_CARD),
    Command("merge", "M", "merge", "Make this card one with another of the same person", CARDS),
    Command("subject", "w", "copy for them", "Write all that is held on this person into a file", CARDS),
    Command("erase", "z", "erase person", "Erase this person for good; asks first", CARDS),
    Command("twins", "t", "same person?", "Pairs of cards that may be one person's", ("customers",)),
    Command("import", "i", "import", "Take in cards or a call log from a file, after a dry run", ("customers",)),
    Command("export", "x", "export", "Write cards, the log or promises to a file", ("customers",)),
    Command("apply", "enter", "take it in", "Do what the dry run shows, or choose the lit column", ("imports",)),
    Command("columns", "o", "columns", "Say what the columns of a table are; once more: look again", ("imports",)),
    Command("take_kept", "left", "take left", "Take the left card's field", ("merge",)),
    Command("take_other", "right", "take right", "Take the right card's field", ("merge",)),
    Command("take_both", "b", "take both", "Take what both cards have there", ("merge",)),
    Command("merge_now", "enter", "merge", "Make the two cards one; u takes it back", ("merge",)),
    Command("keep", "k", "keep", "Keep the lit promise, or choose which", ("desk", "promises")),
    Command("move", "v", "move", "Give a promise a new time", ("desk", "promises")),
    Command("hold", "o", "hold", "On hold, or back"),
    Command("hand_over", "h", "hand over", "Hand over to a named person"),
    Command("resolution", "r", "resolve", "Start the resolution steps; Enter writes the lit one down"),
    Command("resolution_fields", "R", "write down", "Choose a resolution step and write it down"),
    Command("next_checklist", "t", "checklist", "Show the next checklist that is running"),
    Command("start_checklist", "T", "start a list", "Choose a checklist and start it"),
    Command("reply", "y", "reply", "Fill a reply and copy it"),
    Command("acknowledge", "j", "we have it", "Send 'we have it, you will hear by'; the time becomes a promise"),
    Command("faq", "f", "FAQ", "Answers to what was asked before"),
    Command("faq_of_this", "F", "into the FAQ", "Make this question and its answer an entry of the FAQ"),
    Command("faq_new", "n", "new entry", "Make a new entry of the FAQ", ("replies",)),
    Command("faq_mend", "i", "change", "Change the lit entry of the FAQ", ("replies",)),
    Command("faq_remove", "z", "take out", "Take the lit entry out of the FAQ", ("replies",)),
    Command("crisis", "x", "crisis", "The crisis sheet"),
    Command("boundary", "b", "boundary", "Abuse: say the warning, then end it; on record"),
    Command("copy_brief", "y", "copy brief", "Copy the brief for one side, as far as consent goes", ("crisis",)),
    Command("write_brief", "w", "write brief", "Write that brief to a file", ("crisis",)),
    Command("words_new", "n", "new", "Add a phrase, a step, a checklist, a reply or a process", ("playbook",)),
    Command("words_switch", "o", "on/off", "Switch the lit entry off, or on again", ("playbook",)),
    Command("words_up", "left_square_bracket", "move up", "Put the lit entry one place up", ("playbook",)),
    Command("words_down", "right_square_bracket", "move down", "Put the lit entry one place down", ("playbook",)),
    Command("words_restore", "z", "as shipped", "Back to the shipped words; your own entry is removed", ("playbook",)),
    Command("words_part", "t", "next part", "Go to the next part: checklists, phrases, replies, ways", ("playbook",)),
    Command("words_copy", "y", "copy", "Copy the lit words", ("playbook",)),
    Command("words_write", "w", "write file", "Write your edits to a file for another shop", ("playbook",)),
    Command("words_read", "i", "read file", "Take in another shop's edits from a file", ("playbook",)),
    Command("card_notes", "l", "notes", "Show the notes that are kept on the card for you", WITH_CARD),
    Command("lesson", "L", "lesson", "Write down a decision to learn from, good or bad; Reports look back on it"),
    Command("report_before", "left,left_square_bracket", "before", "The day, week, month or year before", ("reports",)),
    Command("report_after", "right,right_square_bracket", "after", "The one after it", ("reports",)),
    Command("report_span", "t", "span", "Look back on a day, a week, a month or a year", ("reports",)),
    Command("report_now", "g", "now", "Back to the one of today", ("reports",)),
    Command("report_at", "slash", "go to", "Look back on the one of another day", ("reports",)),
    Command("lesson_new", "n", "lesson", "Write down a decision to learn from, good or bad", ("reports",)),
    Command("lesson_change", "i", "change", "Change a lesson of this report", ("reports",)),
    Command("lesson_remove", "z", "take out", "Take a lesson of this report out of the book", ("reports",)),
    Command("report_copy", "y", "copy", "Copy the report as text; broken promises are not named in it", ("reports",)),
    Command(
        "report_write", "x", "write file", "Write the report to a file: to print, to share, or as data", ("reports",)
    ),
    Command("say", "q", "say", "Not this, say that: find a phrase and copy it"),
    Command("shift", "s", "shift", "Say who is at the desk now, or end the shift"),
    Command("handover", "H", "hand-over", "The hand-over sheet: notes to the next, who is here, promises"),
    Command("previous", "left_square_bracket", "previous", "The open interaction before this one"),
    Command("next", "right_square_bracket", "next", "The next open interaction"),
    Command("up", "up", "up", "One line up", ("desk", *LISTS, *BROWSED)),
    Command("down", "down", "down", "One line down", ("desk", *LISTS, *BROWSED)),
    Command(
        "open",
        "enter",
        "open",
        "Open what is lit",
        ("desk", *LISTS, "customer", "crisis", "playbook", "twins", "settings"),
    ),
    Command("find", "slash", "find", "Find anything", ("desk", *LISTS, "playbook", "settings")),
    Command("new_card", "n", "new card", "Make a new card", ("customers",)),
    Command("give_up", "z", "give up", "Give a promise up; it stays on record as broken", ("promises",)),
    Command(
        "wait", "o", "waits on them", "It waits on the customer: its clock stands still, or runs on", ("promises",)
    ),
    Command("group", "g", "group", "Promises by day, person, channel or owner", ("promises",)),
    Command("repeat", "r", "repeat", "Let a promise come again", ("promises",)),
    Command("new_due_owner", "h", "hand to", "Hand a promise to a named person", ("promises",)),
    Command("back", "escape", "back", "Back to where you were", (*LISTS, *BROWSED)),
    Command("undo", "u", "undo", "Undo the last change", ("all",)),
    Command("redo", "U", "redo", "Redo what was undone", ("all",)),
    Command("help", "question_mark,f1", "help", "Help for where you stand", ("all",)),
    Command("palette", "ctrl+p", "all commands", "Every command by its words", ("all",)),
    Command("desk", "f2", "Desk", "The desk", ("all",)),
    Command("customers", "f3", "Customers", "The customers' cards", ("all",)),
    Command("promises", "f4", "Promises", "The promises", ("all",)),
    Command("log", "f5", "Log", "The whole log", ("all",)),
    Command("replies", "f6", "Replies & FAQ", "Replies and the FAQ", ("all",)),
    Command("reports", "f7", "Reports", "Reports", ("all",)),
    Command("playbook", "f8", "Playbook", "Checklists, phrases and replies", ("all",)),
    Command("settings", "comma", "Settings", "The settings of this desk", ("all",)),
    Command("curtain", "f9", "curtain", "Hide everything personal", ("all",)),
    Command("leave", "ctrl+q", "leave", "Leave; open promises of today are shown first", ("all",)),
)
BY_ID = {command.id: command for command in COMMANDS}


@cache
def on_screen(name: str) -> tuple[Command, ...]:
    """The commands that work on a screen, its own first."""
    own = (command for command in COMMANDS if name in command.where)
    return (*own, *(command for command in COMMANDS if "all" in command.where))


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """Textual's bindings of commands; they can be remapped by the command's id."""
    found = []
    for command in commands:
        for number, key in enumerate(command.keys.split(",")):
            action = f"tick({key})" if command.id == "tick" else command.action
            name = command.id if number == 0 else f"{command.id}.{number}"
            found.append(Binding(key, action, command.label, show=False, id=name, tooltip=command.help))
    return found
