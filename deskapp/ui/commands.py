"""Every command, declared once: bindings, bottom line, palette, help and the README's table come from here."""

from collections.abc import Iterable
from functools import cache

from textual.binding import Binding

from deskapp.ui.declared import Command

__all__ = ["BY_ID", "COMMANDS", "Command", "bindings", "on_screen"]
CARDS = ("customers", "customer")
WITH_CARD = ("desk", *CARDS)
LISTS = ("customers", "promises", "log", "replies")
BROWSED = ("reports", "customer", "crisis", "playbook", "merge", "twins", "imports", "settings", "keys")
ALL = ("all",)
# fmt: off
COMMANDS: tuple[Command, ...] = (
    Command("walk_in", "w", "walk-in", "A walk-in begins now", fn="f13",
            words="walkin customer comes in visitor door somebody arrives new visit"),
    Command("call", "c", "call", "A call begins now", fn="f14", words="phone telephone rings ring caller incoming"),
    Command("message", "m", "message", "A letter, e-mail or chat begins now", fn="f15",
            words="letter mail email post writes sms whatsapp"),
    Command("tick", "1,2,3,4,5,6,7,8,9", "tick", "Tick or untick that step of the lit checklist",
            words="check step done"),
    Command("greet", "g", "greeted", "Greeted: stop the waiting clock", fn="f16",
            words="hello hi welcome say hello stop waiting"),
    Command("end", "e", "end", "End with one line of outcome", fn="f24",
            words="finish done goodbye bye close over they leave gone outcome"),
    Command("promise", "p", "promise", "Promise something by a time", ("desk", "promises"), fn="f17",
            words="call back callback later ring them back by when follow up deadline remind reminder appointment"),
    Command("note", "n", "note", "Write a note", fn="f18", words="write down remark comment memo remember"),
    Command("request", "a", "asked for", "Write down what they ask for", fn="f19",
            words="wants order ask need question wish"),
    Command("answer", "A", "answer", "Answer the lit request", fn="f23", words="reply to request done with it"),
    Command("warmer", "plus,equals_sign", "warmer", "Temperature up by 5 °C",
            words="angry upset annoyed hot kettle shouting mad furious"),
    Command("cooler", "minus", "cooler", "Temperature down by 5 °C", words="calm calmer down kettle relaxed"),
    Command("reason", "i", "about", "Write what it is about", fn="ctrl+f1", words="why subject topic matter"),
    Command("who", "space", "who", "Say who it is, or choose another card",
            words="name identify customer is this person someone else"),
    Command("taste", "d", "preference", "Add a preference, a dessert or an allergy to the card", WITH_CARD,
            fn="ctrl+f2", words="dessert drink coffee tea food allergy allergic likes dislikes favorite favourite"),
    Command("kind", "C", "kind", "A prospect is a customer from today on; else say what they are", WITH_CARD,
            fn="ctrl+f14", words="prospect coworker colleague buyer lead"),
    Command("merge", "M", "merge", "Make this card one with another of the same person", CARDS, fn="f14",
            words="duplicate double twice join cards"),
    Command("subject", "w", "copy for them", "Write all that is held on this person into a file", CARDS, fn="f18",
            words="privacy data request gdpr subject access"),
    Command("erase", "z", "erase person", "Erase this person for good; asks first", CARDS, fn="f19",
            words="delete forget remove gdpr"),
    Command("twins", "t", "same person?", "Pairs of cards that may be one person's", ("customers",), fn="f15",
            words="duplicates double cards"),
    Command("import", "i", "import", "Take in cards or a call log from a file, after a dry run", ("customers",),
            fn="f16", words="address book contacts vcard csv load"),
    Command("export", "x", "export", "Write cards, the log or promises to a file", ("customers",), fn="f17",
            words="csv excel spreadsheet save as vcard calendar"),
    Command("apply", "enter", "take it in", "Do what the dry run shows, or choose the lit column", ("imports",)),
    Command("columns", "o", "columns", "Say what the columns of a table are; once more: look again", ("imports",),
            fn="f13"),
    Command("take_kept", "left", "take left", "Take the left card's field", ("merge",)),
    Command("take_other", "right", "take right", "Take the right card's field", ("merge",)),
    Command("take_both", "b", "take both", "Take what both cards have there", ("merge",), fn="f13"),
    Command("merge_now", "enter", "merge", "Make the two cards one; u takes it back", ("merge",)),
    Command("keep", "k", "keep", "Keep the lit promise, or choose which", ("desk", "promises"), fn="f12",
            words="promise done kept fulfilled called them back"),
    Command("move", "v", "move", "Give a promise a new time", ("desk", "promises"), fn="ctrl+f3",
            words="postpone delay reschedule later new time"),
    Command("lesson", "L", "lesson", "Write down a decision to learn from, good or bad; Reports look back on it",
            fn="ctrl+f23", words="learn mistake decision reflect better next time"),
    Command("hold", "o", "hold", "On hold, or back", fn="f21", words="pause wait moment resume come back to them park"),
    Command("hand_over", "h", "hand over", "Hand over to a named person", fn="f22",
            words="refer transfer forward pass on to colleague escalate manager boss"),
    Command("resolution", "r", "resolve", "Start the resolution steps; Enter writes the lit one down", fn="ctrl+f4",
            words="solve complaint problem steps unhappy"),
    Command("resolution_fields", "R", "write down", "Choose a resolution step and write it down", fn="ctrl+f16",
            words="resolution complaint account apology"),
    Command("next_checklist", "t", "checklist", "Show the next checklist that is running", fn="ctrl+f5",
            words="other list switch steps"),
    Command("start_checklist", "T", "start a list", "Choose a checklist and start it", fn="ctrl+f17",
            words="checklist steps procedure"),
    Command("reply", "y", "reply", "Fill a reply and copy it", fn="f20",
            words="template answer canned text letter send"),
    Command("acknowledge", "j", "we have it", "Send 'we have it, you will hear by'; the time becomes a promise",
            fn="ctrl+f6", words="got it received confirm receipt"),
    Command("faq", "f", "FAQ", "Answers to what was asked before", fn="ctrl+f7",
            words="question known answers knowledge how do i"),
    Command("faq_of_this", "F", "into the FAQ", "Make this question and its answer an entry of the FAQ", fn="ctrl+f19",
            words="save answer knowledge question"),
    Command("faq_new", "n", "new entry", "Make a new entry of the FAQ", ("replies",), fn="f13"),
    Command("faq_mend", "i", "change", "Change the lit entry of the FAQ", ("replies",), fn="f14"),
    Command("faq_remove", "z", "take out", "Take the lit entry out of the FAQ", ("replies",), fn="f15"),
    Command("crisis", "x", "crisis", "The crisis sheet", fn="ctrl+f8",
            words="emergency press recall accident sheet danger"),
    Command("boundary", "b", "boundary", "Abuse: say the warning, then end it; on record", fn="ctrl+f9",
            words="abuse insult rude swearing threat stop"),
    Command("copy_brief", "y", "copy brief", "Copy the brief for one side, as far as consent goes", ("crisis",),
            fn="f13"),
    Command("write_brief", "w", "write brief", "Write that brief to a file", ("crisis",), fn="f14"),
    Command("words_new", "n", "new", "Add a phrase, a step, a checklist, a reply or a process", ("playbook",),
            fn="f13"),
    Command("words_switch", "o", "on/off", "Switch the lit entry off, or on again", ("playbook",), fn="f14"),
    Command("words_up", "left_square_bracket", "move up", "Put the lit entry one place up", ("playbook",)),
    Command("words_down", "right_square_bracket", "move down", "Put the lit entry one place down", ("playbook",)),
    Command("words_restore", "z", "as shipped", "Back to the shipped words; your own entry is removed", ("playbook",),
            fn="f15"),
    Command("words_part", "t", "next part", "Go to the next part: checklists, phrases, replies, ways", ("playbook",),
            fn="f16"),
    Command("words_copy", "y", "copy", "Copy the lit words", ("playbook",), fn="f17"),
    Command("words_write", "w", "write file", "Write your edits to a file for another shop", ("playbook",), fn="f18"),
    Command("words_read", "i", "read file", "Take in another shop's edits from a file", ("playbook",), fn="f19"),
    Command("card_notes", "l", "notes", "Show the notes that are kept on the card for you", WITH_CARD, fn="ctrl+f10",
            words="private remarks warning"),
    Command("say", "q", "say", "Not this, say that: find a phrase and copy it", fn="ctrl+f11",
            words="phrase wording words better sentence how to say"),
    Command("shift", "s", "shift", "Say who is at the desk now, or end the shift", fn="ctrl+f12",
            words="my name staff who am i log in login at work break home"),
    Command("handover", "H", "hand-over", "The hand-over sheet: notes to the next, who is here, promises",
            fn="ctrl+f24", words="next shift sheet colleague tomorrow night"),
    Command("previous", "left_square_bracket", "previous", "The open interaction before this one"),
    Command("next", "right_square_bracket", "next", "The next open interaction"),
    Command("up", "up", "up", "One line up", ("desk", *LISTS, *BROWSED)),
    Command("down", "down", "down", "One line down", ("desk", *LISTS, *BROWSED)),
    Command("open", "enter", "open", "Open what is lit",
            ("desk", *LISTS, "customer", "crisis", "playbook", "twins", "settings", "keys")),
    Command("find", "slash", "find", "Find anything", ("desk", *LISTS, "playbook", "settings", "keys"),
            words="search look for where is"),
    Command("new_card", "n", "new card", "Make a new card", ("customers",), fn="f13",
            words="add customer create person company"),
    Command("report_before", "left,left_square_bracket", "before", "The day, week, month or year before", ("reports",)),
    Command("report_after", "right,right_square_bracket", "after", "The one after it", ("reports",)),
    Command("report_span", "t", "span", "Look back on a day, a week, a month or a year", ("reports",), fn="f13"),
    Command("report_now", "g", "now", "Back to the one of today", ("reports",), fn="f14"),
    Command("report_at", "slash", "go to", "Look back on the one of another day", ("reports",)),
    Command("lesson_new", "n", "lesson", "Write down a decision to learn from, good or bad", ("reports",), fn="f15"),
    Command("lesson_change", "i", "change", "Change a lesson of this report", ("reports",), fn="f16"),
    Command("lesson_remove", "z", "take out", "Take a lesson of this report out of the book", ("reports",), fn="f17"),
    Command("report_copy", "y", "copy", "Copy the report as text; broken promises are not named in it", ("reports",),
            fn="f18"),
    Command("report_write", "x", "write file", "Write the report to a file: to print, to share, or as data",
            ("reports",), fn="f19"),
    Command("group", "g", "group", "Promises by day, person, channel or owner", ("promises",), fn="f18"),
    Command("give_up", "z", "give up", "Give a promise up; it stays on record as broken", ("promises",), fn="f16"),
    Command("wait", "o", "waits on them", "It waits on the customer: its clock stands still, or runs on", ("promises",),
            fn="f13"),
    Command("repeat", "r", "repeat", "Let a promise come again", ("promises",), fn="f14"),
    Command("new_due_owner", "h", "hand to", "Hand a promise to a named person", ("promises",), fn="f15"),
    Command("key_shipped", "z", "as shipped", "Back to the shipped key", ("keys",), fn="f13"),
    Command("back", "escape", "back", "Back to where you were", (*LISTS, *BROWSED)),
    Command("undo", "u", "undo", "Undo the last change", ALL, fn="f10",
            words="take back mistake oops wrong delete remove revert that"),
    Command("redo", "U", "redo", "Redo what was undone", ALL, fn="ctrl+f22", words="again forward"),
    Command("hints_away", "z", "no hints", "Hide the hints of the first days for good", fn="ctrl+f13",
            words="tour help beginner"),
    Command("help", "question_mark,f1", "help", "Help for where you stand", ALL, words="manual keys shortcuts how"),
    Command("palette", "ctrl+p", "all commands", "Every command by its words", ALL, words="commands menu"),
    Command("jump", "apostrophe,ctrl+o", "jump", "Go anywhere on the screen by a letter", ALL,
            words="go to pane panel focus mouse click move"),
    Command("desk", "f2", "Desk", "The desk", ALL, words="home main start today"),
    Command("customers", "f3", "Customers", "The customers' cards", ALL,
            words="cards people profiles contacts addresses clients"),
    Command("promises", "f4", "Promises", "The promises", ALL, words="to do todo tasks due overdue open deadlines"),
    Command("log", "f5", "Log", "The whole log", ALL, words="history past earlier yesterday old visits"),
    Command("replies", "f6", "Replies & FAQ", "Replies and the FAQ", ALL, words="templates canned answers"),
    Command("reports", "f7", "Reports", "Reports", ALL, words="statistics numbers week year figures summary"),
    Command("playbook", "f8", "Playbook", "Checklists, phrases and replies", ALL,
            words="edit change checklists phrases wording training"),
    Command("settings", "comma", "Settings", "The settings of this desk", ALL,
            words="theme dark light colours contrast options preferences language country bell pin shortcuts keys"),
    Command("curtain", "f9", "curtain", "Hide everything personal", ALL, words="lock hide screen privacy away secret"),
    Command("leave", "ctrl+q", "leave", "Leave; open promises of today are shown first", ALL,
            words="quit exit close stop go home log out"),
)
# fmt: on
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
        for number, key in enumerate(command.keys_now):
            action = f"tick({key})" if command.id == "tick" else command.action
            name = command.id if number == 0 else f"{command.id}.{number}"
            found.append(Binding(key, action, command.label, show=False, id=name, tooltip=command.help))
    return found
