"""A question as the entry panel asks it: its fields, what they find, and what is done with the answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field

from textual.screen import ModalScreen

from deskapp.model.frozen import dataclass
from deskapp.ui.widgets.typed_input import Marks


@dataclass(frozen=True, slots=True)
class Choice:
    """One row below the fields that may be taken. `value` is whatever the question makes of it; a `bad` hint is red."""

    value: str
    text: str
    hint: str = ""
    bad: bool = False


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What the typed text finds: choices, which of them is selected (-1: none), and a line that says what
    Enter does.
    """

    choices: Sequence[Choice] = ()
    selected: int = -1
    hint: str = ""
    bad: bool = False


FINDS = "its words only find or choose what is there"
FILE = "the path of a file: another file would be written over by one that was kept"
TYPED_ANEW = "a confirmation is typed anew each time"
"""Why the words of a question are not kept while they are typed."""


def keep_nowhere(name: str, text: str) -> None:
    """The words of a question that has no place for them before it is done."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question. Fields are (name, label, text in it so far).

    `on_change` gives the offer for the values typed so far; `store` keeps one field's text on the disk as it is typed;
    `done` takes the values and the value of the selected choice (or ""), acts, and gives the next question, a dialog to
    open (what that gives is said), a sentence to say, or nothing; a DeskError of it is shown and the text stays.
    `makes_new` is what the key for a new card does with the values; None where there is nothing new to make.
    `left` is called when it is left by Escape; `left_words` are said then, if new words were kept, else a sentence that
    `left` gives.
    `marks` gives the places to underline in the first field; `wraps` shows the choices in full, on several rows;
    `secret` hides what is typed. `subject` is the id of the visit, card or promise that it belongs to, "" where it
    belongs to none, None for what is selected on the screen that asks. `moves_on` says that once it is done somebody
    else is to be seen to. `edits` says that its fields hold stored values and store them as they are typed: Escape puts
    back what stood there.
    Where it has no place of its own for its words they are kept as a draft of the desk, unless `passing` says why they
    are not; `puts_back` puts the stored value back at Escape, forgets that draft, and gives what is said then.
    `usual` are the texts that stand in its fields before anybody types, `stood` those that Escape puts back, no drafts.
    `about` names what it belongs to, where it has no `subject` with a name of its own. `continues` says that nothing of
    the question before it is done yet: the words of that one stay until this one is done. `unstored` are the names of
    the fields whose words no disk has taken yet; `hold` lets a field's words wait for the disk once it is left.
    `holds` gives what the book holds in its fields now: what another put there meanwhile is told, not written over.
    """

    title: str
    fields: Sequence[tuple[str, str, str]]
    submit: Callable[[dict[str, str], str], "NextStep"]
    on_change: Callable[[dict[str, str]], Suggestions] = lambda values: Suggestions()
    store: Callable[[str, str], object] = keep_nowhere
    makes_new: "Callable[[dict[str, str]], NextStep] | None" = None
    left: Callable[[], object] = lambda: None
    rows: int = 6
    placeholders: Sequence[str] = field(default_factory=tuple)
    marks: Marks | None = None
    wraps: bool = False
    secret: bool = False
    subject: str | None = None
    edits: bool = False
    passing: str = ""
    puts_back: Callable[[Mapping[str, str]], str] | None = None
    usual: Mapping[str, str] = field(default_factory=dict)
    stood: Mapping[str, str] = field(default_factory=dict)
    about: str = ""
    continues: bool = False
    unstored: Sequence[str] = ()
    hold: Callable[[str, str], None] = keep_nowhere
    left_words: str = "Kept for later."
    moves_on: bool = False
    optional: Sequence[str] = ()
    line_end: str = " "
    holds: Callable[[], Mapping[str, str]] | None = None

    @property
    def is_kept(self) -> bool:
        """Whether its words are new ones that are still there when it is left."""
        return self.store is not keep_nowhere and not self.edits and not self.secret


Opens = Callable[[], ModalScreen[str]]
NextStep = Question | Opens | str | None


def as_it_is(question: Question, before: Question | None) -> Question:
    """A question that goes on after another, unchanged."""
    return question
