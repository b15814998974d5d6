"""The errors that people may see: each says in one sentence what happened, and what to do next."""

TYPE_CHECKING = False  # `typing` takes 3 ms to load, and a ring comes through here
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Instead = tuple[str, Mapping[str, object]]


class DeskError(Exception):
    """A refusal or a failure with one sentence for people, the next step, and the command line's exit status."""

    exit_status = 1

    def __init__(self, sentence: str, next_step: str = "") -> None:
        super().__init__(f"{sentence} {next_step}".strip())
        self.sentence = sentence
        self.next_step = next_step


class NotFoundError(DeskError):
    """What was asked for is not in the book."""


class RefusedError(DeskError):
    """What was asked for would not make sense, so nothing was changed."""


class DecideError(RefusedError):
    """Refused until somebody decides. `wants` names the argument by which it is done all the same.

    `way` is a fact that helps to decide, "" for none; `instead` are the values of other arguments that would do, each
    with its words.
    """

    wants = ""

    def __init__(self, sentence: str, next_step: str, way: str = "", instead: "Sequence[Instead]" = ()) -> None:
        super().__init__(sentence, next_step)
        self.way, self.instead = way, tuple(instead)

    @property
    def values(self) -> "dict[str, str]":
        """The words for each value of the argument that it wants, where it is one of some."""
        return {str(values[self.wants]): words for words, values in self.instead if self.wants in values}


class ThereAlreadyError(RefusedError):
    """A file of that name is there; it is only written over where somebody says so."""


class UsageError(DeskError):
    """The command's words are off."""

    exit_status = 2


class BookDamagedError(DeskError):
    """A file of the book cannot be read as it stands."""

    exit_status = 3


class DiskRefusedError(DeskError):
    """The disk or its rights refuse: full, write-protected, no permission. The book itself is sound."""


OF_THE_DISK = (BookDamagedError, DiskRefusedError)
"""What may work a moment later with the very same words: they are kept until then."""


class BookInUseError(DeskError):
    """Another process holds the book."""

    exit_status = 4


class NoAnswerError(BookInUseError):
    """A desk holds the book and did not answer in time; nothing of what was asked is ever done."""


class NotConfirmedError(DeskError):
    """The running desk was told to do a request and has not said what became of it; it can be asked for later."""

    exit_status = 5


class HungUpError(NotConfirmedError):
    """The running desk ended, or hung up, between being told to do a request and its answer."""


def line_of(text: str, next_step: str, sentence: str = "Nothing was written.") -> str:
    """What was typed, as one line. Raises RefusedError where it holds no word."""
    line = " ".join(text.split())
    if not line:
        raise RefusedError(sentence, next_step)
    return line
